// SPDX-License-Identifier: Apache-2.0
#include "camera/gauges.hpp"

#include "device/condition_events.hpp"

namespace porchlight::camera {

using device::Event;

std::vector<Event> Gauges::read() {
    std::vector<Event> events;
    read_battery(events);
    read_temperature(events);
    return events;
}

void Gauges::read_battery(std::vector<Event>& events) {
    reading_.reset();
    if (battery_ == nullptr) {
        return;
    }
    const auto reading = battery_->read();
    if (!reading) {
        return;
    }
    reading_ = *reading;
    // On outside power (absent, charging, full) nothing runs out.
    const bool is_fed = reading->presence == hal::CellPresence::Absent ||
                        reading->charge == hal::Charge::Charging ||
                        reading->charge == hal::Charge::Holding ||
                        reading->charge == hal::Charge::Full;
    device::Battery now = device::Battery::Good;
    if (!is_fed) {
        const auto& voltage = reading->voltage;
        if (!voltage) {
            return;
        }
        const Millivolts of_one(voltage->count() / limits_.cells_in_series);
        now = device::battery_at(limits_.battery, state_, of_one);
    }
    if (now != state_) {
        state_ = now;
        events.push_back(device::event_of(now));
    }
}

void Gauges::read_temperature(std::vector<Event>& events) {
    temperature_.reset();
    if (thermometer_ == nullptr) {
        return;
    }
    const auto reading = thermometer_->read();
    if (!reading) {
        return;
    }
    temperature_ = *reading;
    const device::Climate now = device::climate_at(limits_.climate, climate_, *reading);
    if (now != climate_) {
        climate_ = now;
        events.push_back(device::event_of(now));
    }
}

}  // namespace porchlight::camera
