// SPDX-License-Identifier: Apache-2.0
#include "doctor/belief.hpp"

#include "doctor/conditions.hpp"
#include "doctor/outcome.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace porchlight::doctor {

namespace {

using Causes = std::span<const CauseIndex>;

/// How likely it is that nothing is wrong, beside the causes' odds: whoever asks has seen
/// something. With a hundred causes it comes to one owner in seven.
constexpr double kNothingWrong = 0.2;

/// Order of the findings must not change the last bit.
std::vector<Finding> in_order(std::vector<Finding> findings) {
    std::ranges::sort(findings, {}, &Finding::observation);
    return findings;
}

/// One camera's view of every cause.
class CameraView {
  public:
    CameraView(const Knowledge& knowledge, const CameraCase& camera,
               const std::vector<Finding>& more)
        : effects_(effects(knowledge, camera)) {
        for (const Cause& cause : knowledge.causes) {
            const double chance = prior(cause, camera);
            odds_.push_back(chance / (1 - chance));
        }
        std::vector<Finding> findings = camera.findings;
        findings.insert(findings.end(), more.begin(), more.end());
        for (const Finding& finding : in_order(std::move(findings))) {
            lenses_.emplace_back(knowledge, camera, finding);
        }
    }

    [[nodiscard]] double odds(std::size_t cause) const { return odds_[cause]; }

    [[nodiscard]] double likelihood(Causes causes) const {
        ServiceStates services;
        for (const CauseIndex cause : causes) {
            services = services | effects_[cause];
        }
        double product = 1;
        for (const Lens& lens : lenses_) {
            product *= lens.chance(causes, services);
        }
        return product;
    }

  private:
    std::vector<ServiceStates> effects_;
    std::vector<double> odds_;
    std::vector<Lens> lenses_;
};

/// The likelier first; what is as likely, by its causes.
bool comes_first(const FaultSet& a, const FaultSet& b) {
    return std::tie(b.share, a.size, a.causes) < std::tie(a.share, b.size, b.causes);
}

class Search {
  public:
    Search(const Knowledge& knowledge, const Case& home)
        : knowledge_(knowledge), outcomes_(home.outcomes) {
        for (std::size_t i = 0; i < home.cameras.size(); ++i) {
            cameras_.emplace_back(knowledge, home.cameras[i],
                                  i == 0 ? home.home : std::vector<Finding>());
        }
    }

    std::vector<FaultSet> run(const BeliefLimits& limits) {
        std::vector<FaultSet> sets{weighed({})};
        for (std::size_t i = 0; i < knowledge_.causes.size(); ++i) {
            if (cameras_.front().odds(i) > 0) {
                sets.push_back(weighed({static_cast<CauseIndex>(i)}));
            }
        }
        const std::vector<CauseIndex> likely = likeliest(sets, limits.pairs_of);
        for (std::size_t i = 0; i < likely.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                sets.push_back(weighed({likely[i], likely[j]}));
                for (std::size_t k = 0; k < j && i < limits.triples_of; ++k) {
                    sets.push_back(weighed({likely[i], likely[j], likely[k]}));
                }
            }
        }
        return sets;
    }

  private:
    FaultSet weighed(std::initializer_list<CauseIndex> causes) {
        FaultSet set;
        std::ranges::copy(causes, set.causes.begin());
        set.size = static_cast<std::uint8_t>(causes.size());
        std::sort(set.causes.begin(), set.causes.begin() + set.size);
        double share = cameras_.front().likelihood(set.list());
        share *= set.size == 0 ? kNothingWrong : 1;
        for (const CauseIndex cause : set.list()) {
            share *= cameras_.front().odds(cause);
        }
        for (const Outcome& outcome : outcomes_) {
            share *= chance_of(outcome, knowledge_.steps.at(outcome.step), set.list());
        }
        set.share = share * others(set);
        return set;
    }

    /// How likely the other cameras' findings are with what of these causes is the home's.
    double others(const FaultSet& set) {
        std::vector<CauseIndex> shared;
        std::ranges::copy_if(set.list(), std::back_inserter(shared), [&](CauseIndex cause) {
            return knowledge_.causes[cause].scope == Scope::Home;
        });
        const auto [known, is_new] = others_.try_emplace(shared, 1.0);
        for (std::size_t i = 1; is_new && i < cameras_.size(); ++i) {
            known->second *= other(cameras_[i], shared);
        }
        return known->second;
    }

    /// Each other camera may have one fault of its own. Up to a factor that is the same for all
    /// sets.
    [[nodiscard]] double other(const CameraView& camera, std::vector<CauseIndex> causes) const {
        double sum = camera.likelihood(causes);
        causes.push_back(0);
        for (std::size_t i = 0; i < knowledge_.causes.size(); ++i) {
            if (knowledge_.causes[i].scope == Scope::Camera && camera.odds(i) > 0) {
                causes.back() = static_cast<CauseIndex>(i);
                sum += camera.odds(i) * camera.likelihood(causes);
            }
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
    std::vector<CameraView> cameras_;
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
