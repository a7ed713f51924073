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
/// How much of its answers an unnamed cause gives at random.
constexpr double kAnything = 0.5;

/// What a cause says of the answers to one observation; nothing where it says nothing.
std::vector<std::optional<double>> said_by(const Cause& cause, std::size_t observation,
                                           std::size_t values, const CameraCase& camera) {
    std::vector<std::optional<double>> said(values);
    for (const Shows& shows : cause.shows) {
        if (shows.observation == observation && holds(shows.when, camera) != Holds::No) {
            said[shows.value] = chance(shows.how);
        }
    }
    return said;
}

bool says_anything(const std::vector<std::optional<double>>& said) {
    return std::ranges::any_of(said, [](const auto& one) { return one.has_value(); });
}

/// The probability of what was seen: what is said first, and what that leaves is spread over the
/// other answers as without the cause.
double weigh(const std::vector<std::optional<double>>& said, const Observation& observation,
             std::size_t state, const Finding& finding) {
    double spoken = 0;
    double open = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        spoken += said[i].value_or(0);
        open += said[i] ? 0 : observation.values[i].chance[state];
    }
    const double scale = std::max(1.0, spoken);
    const double rest = open > 0 ? std::max(0.0, 1 - spoken) / open : 0;
    double sum = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        const double usual = observation.values[i].chance[state];
        const bool goes_unsaid = finding.is_volunteered && !observation.sees && usual < kUsual;
        const double unsaid = usual * rest * (goes_unsaid ? kWouldBeTold : 1);
        sum += finding.fits[i] * (said[i] ? said[i].value_or(0) / scale : unsaid);
    }
    return std::max(sum, kLeast);
}

double mean(const std::vector<double>& fits) {
    double sum = 0;
    for (const double fit : fits) {
        sum += fit;
    }
    return sum / static_cast<double>(fits.size());
}

}  // namespace

Lens::Lens(const Knowledge& knowledge, const CameraCase& camera, const Finding& finding)
    : sees_(knowledge.observations.at(finding.observation).sees),
      by_cause_(knowledge.causes.size()) {
    const Observation& observation = knowledge.observations.at(finding.observation);
    const std::vector<std::optional<double>> nothing(observation.values.size());
    for (std::size_t state = 0; state < kStates; ++state) {
        without_.at(state) = weigh(nothing, observation, state, finding);
    }
    const double anything = mean(finding.fits);
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        const Cause& cause = knowledge.causes[i];
        const auto said = said_by(cause, finding.observation, observation.values.size(), camera);
        if (cause.known == Known::Named && !says_anything(said)) {
            continue;
        }
        ByState& by_state = by_cause_[i].emplace();
        for (std::size_t state = 0; state < kStates; ++state) {
            const double named = weigh(said, observation, state, finding);
            by_state.at(state) = cause.known == Known::Named
                                     ? named
                                     : (1 - kAnything) * named + kAnything * anything;
        }
    }
}

double Lens::chance(std::span<const CauseIndex> causes, ServiceStates services) const {
    const auto state = static_cast<std::size_t>(sees_ ? services.of(*sees_) : State::Up);
    double sum = 0;
    int speakers = 0;
    for (const CauseIndex cause : causes) {
        if (const auto& by_state = by_cause_[cause]) {
            sum += by_state->at(state);
            ++speakers;
        }
    }
    return speakers == 0 ? without_.at(state) : sum / speakers;
}

}  // namespace porchlight::doctor
