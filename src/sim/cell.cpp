// SPDX-License-Identifier: Apache-2.0
#include "sim/cell.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

namespace porchlight::sim {

namespace {

struct Point {
    double depth;
    double volts;
};

/// At rest and room temperature, by the share of charge that is gone.
constexpr std::array kLithiumCurve{Point{0, 1.79},   Point{.02, 1.68}, Point{.1, 1.60},
                                   Point{.5, 1.57},  Point{.85, 1.53}, Point{.93, 1.45},
                                   Point{.97, 1.28}, Point{1, 1.05},   Point{1.1, .3}};
constexpr std::array kAlkalineCurve{Point{0, 1.58},  Point{.1, 1.48}, Point{.3, 1.36},
                                    Point{.5, 1.27}, Point{.7, 1.19}, Point{.9, 1.06},
                                    Point{1, .9},    Point{1.1, .3}};
constexpr std::array kNimhCurve{Point{0, 1.40},  Point{.05, 1.32}, Point{.2, 1.28},
                                Point{.8, 1.22}, Point{.95, 1.12}, Point{1, .95},
                                Point{1.1, .2}};

struct Traits {
    std::string_view name;
    std::span<const Point> curve;
    double milliamp_hours;
    double room_ohms;       ///< Fresh, at 20 °C.
    double ohms_by_kelvin;  ///< Grows as e to this, for each kelvin below 20 °C.
    double empty_ohms;      ///< How many times more when empty.
    double cold_share;      ///< Charge that can still be had at -20 °C.
    double heavy_load;      ///< Milliamps at which twice as much is used up as is delivered.
};

constexpr std::array kTraits{
    Traits{"lithium", kLithiumCurve, 3000, .18, .012, 1.6, .90, 1e9},
    // 0.9 ohms at -40 and 0.1 at 40 °C is a factor of e^(0.0275 * 80).
    Traits{"alkaline", kAlkalineCurve, 2800, .175, .0275, 3.5, .35, 600},
    Traits{"nimh", kNimhCurve, 2000, .04, .02, 2, .70, 1e9},
};

const Traits& traits_of(Chemistry chemistry) {
    return kTraits.at(static_cast<std::size_t>(chemistry));
}

double volts_at(std::span<const Point> curve, double depth) {
    const auto after = std::ranges::find_if(curve, [&](Point p) { return p.depth >= depth; });
    if (after == curve.begin()) {
        return curve.front().volts;
    }
    if (after == curve.end()) {
        return curve.back().volts;
    }
    const Point a = *(after - 1);
    const double share = (depth - a.depth) / (after->depth - a.depth);
    return std::lerp(a.volts, after->volts, share);
}

}  // namespace

std::string_view name_of(Chemistry chemistry) {
    return traits_of(chemistry).name;
}

std::optional<Chemistry> chemistry_named(std::string_view name) {
    const auto found = std::ranges::find(kTraits, name, &Traits::name);
    return found == kTraits.end() ? std::nullopt
                                  : std::optional(static_cast<Chemistry>(found - kTraits.begin()));
}

Cell::Cell(Chemistry chemistry, double used) : chemistry_(chemistry), used_(used) {}

double Cell::depth(Celsius temperature) const {
    constexpr double kRoom = 20;
    constexpr double kCold = -20;
    const double cold = std::clamp((kRoom - temperature.degrees()) / (kRoom - kCold), 0.0, 1.5);
    const double share = std::lerp(1.0, traits_of(chemistry_).cold_share, cold);
    return used_ / std::max(share, .1);
}

double Cell::open_volts(Celsius temperature) const {
    return volts_at(traits_of(chemistry_).curve, depth(temperature));
}

double Cell::ohms(Celsius temperature) const {
    const Traits& traits = traits_of(chemistry_);
    constexpr double kRoom = 20;
    const double by_cold = std::exp(traits.ohms_by_kelvin * (kRoom - temperature.degrees()));
    const double by_use = std::lerp(1.0, traits.empty_ohms, std::clamp(used_, 0.0, 1.0));
    return traits.room_ohms * by_cold * by_use;
}

double Cell::volts(double milliamps, Celsius temperature) const {
    return std::max(0.0, open_volts(temperature) - milliamps / 1000 * ohms(temperature));
}

void Cell::drain(double milliamp_hours, double milliamps) {
    const Traits& traits = traits_of(chemistry_);
    const double waste = 1 + milliamps / traits.heavy_load;
    constexpr double kDeepest = 1.1;
    used_ = std::min(kDeepest, used_ + milliamp_hours * waste / traits.milliamp_hours);
}

}  // namespace porchlight::sim
