// SPDX-License-Identifier: Apache-2.0
#include "light/playback.hpp"

#include <algorithm>

namespace porchlight::light {
namespace {

// One stretch of a part in which nothing changes.
struct Phase {
    std::optional<Colour> lit;
    Microseconds left{0};  // until the next one
};

Phase alternating_phase(const Part& part, Microseconds into_period) {
    const auto turn = static_cast<std::size_t>(into_period / part.on());
    return {part.colours()[turn], part.on() - into_period % part.on()};
}

Phase flashing_phase(const Part& part, Microseconds into_period) {
    const Microseconds step = part.on() + part.off();
    const auto flash = std::min<std::int64_t>(into_period / step, part.count() - 1);
    const Microseconds into_flash = into_period - flash * step;
    if (into_flash < part.on()) {
        return {part.colours().front(), part.on() - into_flash};
    }
    const bool is_last = flash == part.count() - 1;
    return {std::nullopt, part.on() + (is_last ? part.pause() : part.off()) - into_flash};
}

// For parts that change.
Phase phase_at(const Part& part, Microseconds since_start) {
    const Microseconds into_period = since_start % Microseconds(part.period());
    return part.kind() == Part::Kind::Alternate ? alternating_phase(part, into_period)
                                                : flashing_phase(part, into_period);
}

}  // namespace

ColourSet lit_at(const Pattern& pattern, Microseconds since_start) {
    const Microseconds now = std::max(since_start, Microseconds(0));
    ColourSet lit;
    for (const Part& part : pattern.parts()) {
        if (part.kind() == Part::Kind::Steady) {
            lit.add(part.colours().front());
        } else if (const Phase phase = phase_at(part, now); phase.lit) {
            lit.add(*phase.lit);
        }
    }
    return lit;
}

std::optional<Microseconds> next_change(const Pattern& pattern, Microseconds since_start) {
    const Microseconds now = std::max(since_start, Microseconds(0));
    std::optional<Microseconds> next;
    for (const Part& part : pattern.parts()) {
        if (part.kind() != Part::Kind::Steady) {
            const Microseconds change = now + phase_at(part, now).left;
            next = next ? std::min(*next, change) : change;
        }
    }
    return next;
}

}  // namespace porchlight::light
