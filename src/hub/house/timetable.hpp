// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/house/sun.hpp"
#include "hub/house/time_zone.hpp"
#include "store/house_store.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace porchlight::hub {

/// When a rule of the schedule puts which mode into use.
struct ModeMoment {
    UtcTime at;
    ModeId mode;
    std::size_t rule = 0;  ///< Its place in Schedule::rules.
    bool operator==(const ModeMoment&) const = default;
};

/// One day of the schedule, in the home's time.
struct ModeDay {
    std::chrono::local_days date;
    std::optional<SunDay> sun;        ///< Where the place is known.
    std::vector<ModeMoment> moments;  ///< Of the rules of this day, the earliest first.
};

/// A schedule laid out in time. Pure; thread-safe.
///
/// A clock time that the day skips (summer time begins) is taken when it is skipped, and one that
/// the day has twice (it ends) the first time. The sun's moments are of whole minutes; on a day
/// without sunrise or sunset their rules do nothing. Of two rules for one moment the later in the
/// list holds.
class Timetable {
  public:
    Timetable(store::Schedule schedule, TimeZone zone)
        : schedule_(std::move(schedule)), zone_(zone) {}

    [[nodiscard]] const store::Schedule& schedule() const { return schedule_; }
    [[nodiscard]] const TimeZone& zone() const { return zone_; }
    [[nodiscard]] std::chrono::local_days date_of(UtcTime time) const;
    [[nodiscard]] ModeDay day(std::chrono::local_days date) const;

    /// The newest moment up to then, of the last week: the mode that should be in use. None while
    /// there are no rules, or only such of a sun that does not rise.
    [[nodiscard]] std::optional<ModeMoment> last(UtcTime now) const;
    /// The first moment after then, within a week, that puts another mode than this one into use.
    [[nodiscard]] std::optional<ModeMoment> next(UtcTime now, ModeId in_use) const;

  private:
    void add_moment(ModeDay& day, std::size_t rule) const;

    store::Schedule schedule_;
    TimeZone zone_;
};

/// What the schedule has to put into use now, if anything. Pure.
///
/// A mode that a person chose holds until the next moment. What passes while the hub does not run,
/// or is skipped by a jump of the clock, is made good, unless a person chose later. What passes
/// before the eyes of the hub always counts: after the clock was set back, "later" means nothing.
///
/// @param looked When this was last asked; nothing at the start and after a jump of the clock.
[[nodiscard]] std::optional<ModeMoment> due_mode(const Timetable& timetable,
                                                 const store::ModeInUse& in_use,
                                                 std::optional<UtcTime> looked, UtcTime now);

}  // namespace porchlight::hub
