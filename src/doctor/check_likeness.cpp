// SPDX-License-Identifier: Apache-2.0
// What tells causes apart: pairs that nothing can, and answers that tell nothing. For each way that
// a camera's video can take, for the services depend on it.
// @source The distance of codebooks, Yemini and others 1996: two causes at distance 0 cannot be
// told apart, whatever is asked.
#include "doctor/check_parts.hpp"
#include "doctor/conditions.hpp"
#include "doctor/lens.hpp"
#include "doctor/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace porchlight::doctor {

namespace {

/// Two causes are told apart by an observation whose answers differ in so many of all cases.
constexpr double kApart = 0.3;
/// An answer says something when it comes this many times as often with some cause as without any.
constexpr double kSays = 1.25;

/// How often each answer comes with each cause, on one camera.
class Answers {
  public:
    Answers(const Knowledge& knowledge, const CameraCase& camera)
        : knowledge_(knowledge), camera_(camera), effects_(effects(knowledge, camera)) {
        for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
            chances_.push_back(holds(knowledge.observations[i].when, camera) == Holds::No
                                   ? std::vector<std::vector<double>>()
                                   : of_observation(i));
        }
    }

    [[nodiscard]] bool can_be(std::size_t cause) const {
        return prior(knowledge_.causes[cause], camera_) > 0;
    }
    /// The largest share of cases in which one observation's answers differ.
    [[nodiscard]] double distance(std::size_t a, std::size_t b) const {
        double largest = 0;
        for (const auto& values : chances_) {
            double apart = 0;
            for (const auto& by_cause : values) {
                apart += std::abs(by_cause[a] - by_cause[b]) / 2;
            }
            largest = std::max(largest, apart);
        }
        return largest;
    }
    /// Whether some cause makes this answer likelier or less likely.
    [[nodiscard]] bool says_something(std::size_t observation, std::size_t value) const {
        if (chances_[observation].empty()) {
            return false;
        }
        const std::vector<double>& by_cause = chances_[observation][value];
        const double without = by_cause.back();
        for (std::size_t cause = 0; cause + 1 < by_cause.size(); ++cause) {
            const double ratio = by_cause[cause] / without;
            if (knowledge_.causes[cause].known == Known::Named && can_be(cause) &&
                (ratio > kSays || ratio < 1 / kSays)) {
                return true;
            }
        }
        return false;
    }

  private:
    /// By value and cause; without any cause at the end.
    [[nodiscard]] std::vector<std::vector<double>> of_observation(std::size_t index) const {
        std::vector<std::vector<double>> chances;
        const Speakers speakers(knowledge_, camera_);
        const std::size_t values = knowledge_.observations[index].values.size();
        for (std::size_t value = 0; value < values; ++value) {
            Finding finding{index, std::vector<double>(values, 0), {}};
            finding.fits[value] = 1;
            const Lens lens(knowledge_, speakers, finding);
            std::vector<double>& by_cause = chances.emplace_back();
            for (std::size_t cause = 0; cause < knowledge_.causes.size(); ++cause) {
                const auto one = static_cast<CauseIndex>(cause);
                by_cause.push_back(lens.chance(std::span(&one, 1), effects_[cause]));
            }
            by_cause.push_back(lens.chance({}, {}));
        }
        return chances;
    }

    const Knowledge& knowledge_;
    CameraCase camera_;
    std::vector<ServiceStates> effects_;
    std::vector<std::vector<std::vector<double>>> chances_;
};

/// One camera for each value of the trait on which services depend.
std::vector<Answers> answers_on_each_way(const Knowledge& knowledge) {
    std::set<std::size_t> traits;
    for (const Service& service : knowledge.services) {
        for (const Service::Need& need : service.needs) {
            for (const Condition& condition : need.when) {
                traits.insert(condition.trait);
            }
        }
    }
    std::vector<Answers> all;
    for (const std::size_t trait : traits) {
        for (std::size_t value = 0; value < knowledge.traits[trait].values.size(); ++value) {
            CameraCase camera;
            camera.traits.resize(knowledge.traits.size());
            camera.traits[trait] = value;
            all.emplace_back(knowledge, camera);
        }
    }
    return all;
}

/// Whether one step does for both, so that nobody needs to tell them apart.
bool share_a_cure(const Knowledge& knowledge, std::size_t a, std::size_t b) {
    return std::ranges::any_of(knowledge.steps, [&](const Step& step) {
        const auto cures = [&](std::size_t cause) {
            return std::ranges::any_of(step.cures, [cause](const Cures& one) {
                return one.cause == cause && one.how <= How::Often;
            });
        };
        return cures(a) && cures(b);
    });
}

bool are_apart(const std::vector<Answers>& ways, std::size_t a, std::size_t b) {
    bool meet = false;
    for (const Answers& way : ways) {
        if (way.can_be(a) && way.can_be(b)) {
            meet = true;
            if (way.distance(a, b) >= kApart) {
                return true;
            }
        }
    }
    return !meet;
}

void check_pairs(const Knowledge& knowledge, const std::vector<Answers>& ways,
                 Complaints& complaints) {
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const Cause& a = knowledge.causes[i];
            const Cause& b = knowledge.causes[j];
            if (a.known == Known::Named && b.known == Known::Named &&
                can_hold_together(a.when, b.when) && !share_a_cure(knowledge, i, j) &&
                !are_apart(ways, i, j)) {
                complaints.add(
                    {"causes/" + a.id, "shows", {}},
                    fmt::format("nothing tells it from {}, and other steps cure that", b.id));
            }
        }
    }
}

bool is_forbidding(const Knowledge& knowledge, std::size_t observation) {
    return std::ranges::any_of(knowledge.steps, [observation](const Step& step) {
        return std::ranges::any_of(step.never_when, [observation](const Step::Forbidden& when) {
            return when.observation == observation;
        });
    });
}

void check_answers(const Knowledge& knowledge, const std::vector<Answers>& ways,
                   Complaints& complaints) {
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        const Observation& observation = knowledge.observations[i];
        bool any = is_forbidding(knowledge, i);
        for (std::size_t value = 0; value < observation.values.size(); ++value) {
            any = any || std::ranges::any_of(ways, [&](const Answers& way) {
                      return way.says_something(i, value);
                  });
        }
        if (!any) {
            complaints.add({"observations/" + observation.id, {}, {}},
                           "whatever the answer, it changes nothing: no cause shows it");
        }
    }
}

/// The first camera is the one asked about: what is of the home and sees one camera's service would
/// be told of all.
void check_scopes(const Knowledge& knowledge, Complaints& complaints) {
    for (const Observation& observation : knowledge.observations) {
        if (observation.sees && observation.scope == Scope::Home &&
            knowledge.services[*observation.sees].scope == Scope::Camera) {
            complaints.add({"observations/" + observation.id, "scope", {}},
                           fmt::format("it is of the home and sees {}, which each camera has",
                                       knowledge.services[*observation.sees].id));
        }
    }
    for (const Cause& cause : knowledge.causes) {
        for (std::size_t i = 0; i < cause.breaks.size(); ++i) {
            if (cause.scope == Scope::Camera &&
                knowledge.services[cause.breaks[i]].scope == Scope::Home) {
                complaints.add({"causes/" + cause.id, "breaks", i},
                               fmt::format("it is of one camera and breaks {} for all",
                                           knowledge.services[cause.breaks[i]].id));
            }
        }
    }
}

}  // namespace

void check_likeness(const Knowledge& knowledge, Complaints& complaints) {
    const std::vector<Answers> ways = answers_on_each_way(knowledge);
    check_pairs(knowledge, ways, complaints);
    check_answers(knowledge, ways, complaints);
    check_scopes(knowledge, complaints);
}

}  // namespace porchlight::doctor
