// SPDX-License-Identifier: Apache-2.0
#include "intake/light_answers.hpp"

#include "light/likeness.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace porchlight::intake {

namespace {

using light::Milliseconds;
using light::Part;
using light::Pattern;

Milliseconds phase(double milliseconds) {
    return std::clamp(Milliseconds(static_cast<int>(milliseconds)), light::kShortestPhase,
                      light::kLongestPhase);
}

/// A drawn light, as fast as the one that is seen.
Part paced(const Part& drawn, const Part& seen) {
    const auto factor = [&](Milliseconds mine, Milliseconds other) {
        return static_cast<double>(other.count()) / static_cast<double>(mine.count());
    };
    if (drawn.kind() != seen.kind()) {
        return drawn;
    }
    switch (drawn.kind()) {
        case Part::Kind::Blink: {
            const double by = factor(drawn.period(), seen.period());
            return Part::blink(drawn.colours().front(),
                               phase(static_cast<double>(drawn.on().count()) * by),
                               phase(static_cast<double>(drawn.off().count()) * by));
        }
        case Part::Kind::Bursts:
            return Part::bursts(drawn.colours().front(), drawn.count(), seen.on(), seen.off(),
                                seen.pause());
        case Part::Kind::Alternate:
            return Part::alternate(drawn.colours(), seen.on());
        case Part::Kind::Steady:
            break;
    }
    return drawn;
}

/// Each drawn light takes the pace of a seen one of its kind, if there is one.
Pattern paced(const Pattern& drawn, const Pattern& seen) {
    std::vector<Part> parts;
    for (const Part& part : drawn.parts()) {
        const auto same = std::ranges::find(seen.parts(), part.kind(), &Part::kind);
        parts.push_back(same == seen.parts().end() ? part : paced(part, *same));
    }
    return Pattern(parts);
}

}  // namespace

std::vector<double> answers_to(const doctor::Observation& observation, const Pattern& shown) {
    std::vector<double> answers;
    for (const doctor::Value& value : observation.values) {
        double best = 0;
        for (const Pattern& drawn : value.drawn) {
            best = std::max(best, light::likeness(shown, paced(drawn, shown)));
        }
        answers.push_back(best);
    }
    return answers;
}

}  // namespace porchlight::intake
