// SPDX-License-Identifier: Apache-2.0
#include "light/likeness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace porchlight::light {
namespace {

// All costs are squared numbers of human errors, so that independent errors add up.
constexpr double kOtherKind = 9;
constexpr double kFlickerForSteady = 1;
constexpr double kTurnsForBlink = 4;  // never dark, against dark in between
constexpr double kOverlookedLight = 6.25;

constexpr double kMisjudgedRate = 1.3;
constexpr double kMisjudgedShare = 0.2;
constexpr Seconds kShareIsSeen{1.0};
constexpr Seconds kFlicker{0.1};

double square(double x) {
    return x * x;
}

// What a person tells of one light, apart from its colour.
struct Beat {
    Part::Kind kind = Part::Kind::Steady;
    int count = 0;
    Seconds pulse{0};  // from flash to flash; for an alternation from colour to colour
    Seconds gap{0};    // from the last flash of a burst to the next first one; a blink's pulse
    std::optional<double> share;  // of a period that is lit; nobody tells it by tapping

    [[nodiscard]] Seconds cycle() const { return pulse * (count - 1) + gap; }
};

Beat beat_of(const Part& part) {
    const Seconds on = part.on();
    switch (part.kind()) {
        case Part::Kind::Steady:
            return {};
        case Part::Kind::Alternate:
            return {part.kind(), 1, on, on, std::nullopt};
        case Part::Kind::Blink:
        case Part::Kind::Bursts:
            return {part.kind(), part.count(), on + part.off(), on + part.pause(),
                    on * part.count() / Seconds(part.period())};
    }
    return {};
}

double rate_cost(Seconds a, Seconds b) {
    return square(std::log(a / b) / std::log(kMisjudgedRate));
}

double share_cost(const Beat& a, const Beat& b) {
    if (!a.share || !b.share || std::min(a.pulse, b.pulse) < kShareIsSeen) {
        return 0;
    }
    return square((*a.share - *b.share) / kMisjudgedShare);
}

double burst_cost(const Beat& a, const Beat& b) {
    return square(a.count - b.count) + rate_cost(a.pulse, b.pulse) + rate_cost(a.gap, b.gap) / 4;
}

// A burst is taken for a blink when its flashes run into one, or when its pause is overlooked.
double burst_for_blink_cost(const Beat& burst, const Beat& blink) {
    const double as_one = square(burst.count - 1) + rate_cost(burst.cycle(), blink.pulse);
    const double as_row = rate_cost(burst.pulse, blink.pulse) + rate_cost(burst.gap, burst.pulse);
    return std::min({as_one, as_row, kOtherKind});
}

double turns_for_blink_cost(const Beat& turns, const Beat& blink) {
    return kTurnsForBlink +
           std::min(rate_cost(turns.pulse, blink.pulse), rate_cost(turns.pulse * 2, blink.pulse));
}

double steady_cost(const Beat& other) {
    if (other.kind == Part::Kind::Alternate) {
        return kTurnsForBlink;
    }
    return other.kind == Part::Kind::Blink && other.pulse < kFlicker ? kFlickerForSteady
                                                                     : kOtherKind;
}

double beat_cost(const Beat& a, const Beat& b) {
    using Kind = Part::Kind;
    if (a.kind > b.kind) {
        return beat_cost(b, a);
    }
    if (a.kind == Kind::Steady) {
        return b.kind == Kind::Steady ? 0 : steady_cost(b);
    }
    if (a.kind == Kind::Blink) {
        switch (b.kind) {
            case Kind::Blink:
                return rate_cost(a.pulse, b.pulse) + share_cost(a, b);
            case Kind::Bursts:
                return burst_for_blink_cost(b, a);
            default:
                return turns_for_blink_cost(b, a);
        }
    }
    if (a.kind == b.kind) {
        return a.kind == Kind::Bursts ? burst_cost(a, b) : rate_cost(a.pulse, b.pulse);
    }
    return kOtherKind;
}

double colour_cost(Colour a, Colour b) {
    constexpr std::size_t kCount = kColours.size();
    constexpr std::array<std::array<double, kCount>, kCount> kCosts = {{
        // red, green, blue, amber, white, infrared
        {0, 2, 6, 1, 6, 1},  // red
        {2, 0, 2, 2, 3, 6},  // green
        {6, 2, 0, 6, 1, 6},  // blue
        {1, 2, 6, 0, 2, 4},  // amber
        {6, 3, 1, 2, 0, 6},  // white
        {1, 6, 6, 4, 6, 0},  // infrared
    }};
    return kCosts.at(static_cast<std::size_t>(a)).at(static_cast<std::size_t>(b));
}

// The worst of what the colours of one light cost against their nearest in the other.
double one_way_colour_cost(const Part& from, const Part& to) {
    double worst = 0;
    for (const Colour colour : from.colours()) {
        double nearest = colour_cost(colour, to.colours().front());
        for (const Colour other : to.colours()) {
            nearest = std::min(nearest, colour_cost(colour, other));
        }
        worst = std::max(worst, nearest);
    }
    return worst;
}

double part_cost(const Part& a, const Part& b, Colours colours) {
    const double beat = beat_cost(beat_of(a), beat_of(b));
    return colours == Colours::Ignored
               ? beat
               : beat + std::max(one_way_colour_cost(a, b), one_way_colour_cost(b, a));
}

// The cheapest way to pair the lights up; those left over were overlooked.
double pattern_cost(const Pattern& fewer, const Pattern& more, Colours colours) {
    const std::size_t paired = fewer.parts().size();
    std::vector<std::size_t> order(more.parts().size());
    std::iota(order.begin(), order.end(), 0);
    const double overlooked = kOverlookedLight * static_cast<double>(order.size() - paired);
    std::optional<double> best;
    do {
        double cost = overlooked;
        for (std::size_t i = 0; i < paired; ++i) {
            cost += part_cost(fewer.parts()[i], more.parts()[order[i]], colours);
        }
        best = std::min(best.value_or(cost), cost);
    } while (std::next_permutation(order.begin(), order.end()));
    return best.value_or(0);
}

double tapped_cost(const TapReading& tapped, const Part& part) {
    const Beat beat = beat_of(part);
    if (tapped.kind == TapReading::Kind::Steady || beat.kind == Part::Kind::Steady) {
        return tapped.kind == TapReading::Kind::Steady && beat.kind == Part::Kind::Steady
                   ? 0
                   : kOtherKind;
    }
    if (tapped.kind == TapReading::Kind::TooFast) {
        return beat.pulse <= kFastestPulse ? 0 : rate_cost(beat.pulse, kFastestPulse);
    }
    const Beat heard{tapped.count > 1 ? Part::Kind::Bursts : Part::Kind::Blink, tapped.count,
                     tapped.pulse(), tapped.pause, std::nullopt};
    if (beat.kind != Part::Kind::Alternate) {
        return beat_cost(heard, beat);
    }
    return heard.kind == Part::Kind::Blink ? turns_for_blink_cost(beat, heard) - kTurnsForBlink
                                           : kOtherKind;
}

}  // namespace

double likeness(const Pattern& a, const Pattern& b, Colours colours) {
    const bool in_order = a.parts().size() <= b.parts().size();
    return std::exp2(-(in_order ? pattern_cost(a, b, colours) : pattern_cost(b, a, colours)));
}

double likeness(const TapReading& tapped, const Pattern& pattern) {
    if (!tapped.is_answer()) {
        return 1;
    }
    if (pattern.parts().empty()) {
        return tapped.kind == TapReading::Kind::Steady ? 1 : std::exp2(-kOtherKind);
    }
    const bool steady = tapped.kind == TapReading::Kind::Steady;
    std::optional<double> cost;
    for (const Part& part : pattern.parts()) {
        const double next = tapped_cost(tapped, part);
        const double so_far = cost.value_or(next);
        // Nothing flashes only if no light does; a rhythm is that of the light that fits best.
        cost = steady ? std::max(so_far, next) : std::min(so_far, next);
    }
    return std::exp2(-cost.value_or(0));
}

}  // namespace porchlight::light
