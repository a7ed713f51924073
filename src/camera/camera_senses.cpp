// SPDX-License-Identifier: Apache-2.0
// What the camera perceives: the passing of time, cells and heat, its button, what moves.
#include "base/log.hpp"
#include "camera/camera_running.hpp"
#include "camera/energy_file.hpp"
#include "camera/own_id.hpp"
#include "hal/readable.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::camera {

namespace {

using device::Event;

constexpr std::chrono::seconds kReadGaugesEvery{10};
constexpr std::chrono::hours kKeepLedgerEvery{1};
/// Who rang is recorded for so long, even if nothing moves.
constexpr std::chrono::seconds kRingShows{10};

MonotonicTime earlier(MonotonicTime first, std::optional<MonotonicTime> other) {
    return other ? std::min(first, *other) : first;
}

}  // namespace

// Time.

rt::Task<> Camera::Running::keep_time(std::shared_ptr<Running> self) {
    while (self->camera != nullptr) {
        self->camera->look_at_the_time();
        MonotonicTime next = self->gauges_due;
        next = earlier(next, self->button.next_change());
        next = earlier(next, self->camera->behaviour_.next_change());
        next = earlier(next, self->camera->still_at_);
        if (self->camera->updates_) {
            next = earlier(next, self->camera->updates_->next_change());
        }
        if (const auto& light = self->light) {
            next = earlier(next, light->next_change());
        }
        const Microseconds wait = next - self->camera->parts_.clock->monotonic_now();
        PL_CO_TRY_VOID(co_await self->alarm.wait_for(wait));
    }
    co_return Result<>();
}

void Camera::look_at_the_time() {
    const MonotonicTime now = parts_.clock->monotonic_now();
    if (const auto event = running_->button.advance(now)) {
        tell(*event);
    }
    behaviour_.advance(now);
    if (still_at_ && *still_at_ <= now) {
        end_motion();
    }
    if (running_->gauges_due <= now) {
        running_->gauges_due = now + kReadGaugesEvery;
        read_gauges();
    }
    if (updates_) {
        updates_->advance();
    }
    if (auto& light = running_->light) {
        static_cast<void>(light->advance(now));
    }
}

void Camera::read_gauges() {
    const auto before = gauges_.battery();
    for (const Event event : gauges_.read()) {
        tell(event);
    }
    const auto after = gauges_.battery();
    const MonotonicTime now = parts_.clock->monotonic_now();
    const bool knows_both = before && after && before->voltage && after->voltage;
    const int cells = settings_.limits.cells_in_series;
    if (knows_both && are_new_cells(Millivolts(before->voltage->count() / cells),
                                    Millivolts(after->voltage->count() / cells))) {
        ledger_.new_cells(now);
    }
    ledger_.advance(now);
    sight_->follow(life(), moves_);  // an eye that opened only to learn what it sees may close
    if (now - ledger_kept_ >= kKeepLedgerEvery) {
        keep_ledger();
    }
}

/// A power cut costs an hour of the account, no more.
void Camera::keep_ledger() {
    ledger_kept_ = parts_.clock->monotonic_now();
    ledger_.advance(ledger_kept_);
    if (const auto kept = camera::keep_ledger(settings_.state_folder, ledger_); !kept) {
        log::warning("camera", "{}", kept.error().message());
    }
}

// Senses.

rt::Task<> Camera::Running::watch_button(std::shared_ptr<Running> self) {
    hal::Button* const button = self->board->button.get();
    while (button != nullptr && self->camera != nullptr) {
        PL_CO_TRY_VOID(co_await hal::wait_readable(button->fd()));
        PL_CO_TRY(const auto edge, button->next_edge());
        if (!edge || self->camera == nullptr) {
            continue;
        }
        for (const Event event : self->button.take(*edge)) {
            self->camera->tell(event);
        }
    }
    co_return Result<>();
}

rt::Task<> Camera::Running::watch_motion(std::shared_ptr<Running> self) {
    hal::MotionSensor* const sensor = self->board->motion.get();
    while (sensor != nullptr && self->camera != nullptr) {
        PL_CO_TRY_VOID(co_await hal::wait_readable(sensor->fd()));
        PL_CO_TRY(const auto edge, sensor->next_edge());
        if (edge && self->camera != nullptr) {
            self->camera->set_moving(edge->state == hal::MotionState::Moving);
        }
    }
    co_return Result<>();
}

void Camera::on_pixels_move(bool moves, double /*score*/) {
    set_moving(moves);
}

/// Only while the lens is of no other use: what is recorded is worth more than a new network.
void Camera::look_for_codes() {
    if (is_pairing_open_ && device::keeper_of(life()) == device::Keeper::Nobody) {
        codes_->open();
    } else {
        codes_->close();
    }
}

/// Motion goes on for the post-roll after the last of it.
void Camera::set_moving(bool moves) {
    const MonotonicTime now = parts_.clock->monotonic_now();
    if (!moves) {
        still_at_ = now + chosen_.post_roll;
        running_->alarm.wake();
        return;
    }
    still_at_.reset();
    if (!moves_ && chosen_.armed) {
        begin_motion();
    }
}

void Camera::begin_motion() {
    moves_ = true;
    ledger_.count_wake();
    motion_.emplace();
    motion_->id = own_id(parts_.clock->utc_now(), *parts_.random);
    motion_->start = parts_.clock->utc_now();
    home_->report(*motion_);
    tell(Event::MotionStarted);
    on_life(life());
}

void Camera::end_motion() {
    still_at_.reset();
    moves_ = false;
    if (motion_) {
        motion_->end = parts_.clock->utc_now();
        home_->report(*motion_);
        motion_.reset();
    }
    tell(Event::MotionEnded);
    on_life(life());
}

void Camera::ring() {
    report(device::EventReportKind::Ring, "Somebody rang.");
    tell(Event::RingPressed);
    if (!moves_) {
        still_at_ = parts_.clock->monotonic_now() + kRingShows + chosen_.post_roll;
    }
}

void Camera::on_viewers(int count) {
    const int before = std::exchange(viewers_, count);
    if (before == 0 && count > 0) {
        tell(Event::LiveStarted);
    } else if (before > 0 && count == 0) {
        tell(Event::LiveEnded);
    }
}

void Camera::on_clip(const KeptClip& clip) {
    log::info("camera", "kept a clip of {} s for the hub",
              std::chrono::duration_cast<std::chrono::seconds>(clip.duration).count());
    home_->on_clip(clip);
}

}  // namespace porchlight::camera
