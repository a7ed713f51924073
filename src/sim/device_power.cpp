// SPDX-License-Identifier: Apache-2.0
#include "device/condition_events.hpp"
#include "sim/device.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace porchlight::sim {

using device::Event;
using device::Stage;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr int kQuickRestarts = 3;
constexpr Microseconds kQuickRestart = seconds(1);
constexpr Microseconds kFirstLockout = minutes(10);
constexpr int kMostDoublings = 5;

Millivolts to_millivolts(double volts) {
    return Millivolts(static_cast<int>(std::lround(volts * 1000)));
}

}  // namespace

bool Device::is_fed() const {
    if (!is_connected_) {
        return false;
    }
    const auto* pack = std::get_if<Pack>(&plan_.supply);
    return pack != nullptr ? !pack->cells.empty() : house_.has_mains();
}

bool Device::has_power() const {
    return is_fed() && !is_browned_out_;
}

Load Device::load() const {
    return std::holds_alternative<Pack>(plan_.supply) ? load_on_cells(life_.stage, lamp_)
                                                      : load_on_usb(life_.stage, lamp_);
}

std::optional<Millivolts> Device::cell_millivolts() const {
    const auto* pack = std::get_if<Pack>(&plan_.supply);
    if (pack == nullptr || pack->cells.empty()) {
        return std::nullopt;
    }
    return to_millivolts(pack->volts_of_one(load().peak, house_.warmth_of(*this)));
}

void Device::use_charge() {
    const Microseconds now = house_.agenda().now();
    const std::chrono::duration<double, std::ratio<3600>> hours =
        now - std::exchange(charge_used_until_, now);
    auto* pack = std::get_if<Pack>(&plan_.supply);
    if (pack != nullptr && is_connected_) {
        const Load load_now = load();
        pack->drain(load_now.average * hours.count(), load_now.average);
    }
}

void Device::check_power() {
    const bool is_dead = is_in({Stage::Unpowered, Stage::HungUnpowered});
    if (is_dead && is_fed() && !is_browned_out_) {
        power_comes();
    } else if (!is_dead && !is_fed()) {
        power_goes();
    }
}

void Device::power_comes() {
    powered_at_ = house_.agenda().now();
    using AtBoot = device::PressReader::AtBoot;
    reader_.emplace(behaviour_.grammar, is_down_ ? AtBoot::Held : AtBoot::Up);
    tell(Event::PowerApplied);
    if (is_down_) {
        tell(Event::ButtonHeldAtBoot);
    }
    follow_press();
}

void Device::power_goes() {
    reader_.reset();
    has_right_time_ = false;
    tell(Event::PowerLost);
}

void Device::gauge() {
    if (is_in({Stage::Unpowered, Stage::HungUnpowered})) {
        return;
    }
    if (!feeds(plan_.supply, load().peak, house_.warmth_of(*this))) {
        brown_out();
        return;
    }
    if (const auto* pack = std::get_if<Pack>(&plan_.supply)) {
        gauge_cells(*pack);
    }
    gauge_climate();
}

void Device::gauge_cells(const Pack& pack) {
    const Millivolts now = to_millivolts(pack.volts_of_one(load().peak, house_.warmth_of(*this)));
    const device::Battery battery =
        device::battery_at(device::BatteryThresholds::lithium_aa(), life_.battery, now);
    if (battery != life_.battery) {
        tell(device::event_of(battery));
    }
}

void Device::gauge_climate() {
    const device::Climate climate =
        device::climate_at(behaviour_.climate, life_.climate, house_.warmth_of(*this));
    if (climate != life_.climate) {
        tell(device::event_of(climate));
    }
}

void Device::brown_out() {
    if (std::exchange(is_browned_out_, true)) {
        return;
    }
    say("browns out: its supply gives way under the load");
    power_goes();
    // A few quick starts, then its supervisor waits, and longer each time: supplies recover.
    const int lockouts = std::clamp(++brown_outs_ - kQuickRestarts, 0, kMostDoublings);
    const Microseconds wait = lockouts == 0 ? kQuickRestart : kFirstLockout * (1 << (lockouts - 1));
    house_.agenda().in(wait, [this] {
        is_browned_out_ = false;
        check_power();
    });
}

void Device::put_in(Supply supply) {
    take_power();
    plan_.supply = std::move(supply);
    brown_outs_ = 0;
    is_browned_out_ = false;
    give_power();
}

void Device::take_power() {
    use_charge();
    is_connected_ = false;
    check_power();
}

void Device::give_power() {
    use_charge();
    is_connected_ = true;
    check_power();
    gauge();
}

}  // namespace porchlight::sim
