// SPDX-License-Identifier: Apache-2.0
#include "doctor/testimony.hpp"

#include "doctor/conditions.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

namespace porchlight::doctor {

namespace {

/// Order of the findings must not change the last bit.
std::vector<Finding> in_order(std::vector<Finding> findings) {
    std::ranges::sort(findings, {}, &Finding::observation);
    return findings;
}

}  // namespace

std::span<const Moment> moments(ServiceStates states) {
    static constexpr std::array kSteady{Moment{}};
    static constexpr std::array kUnsteady{Moment{State::Up, 0.2}, Moment{State::Shaky, 0.3},
                                          Moment{State::Down, 0.5}};
    return states.is_steady() ? std::span<const Moment>(kSteady) : kUnsteady;
}

Testimony::Testimony(const Knowledge& knowledge, const CameraCase& camera,
                     const std::vector<Finding>& more)
    : effects_(effects(knowledge, camera)) {
    for (const Cause& cause : knowledge.causes) {
        const double chance = prior(cause, camera);
        odds_.push_back(chance / (1 - chance));
    }
    std::vector<Finding> findings = camera.findings;
    findings.insert(findings.end(), more.begin(), more.end());
    const Speakers speakers(knowledge, camera);
    for (const Finding& finding : in_order(std::move(findings))) {
        lenses_.push_back({finding.after, Lens(knowledge, speakers, finding)});
    }
    if (!camera.words.empty()) {
        likeness_ = knowledge.likeness.ratios(words_of(camera.words));
    }
}

ServiceStates Testimony::services(Causes causes) const {
    ServiceStates services;
    for (const CauseIndex cause : causes) {
        services = services | effects_[cause];
    }
    return services;
}

double Testimony::likelihood(Causes causes) const {
    const ServiceStates states = services(causes);
    double sum = 0;
    for (const auto& [moment, share] : moments(states)) {
        double product = share;
        for (const Seen& seen : lenses_) {
            product *= seen.lens.chance(causes, states.at(moment));
        }
        sum += product;
    }
    return sum;
}

double Testimony::between(Causes causes, std::size_t after) const {
    const ServiceStates states = services(causes);
    double sum = 0;
    for (const auto& [moment, share] : moments(states)) {
        sum += share * between(causes, states.at(moment), after);
    }
    return sum;
}

double Testimony::between(Causes causes, ServiceStates states, std::size_t after) const {
    double product = 1;
    for (const Seen& seen : lenses_) {
        product *= seen.after == after ? seen.lens.chance(causes, states) : 1;
    }
    return product;
}

double Testimony::likeness(Causes causes) const {
    if (likeness_.empty() || causes.empty()) {
        return 1;
    }
    double sum = 0;
    for (const CauseIndex cause : causes) {
        sum += likeness_[cause];
    }
    return sum / static_cast<double>(causes.size());
}

std::vector<Testimony::Own> Testimony::own(const Knowledge& knowledge) const {
    std::vector<Own> own;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> silent;
    for (std::size_t i = 0; i < odds_.size(); ++i) {
        const auto cause = static_cast<CauseIndex>(i);
        if (knowledge.causes[i].scope != Scope::Camera || !(odds_[i] > 0)) {
            continue;
        }
        const bool speaks =
            std::ranges::any_of(lenses_, [&](const Seen& seen) { return seen.lens.speaks(cause); });
        const auto [place, is_new] =
            speaks ? std::pair(silent.end(), true)
                   : silent.try_emplace({effects_[i].down, effects_[i].shaky}, own.size());
        if (is_new) {
            own.push_back({cause, odds_[i]});
        } else {
            own[place->second].odds += odds_[i];
        }
    }
    return own;
}

}  // namespace porchlight::doctor
