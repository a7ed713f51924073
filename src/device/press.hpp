// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace porchlight::device {

/// How far a press of the reset button has come, and so what letting go now would do.
///
///   Up ──pressed──▶ Short ──2 s──▶ Soft ──8 s──▶ Warning ──10 s──▶ Armed ──over 30 s──▶ Stuck
///   let go:         nothing        soft reset    nothing           factory reset        nothing
///
///   HeldAtBoot ──over 30 s──▶ Stuck      let go: nothing
///
/// A hub has neither Soft nor Warning: Short until 5 s, then Armed.
/// Source: origin articles C3 to C5 and C7.
enum class PressPhase : std::uint8_t {
    Up,
    Short,       ///< Ignored.
    Soft,        ///< Letting go restarts radio and services; nothing is erased.
    Warning,     ///< The dead band: letting go does nothing, holding on arms.
    Armed,       ///< Letting go erases the device's memory. The light is steady red.
    Stuck,       ///< Nobody presses that long: reported, and nothing is erased.
    HeldAtBoot,  ///< Pressed before there was power: a cold boot, and never anything else.
};

enum class PressGesture : std::uint8_t { None, SoftReset, FactoryReset };

/// What a press that was let go in `phase` asks for.
[[nodiscard]] constexpr PressGesture gesture_of(PressPhase phase) {
    switch (phase) {
        case PressPhase::Soft:
            return PressGesture::SoftReset;
        case PressPhase::Armed:
            return PressGesture::FactoryReset;
        default:
            return PressGesture::None;
    }
}

/// From how long a hold each phase begins. Not falling; equal ones leave the phase between empty.
struct PressGrammar {
    Microseconds ignored_below;
    Microseconds soft_until;
    Microseconds armed_from;
    Microseconds stuck_after;  ///< Held exactly that long is not stuck yet.

    /// Cameras and doorbells.
    [[nodiscard]] static constexpr PressGrammar camera() {
        using std::chrono::seconds;
        return {seconds(2), seconds(8), seconds(10), seconds(30)};
    }
    [[nodiscard]] static constexpr PressGrammar hub() {
        using std::chrono::seconds;
        return {seconds(5), seconds(5), seconds(5), seconds(30)};
    }

    /// The phase of a press that has been held for that long.
    [[nodiscard]] PressPhase phase_after(Microseconds held) const;
    /// When, after its beginning, a press leaves that phase by being held. Nothing for Up and
    /// Stuck.
    [[nodiscard]] std::optional<Microseconds> end_of(PressPhase phase) const;
};

/// Reads one button. All times are since boot and do not go back; the caller sets one timer, for
/// `next_change()`, and then calls `advance()`. Contacts are expected to be free of bounce.
///
/// The cue rules, not the clock: a press that reached its tenth second while nobody was told of
/// `Armed` (a late timer) counts as Warning, so nothing is erased before the light has been red.
///
/// Strand-bound, pure.
class PressReader {
  public:
    enum class AtBoot : std::uint8_t { Up, Held };

    PressReader(PressGrammar grammar, AtBoot button);

    /// Pressed while down, or let go while up, changes nothing.
    PressPhase press(Microseconds now);
    /// Time has passed.
    PressPhase advance(Microseconds now);
    /// @return The phase in which it was let go; `gesture_of` says what that asks for. The button
    /// is up afterwards.
    PressPhase release(Microseconds now);

    /// As told by the last call.
    [[nodiscard]] PressPhase phase() const { return phase_; }
    /// When the phase changes if the button stays as it is; nothing if it then never does.
    [[nodiscard]] std::optional<Microseconds> next_change() const;

  private:
    [[nodiscard]] PressPhase reached(Microseconds now) const;

    PressGrammar grammar_;
    PressPhase phase_;
    Microseconds pressed_at_{0};
};

}  // namespace porchlight::device
