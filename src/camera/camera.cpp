// SPDX-License-Identifier: Apache-2.0
#include "camera/camera.hpp"

#include "base/log.hpp"
#include "camera/camera_running.hpp"
#include "camera/energy_file.hpp"
#include "device/light_code.hpp"

#include <utility>

namespace porchlight::camera {

namespace {

using device::EnergyUse;
using device::Event;

device::PressGrammar grammar_of(device::Kind kind) {
    return kind == device::Kind::Hub ? device::PressGrammar::hub() : device::PressGrammar::camera();
}

hal::ButtonState state_of(const Board& board) {
    const auto state = board.button ? board.button->state() : hal::ButtonState::Released;
    return state ? *state : hal::ButtonState::Released;
}

}  // namespace

Camera::Running::Running(Camera& owner)
    : camera(&owner),
      board(owner.parts_.board),
      button(grammar_of(owner.settings_.kind), state_of(*owner.parts_.board),
             owner.parts_.clock->monotonic_now()),
      gauges_due(owner.parts_.clock->monotonic_now()),
      alarm(owner.parts_.strand),
      ended(owner.parts_.strand),
      wifi(owner.parts_.strand, owner.parts_.board->radio.get(),
           [&owner](Event event) { owner.tell(event); }) {
    if (owner.parts_.board->light) {
        light.emplace(*owner.parts_.board->light);
    }
}

Camera::Camera(const Parts& parts, CameraSettings settings, Onlooker onlooker)
    : parts_(parts),
      settings_(std::move(settings)),
      onlooker_(std::move(onlooker)),
      memory_(settings_.state_folder),
      behaviour_({.kind = settings_.kind, .memory = memory_.memory().device}, *this),
      gauges_(parts.board->battery.get(), parts.board->thermometer.get(), settings_.limits),
      ledger_(read_ledger(settings_.state_folder, settings_.rates)),
      started_(parts.clock->monotonic_now()),
      ledger_kept_(started_) {}

Camera::~Camera() = default;

Result<std::unique_ptr<Camera>> Camera::create(const Parts& parts, CameraSettings settings,
                                               Onlooker onlooker, const MakeHome& make_home) {
    std::unique_ptr<Camera> camera(new Camera(parts, std::move(settings), std::move(onlooker)));
    const Sight::Parts for_sight{parts.strand, parts.disk,   parts.workers,
                                 parts.clock,  parts.random, parts.board->speaker.get()};
    PL_TRY(camera->sight_, Sight::open(for_sight, camera->settings_.sight, *camera));
    PL_TRY_VOID(camera->open_updates());
    camera->codes_ = std::make_unique<CodeReader>(
        *parts.workers, parts.strand, *parts.random, camera->settings_.sight.make_source,
        [camera = camera.get()](const std::string& text) { camera->home_->on_code_seen(text); });
    camera->read_settings();
    camera->home_ = make_home(*camera);
    return camera;
}

rt::Task<Ending> Camera::run() {
    if (!memory_.trouble().empty()) {
        log::warning("camera", "{}", memory_.trouble());
        on_notice(memory_.trouble());
    }
    std::shared_ptr<Running> running = std::make_shared<Running>(*this);
    running_ = running;
    const auto start = [&running, this](const char* what, rt::Task<> task) {
        running->jobs.emplace_back(parts_.strand, what, std::move(task));
    };
    tell(Event::PowerApplied);
    if (updates_) {
        updates_->tell_news();
    }
    if (const auto held = running->button.at_boot()) {
        tell(*held);
    }
    start("time", Running::keep_time(running));
    start("button", Running::watch_button(running));
    start("motion sensor", Running::watch_motion(running));
    while (!running->ending) {
        if (const auto woken = co_await running->ended.wait(); !woken) {
            running->ending = Ending::Stopped;
        }
    }
    running->camera = nullptr;
    running->jobs.clear();
    keep_ledger();
    codes_->close();
    static_cast<void>(co_await home_->stop());
    static_cast<void>(co_await sight_->stop());
    on_unseen();
    if (updates_) {
        static_cast<void>(co_await updates_->stop());
    }
    if (auto& light = running->light) {
        static_cast<void>(light->play({}, parts_.clock->monotonic_now()));
    }
    co_return running->ending.value_or(Ending::Stopped);
}

void Camera::stop() {
    end(Ending::Stopped);
}

void Camera::end(Ending ending) {
    if (running_ && !running_->ending) {
        const bool is_board_due =
            ending == Ending::Restart && updates_ && updates_->is_restart_due();
        running_->ending = is_board_due ? Ending::RestartBoard : ending;
        running_->ended.wake();
    }
}

void Camera::tell(Event event) {
    if (!running_ || running_->camera == nullptr) {
        return;  // it is over, or has not begun
    }
    behaviour_.tell(event, parts_.clock->monotonic_now());
    running_->alarm.wake();  // something may be due earlier now
}

void Camera::on_notice(const std::string& notice) {
    if (onlooker_.on_notice) {
        onlooker_.on_notice(notice);
    }
}

void Camera::on_life(const device::Life& life) {
    if (!running_ || running_->camera == nullptr) {
        return;
    }
    look_for_codes();
    sight_->follow(life, moves_);
    look_at_the_night();
    count_energy(life);
    show(life);
    // What moved before it could be recorded is recorded now.
    if (moves_ && (life.stage == device::Stage::Online || life.stage == device::Stage::Live) &&
        device::keeper_of(life) == device::Keeper::Hub) {
        tell(Event::MotionStarted);
    }
    look_at_update();
    home_->on_change();
}

void Camera::count_energy(const device::Life& life) {
    const MonotonicTime now = parts_.clock->monotonic_now();
    const bool is_radio_on = device::kLinked.contains(life.stage) ||
                             life.stage == device::Stage::Joining ||
                             life.stage == device::Stage::Pairing;
    ledger_.set(EnergyUse::Radio, is_radio_on, now);
    const bool keeps_itself = moves_ && device::keeper_of(life) == device::Keeper::Itself;
    ledger_.set(EnergyUse::Recording, device::kRecording.contains(life.stage) || keeps_itself, now);
    ledger_.set(EnergyUse::Live, device::kLive.contains(life.stage), now);
    ledger_.set(EnergyUse::StatusLight, shown(life) != device::LightMeaning::Off, now);
}

/// Dark at its owner's wish only while all is well: a fault, pairing, and who is recorded or
/// watched are always shown.
device::LightMeaning Camera::shown(const device::Life& life) const {
    const device::LightMeaning meaning = device::light_meaning(life);
    const bool is_dark = meaning == device::LightMeaning::Online && !chosen_.light_when_idle;
    return is_dark ? device::LightMeaning::Off : meaning;
}

void Camera::show(const device::Life& life) {
    const light::Code& code = device::code_of(shown(life), life.kind);
    if (running_) {
        if (auto& player = running_->light) {
            static_cast<void>(player->play(code.pattern, parts_.clock->monotonic_now()));
        }
    }
    if (onlooker_.on_light) {
        onlooker_.on_light(life, code);
    }
}

}  // namespace porchlight::camera
