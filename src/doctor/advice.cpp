// SPDX-License-Identifier: Apache-2.0
#include "doctor/advice.hpp"

#include "doctor/conditions.hpp"
#include "doctor/prospect.hpp"
#include "doctor/services.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace porchlight::doctor {

namespace {

/// What is looked ahead over: the likeliest sets, up to so much of all belief.
constexpr double kEnough = 0.99;
constexpr std::size_t kMostSets = 48;
/// So many questions, those that move belief most, are looked at one answer deep…
constexpr std::size_t kRanked = 16;
/// …the best of these two answers deep…
constexpr std::size_t kDeep = 5;
/// …with this many second ones.
constexpr std::size_t kSeconds = 4;
/// An answer that saves less is not worth the asking.
constexpr double kWorthAsking = 0.25;
/// While a forbidding answer is likelier than that, it has to be asked for…
constexpr double kMightBeForbidden = 0.05;
/// …and where nobody can say, the step is not advised while it is likelier than this.
constexpr double kTooRisky = 0.1;

using Shares = std::vector<double>;

std::vector<FaultSet> likeliest(const Belief& belief) {
    std::vector<FaultSet> sets;
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

double sum_of(const Shares& shares) {
    double sum = 0;
    for (const double share : shares) {
        sum += share;
    }
    return sum;
}

/// What each answer to one observation would mean.
struct Question {
    std::size_t observation = 0;
    double minutes = 0;
    std::vector<std::vector<double>> chances;  ///< By answer and set.

    /// The sets' shares weighed by an answer; they add up to how likely it is.
    [[nodiscard]] Shares after(Shares shares, std::size_t answer) const {
        for (std::size_t i = 0; i < shares.size(); ++i) {
            shares[i] *= chances[answer][i];
        }
        return shares;
    }
    /// How far its answers move belief, 0 to 2.
    [[nodiscard]] double moves(const Shares& shares) const {
        double moves = 0;
        for (const std::vector<double>& chance : chances) {
            double mean = 0;
            for (std::size_t i = 0; i < shares.size(); ++i) {
                mean += shares[i] * chance[i];
            }
            for (std::size_t i = 0; i < shares.size(); ++i) {
                moves += shares[i] * std::abs(chance[i] - mean);
            }
        }
        return moves;
    }
};

/// One camera, and what may be wrong with it.
class Consultation {
  public:
    Consultation(const Knowledge& knowledge, const Case& home, const Belief& belief)
        : knowledge_(knowledge),
          home_(home),
          speakers_(knowledge, camera()),
          sets_(likeliest(belief)) {
        const std::vector<ServiceStates> effects = doctor::effects(knowledge, camera());
        for (const FaultSet& set : sets_) {
            shares_.push_back(set.share);
            ServiceStates& services = services_.emplace_back();
            for (const CauseIndex cause : set.list()) {
                services = services | effects[cause];
            }
            services = services.at(set.moment);
        }
        const double all = sum_of(shares_);
        for (double& share : shares_) {
            share /= all;
        }
    }

    [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }
    [[nodiscard]] const Case& home() const { return home_; }
    [[nodiscard]] const CameraCase& camera() const { return home_.cameras.front(); }
    [[nodiscard]] const std::vector<FaultSet>& sets() const { return sets_; }
    [[nodiscard]] const Shares& shares() const { return shares_; }

    [[nodiscard]] Question question(std::size_t index) const {
        const Observation& observation = knowledge_.observations[index];
        Question question{index, observation.minutes, {}};
        Finding finding{index, std::vector<double>(observation.values.size(), 0), {}};
        for (std::size_t value = 0; value < observation.values.size(); ++value) {
            finding.fits.assign(observation.values.size(), 0);
            finding.fits[value] = 1;
            const Lens lens(knowledge_, speakers_, finding);
            std::vector<double>& chances = question.chances.emplace_back();
            chances.reserve(sets_.size());
            for (std::size_t i = 0; i < sets_.size(); ++i) {
                chances.push_back(lens.chance(sets_[i].list(), services_[i]));
            }
        }
        return question;
    }

    /// How likely an answer is that nobody has given yet.
    [[nodiscard]] double chance(std::size_t observation, std::size_t value) {
        auto known = asked_.find(observation);
        if (known == asked_.end()) {
            known = asked_.emplace(observation, question(observation)).first;
        }
        return sum_of(known->second.after(shares_, value));
    }

  private:
    const Knowledge& knowledge_;
    const Case& home_;
    Speakers speakers_;
    std::vector<FaultSet> sets_;
    Shares shares_;
    std::vector<ServiceStates> services_;
    std::map<std::size_t, Question> asked_;
};

/// Expected minutes until it works when this is asked first; @param then  What follows each answer.
template <typename Then>
double ask_first(const Question& question, const Shares& shares, Then then) {
    double minutes = 0;
    double all = 0;
    for (std::size_t answer = 0; answer < question.chances.size(); ++answer) {
        const Shares after = question.after(shares, answer);
        const double share = sum_of(after);
        if (share > 0) {
            minutes += share * then(after);
            all += share;
        }
    }
    return question.minutes + (all > 0 ? minutes / all : 0);
}

struct Ranked {
    const Question* question;
    double minutes;
};

void sort(std::vector<Ranked>& ranked) {
    std::ranges::sort(ranked, {}, [](const Ranked& one) {
        return std::pair(one.minutes, one.question->observation);
    });
}

std::vector<Ranked> rank(const std::vector<Question>& questions, const Shares& shares,
                         const Outlook& outlook) {
    std::vector<Ranked> ranked;
    ranked.reserve(questions.size());
    for (const Question& question : questions) {
        ranked.push_back({&question, ask_first(question, shares, [&](const Shares& after) {
                              return outlook.of(after).minutes;
                          })});
    }
    sort(ranked);
    return ranked;
}

/// Looks one answer further for the best few.
void look_deeper(std::vector<Ranked>& ranked, const Shares& shares, const Outlook& outlook) {
    const std::vector<Ranked> seconds(
        ranked.begin(),
        ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), kSeconds)));
    for (std::size_t i = 0; i < std::min(ranked.size(), kDeep); ++i) {
        const Question* first = ranked[i].question;
        ranked[i].minutes = ask_first(*first, shares, [&](const Shares& after) {
            double best = outlook.of(after).minutes;
            for (const Ranked& second : seconds) {
                if (second.question != first) {
                    best =
                        std::min(best, ask_first(*second.question, after, [&](const Shares& last) {
                                     return outlook.of(last).minutes;
                                 }));
                }
            }
            return best;
        });
    }
    sort(ranked);
}

/// What may still be asked for.
std::vector<std::size_t> open_observations(const Knowledge& knowledge, const Case& home,
                                           const Refused& refused) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        const Observation& one = knowledge.observations[i];
        const bool can_be = one.asked == Asked::Owner || one.asked == Asked::Probe;
        if (can_be && !refused.observations.contains(i) && finding_of(home, i) == nullptr &&
            holds(one.when, home.cameras.front()) != Holds::No) {
            open.push_back(i);
        }
    }
    return open;
}

/// The questions that move belief most.
std::vector<Question> best_questions(const Consultation& room,
                                     const std::vector<std::size_t>& open) {
    std::vector<std::pair<double, Question>> rated;
    for (const std::size_t observation : open) {
        Question question = room.question(observation);
        const double moves = question.moves(room.shares());
        rated.emplace_back(-moves, std::move(question));
    }
    std::ranges::sort(rated, {},
                      [](const auto& one) { return std::pair(one.first, one.second.observation); });
    std::vector<Question> best;
    for (std::size_t i = 0; i < std::min(rated.size(), kRanked); ++i) {
        best.push_back(std::move(rated[i].second));
    }
    return best;
}

bool shows(const Cause& cause, const Step::Forbidden& when) {
    return std::ranges::any_of(cause.shows, [&](const Shows& one) {
        return one.observation == when.observation && one.value == when.value;
    });
}

/// Whether a step is to wait for the end of what gives that answer.
bool waits_out(const Knowledge& knowledge, const Step& step, const Step::Forbidden& when) {
    return step.kind == StepKind::Wait && std::ranges::any_of(step.cures, [&](const Cures& cures) {
               return shows(knowledge.causes[cures.cause], when);
           });
}

/// Whether its end has been waited for since.
bool is_outlived(const Knowledge& knowledge, const Case& home, const Finding& finding,
                 const Step::Forbidden& when) {
    return std::any_of(home.outcomes.begin() + static_cast<std::ptrdiff_t>(finding.after),
                       home.outcomes.end(), [&](const Outcome& outcome) {
                           return std::ranges::any_of(outcome.steps, [&](std::size_t step) {
                               return waits_out(knowledge, knowledge.steps[step], when);
                           });
                       });
}

bool forbids(const Finding& finding, const Step::Forbidden& when) {
    return finding.fits.at(when.value) >= std::ranges::max(finding.fits) / 2;
}

/// Whether the answer that forbids a step has come; nothing if nobody has said yet.
std::optional<bool> is_forbidden(const Knowledge& knowledge, const Case& home,
                                 const Step::Forbidden& when) {
    if (holds(when.when, home.cameras.front()) == Holds::No) {
        return false;
    }
    const Finding* finding = finding_of(home, when.observation);
    if (finding == nullptr || is_outlived(knowledge, home, *finding, when)) {
        return std::nullopt;
    }
    return forbids(*finding, when);
}

/// How likely the forbidding answer is, that nobody has given yet or not lately; once it was given,
/// nothing less than another answer takes it back.
double chance_of(Consultation& room, const Step::Forbidden& when) {
    const Finding* before = finding_of(room.home(), when.observation);
    return before != nullptr && forbids(*before, when) ? 1
                                                       : room.chance(when.observation, when.value);
}

/// What has to be asked before a step may be done.
std::optional<std::size_t> to_be_asked(Consultation& room, const Step& step,
                                       const Refused& refused) {
    for (const Step::Forbidden& when : step.never_when) {
        if (!is_forbidden(room.knowledge(), room.home(), when) &&
            !refused.observations.contains(when.observation) &&
            chance_of(room, when) > kMightBeForbidden) {
            return when.observation;
        }
    }
    return std::nullopt;
}

/// Whether it is, or might be and nobody can say.
bool is_out_of_bounds(Consultation& room, const Step& step, const Refused& refused) {
    return std::ranges::any_of(step.never_when, [&](const Step::Forbidden& when) {
        const auto known = is_forbidden(room.knowledge(), room.home(), when);
        return known ? *known
                     : refused.observations.contains(when.observation) &&
                           chance_of(room, when) > kTooRisky;
    });
}

/// The steps for such a camera that were not refused.
std::vector<std::size_t> open_steps(const Consultation& room, const Refused& refused) {
    std::vector<std::size_t> open;
    const std::vector<Step>& steps = room.knowledge().steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind != StepKind::Support && !refused.steps.contains(i) &&
            holds(steps[i].when, room.camera()) != Holds::No) {
            open.push_back(i);
        }
    }
    return open;
}

std::vector<std::size_t> within_bounds(Consultation& room, std::vector<std::size_t> steps,
                                       const Refused& refused) {
    std::erase_if(steps, [&](std::size_t step) {
        return is_out_of_bounds(room, room.knowledge().steps[step], refused);
    });
    return steps;
}

/// What to wait for, so that a step which might be forbidden no longer is.
std::optional<std::size_t> wait_before(const Knowledge& knowledge,
                                       const std::vector<std::size_t>& allowed, const Step& step) {
    const auto wait = std::ranges::find_if(allowed, [&](std::size_t index) {
        return std::ranges::any_of(step.never_when, [&](const Step::Forbidden& when) {
            return waits_out(knowledge, knowledge.steps[index], when);
        });
    });
    return wait == allowed.end() ? std::nullopt : std::optional(*wait);
}

/// A step and what is done in the same go, or what has to be asked before it.
Advice advise_step(Consultation& room, const Outlook& outlook, std::size_t first, double minutes,
                   const Refused& refused) {
    const std::vector<Step>& steps = room.knowledge().steps;
    if (const auto asked = to_be_asked(room, steps[first], refused)) {
        return {Advice::Kind::Observe, *asked, {}, minutes};
    }
    const auto also = outlook.same_go(room.shares());
    const bool may_be = also && !to_be_asked(room, steps[*also], refused);
    return {Advice::Kind::Do, first, may_be ? also : std::nullopt, minutes};
}

}  // namespace

std::vector<std::size_t> allowed_steps(const Knowledge& knowledge, const Case& home,
                                       const Belief& belief, const Refused& refused) {
    Consultation room(knowledge, home, belief);
    return within_bounds(room, open_steps(room, refused), refused);
}

Advice advise(const Knowledge& knowledge, const Case& home, const Belief& belief,
              const Refused& refused, const Costs& costs) {
    Consultation room(knowledge, home, belief);
    const std::vector<std::size_t> any = open_steps(room, refused);
    const std::vector<std::size_t> steps = within_bounds(room, any, refused);
    const Outlook outlook(knowledge, steps, room.sets(), costs, home.outcomes);
    const Prospect now = outlook.of(room.shares());
    const std::vector<std::size_t> open = open_observations(knowledge, home, refused);
    const auto probe = std::ranges::find(open, Asked::Probe, [&](std::size_t observation) {
        return knowledge.observations[observation].asked;
    });
    if (probe != open.end()) {
        return {Advice::Kind::Observe, *probe, {}, now.minutes};
    }
    const std::vector<Question> questions = best_questions(room, open);
    std::vector<Ranked> ranked = rank(questions, room.shares(), outlook);
    look_deeper(ranked, room.shares(), outlook);
    if (!ranked.empty() && ranked.front().minutes < now.minutes - kWorthAsking) {
        return {Advice::Kind::Observe,
                ranked.front().question->observation,
                {},
                ranked.front().minutes};
    }
    if (now.first) {
        return advise_step(room, outlook, *now.first, now.minutes, refused);
    }
    // Before it is given up: perhaps there only is a step that must not be done just now.
    const auto barred =
        Outlook(knowledge, any, room.sets(), costs, home.outcomes).of(room.shares());
    const auto wait =
        barred.first ? wait_before(knowledge, steps, knowledge.steps[*barred.first]) : std::nullopt;
    return {wait ? Advice::Kind::Do : Advice::Kind::Support, wait.value_or(0), {}, now.minutes};
}

}  // namespace porchlight::doctor
