// SPDX-License-Identifier: Apache-2.0
#include "camera/gauges.hpp"

namespace porchlight::camera {

namespace {

using device::Event;

Event event_of(device::Battery battery) {
    switch (battery) {
        case device::Battery::Low:
            return Event::BatteryLow;
        case device::Battery::Critical:
            return Event::BatteryCritical;
        case device::Battery::Flat:
            return Event::BatteryFlat;
        case device::Battery::Good:
            break;
    }
    return Event::BatteryGood;
}

Event event_of(device::Climate climate) {
    switch (climate) {
        case device::Climate::TooHot:
            return Event::TooHot;
        case device::Climate::TooCold:
            return Event::TooCold;
        case device::Climate::Good:
            break;
    }
    return Event::TemperatureGood;
}

}  // namespace

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
        events.push_back(event_of(now));
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
        events.push_back(event_of(now));
    }
}

}  // namespace porchlight::camera
