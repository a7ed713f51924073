// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/air.hpp"
#include "sim/device.hpp"
#include "sim/internet.hpp"
#include "sim/place.hpp"
#include "sim/router.hpp"
#include "sim/weather.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::sim {

/// Somebody or something that comes by.
struct Walker {
    std::string name;
    Position at = {};  ///< Where it passes.
    double times_a_day = 0;
    double first_hour = 7;  ///< Between these two hours of the day.
    double last_hour = 22;
    double metres = 1.7;  ///< Its size.
    double skin = 32;     ///< °C, outside.
    Microseconds stays = std::chrono::seconds(8);
};

/// A sentence of deeds.hpp that comes true at that time.
struct Happening {
    Microseconds at{0};
    std::string what;
    int line = 0;  ///< In its file.
};

/// What somebody can learn in it. Claims are sentences of claims.hpp; of each list all must hold.
struct Lesson {
    std::string title;
    std::string task;
    std::vector<std::string> trouble;  ///< From then on it is for the person to act.
    std::vector<std::string> done;
    std::string done_says;
    std::vector<std::string> spoiled;  ///< It can no longer be done. Empty: it always can.
    std::string spoiled_says;
};

/// A household at its beginning. Values only.
struct HouseholdPlan {
    std::string about;  ///< What it shows, in a sentence.
    UtcTime begins = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + std::chrono::hours(9);
    FloorPlan floor = FloorPlan::small_house();
    Weather weather = {};
    Air air = {};
    RouterPlan router = {};
    Line line = {};
    std::map<std::string, Cloud> clouds;  ///< By maker; those that are not named are well.
    std::vector<DevicePlan> devices;
    std::vector<Walker> walkers;
    std::vector<Happening> happenings;
    std::optional<Lesson> lesson;
    bool is_armed = true;
    bool has_cloud_plan = false;  ///< Clips are kept in the maker's cloud.
};

}  // namespace porchlight::sim
