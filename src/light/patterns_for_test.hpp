// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "light/pattern.hpp"

#include <cmath>
#include <utility>
#include <vector>

namespace porchlight::light {

inline int any_int(Random& random, int least, int most) {
    return least + static_cast<int>(random.unit() * (most - least + 1));
}

// Every order of magnitude is as likely as the next.
inline Milliseconds any_phase(Random& random) {
    const double share = random.unit();
    const double span = std::pow(static_cast<double>(kLongestPhase / kShortestPhase), share);
    return Milliseconds(std::llround(static_cast<double>(kShortestPhase.count()) * span));
}

inline Part any_part(Random& random, std::span<const Colour> colours) {
    const Milliseconds on = any_phase(random);
    const Milliseconds off = any_phase(random);
    const Milliseconds pause = any_phase(random);
    if (colours.size() > 1) {
        return Part::alternate(colours, on);
    }
    switch (any_int(random, 0, 3)) {
        case 0:
            return Part::steady(colours.front());
        case 1:
            return Part::blink(colours.front(), on, random.unit() < 0.5 ? on : off);
        default:
            return off == pause ? Part::blink(colours.front(), on, off)
                                : Part::bursts(colours.front(), any_int(random, 2, kMostFlashes),
                                               on, std::min(off, pause), std::max(off, pause));
    }
}

/// Any pattern there is; the same for the same seed.
inline Pattern any_pattern(Random& random) {
    std::vector<Colour> colours(kColours.begin(), kColours.end());
    for (std::size_t i = 0; i + 1 < colours.size(); ++i) {
        const int last = static_cast<int>(colours.size()) - 1;
        std::swap(colours[i],
                  colours[static_cast<std::size_t>(any_int(random, static_cast<int>(i), last))]);
    }
    std::vector<Part> parts;
    std::span<const Colour> left = colours;
    for (int count = any_int(random, 0, Pattern::kMostParts); count > 0 && !left.empty(); --count) {
        const int most = std::min(static_cast<int>(left.size()), any_int(random, 1, 4));
        parts.push_back(any_part(random, left.first(static_cast<std::size_t>(most))));
        left = left.subspan(static_cast<std::size_t>(most));
    }
    return Pattern(parts);
}

}  // namespace porchlight::light
