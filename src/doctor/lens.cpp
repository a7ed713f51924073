// SPDX-License-Identifier: Apache-2.0
#include "doctor/lens.hpp"

#include "doctor/conditions.hpp"

#include <algorithm>

namespace porchlight::doctor {

namespace {

/// Nothing that people report is impossible.
constexpr double kLeast = 1e-4;
/// What is so without a cause goes unsaid more often than not, where nobody asked: half of all
/// networks have an odd letter in their name, and few people tell.
constexpr double kWouldBeTold = 0.6;
constexpr double kUsual = 0.5;
/// So many answers of people are a slip: misread, misheard, mistaken. Of machines, fewer.
/// @source The bench's people (docs/design/doctor.md) slip in 6 of 100; no source has a figure.
constexpr double kSlips = 0.05;
constexpr double kMachineSlips = 0.003;
/// How much of its answers an unnamed cause gives at random.
constexpr double kAnything = 0.15;

using Words = std::vector<Speakers::Word>;

/// The last word about an answer counts.
void put(Words& words, Speakers::Word word) {
    const auto known = std::ranges::find(words, word.value, &Speakers::Word::value);
    if (known == words.end()) {
        words.push_back(word);
    } else {
        known->chance = word.chance;
    }
}

/// How likely an answer is told where no cause says anything of it.
double untouched(const Observation& observation, std::size_t value, std::size_t state,
                 bool is_volunteered) {
    const double usual = observation.values[value].chance[state];
    const bool goes_unsaid = is_volunteered && !observation.sees && usual < kUsual;
    return usual * (goes_unsaid ? kWouldBeTold : 1);
}

/// The probability of what was seen: what is said first, and what that leaves is spread over the
/// other answers as without the cause.
double weigh(const Words& words, const Observation& observation, std::size_t state,
             const Finding& finding) {
    double rest = 0;
    for (std::size_t i = 0; i < observation.values.size(); ++i) {
        rest += finding.fits[i] * untouched(observation, i, state, finding.is_volunteered);
    }
    double open = 1;
    double spoken = 0;
    double seen = 0;
    for (const Speakers::Word& word : words) {
        rest -= finding.fits[word.value] *
                untouched(observation, word.value, state, finding.is_volunteered);
        open -= observation.values[word.value].chance[state];
        spoken += word.chance;
        seen += finding.fits[word.value] * word.chance;
    }
    constexpr double kAny = 1e-9;
    const double left = open > kAny ? std::max(0.0, 1 - spoken) / open : 0;
    return std::max(seen / std::max(1.0, spoken) + std::max(0.0, rest) * left, kLeast);
}

double mean(const std::vector<double>& fits) {
    double sum = 0;
    for (const double fit : fits) {
        sum += fit;
    }
    return sum / static_cast<double>(fits.size());
}

}  // namespace

Speakers::Speakers(const Knowledge& knowledge, const CameraCase& camera)
    : by_observation_(knowledge.observations.size()) {
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        const Cause& cause = knowledge.causes[i];
        const auto index = static_cast<CauseIndex>(i);
        if (cause.known == Known::Unknown) {
            for (std::vector<Speaker>& speakers : by_observation_) {
                speakers.push_back({index, {}});
            }
        }
        for (const Shows& shows : cause.shows) {
            if (holds(shows.when, camera) == Holds::No) {
                continue;
            }
            std::vector<Speaker>& speakers = by_observation_[shows.observation];
            if (speakers.empty() || speakers.back().cause != index) {
                speakers.push_back({index, {}});
            }
            put(speakers.back().said, {shows.value, doctor::chance(shows.how)});
        }
    }
}

Lens::Lens(const Knowledge& knowledge, const Speakers& speakers, const Finding& finding)
    : sees_(knowledge.observations.at(finding.observation).sees) {
    const Observation& observation = knowledge.observations[finding.observation];
    const auto weighed = [&](const Words& words) {
        ByState by_state{};
        for (std::size_t state = 0; state < kStates; ++state) {
            by_state.at(state) = weigh(words, observation, state, finding);
        }
        return by_state;
    };
    const double anything = mean(finding.fits);
    const auto mix_in = [&](ByState& by_state, double share) {
        for (double& chance : by_state) {
            chance = (1 - share) * chance + share * anything;
        }
    };
    const bool is_machine =
        observation.asked == Asked::Probe || observation.asked == Asked::Telemetry;
    const double slips = is_machine ? kMachineSlips : kSlips;
    without_ = weighed({});
    mix_in(without_, slips);
    for (const Speakers::Speaker& speaker : speakers.of(finding.observation)) {
        Spoken& spoken = spoken_.emplace_back(Spoken{speaker.cause, weighed(speaker.said)});
        const bool is_named = knowledge.causes[speaker.cause].known == Known::Named;
        mix_in(spoken.by_state, is_named ? slips : kAnything);
    }
}

bool Lens::speaks(CauseIndex cause) const {
    return std::ranges::binary_search(spoken_, cause, {}, &Spoken::cause);
}

double Lens::chance(std::span<const CauseIndex> causes, ServiceStates services) const {
    const auto state = static_cast<std::size_t>(sees_ ? services.of(*sees_) : State::Up);
    double sum = 0;
    int speakers = 0;
    for (const CauseIndex cause : causes) {
        const auto spoken = std::ranges::lower_bound(spoken_, cause, {}, &Spoken::cause);
        if (spoken != spoken_.end() && spoken->cause == cause) {
            sum += spoken->by_state.at(state);
            ++speakers;
        }
    }
    return speakers == 0 ? without_.at(state) : sum / speakers;
}

}  // namespace porchlight::doctor
