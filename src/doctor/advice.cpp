// SPDX-License-Identifier: Apache-2.0
#include "doctor/advice.hpp"

#include "doctor/conditions.hpp"
#include "doctor/prospect.hpp"
#include "doctor/services.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace porchlight::doctor {

namespace {

/// What is looked ahead over: the likeliest sets, up to so much of all belief.
constexpr double kEnough = 0.995;
constexpr std::size_t kMostSets = 64;
/// So many of the best are looked at two answers deep…
constexpr std::size_t kDeep = 5;
/// …with this many second ones.
constexpr std::size_t kSeconds = 10;
/// An answer that saves less is not worth the asking.
constexpr double kWorthAsking = 0.25;
/// While a forbidding answer is likelier than that, it has to be asked for.
constexpr double kMightBeForbidden = 0.05;

using Sets = std::vector<FaultSet>;

Sets likeliest(const Belief& belief) {
    Sets sets;
    double share = 0;
    for (const FaultSet& set : belief.sets) {
        if (share >= kEnough || sets.size() >= kMostSets) {
            break;
        }
        sets.push_back(set);
        share += set.share;
    }
    return sets;
}

/// What each answer to one observation would mean.
class Question {
  public:
    Question(const Knowledge& knowledge, const CameraCase& camera,
             const std::vector<ServiceStates>& effects, std::size_t observation, const Sets& sets)
        : observation_(observation), minutes_(knowledge.observations[observation].minutes) {
        const std::size_t values = knowledge.observations[observation].values.size();
        for (std::size_t value = 0; value < values; ++value) {
            Finding finding{observation, std::vector<double>(values, 0), {}};
            finding.fits[value] = 1;
            const Lens lens(knowledge, camera, finding);
            std::vector<double>& chances = chances_.emplace_back();
            for (const FaultSet& set : sets) {
                ServiceStates services;
                for (const CauseIndex cause : set.list()) {
                    services = services | effects[cause];
                }
                chances.push_back(lens.chance(set.list(), services));
            }
        }
    }

    [[nodiscard]] std::size_t observation() const { return observation_; }
    [[nodiscard]] double minutes() const { return minutes_; }
    [[nodiscard]] std::size_t answers() const { return chances_.size(); }

    /// The sets weighed by an answer; their shares add up to how likely it is.
    [[nodiscard]] Sets after(Sets sets, std::size_t answer) const {
        for (std::size_t i = 0; i < sets.size(); ++i) {
            sets[i].share *= chances_[answer][i];
        }
        return sets;
    }
    [[nodiscard]] double chance(const Sets& sets, std::size_t answer) const {
        double sum = 0;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            sum += sets[i].share * chances_[answer][i];
        }
        return sum;
    }

  private:
    std::size_t observation_;
    double minutes_;
    std::vector<std::vector<double>> chances_;
};

double share_of(const Sets& sets) {
    double sum = 0;
    for (const FaultSet& set : sets) {
        sum += set.share;
    }
    return sum;
}

/// Expected minutes until it works when this is asked first; @param then  What follows each answer.
template <typename Then>
double ask_first(const Question& question, const Sets& sets, Then then) {
    double minutes = 0;
    double all = 0;
    for (std::size_t answer = 0; answer < question.answers(); ++answer) {
        const Sets after = question.after(sets, answer);
        const double share = share_of(after);
        if (share > 0) {
            minutes += share * then(after);
            all += share;
        }
    }
    return question.minutes() + (all > 0 ? minutes / all : 0);
}

struct Ranked {
    const Question* question;
    double minutes;
};

std::vector<Ranked> rank(const std::vector<Question>& questions, const Sets& sets,
                         const Outlook& outlook) {
    std::vector<Ranked> ranked;
    ranked.reserve(questions.size());
    for (const Question& question : questions) {
        ranked.push_back({&question, ask_first(question, sets, [&](const Sets& after) {
                              return outlook.of(after).minutes;
                          })});
    }
    std::ranges::sort(ranked, {}, [](const Ranked& one) {
        return std::pair(one.minutes, one.question->observation());
    });
    return ranked;
}

/// Looks one answer further for the best few.
void look_deeper(std::vector<Ranked>& ranked, const Sets& sets, const Outlook& outlook) {
    const std::vector<Ranked> seconds(
        ranked.begin(),
        ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), kSeconds)));
    for (std::size_t i = 0; i < std::min(ranked.size(), kDeep); ++i) {
        const Question* first = ranked[i].question;
        ranked[i].minutes = ask_first(*first, sets, [&](const Sets& after) {
            double best = outlook.of(after).minutes;
            for (const Ranked& second : seconds) {
                if (second.question != first) {
                    best = std::min(best, ask_first(*second.question, after, [&](const Sets& last) {
                                        return outlook.of(last).minutes;
                                    }));
                }
            }
            return best;
        });
    }
    std::ranges::sort(ranked, {}, [](const Ranked& one) {
        return std::pair(one.minutes, one.question->observation());
    });
}

std::vector<Question> questions(const Knowledge& knowledge, const Case& home,
                                const Refused& refused, const Sets& sets) {
    const CameraCase& camera = home.cameras.front();
    const std::vector<ServiceStates> all = effects(knowledge, camera);
    std::vector<Question> open;
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        const Observation& one = knowledge.observations[i];
        if (one.asked != Asked::Telemetry && !refused.observations.contains(i) &&
            finding_of(home, i) == nullptr && holds(one.when, camera) != Holds::No) {
            open.emplace_back(knowledge, camera, all, i, sets);
        }
    }
    return open;
}

/// Whether the answer that forbids a step has come; nothing if nobody has said yet.
std::optional<bool> is_forbidden(const Case& home, const Step::Forbidden& when) {
    if (holds(when.when, home.cameras.front()) == Holds::No) {
        return false;
    }
    const Finding* finding = finding_of(home, when.observation);
    if (finding == nullptr) {
        return std::nullopt;
    }
    return finding->fits.at(when.value) >= std::ranges::max(finding->fits) / 2;
}

/// What has to be asked before a step may be done.
std::optional<std::size_t> to_be_asked(const Knowledge& knowledge, const Case& home,
                                       const Sets& sets, const Step& step) {
    const CameraCase& camera = home.cameras.front();
    for (const Step::Forbidden& when : step.never_when) {
        if (is_forbidden(home, when)) {
            continue;
        }
        const Question question(knowledge, camera, effects(knowledge, camera), when.observation,
                                sets);
        if (question.chance(sets, when.value) > kMightBeForbidden * share_of(sets)) {
            return when.observation;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::size_t> allowed_steps(const Knowledge& knowledge, const Case& home,
                                       const Belief& belief, const Refused& refused) {
    const Sets sets = likeliest(belief);
    std::vector<std::size_t> allowed;
    for (std::size_t i = 0; i < knowledge.steps.size(); ++i) {
        const Step& step = knowledge.steps[i];
        const auto forbids = [&](const Step::Forbidden& when) {
            return is_forbidden(home, when).value_or(false);
        };
        if (step.kind == StepKind::Support || refused.steps.contains(i) ||
            holds(step.when, home.cameras.front()) == Holds::No ||
            std::ranges::any_of(step.never_when, forbids)) {
            continue;
        }
        const auto asked = to_be_asked(knowledge, home, sets, step);
        if (!asked || !refused.observations.contains(*asked)) {
            allowed.push_back(i);
        }
    }
    return allowed;
}

Advice advise(const Knowledge& knowledge, const Case& home, const Belief& belief,
              const Refused& refused, const Costs& costs) {
    const Sets sets = likeliest(belief);
    const Outlook outlook(knowledge, allowed_steps(knowledge, home, belief, refused), costs);
    const Prospect now = outlook.of(sets);
    const std::vector<Question> open = questions(knowledge, home, refused, sets);
    for (const Question& question : open) {
        if (knowledge.observations[question.observation()].asked == Asked::Probe) {
            return {Advice::Kind::Observe, question.observation(), now.minutes};
        }
    }
    std::vector<Ranked> ranked = rank(open, sets, outlook);
    look_deeper(ranked, sets, outlook);
    if (!ranked.empty() && ranked.front().minutes < now.minutes - kWorthAsking) {
        return {Advice::Kind::Observe, ranked.front().question->observation(),
                ranked.front().minutes};
    }
    if (now.first) {
        const auto asked = to_be_asked(knowledge, home, sets, knowledge.steps[*now.first]);
        return {asked ? Advice::Kind::Observe : Advice::Kind::Do, asked.value_or(*now.first),
                now.minutes};
    }
    return {Advice::Kind::Support, 0, now.minutes};
}

}  // namespace porchlight::doctor
