// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "hub/cameras.hpp"
#include "hub/house/timetable.hpp"
#include "rt/alarm.hpp"
#include "rt/job.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A mode as its owner wants it.
struct ModeWish {
    std::string name;  ///< Empty for one of the first three: as its kind is called.
    bool arms_new = true;
    std::vector<ArmedCamera> cameras;  ///< Those that it does not name stay as they are.
};

/// The stored house of a home; a home that has none gets the modes Home, Away and Night, and is in
/// Away: a newcomer's cameras record.
/// @param store, clock, random Outlive the task.
rt::Task<store::House> open_house(store::Store* store, const Clock* clock, Random* random,
                                  HomeId home);

/// Modes of the home, which of them is in use, and the schedule that chooses it.
///
/// What is chosen is kept first and then applied: to the cameras at once, then told to devices and
/// browsers by `Parts::follow`. The schedule is followed by `due_mode` (hub/house/timetable.hpp).
/// Strand-bound to the hub's control thread.
class HouseService {
  public:
    static constexpr std::size_t kMostModes = 12;
    static constexpr std::size_t kMostRules = 60;

    struct Parts {
        rt::asio::any_io_executor executor;
        store::Store& store;
        Cameras& cameras;
        const Clock& clock;
        Random& random;
        HomeId home;
        /// After the cameras have heard of a change: tells everybody else.
        std::function<rt::Task<>()> follow;
    };
    /// @param house As `open_house` gave it.
    HouseService(Parts parts, store::House house);
    ~HouseService();
    HouseService(const HouseService&) = delete;
    HouseService& operator=(const HouseService&) = delete;
    HouseService(HouseService&&) = delete;
    HouseService& operator=(HouseService&&) = delete;

    /// Puts the mode into use that should be, and begins to follow the schedule.
    void start();
    /// Before destruction, also after no start.
    rt::Task<> stop();

    [[nodiscard]] const store::House& house() const { return house_; }
    [[nodiscard]] const store::Mode& mode_in_use() const { return house_.mode_in_use(); }
    /// Whether a mode arms any camera that there is; without cameras, whether it would.
    [[nodiscard]] bool is_arming(const store::Mode& mode) const;
    [[nodiscard]] const Timetable& timetable() const { return timetable_; }
    /// What the schedule changes next; nothing while it is paused or has nothing to change.
    [[nodiscard]] std::optional<ModeMoment> next() const;

    /// Puts a mode into use until the schedule's next moment. @error NotFound
    rt::Task<> choose(ModeId mode, UserId person);
    /// The mode that arms cameras which was last in use, or the first that arms none.
    /// @error FailedPrecondition  There is no such mode.
    rt::Task<> arm(bool armed, UserId person);

    /// @error AlreadyExists  The name is taken. @error Exhausted  There are too many.
    /// @error InvalidArgument  It has no name. @error NotFound  It names a camera that is not
    /// there.
    rt::Task<> add_mode(ModeWish wish);
    rt::Task<> change_mode(ModeId mode, ModeWish wish);
    /// Its rules go with it. @error NotFound @error FailedPrecondition  It is in use.
    rt::Task<> remove_mode(ModeId mode);
    /// Changed rules count from now on: nothing of the past is made good by them.
    /// @error InvalidArgument  The sentence says what is wrong.
    rt::Task<> change_schedule(store::Schedule schedule);

    /// Does what the schedule has due now. Called by itself, at least every 20 s.
    rt::Task<> look();

  private:
    rt::Task<> keep_looking();
    rt::Task<> use(store::ModeInUse in_use);
    rt::Task<> keep(store::House changed);
    [[nodiscard]] Result<> name_mode(store::Mode& mode, const ModeWish& wish) const;

    Parts parts_;
    store::House house_;
    Timetable timetable_;
    rt::Alarm alarm_;
    std::optional<UtcTime> looked_;
    Microseconds clock_offset_{};  ///< Of the wall clock from the steady one, when last looked.
    std::optional<rt::Job> looking_;
};

}  // namespace porchlight::hub
