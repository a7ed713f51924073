// SPDX-License-Identifier: Apache-2.0
#include "device/conditions.hpp"

namespace porchlight::device {

namespace {

Battery battery_without_memory(const BatteryThresholds& thresholds, Millivolts now) {
    if (now < thresholds.flat) {
        return Battery::Flat;
    }
    if (now < thresholds.critical) {
        return Battery::Critical;
    }
    return now < thresholds.low ? Battery::Low : Battery::Good;
}

}  // namespace

Battery battery_at(const BatteryThresholds& thresholds, Battery before, Millivolts now) {
    const Battery worst = battery_without_memory(thresholds, now);
    if (worst > before) {
        return worst;
    }
    const Battery proven = battery_without_memory(thresholds, now - thresholds.recovery);
    return proven < before ? proven : before;
}

Climate climate_at(const ClimateRange& range, Climate before, Celsius now) {
    if (now > range.hottest) {
        return Climate::TooHot;
    }
    if (now < range.coldest) {
        return Climate::TooCold;
    }
    const bool still_hot =
        before == Climate::TooHot && now.degrees() > range.hottest.degrees() - range.recovery;
    const bool still_cold =
        before == Climate::TooCold && now.degrees() < range.coldest.degrees() + range.recovery;
    return still_hot || still_cold ? before : Climate::Good;
}

}  // namespace porchlight::device
