// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.hpp"
#include "light/colour.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace porchlight::light {

using Milliseconds = std::chrono::milliseconds;

/// A light stays lit or dark for at least and at most this long, unless it is steady.
inline constexpr Milliseconds kShortestPhase{20};
inline constexpr Milliseconds kLongestPhase{60'000};
inline constexpr int kMostFlashes = 20;  ///< in a burst

[[nodiscard]] constexpr bool is_phase(Milliseconds time) {
    return time >= kShortestPhase && time <= kLongestPhase;
}

/// What one LED does over time. Immutable and always valid: the makers abort on what no LED can do,
/// so whoever has numbers from outside checks them first, as parse_pattern() does.
class Part {
  public:
    enum class Kind : std::uint8_t { Steady, Blink, Bursts, Alternate };
    static constexpr std::size_t kMostColours = 4;

    static constexpr Part steady(Colour colour) { return {Kind::Steady, {&colour, 1}}; }

    static constexpr Part blink(Colour colour, Milliseconds on, Milliseconds off) {
        Part part(Kind::Blink, {&colour, 1});
        part.count_ = 1;
        part.set_times(on, off, off);
        return part;
    }

    /// @param count  2 to kMostFlashes flashes.
    /// @param off    Dark between two flashes.
    /// @param pause  Dark between the last flash and the first one of the next burst; longer than
    ///               `off`.
    static constexpr Part bursts(Colour colour, int count, Milliseconds on, Milliseconds off,
                                 Milliseconds pause) {
        PL_CHECK(count >= 2 && count <= kMostFlashes, "one flash and a pause is a blink");
        PL_CHECK(pause > off, "a burst ends with a pause that is longer than its gaps");
        Part part(Kind::Bursts, {&colour, 1});
        part.count_ = count;
        part.set_times(on, off, pause);
        return part;
    }

    /// One colour after the other, each for `hold`, never dark. @param colours 2 to kMostColours.
    static constexpr Part alternate(std::span<const Colour> colours, Milliseconds hold) {
        PL_CHECK(colours.size() >= 2, "alternating takes two colours");
        Part part(Kind::Alternate, colours);
        PL_CHECK(is_phase(hold), "too short to see, or too long to wait for");
        part.on_ = hold;
        return part;
    }
    static constexpr Part alternate(std::initializer_list<Colour> colours, Milliseconds hold) {
        return alternate(std::span(colours.begin(), colours.size()), hold);
    }

    [[nodiscard]] constexpr Kind kind() const { return kind_; }
    /// One colour; several, in their order, when alternating.
    [[nodiscard]] constexpr std::span<const Colour> colours() const {
        return {colours_.data(), colour_count_};
    }
    /// Flashes before the pause: 1 for a blink, 0 when never dark.
    [[nodiscard]] constexpr int count() const { return count_; }
    /// Lit at a time; for an alternation, how long each colour stays. 0 for steady.
    [[nodiscard]] constexpr Milliseconds on() const { return on_; }
    /// Dark between two flashes. 0 when never dark.
    [[nodiscard]] constexpr Milliseconds off() const { return off_; }
    /// Dark after the last flash of a burst; for a blink the same as off().
    [[nodiscard]] constexpr Milliseconds pause() const { return pause_; }
    /// After which everything repeats. 0 for steady.
    [[nodiscard]] constexpr Milliseconds period() const {
        return kind_ == Kind::Alternate ? on_ * static_cast<int>(colour_count_)
                                        : on_ * count_ + off_ * std::max(count_ - 1, 0) + pause_;
    }

    friend constexpr bool operator==(const Part&, const Part&) = default;

  private:
    friend class Pattern;
    constexpr Part() = default;
    constexpr Part(Kind kind, std::span<const Colour> colours) : kind_(kind) {
        PL_CHECK(colours.size() <= kMostColours, "more colours than a light takes turns with");
        for (const Colour colour : colours) {
            colours_[colour_count_++] = colour;
        }
    }
    constexpr void set_times(Milliseconds on, Milliseconds off, Milliseconds pause) {
        PL_CHECK(is_phase(on) && is_phase(off) && is_phase(pause),
                 "too short to see, or too long to wait for");
        on_ = on;
        off_ = off;
        pause_ = pause;
    }

    Kind kind_ = Kind::Steady;
    std::uint8_t colour_count_ = 0;
    std::array<Colour, kMostColours> colours_{};
    int count_ = 0;
    Milliseconds on_{0};
    Milliseconds off_{0};
    Milliseconds pause_{0};
};

/// What all status lights of a device do over time. A value, usable in constants. The default is
/// dark. All parts begin together; their order means nothing.
class Pattern {
  public:
    static constexpr std::size_t kMostParts = 3;

    constexpr Pattern() = default;
    /// @param parts  Up to kMostParts; a colour occurs once in all of them. Aborts otherwise.
    constexpr explicit Pattern(std::span<const Part> parts) {
        PL_CHECK(parts.size() <= kMostParts, "more lights than a device has");
        ColourSet seen;
        for (const Part& part : parts) {
            for (const Colour colour : part.colours()) {
                PL_CHECK(!seen.contains(colour), "a colour does one thing at a time");
                seen.add(colour);
            }
            parts_[count_++] = part;
        }
        std::sort(parts_.begin(), parts_.begin() + count_, [](const Part& a, const Part& b) {
            return a.colours().front() < b.colours().front();
        });
    }
    constexpr Pattern(std::initializer_list<Part> parts)
        : Pattern(std::span(parts.begin(), parts.size())) {}

    /// None when dark; else in the order of their first colours.
    [[nodiscard]] constexpr std::span<const Part> parts() const { return {parts_.data(), count_}; }
    /// Every colour that lights up at some time.
    [[nodiscard]] constexpr ColourSet colours() const {
        ColourSet all;
        for (const Part& part : parts()) {
            for (const Colour colour : part.colours()) {
                all.add(colour);
            }
        }
        return all;
    }

    friend constexpr bool operator==(const Pattern&, const Pattern&) = default;

  private:
    std::uint8_t count_ = 0;
    std::array<Part, kMostParts> parts_{};
};

}  // namespace porchlight::light
