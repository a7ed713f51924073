// SPDX-License-Identifier: Apache-2.0
#include "porchlight/light_list.hpp"

#include "light/playback.hpp"
#include "light/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::app {

namespace {

using light::Colour;

struct Shown {
    std::string_view answer;
    std::string_view pattern;  ///< In the text form of light/text.hpp.
};
/// One typical pattern for each answer: the answers are groups of patterns.
constexpr std::array kShown{Shown{"red_steady", "red"},
                            Shown{"red_blink", "red blink 1s"},
                            Shown{"red_groups", "red 5x 0.2s/0.2s pause 2s"},
                            Shown{"red_blue", "red/blue 0.5s"},
                            Shown{"blue_blink", "blue blink 1s"},
                            Shown{"blue_steady", "blue"},
                            Shown{"blue_long_short", "blue blink 0.3s/3s"},
                            Shown{"green_blink", "green blink 1s"},
                            Shown{"green_steady", "green"},
                            Shown{"red_glow_at_night", "red"},
                            Shown{"amber", "amber"},
                            Shown{"red_green", "red/green 0.5s"},
                            Shown{"white_blink", "white blink 1s"},
                            Shown{"white_steady", "white"},
                            Shown{"blue_green", "blue/green 0.5s"}};

/// The terminal's number of a colour (ECMA-48, bright); amber is its yellow.
int number_of(Colour colour) {
    switch (colour) {
        case Colour::Green:
            return 92;
        case Colour::Blue:
            return 94;
        case Colour::Amber:
            return 93;
        case Colour::White:
            return 97;
        case Colour::Red:
        case Colour::Infrared:
            break;
    }
    return 91;
}

}  // namespace

std::string light_dot(std::string_view answer, Microseconds since_start) {
    constexpr std::array kColours{Colour::Red, Colour::Green, Colour::Blue, Colour::Amber,
                                  Colour::White};
    const auto known = std::ranges::find(kShown, answer, &Shown::answer);
    if (known != kShown.end()) {
        if (const auto pattern = light::parse_pattern(known->pattern)) {
            const light::ColourSet lit = light::lit_at(*pattern, since_start);
            for (const Colour colour : kColours) {
                if (lit.contains(colour)) {
                    return fmt::format("\x1b[{}m\u25cf\x1b[0m ", number_of(colour));
                }
            }
        }
    }
    return "\u25cb ";
}

}  // namespace porchlight::app
