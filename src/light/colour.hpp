// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace porchlight::light {

/// What a light can look like. Infrared is the night-vision lamp: to the eye a faint, steady red
/// glow. It is not a status light, but owners see it and ask.
enum class Colour : std::uint8_t { Red, Green, Blue, Amber, White, Infrared };

inline constexpr std::array kColours = {Colour::Red,   Colour::Green, Colour::Blue,
                                        Colour::Amber, Colour::White, Colour::Infrared};

inline constexpr std::array<std::string_view, kColours.size()> kColourNames = {
    "red", "green", "blue", "amber", "white", "infrared"};

/// As the text form writes it, e.g. "red".
[[nodiscard]] constexpr std::string_view to_string(Colour colour) {
    return kColourNames.at(static_cast<std::size_t>(colour));
}

/// Some of the colours, e.g. those that are lit now.
class ColourSet {
  public:
    constexpr ColourSet() = default;
    constexpr ColourSet(std::initializer_list<Colour> colours) {
        for (const Colour colour : colours) {
            add(colour);
        }
    }

    constexpr void add(Colour colour) { bits_ = static_cast<std::uint8_t>(bits_ | bit(colour)); }
    [[nodiscard]] constexpr bool contains(Colour colour) const {
        return (bits_ & bit(colour)) != 0;
    }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    friend constexpr bool operator==(ColourSet, ColourSet) = default;

  private:
    static constexpr unsigned bit(Colour colour) { return 1U << static_cast<unsigned>(colour); }

    std::uint8_t bits_ = 0;
};

}  // namespace porchlight::light
