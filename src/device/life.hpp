// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/action.hpp"
#include "device/conditions.hpp"
#include "device/event.hpp"
#include "device/light_meaning.hpp"
#include "device/memory.hpp"
#include "device/press.hpp"
#include "device/stage.hpp"

#include <chrono>
#include <cstdint>

namespace porchlight::device {

/// A whole device at one moment: what it is doing, what else is true of it, and what it remembers.
/// A new one lies in its box.
struct Life {
    Kind kind = Kind::Camera;
    Stage stage = Stage::Unpowered;

    // Gone with the power:
    Battery battery = Battery::Good;
    Climate climate = Climate::Good;
    Storage storage = Storage::Good;
    bool firmware_failed = false;  ///< The last update, or the firmware itself.
    // Gone with a restart, too:
    Internet internet = Internet::Reachable;
    LinkTrouble trouble = LinkTrouble::None;  ///< Joining and SeekingHub only.
    PressPhase button = PressPhase::Up;
    bool identifying = false;
    LightMeaning frozen = LightMeaning::Off;  ///< Hung: what the light goes on showing.

    Memory memory = {};

    bool operator==(const Life&) const = default;
};

/// What became of an event.
enum class Answer : std::uint8_t {
    Changed,     ///< A row of the table, or one of the conditions.
    Ignored,     ///< It may come, late answers and timers do, but means nothing here.
    CannotCome,  ///< No such device tells of this in such a stage; as if it had not come.
};

struct Outcome {
    Life life;
    Actions actions;
    Answer answer = Answer::Ignored;
};

/// The life of a device: the table of `life_table.hpp` for the stage, and beside it the conditions
/// that an event states (the battery, the climate, …). The caller carries the actions out and shows
/// `light_meaning` of the new life. Pure: no clock, no I/O.
[[nodiscard]] Outcome next(const Life& life, Event event);

/// Where what moves before a device is kept.
enum class Keeper : std::uint8_t {
    Nobody,  ///< It may not see, or has no home.
    Hub,
    Itself,  ///< The hub is away: on the device, to be handed over later.
};
/// Who would keep it now. The stages Recording and RecordingLive are recordings for the hub; what a
/// device keeps itself goes on beside the search for the hub, which the light shows.
[[nodiscard]] Keeper keeper_of(const Life& life);

/// For how long a device without power holds its charge, and so a hang, in our simulations.
inline constexpr std::chrono::seconds kChargeDrains{10};
/// For how long people are told to leave a device without power. Source: origin article C6.
[[nodiscard]] constexpr std::chrono::seconds taught_wait(Kind kind) {
    return std::chrono::seconds(kind == Kind::Hub ? 20 : 30);
}

}  // namespace porchlight::device
