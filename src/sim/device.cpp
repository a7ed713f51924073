// SPDX-License-Identifier: Apache-2.0
#include "sim/device.hpp"

#include "sim/sayings.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::sim {

using device::Action;
using device::Actions;
using device::Event;
using device::Life;
using device::Stage;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Microseconds kSelfTest = seconds(4);
constexpr Microseconds kHubSelfTest = seconds(12);
constexpr Microseconds kEraseStep = seconds(1);
constexpr Microseconds kUpdate = seconds(90);
constexpr Microseconds kWatchdog = seconds(30);
constexpr Microseconds kRing = seconds(10);
constexpr Microseconds kGauge = minutes(10);
constexpr double kMemoryMb = 64;

std::size_t slot(device::FirmwareSlot which) {
    return which == device::FirmwareSlot::A ? 0 : 1;
}

}  // namespace

Device::Device(DevicePlan plan, Surroundings& house)
    : plan_(std::move(plan)),
      house_(house),
      behaviour_(behaviour_of(*plan_.model)),
      is_after_reset_(!plan_.is_set_up) {
    life_.kind = behaviour_.kind;
    slots_.fill(plan_.firmware);
    leak(plan_.leaks_mb_an_hour);
    if (plan_.is_set_up) {
        life_.memory.has_wifi_credentials = true;
        life_.memory.has_hub_key = true;
        life_.memory.has_settings = true;
        life_.memory.has_storage_link = true;
        login_ = plan_.knows;
    }
}

const Release& Device::firmware() const {
    return slots_.at(slot(life_.memory.firmware.running));
}

Microseconds Device::up_time() const {
    return house_.agenda().now() - started_at_;
}

device::LightMeaning Device::light_means() const {
    const device::LightMeaning meaning = device::light_meaning(life_);
    const bool is_dark =
        meaning == device::LightMeaning::Online && chosen_ && !chosen_->light_when_idle;
    return is_dark ? device::LightMeaning::Off : meaning;
}

bool Device::is_armed(bool home_is_armed) const {
    return chosen_ ? chosen_->armed : home_is_armed;
}

double Device::memory_used() const {
    const bool runs = is_in(device::kAwake | device::StageSet{Stage::Hung});
    const auto up =
        std::chrono::duration<double, std::ratio<3600>>(house_.agenda().now() - started_at_);
    return runs ? std::min(1.0, leaking_ * up.count() / kMemoryMb) : 0;
}

double Device::lens_clarity() const {
    const auto days =
        std::chrono::duration<double, std::ratio<86400>>(house_.agenda().now() - cleaned_at_);
    const double web = has_web_ ? .3 : 0;
    return std::max(0.0, 1 - plan_.dust_a_day * days.count() - web);
}

std::vector<std::string> Device::lights_since(Microseconds since) const {
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < lights_.size(); ++i) {
        const bool lasted = i + 1 == lights_.size() || lights_[i + 1].first >= since;
        if (lasted) {
            shown.push_back(lights_[i].second);
        }
    }
    return shown;
}

Microseconds Device::light_since() const {
    return lights_.empty() ? Microseconds(0) : lights_.back().first;
}

void Device::tell(Event event) {
    inbox_.push_back(event);
    if (std::exchange(is_handling_, true)) {
        return;
    }
    while (!inbox_.empty()) {
        const Event next = inbox_.front();
        inbox_.pop_front();
        handle(next);
    }
    is_handling_ = false;
}

void Device::handle(Event event) {
    const device::Outcome outcome = device::next(life_, event);
    if (outcome.answer != device::Answer::Changed) {
        return;
    }
    use_charge();
    const Life before = std::exchange(life_, outcome.life);
    if (!life_.memory.has_wifi_credentials) {
        login_.reset();
    }
    if (!is_in(device::kAwake)) {
        ++boot_;
        is_pairing_ = false;
    }
    if (device::kRecording.contains(before.stage) && !is_in(device::kRecording)) {
        house_.keep_clip(*this, house_.agenda().now() - recording_since_);
    }
    is_after_reset_ = (is_after_reset_ || life_.stage == Stage::Erasing) && !is_in(device::kOnline);
    perform(outcome.actions);
    if (event == Event::Froze && behaviour_.keeps_running) {
        tell_in(kWatchdog, Event::WatchdogBit);
    }
    if (life_.stage == Stage::HungUnpowered) {
        tell_in(device::kChargeDrains, Event::ChargeDrained);
    }
    note_stage(before);
    if (outside_ != nullptr) {
        outside_->on_life(before, outcome.actions);
    }
    gauge();
    house_.changed();
}

void Device::perform(Actions actions) {
    const auto asked = [&](Action action) { return actions.contains(action); };
    if (asked(Action::StopLive)) {
        house_.live_ended(*this);
    }
    is_pairing_ = (is_pairing_ || asked(Action::OpenPairing)) && !asked(Action::ClosePairing);
    if (asked(Action::EraseNextStep)) {
        tell_in(kEraseStep, Event::EraseStepDone);
    }
    if (asked(Action::StartSelfTest)) {
        start_self_test();
    }
    if (asked(Action::JoinWifi)) {
        join_wifi();
    }
    if (asked(Action::SeekHub)) {
        seek_hub();
    }
    if (asked(Action::StartRecording)) {
        recording_since_ = house_.agenda().now();
        house_.alert(*this, "motion");
    }
    if (asked(Action::Chime)) {
        house_.alert(*this, "a ring");
    }
    if (asked(Action::BeginUpdate)) {
        begin_update();
    }
    if (asked(Action::CheckFirmware)) {
        offer_update();
    }
    for (std::size_t i = 0; i < device::kTimers.size(); ++i) {
        if (asked(device::kTimers.at(i).set_by)) {
            set_timer(i);
        }
    }
    for (const std::string_view report : reports_of(actions)) {
        say(std::string(report));
    }
}

void Device::start_self_test() {
    ++boot_;
    started_at_ = house_.agenda().now();
    is_pairing_ = false;
    const Microseconds time = behaviour_.kind == device::Kind::Hub ? kHubSelfTest : kSelfTest;
    tell_in(time, firmware().starts ? Event::SelfTestPassed : Event::SelfTestFailed);
    leaking_ = firmware().leaks_mb_an_hour;
    if (leaking_ > 0) {
        const std::chrono::duration<double, std::ratio<3600>> until_full(kMemoryMb / leaking_);
        tell_in(std::chrono::duration_cast<Microseconds>(until_full), Event::Froze);
    }
}

void Device::begin_update() {
    const Release release = house_.newest_release(*this);
    slots_.at(slot(other(life_.memory.firmware.running))) = {.number = release.number,
                                                             .starts = false};  // half written
    house_.agenda().in(kUpdate, [this, release, boot = boot_] {
        if (boot != boot_ || life_.stage != Stage::Updating) {
            return;
        }
        if (!house_.reaches_internet(*this)) {
            tell(Event::UpdateFailed);
            return;
        }
        slots_.at(slot(other(life_.memory.firmware.running))) = release;
        tell(Event::UpdateFinished);
    });
}

void Device::offer_update() {
    const bool is_newer = house_.newest_release(*this).number > firmware().number;
    if (is_newer && house_.reaches_internet(*this)) {
        tell(Event::UpdateOffered);
    }
}

void Device::note_stage(const Life& before) {
    if (const std::string said = saying_of(before, life_, login_ ? login_->ssid : "");
        !said.empty()) {
        say(said);
    }
    if (is_in(device::kOnline) && !device::kOnline.contains(before.stage)) {
        house_.came_online(*this);
    }
    show_light();
}

void Device::show_light() {
    const Occasion occasion{
        .is_after_reset = is_after_reset_, .is_held = is_down_, .is_dark = house_.is_dark()};
    const bool is_dark_at_will = light_means() != device::light_meaning(life_);
    const ShownLight now =
        is_dark_at_will ? ShownLight() : shown_light(*plan_.model, life_, occasion);
    const device::StageSet sees = behaviour_.has_cells || std::holds_alternative<Pack>(plan_.supply)
                                      ? device::kRecording | device::kLive
                                      : device::kOnline;
    const bool may_shine = !chosen_ || chosen_->infrared;
    lamp_ = behaviour_.has_night_lamp && may_shine && occasion.is_dark && is_in(sees);
    if (now == light_ && !lights_.empty()) {
        return;
    }
    const bool is_first = lights_.empty();
    const bool is_new = now.pattern != light_.pattern;
    light_ = now;
    if (is_new || is_first) {
        lights_.emplace_back(house_.agenda().now(), light_.pattern);
    }
    if (is_new) {
        house_.tell_story(*this, "", to_text(light_));
    }
}

Agenda::Ticket Device::tell_in(Microseconds span, Event event) {
    return house_.agenda().in(span, [this, event, boot = boot_] {
        if (boot == boot_) {
            tell(event);
        }
    });
}

void Device::set_timer(std::size_t rule) {
    house_.agenda().cancel(timers_.at(rule));
    const device::TimerRule& timer = device::kTimers.at(rule);
    timers_.at(rule) = tell_in(timer.duration, timer.due);
}

void Device::say(std::string what) {
    house_.tell_story(*this, std::move(what), "");
}

void Device::choose(std::optional<device::DeviceSettings> settings) {
    chosen_ = settings;
    show_light();
}

void Device::restart() {
    if (!is_in(device::kAwake)) {
        return;
    }
    say("restarts, as its hub asked");
    power_goes();
    check_power();
}

void Device::see_motion(Microseconds how_long) {
    const Microseconds now = house_.agenda().now();
    if (now < blind_until_ || !is_in({Stage::Online, Stage::Live})) {
        return;
    }
    constexpr Microseconds kAfterglow = seconds(2);
    const Microseconds length =
        behaviour_.clip ? Microseconds(*behaviour_.clip) : how_long + kAfterglow;
    blind_until_ = now + length + behaviour_.blind_after_clip;
    tell(Event::MotionStarted);
    tell_in(length, Event::MotionEnded);
}

void Device::ring() {
    if (is_in(device::kAwake)) {
        tell(Event::RingPressed);
        tell_in(kRing, Event::MotionEnded);
    }
}

void Device::hang_web() {
    if (!std::exchange(has_web_, true)) {
        say("has a spider's web before its lens");
    }
}

void Device::clean_lens() {
    cleaned_at_ = house_.agenda().now();
    has_web_ = false;
}

void Device::move_to(Position at, bool is_outdoors) {
    plan_.at = at;
    plan_.is_outdoors = is_outdoors;
    house_.changed();
}

void Device::expose() {
    plan_.is_outdoors = true;
    plan_.in_full_sun = true;
    plan_.is_ventilated = false;
}

void Device::leak(double mb_an_hour) {
    slots_.at(slot(life_.memory.firmware.running)).leaks_mb_an_hour = mb_an_hour;
}

void Device::install_update() {
    offer_update();
}

void Device::become_another() {
    take_power();
    plan_.serial += "-another";
    plan_.is_set_up = false;
    plan_.owner = {};
    plan_.contact_is_good = true;
    is_down_ = false;
    slots_.fill(plan_.firmware);
    login_.reset();
    life_ = {.kind = behaviour_.kind};
    is_after_reset_ = true;
    give_power();
}

void Device::lose_firmware() {
    for (Release& slot : slots_) {
        slot.starts = false;
    }
}

void Device::shade() {
    plan_.in_full_sun = false;
    plan_.is_ventilated = true;
    house_.changed();
}

void Device::start() {
    cleaned_at_ = house_.agenda().now();
    show_light();
    check_power();
    house_.agenda().in(kGauge, [this] { keep_looking(); });
}

void Device::keep_looking() {
    look_around();
    house_.agenda().in(kGauge, [this] { keep_looking(); });
}

}  // namespace porchlight::sim
