// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "rt/task.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

struct ModeTag {
    static constexpr std::string_view kName = "mode";
};
using ModeId = Id<ModeTag>;

}  // namespace porchlight

namespace porchlight::store {

enum class ModeKind : std::uint8_t { Home, Away, Night, Own };

/// One way in which the home watches: which cameras record motion while it is in use.
struct Mode {
    ModeId id;
    ModeKind kind = ModeKind::Own;
    std::string name;      ///< Empty: as its kind is called.
    bool arms_new = true;  ///< Of every camera that `chosen` does not name.
    /// What was chosen for single cameras.
    // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
    std::map<CameraId, bool> chosen = {};

    [[nodiscard]] bool arms(CameraId camera) const {
        const auto found = chosen.find(camera);
        return found == chosen.end() ? arms_new : found->second;
    }
    bool operator==(const Mode&) const = default;
};

enum class RuleMoment : std::uint8_t { Clock, Sunrise, Sunset };

/// "On these days at this time: that mode."
struct ModeRule {
    ModeId mode;
    /// One bit a day, Monday is the lowest. At least one.
    std::uint8_t days = 0;
    RuleMoment moment = RuleMoment::Clock;
    /// Of the clock: after midnight, 0 to 1439. Of the sun: after its rise or set, or before it
    /// when negative.
    std::chrono::minutes minutes{0};
    bool operator==(const ModeRule&) const = default;
};

/// A place on earth, as its owner typed it in.
struct Place {
    std::string name;
    double latitude = 0;   ///< Degrees, north is positive.
    double longitude = 0;  ///< Degrees, east is positive.
    bool operator==(const Place&) const = default;
};

struct Schedule {
    bool is_on = true;
    /// Moments before this do not count any more: the rules were changed then.
    UtcTime rules_since;
    std::string time_zone;  ///< Of the IANA database: "Europe/Berlin".
    std::optional<Place> place = std::nullopt;
    // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
    std::vector<ModeRule> rules = {};
    bool operator==(const Schedule&) const = default;
};

enum class ModeBy : std::uint8_t { Person, Schedule, Start };

/// Which mode holds, since when, and who or what chose it.
struct ModeInUse {
    ModeId mode;
    UtcTime since;
    ModeBy by = ModeBy::Start;
    // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
    UserId person = {};  ///< When a person did; none when that one is gone.
    bool operator==(const ModeInUse&) const = default;
};

/// A home's modes and their schedule.
struct House {
    std::vector<Mode> modes;  ///< In the order in which they are shown. Never empty.
    ModeInUse in_use;
    ModeId last_arming;  ///< What "arm" goes back to. None while there was none.
    Schedule schedule;

    [[nodiscard]] const Mode& mode_in_use() const {
        const auto found = std::ranges::find(modes, in_use.mode, &Mode::id);
        return found == modes.end() ? modes.front() : *found;
    }
    bool operator==(const House&) const = default;
};

/// The part of a Store that remembers modes and their schedule. The same promises and common errors
/// as Store.
class HouseStore {
  public:
    HouseStore() = default;
    HouseStore(const HouseStore&) = delete;
    HouseStore& operator=(const HouseStore&) = delete;
    HouseStore(HouseStore&&) = delete;
    HouseStore& operator=(HouseStore&&) = delete;
    virtual ~HouseStore() = default;

    /// Nothing while none was ever kept for that home.
    virtual rt::Task<std::optional<House>> house(HomeId home) = 0;
    /// In place of what was kept. Choices for cameras that are gone are left out.
    /// @error NotFound  No such home, or it names a mode that it does not have.
    virtual rt::Task<> keep_house(HomeId home, House house) = 0;
    /// Only which mode is in use, and what "arm" goes back to. @error NotFound  No such home or
    /// mode.
    virtual rt::Task<> keep_mode_in_use(HomeId home, ModeInUse in_use, ModeId last_arming) = 0;
};

}  // namespace porchlight::store
