// SPDX-License-Identifier: Apache-2.0
#include "device/condition_events.hpp"

namespace porchlight::device {

Event event_of(Battery battery) {
    switch (battery) {
        case Battery::Low:
            return Event::BatteryLow;
        case Battery::Critical:
            return Event::BatteryCritical;
        case Battery::Flat:
            return Event::BatteryFlat;
        case Battery::Good:
            break;
    }
    return Event::BatteryGood;
}

Event event_of(Climate climate) {
    switch (climate) {
        case Climate::TooHot:
            return Event::TooHot;
        case Climate::TooCold:
            return Event::TooCold;
        case Climate::Good:
            break;
    }
    return Event::TemperatureGood;
}

}  // namespace porchlight::device
