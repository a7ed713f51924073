// SPDX-License-Identifier: Apache-2.0
#include "doctor/belief.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <rapidcheck/gtest.h>

/// The laws of belief, on worlds made at random.
namespace porchlight::doctor {
namespace {

double unit() {
    return *rc::gen::inRange(1, 1000) / 1000.0;
}

Observation some_observation(std::size_t services) {
    Observation observation;
    observation.scope = *rc::gen::element(Scope::Camera, Scope::Home);
    if (*rc::gen::inRange(0, 3) > 0) {
        observation.sees = *rc::gen::inRange<std::size_t>(0, services);
    }
    observation.values.resize(*rc::gen::inRange<std::size_t>(2, 5));
    for (std::size_t state = 0; state < kStates; ++state) {
        double all = 0;
        for (Value& value : observation.values) {
            value.chance[state] = unit();
            all += value.chance[state];
        }
        for (Value& value : observation.values) {
            value.chance[state] /= all;
        }
    }
    return observation;
}

Cause some_cause(const Knowledge& knowledge) {
    Cause cause;
    cause.scope = *rc::gen::element(Scope::Camera, Scope::Home);
    cause.known = *rc::gen::inRange(0, 8) == 0 ? Known::Unknown : Known::Named;
    cause.common = static_cast<Common>(*rc::gen::inRange(0, 5));
    auto& services = *rc::gen::arbitrary<bool>() ? cause.breaks : cause.shakes;
    services.push_back(*rc::gen::inRange<std::size_t>(0, knowledge.services.size()));
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        Shows& shows = cause.shows.emplace_back();
        shows.observation = *rc::gen::inRange<std::size_t>(0, knowledge.observations.size());
        shows.value = *rc::gen::inRange<std::size_t>(
            0, knowledge.observations[shows.observation].values.size());
        shows.how = static_cast<How>(*rc::gen::inRange(0, 7));
    }
    return cause;
}

Step some_step(const Knowledge& knowledge) {
    Step step;
    for (std::size_t cause = 0; cause < knowledge.causes.size(); ++cause) {
        if (*rc::gen::inRange(0, 3) == 0) {
            step.cures.push_back({cause, static_cast<How>(*rc::gen::inRange(0, 7))});
        }
        if (*rc::gen::inRange(0, 3) == 0) {
            step.masks.push_back({cause, static_cast<How>(*rc::gen::inRange(0, 7))});
        }
    }
    return step;
}

Knowledge some_world() {
    Knowledge knowledge;
    for (std::size_t i = 0; i < 5; ++i) {
        Service& service = knowledge.services.emplace_back();
        if (i > 0 && *rc::gen::arbitrary<bool>()) {
            service.needs.push_back({*rc::gen::inRange<std::size_t>(0, i), {}});
        }
    }
    for (int i = 0; i < 6; ++i) {
        knowledge.observations.push_back(some_observation(knowledge.services.size()));
    }
    for (int i = 0; i < 8; ++i) {
        knowledge.causes.push_back(some_cause(knowledge));
    }
    knowledge.steps = {some_step(knowledge), some_step(knowledge)};
    return knowledge;
}

Finding some_finding(const Knowledge& knowledge, std::size_t observation) {
    Finding finding{observation, {}, {}};
    for (std::size_t i = 0; i < knowledge.observations[observation].values.size(); ++i) {
        finding.fits.push_back(unit());
    }
    return finding;
}

Case some_home(const Knowledge& knowledge) {
    Case home;
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
        CameraCase& camera = home.cameras.emplace_back();
        for (std::size_t o = 0; o < knowledge.observations.size(); ++o) {
            if (knowledge.observations[o].scope == Scope::Camera && *rc::gen::arbitrary<bool>()) {
                camera.findings.push_back(some_finding(knowledge, o));
            }
        }
    }
    for (std::size_t o = 0; o < knowledge.observations.size(); ++o) {
        if (knowledge.observations[o].scope == Scope::Home && *rc::gen::arbitrary<bool>()) {
            home.home.push_back(some_finding(knowledge, o));
        }
    }
    return home;
}

/// The same by the definition: the state of each service by walking what it needs, each answer's
/// probability by itself, every subset of up to three.
class ByHand {
  public:
    ByHand(const Knowledge& knowledge, const Case& home) : knowledge_(knowledge), home_(home) {}

    [[nodiscard]] double weight(const std::vector<std::size_t>& causes) const {
        double weight =
            causes.empty() ? 0.2 : std::pow(0.35, static_cast<double>(causes.size()) - 1);
        std::vector<std::size_t> shared;
        for (const std::size_t cause : causes) {
            weight *= odds(cause);
            if (knowledge_.causes[cause].scope == Scope::Home) {
                shared.push_back(cause);
            }
        }
        weight *= in_each_moment(causes, [&](State moment) {
            return likelihood(home_.cameras[0].findings, causes, moment) *
                   likelihood(home_.home, causes, moment);
        });
        for (std::size_t i = 1; i < home_.cameras.size(); ++i) {
            const auto seen = [&](const std::vector<std::size_t>& list) {
                return in_each_moment(list, [&](State moment) {
                    return likelihood(home_.cameras[i].findings, list, moment);
                });
            };
            double sum = seen(shared);
            double all = 1;
            for (std::size_t own = 0; own < knowledge_.causes.size(); ++own) {
                if (knowledge_.causes[own].scope == Scope::Camera) {
                    auto both = shared;
                    both.push_back(own);
                    sum += odds(own) * seen(both);
                    all += odds(own);
                }
            }
            weight *= sum / all;
        }
        return weight;
    }

  private:
    [[nodiscard]] double odds(std::size_t cause) const {
        const double p = chance(knowledge_.causes[cause].common);
        return p / (1 - p);
    }
    [[nodiscard]] bool is(bool down, std::size_t service,
                          const std::vector<std::size_t>& causes) const {
        const bool hit = std::ranges::any_of(causes, [&](std::size_t cause) {
            const auto& list =
                down ? knowledge_.causes[cause].breaks : knowledge_.causes[cause].shakes;
            return std::ranges::count(list, service) > 0;
        });
        const auto& needs = knowledge_.services[service].needs;
        return hit || std::ranges::any_of(needs, [&](const Service::Need& need) {
                   return is(down, need.service, causes);
               });
    }
    /// What comes and goes is up, shaky or down for all that is seen at once.
    template <typename Of>
    [[nodiscard]] double in_each_moment(const std::vector<std::size_t>& causes, Of of) const {
        bool is_steady = true;
        for (std::size_t service = 0; service < knowledge_.services.size(); ++service) {
            is_steady &= !is(false, service, causes) || is(true, service, causes);
        }
        return is_steady ? of(State::Shaky)
                         : 0.2 * of(State::Up) + 0.3 * of(State::Shaky) + 0.5 * of(State::Down);
    }
    [[nodiscard]] double likelihood(const std::vector<Finding>& findings,
                                    const std::vector<std::size_t>& causes, State moment) const {
        double product = 1;
        for (const Finding& finding : findings) {
            product *= one(finding, causes, moment);
        }
        return product;
    }
    [[nodiscard]] double one(const Finding& finding, const std::vector<std::size_t>& causes,
                             State moment) const {
        const Observation& seen = knowledge_.observations[finding.observation];
        std::size_t state = 0;
        if (seen.sees) {
            state = is(true, *seen.sees, causes)    ? 2
                    : is(false, *seen.sees, causes) ? static_cast<std::size_t>(moment)
                                                    : 0;
        }
        double sum = 0;
        int speakers = 0;
        for (const std::size_t cause : causes) {
            const auto told = tells(knowledge_.causes[cause], finding, seen, state);
            sum += told.value_or(0);
            speakers += told ? 1 : 0;
        }
        return speakers > 0 ? sum / speakers
                            : mixed(spread({}, finding, seen, state), kSlips, finding);
    }
    /// Owners' slips, and what unnamed causes do at random.
    static constexpr double kSlips = 0.05;
    static constexpr double kAnything = 0.15;
    [[nodiscard]] static double mixed(double chance, double share, const Finding& finding) {
        double mean = 0;
        for (const double fit : finding.fits) {
            mean += fit / static_cast<double>(finding.fits.size());
        }
        return (1 - share) * chance + share * mean;
    }
    [[nodiscard]] static double spread(const std::map<std::size_t, double>& said,
                                       const Finding& finding, const Observation& seen,
                                       std::size_t state) {
        double spoken = 0;
        double open = 0;
        for (std::size_t v = 0; v < seen.values.size(); ++v) {
            spoken += said.contains(v) ? said.at(v) : 0;
            open += said.contains(v) ? 0 : seen.values[v].chance[state];
        }
        double sum = 0;
        for (std::size_t v = 0; v < seen.values.size(); ++v) {
            sum += finding.fits[v] * (said.contains(v) ? said.at(v) / std::max(1.0, spoken)
                                                       : seen.values[v].chance[state] *
                                                             std::max(0.0, 1 - spoken) / open);
        }
        return std::max(sum, 1e-4);
    }
    [[nodiscard]] static std::optional<double> tells(const Cause& cause, const Finding& finding,
                                                     const Observation& seen, std::size_t state) {
        std::map<std::size_t, double> said;
        for (const Shows& shows : cause.shows) {
            if (shows.observation == finding.observation) {
                said[shows.value] = chance(shows.how);
            }
        }
        const double chance = spread(said, finding, seen, state);
        if (cause.known == Known::Unknown) {
            return mixed(chance, kAnything, finding);
        }
        return said.empty() ? std::nullopt : std::optional(mixed(chance, kSlips, finding));
    }

    const Knowledge& knowledge_;
    const Case& home_;
};

/// By causes, whatever the moment.
std::map<std::vector<std::size_t>, double> shares_of(const Belief& belief) {
    std::map<std::vector<std::size_t>, double> shares;
    for (const FaultSet& set : belief.sets) {
        const auto list = set.list();
        shares[{list.begin(), list.end()}] += set.share;
    }
    return shares;
}

RC_GTEST_PROP(BeliefLaws, AreBayesRuleOverEverySetOfUpToThree, ()) {
    const Knowledge knowledge = some_world();
    const Case home = some_home(knowledge);
    const auto shares = shares_of(believe(knowledge, home, {8, 8}));
    const ByHand by_hand(knowledge, home);
    double all = 0;
    for (const auto& [causes, share] : shares) {
        all += by_hand.weight(causes);
    }
    RC_ASSERT(shares.size() == 1U + 8 + 28 + 56);
    for (const auto& [causes, share] : shares) {
        RC_ASSERT(std::abs(by_hand.weight(causes) / all - share) < 1e-12);
    }
}

/// Plays what each step may do to each cause, one after the other.
class OutcomesByHand {
  public:
    OutcomesByHand(const Knowledge& knowledge, const Case& home)
        : knowledge_(knowledge), home_(home) {}

    /// Adds to `left` how likely each rest of `causes` is, from the outcome `index` on.
    void play(const std::vector<std::size_t>& causes, std::size_t index, double weight,
              std::map<std::vector<std::size_t>, double>& left) {
        if (index == home_.outcomes.size()) {
            left[causes] += weight;
            return;
        }
        const Outcome& outcome = home_.outcomes[index];
        // 0: cured, 1: hidden, 2: as before; every way to deal these out.
        std::size_t ways = 1;
        for (std::size_t i = 0; i < causes.size(); ++i) {
            ways *= 3;
        }
        for (std::size_t way = 0; way < ways; ++way) {
            std::vector<std::size_t> rest;
            double chance = 1;
            bool works = true;
            std::size_t digits = way;
            for (const std::size_t cause : causes) {
                const double cured = std::max(of_any(outcome, &Step::cures, cause), 0.03);
                const double hidden =
                    std::min(std::max(of_any(outcome, &Step::masks, cause), 0.003), 1 - cured);
                const std::size_t fate = digits % 3;
                digits /= 3;
                chance *= fate == 0 ? cured : fate == 1 ? hidden : 1 - cured - hidden;
                works = works && fate < 2;
                if (fate != 0) {
                    rest.push_back(cause);
                }
            }
            chance *= causes.empty() && outcome.result != StepResult::Masked ? 0.5
                      : fits(outcome.result, works, rest)                    ? 1
                                                                             : 0;
            play(rest, index + 1, weight * chance, left);
        }
    }

  private:
    static bool fits(StepResult result, bool works, const std::vector<std::size_t>& rest) {
        return result == StepResult::NoEffect
                   ? !works
                   : works && (result == StepResult::Better || !rest.empty());
    }
    /// That one of the steps, done right nine times in ten, does it to a cause.
    [[nodiscard]] double of_any(const Outcome& outcome, std::vector<Cures> Step::* list,
                                std::size_t cause) const {
        double none = 1;
        for (const std::size_t step : outcome.steps) {
            for (const Cures& one : knowledge_.steps[step].*list) {
                none *= one.cause == cause ? 1 - 0.9 * chance(one.how) : 1;
            }
        }
        return 1 - none;
    }

    const Knowledge& knowledge_;
    const Case& home_;
};

RC_GTEST_PROP(BeliefLaws, AreTheDefinitionAlsoAfterOutcomes, ()) {
    const Knowledge knowledge = some_world();
    Case home = some_home(knowledge);
    for (std::size_t step = 0; step < 2; ++step) {
        std::vector<std::size_t> steps{step};
        if (*rc::gen::arbitrary<bool>()) {
            steps.push_back(1 - step);  // in one go
        }
        home.outcomes.push_back({steps, static_cast<StepResult>(*rc::gen::inRange(0, 3))});
    }
    const ByHand by_hand(knowledge, home);
    std::map<std::vector<std::size_t>, double> left;
    double all = 0;
    for (const auto& [causes, share] :
         shares_of(believe(knowledge, {home.cameras, home.home, {}}, {8, 8}))) {
        OutcomesByHand(knowledge, home).play(causes, 0, by_hand.weight(causes), left);
    }
    for (const auto& [causes, weight] : left) {
        all += weight;
    }
    RC_PRE(all > 0);
    for (const auto& [causes, share] : shares_of(believe(knowledge, home, {8, 8}))) {
        RC_ASSERT(std::abs(left[causes] / all - share) < 1e-9);
    }
}

RC_GTEST_PROP(BeliefLaws, TheOrderOfFindingsChangesNoBit, ()) {
    const Knowledge knowledge = some_world();
    Case home = some_home(knowledge);
    const Belief before = believe(knowledge, home);
    std::ranges::reverse(home.home);
    std::ranges::reverse(home.cameras[0].findings);
    const Belief after = believe(knowledge, home);
    RC_ASSERT(before.sets.size() == after.sets.size());
    for (std::size_t i = 0; i < before.sets.size(); ++i) {
        RC_ASSERT(before.sets[i].share == after.sets[i].share);
        RC_ASSERT(before.sets[i].causes == after.sets[i].causes);
    }
}

RC_GTEST_PROP(BeliefLaws, WhatACauseShowsMoreOftenSpeaksMoreForIt, ()) {
    Knowledge knowledge = some_world();
    Case home = some_home(knowledge);
    home.cameras.resize(1);
    Cause& cause = knowledge.causes[0];
    cause.known = Known::Named;
    knowledge.observations[0].scope = Scope::Camera;
    std::erase_if(home.home, [](const Finding& finding) { return finding.observation == 0; });
    std::erase_if(home.cameras[0].findings,
                  [](const Finding& finding) { return finding.observation == 0; });
    Finding seen{0, std::vector<double>(knowledge.observations[0].values.size(), 0), {}};
    seen.fits[0] = 1;
    home.cameras[0].findings.push_back(seen);
    std::erase_if(cause.shows, [](const Shows& shows) { return shows.observation == 0; });
    cause.shows.push_back({0, 0, How::Sometimes, {}, {}});
    const double sometimes = believe(knowledge, home, {8, 8}).of(0);
    cause.shows.back().how = How::Usually;
    RC_ASSERT(believe(knowledge, home, {8, 8}).of(0) >= sometimes);
}

}  // namespace
}  // namespace porchlight::doctor
