// SPDX-License-Identifier: Apache-2.0
// What the camera does when its life asks for it.
#include "base/log.hpp"
#include "camera/camera_running.hpp"
#include "camera/own_id.hpp"
#include "camera/report_words.hpp"

#include <utility>

namespace porchlight::camera {

namespace {

using device::Action;
using device::Event;

/// So that a person sees that it starts, and that it erases: each step shows for so long.
constexpr std::chrono::milliseconds kSelfTestShows{1500};
constexpr std::chrono::milliseconds kEraseStepShows{400};

}  // namespace

void Camera::act(Action action) {
    if (act_on_network(action) || act_on_record(action) || act_on_firmware(action)) {
        return;
    }
    switch (action) {
        case Action::StartSelfTest:
            restart_or_test();
            break;
        case Action::StopLive:
            sight_->let_viewers_go();
            break;
        case Action::EraseNextStep:
            running_->jobs.emplace_back(parts_.strand, "erase", Running::erase_later(running_));
            break;
        case Action::Chime:
            on_notice("Ding-dong.");
            break;
        default:
            break;  // recordings and live views follow the life
    }
}

bool Camera::act_on_network(Action action) {
    switch (action) {
        case Action::OpenPairing:
            home_->open_pairing();
            is_pairing_open_ = true;
            look_for_codes();
            return true;
        case Action::ClosePairing:
            home_->close_pairing();
            is_pairing_open_ = false;
            look_for_codes();
            return true;
        case Action::JoinWifi:
            home_->leave();
            running_->wifi.join(memory_.memory().wifi);
            return true;
        case Action::SeekHub:
            home_->seek(memory_.memory());
            return true;
        case Action::RestartServices:
            home_->leave();
            sight_->let_viewers_go();
            running_->wifi.leave();
            return true;
        default:
            return false;
    }
}

/// What is told to the owner, and to the log.
bool Camera::act_on_record(Action action) {
    if (action == Action::ReportFirmware) {
        report_firmware();
        return true;
    }
    const auto words = report_of(action, life());
    if (words) {
        report(words->kind, words->sentence);
    }
    return words.has_value();
}

/// A trial that fails is told of when the old version is up again, with its reason.
void Camera::report_firmware() {
    if (updates_ && updates_->on_trial()) {
        return;
    }
    const bool is_update = updates_ && !updates_->why_failed().empty();
    report(device::EventReportKind::FirmwareFailed,
           is_update ? updates_->why_failed() : "The camera's software failed.");
}

void Camera::report(device::EventReportKind kind, const std::string& detail) {
    log::info("camera", "{}", detail);
    device::EventReport report;
    report.id = own_id(parts_.clock->utc_now(), *parts_.random);
    report.kind = kind;
    report.start = parts_.clock->utc_now();
    report.end = report.start;
    report.detail = detail;
    home_->report(std::move(report));
}

void Camera::restart_or_test() {
    if (std::exchange(was_started_, true)) {
        reboot_ = memory_.memory().device.has_hub_key ? device::RebootReason::Unknown
                                                      : device::RebootReason::FactoryReset;
        if (reboot_ == device::RebootReason::FactoryReset) {
            home_->forget();
        }
        if (updates_ && updates_->is_restart_due()) {
            reboot_ = device::RebootReason::Update;
        }
        end(Ending::Restart);
        return;
    }
    const Event verdict = test_self() ? Event::SelfTestPassed : Event::SelfTestFailed;
    running_->jobs.emplace_back(parts_.strand, "self-test",
                                Running::tell_later(running_, kSelfTestShows, verdict));
}

/// Without a memory that can be written it could neither be paired nor reset.
bool Camera::test_self() {
    const auto kept = memory_.keep(memory_.memory());
    if (!kept) {
        log::error("camera", "self-test: {}", kept.error().message());
    }
    return kept.has_value() && settings_.self_test == Health::Well;
}

rt::Task<> Camera::Running::tell_later(std::shared_ptr<Running> self,
                                       std::chrono::milliseconds wait, Event event) {
    PL_CO_TRY_VOID(co_await rt::sleep_for(wait));
    if (self->camera != nullptr) {
        self->camera->tell(event);
    }
    co_return Result<>();
}

rt::Task<> Camera::Running::erase_later(std::shared_ptr<Running> self) {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kEraseStepShows));
        if (self->camera == nullptr) {
            co_return Result<>();
        }
        const auto erased = self->camera->memory_.erase_next_step();
        if (erased) {
            self->camera->tell(Event::EraseStepDone);
            co_return Result<>();
        }
        log::error("camera", "erasing: {}", erased.error().message());
    }
}

}  // namespace porchlight::camera
