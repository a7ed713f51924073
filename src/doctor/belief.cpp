// SPDX-License-Identifier: Apache-2.0
#include "doctor/belief.hpp"

#include "doctor/testimony.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace porchlight::doctor {

namespace {

/// How likely it is that nothing is wrong, beside the causes' odds: whoever asks has seen
/// something. With a hundred causes it comes to one owner in seven.
constexpr double kNothingWrong = 0.2;

/// What each further fault costs beside its own odds. With a hundred causes it leaves one camera in
/// eight with two faults and one in forty with three.
/// @source shared reference, section 6: 85, 12 and 3 of 100 have one, two and three.
constexpr double kFurther = 0.35;

/// The part of a set that a subset's bits name.
FaultSet part_of(const FaultSet& set, std::size_t bits) {
    FaultSet part;
    for (std::size_t i = 0; i < set.size; ++i) {
        if ((bits >> i & 1U) != 0) {
            part.causes.at(part.size++) = set.causes.at(i);
        }
    }
    return part;
}

/// The likelier first; what is as likely, by its causes.
bool comes_first(const FaultSet& a, const FaultSet& b) {
    return std::tie(b.share, a.size, a.causes, a.moment) <
           std::tie(a.share, b.size, b.causes, b.moment);
}

class Search {
  public:
    Search(const Knowledge& knowledge, const Case& home)
        : knowledge_(knowledge), outcomes_(home.outcomes) {
        for (std::size_t i = 0; i < home.cameras.size(); ++i) {
            cameras_.emplace_back(knowledge, home.cameras[i],
                                  i == 0 ? home.home : std::vector<Finding>());
            own_.push_back(i == 0 ? std::vector<Testimony::Own>() : cameras_.back().own(knowledge));
        }
    }

    std::vector<FaultSet> run(const BeliefLimits& limits) {
        weigh({});
        std::vector<FaultSet> singles;
        for (std::size_t i = 0; i < knowledge_.causes.size(); ++i) {
            if (cameras_.front().odds(i) > 0) {
                singles.push_back(weigh({static_cast<CauseIndex>(i)}));
            }
        }
        const std::vector<CauseIndex> likely = likeliest(std::move(singles), limits.pairs_of);
        for (std::size_t i = 0; i < likely.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                weigh({likely[i], likely[j]});
                for (std::size_t k = 0; k < j && i < limits.triples_of; ++k) {
                    weigh({likely[i], likely[j], likely[k]});
                }
            }
        }
        return outcomes_.empty() ? std::move(sets_) : merged(sets_);
    }

  private:
    /// Puts down what may be left of a set. @return The set with the share of all that.
    FaultSet weigh(std::initializer_list<CauseIndex> causes) {
        FaultSet set;
        std::ranges::copy(causes, set.causes.begin());
        set.size = static_cast<std::uint8_t>(causes.size());
        std::sort(set.causes.begin(), set.causes.begin() + set.size);
        const Remains remains = course(set);
        for (std::size_t bits = 0; bits < std::size_t{1} << set.size; ++bits) {
            FaultSet left = part_of(set, bits);
            if (remains.at(bits) > 0 || left.size == set.size) {
                set.share += look_now(left, remains.at(bits));
            }
        }
        return set;
    }

    /// Puts down a set in each moment that it may be in. @return The share of all of them.
    double look_now(FaultSet set, double share) {
        const Testimony& camera = cameras_.front();
        const ServiceStates services = camera.services(set.list());
        double all = 0;
        for (const Moment& moment : moments(services)) {
            set.moment = moment.state;
            set.share = share * moment.share *
                        camera.between(set.list(), services.at(moment.state), outcomes_.size());
            all += set.share;
            sets_.push_back(set);
        }
        return all;
    }

    /// What there was at first, and what each outcome left of it, before the last look.
    Remains course(const FaultSet& set) {
        Remains remains{};
        double share = others(set) * (set.size == 0 ? kNothingWrong : 1);
        share *= cameras_.front().likeness(set.list());
        for (const CauseIndex cause : set.list()) {
            share *= cameras_.front().odds(cause);
        }
        for (std::size_t i = 1; i < set.size; ++i) {
            share *= kFurther;
        }
        remains.at((std::size_t{1} << set.size) - 1) = share;
        for (std::size_t i = 0; i < outcomes_.size(); ++i) {
            look(set, i, remains);
            remains = after(outcomes_[i], knowledge_.steps, set.list(), remains);
        }
        return remains;
    }

    /// Weighs what may be left by what was found then.
    void look(const FaultSet& set, std::size_t after, Remains& remains) const {
        for (std::size_t bits = 0; bits < remains.size(); ++bits) {
            if (remains.at(bits) > 0) {
                remains.at(bits) *= cameras_.front().between(part_of(set, bits).list(), after);
            }
        }
    }

    /// What is left of several sets may be the same.
    static std::vector<FaultSet> merged(const std::vector<FaultSet>& sets) {
        std::map<std::tuple<std::uint8_t, std::array<CauseIndex, kMostFaults>, State>, double>
            shares;
        for (const FaultSet& set : sets) {
            shares[{set.size, set.causes, set.moment}] += set.share;
        }
        std::vector<FaultSet> merged;
        merged.reserve(shares.size());
        for (const auto& [key, share] : shares) {
            const auto& [size, causes, moment] = key;
            merged.push_back({causes, size, moment, share});
        }
        return merged;
    }

    /// How likely the other cameras' findings are with what of these causes is the home's.
    double others(const FaultSet& set) {
        std::vector<CauseIndex> shared;
        std::ranges::copy_if(set.list(), std::back_inserter(shared), [&](CauseIndex cause) {
            return knowledge_.causes[cause].scope == Scope::Home;
        });
        const auto [known, is_new] = others_.try_emplace(shared, 1.0);
        for (std::size_t i = 1; is_new && i < cameras_.size(); ++i) {
            known->second *= other(i, shared);
        }
        return known->second;
    }

    /// Each other camera may have one fault of its own. Up to a factor that is the same for all
    /// sets.
    [[nodiscard]] double other(std::size_t index, std::vector<CauseIndex> causes) const {
        const Testimony& camera = cameras_[index];
        double sum = camera.likelihood(causes);
        causes.push_back(0);
        for (const auto& [cause, odds] : own_[index]) {
            causes.back() = cause;
            sum += odds * camera.likelihood(causes);
        }
        return sum;
    }

    static std::vector<CauseIndex> likeliest(std::vector<FaultSet> singles, std::size_t most) {
        std::erase_if(singles, [](const FaultSet& set) { return set.size == 0; });
        std::ranges::sort(singles, comes_first);
        std::vector<CauseIndex> likely;
        for (const FaultSet& set : singles) {
            if (likely.size() < most) {
                likely.push_back(set.causes.front());
            }
        }
        return likely;
    }

    const Knowledge& knowledge_;
    std::vector<Outcome> outcomes_;
    std::vector<Testimony> cameras_;
    std::vector<std::vector<Testimony::Own>> own_;  ///< By camera; none of the first.
    std::vector<FaultSet> sets_;
    std::map<std::vector<CauseIndex>, double> others_;
};

}  // namespace

bool FaultSet::has(std::size_t cause) const {
    return std::ranges::count(list(), cause) != 0;
}

double Belief::of(std::size_t cause) const {
    double sum = 0;
    for (const FaultSet& set : sets) {
        sum += set.has(cause) ? set.share : 0;
    }
    return sum;
}

double Belief::healthy() const {
    const auto none = std::ranges::find(sets, 0, &FaultSet::size);
    return none == sets.end() ? 0 : none->share;
}

std::vector<std::size_t> Belief::ranked(std::size_t causes) const {
    std::vector<double> shares(causes, 0);
    for (const FaultSet& set : sets) {
        for (const CauseIndex cause : set.list()) {
            shares[cause] += set.share;
        }
    }
    std::vector<std::size_t> order(causes);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(-shares[i], i); });
    return order;
}

std::optional<Doing> blamed(const Knowledge& knowledge, const Belief& before,
                            const Outcome& outcome) {
    std::optional<Doing> blamed;
    double most = -1;
    for (const std::size_t index : outcome.steps) {
        const Step& step = knowledge.steps[index];
        for (const Cures& one : outcome.result == StepResult::Masked ? step.masks : step.cures) {
            const double share = before.of(one.cause) * chance(one.how);
            if (share > most) {
                most = share;
                blamed = Doing{index, one.cause};
            }
        }
    }
    return blamed;
}

std::vector<Suspect> suspects(const Knowledge& knowledge, const Belief& belief) {
    constexpr double kLikelierThanNot = 0.5;
    const auto is_unknown = [&](std::size_t cause) {
        return knowledge.causes[cause].known == Known::Unknown;
    };
    std::vector<Suspect> suspects;
    std::optional<std::size_t> unknown;
    for (const std::size_t cause : belief.ranked(knowledge.causes.size())) {
        if (!is_unknown(cause)) {
            suspects.push_back({cause, belief.of(cause)});
        } else if (!unknown) {
            unknown = cause;
        }
    }
    double share = 0;
    for (const FaultSet& set : belief.sets) {
        share += std::ranges::any_of(set.list(), is_unknown) ? set.share : 0;
    }
    if (unknown) {
        suspects.insert(share > kLikelierThanNot ? suspects.begin() : suspects.end(),
                        Suspect{*unknown, share});
    }
    return suspects;
}

Belief believe(const Knowledge& knowledge, const Case& home, const BeliefLimits& limits) {
    Belief belief{Search(knowledge, home).run(limits)};
    double all = 0;
    for (const FaultSet& set : belief.sets) {
        all += set.share;
    }
    for (FaultSet& set : belief.sets) {
        set.share /= all;
    }
    std::ranges::sort(belief.sets, comes_first);
    return belief;
}

}  // namespace porchlight::doctor
