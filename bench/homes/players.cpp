// SPDX-License-Identifier: Apache-2.0
#include "homes/players.hpp"

#include "doctor/conditions.hpp"
#include "doctor/costs.hpp"
#include "doctor/walk.hpp"
#include "homes/hands.hpp"
#include "homes/owner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <numeric>
#include <optional>

namespace porchlight::homes {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// A step goes wrong unnoticed so often.
/// @source shared reference §6: people botch one in ten.
constexpr double kBotched = .1;
constexpr doctor::Costs kCosts{};

doctor::WalkTime now_in(const Home& home) {
    return std::chrono::duration_cast<doctor::WalkTime>(home.household->now());
}

/// The traits of the home's camera, as a person tells them with its model.
doctor::CameraCase camera_case(const doctor::Knowledge& knowledge, const Home& home) {
    doctor::CameraCase camera;
    camera.traits.resize(knowledge.traits.size());
    const auto tell = [&](std::string_view trait, std::string_view value) {
        if (const auto at = doctor::find(knowledge.traits, trait)) {
            camera.traits[*at] = doctor::find(knowledge.traits[*at].values, value);
        }
    };
    switch (home.maker) {
        case Maker::BlinkHub:
        case Maker::BlinkMini:
            tell("maker", "blink");
            break;
        case Maker::Kasa:
            tell("maker", "kasa");
            break;
        case Maker::Tapo:
            tell("maker", "tapo");
            break;
        case Maker::Own:
            tell("maker", "porchlight");
            break;
    }
    tell("path", home.maker == Maker::BlinkHub ? "cloud_hub"
                 : home.maker == Maker::Own    ? "local"
                                               : "cloud");
    tell("power",
         std::holds_alternative<sim::Pack>(home.camera->plan().supply) ? "battery" : "wired");
    tell("kind", "camera");
    tell("radio", home.camera->behaviour().hears_5ghz ? "dual" : "only_24");
    return camera;
}

/// Whoever does things in a home, and what it costs.
class Hands {
  public:
    Hands(Home& home, const doctor::Knowledge& knowledge, Tale& tale)
        : home_(home), knowledge_(knowledge), tale_(tale) {}

    /// Does a step, rightly or not, with all that it costs.
    /// @param is_there  They are where it is done, and need not go there.
    void act(std::size_t index, bool is_there = false) {
        const doctor::Step& step = knowledge_.steps[index];
        const double saved = is_there ? std::min(step.minutes, kCosts.climb) : 0;
        tale_.minutes += doctor::cost(step, kCosts) - saved;
        home_.advance(std::chrono::duration_cast<Microseconds>(
            std::chrono::duration<double, std::ratio<60>>(step.minutes - saved)));
        if (!home_.dice.chance(kBotched)) {
            carry_out(home_, step.id);
        }
        if (step.kind == doctor::StepKind::Remedy) {
            ++tale_.steps;
        }
        tale_.story += fmt::format("  does {}\n", step.id);
    }

    /// Whether all is well now; a wonder about a light stays one.
    bool works() { return !home_.faults.front()->is_benign && home_.works(); }

    void did_nothing(std::size_t index) {
        const doctor::Step& step = knowledge_.steps[index];
        tale_.story += "    no effect\n";
        if (step.kind == doctor::StepKind::Remedy) {
            ++tale_.useless;
            tale_.is_needless_harm |=
                step.risk != doctor::Risk::None || step.money == doctor::Money::High;
        } else {
            tale_.minutes += kCosts.false_comfort;
        }
    }

    /// Looks again and again for that long. @return Whether it worked at the end of each span.
    bool comes_back(std::chrono::seconds within) {
        const Microseconds until = home_.household->now() + within;
        while (!works()) {
            if (home_.household->now() >= until) {
                return false;
            }
            home_.advance(std::min<Microseconds>(minutes(5), within));
        }
        return true;
    }
    bool holds(std::chrono::seconds span) {
        const Microseconds until = home_.household->now() + span;
        while (home_.household->now() < until) {
            home_.advance(std::min<Microseconds>(hours(1), until - home_.household->now()));
            // One look may fall into a pause.
            if (!works() && (home_.advance(minutes(3)), !works())) {
                return false;
            }
        }
        return true;
    }

    void support() {
        tale_.minutes += kCosts.support;
        tale_.gave_up = true;
        const bool is_right = std::ranges::any_of(
            home_.faults, [](const FaultKind* kind) { return kind->remedies.empty(); });
        tale_.is_right_end = is_right;
        tale_.story += "  support\n";
    }
    /// By one of these, done in one go: the first that is for what was wrong. The others changed
    /// nothing.
    void fixed(const std::vector<std::size_t>& steps) {
        auto cured = std::ranges::find_if(steps, [&](std::size_t step) { return is_for_it(step); });
        cured = cured == steps.end() ? steps.end() - 1 : cured;
        for (const std::size_t step : steps) {
            if (step != *cured) {
                did_nothing(step);
            }
        }
        tale_.is_fixed = true;
        tale_.is_right_end = true;
        const bool is_remedy = knowledge_.steps[*cured].kind == doctor::StepKind::Remedy;
        tale_.fixed_at = is_remedy ? tale_.steps - static_cast<int>(steps.end() - 1 - cured) : 0;
        tale_.story += "    fixed\n";
    }

  private:
    [[nodiscard]] bool is_for_it(std::size_t step) const {
        return std::ranges::any_of(home_.faults, [&](const FaultKind* kind) {
            return std::ranges::count(kind->remedies, knowledge_.steps[step].id) > 0;
        });
    }

    Home& home_;
    const doctor::Knowledge& knowledge_;
    Tale& tale_;
};

/// For what it must hold, but a day is enough for a bench.
std::chrono::seconds hold_of(const doctor::Step& step) {
    return std::min<std::chrono::seconds>(step.hold, hours(24));
}

doctor::Finding finding(const doctor::Knowledge& knowledge, std::size_t observation,
                        std::string_view value) {
    const auto& values = knowledge.observations[observation].values;
    doctor::Finding finding{observation, std::vector<double>(values.size(), 0), std::string(value)};
    finding.fits.at(doctor::find(values, value).value()) = 1;
    return finding;
}

std::vector<std::string> ids_of(const doctor::Observation& observation) {
    std::vector<std::string> ids;
    for (const doctor::Value& value : observation.values) {
        ids.push_back(value.id);
    }
    return ids;
}

bool is_right(const doctor::Knowledge& knowledge, std::size_t cause, const Home& home) {
    return std::ranges::any_of(home.faults, [&](const FaultKind* kind) {
        return std::ranges::count(kind->causes, knowledge.causes[cause].id) > 0;
    });
}

class Patient {
  public:
    Patient(Home& home, const doctor::Knowledge& knowledge, AskedFor what)
        : home_(home),
          knowledge_(knowledge),
          owner_(home, home.seed ^ 0x5eedU),
          hands_(home, knowledge, tale_),
          what_(what) {}

    Tale visit() {
        doctor::Walk walk = begin();
        constexpr int kMostTurns = 80;
        for (int turn = 0; turn < kMostTurns && walk.next().kind != doctor::Next::Kind::End;
             ++turn) {
            if (!turn_of(walk)) {
                break;
            }
        }
        const auto ranked = walk.belief().ranked(knowledge_.causes.size());
        // It sends its owner to support and names no cause with confidence.
        const auto best = std::ranges::find(ranked, doctor::Known::Named, [&](std::size_t cause) {
            return knowledge_.causes[cause].known;
        });
        constexpr double kConfident = .8;
        tale_.knows_not = tale_.gave_up && walk.belief().of(*best) < kConfident;
        return std::move(tale_);
    }

  private:
    template <typename Do>
    auto timed(Do what) {
        const std::clock_t begin = std::clock();
        auto result = what();
        tale_.slowest_ms = std::max(
            tale_.slowest_ms, static_cast<double>(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC);
        return result;
    }

    doctor::Walk begin() {
        doctor::Case first{{camera_case(knowledge_, home_)}, {}, {}};
        for (const Word& word : owner_.complaint()) {
            const auto at = doctor::find(knowledge_.observations, word.observation);
            if (!at || !doctor::find(knowledge_.observations[*at].values, word.value)) {
                continue;
            }
            doctor::Finding told = finding(knowledge_, *at, word.value);
            told.is_volunteered = true;
            tale_.story += fmt::format("  tells {} = {}\n", word.observation, word.value);
            const bool is_homes = knowledge_.observations[*at].scope == doctor::Scope::Home;
            (is_homes ? first.home : first.cameras.front().findings).push_back(std::move(told));
        }
        add_others(first);
        return timed([&] { return doctor::Walk(knowledge_, std::move(first), kCosts); });
    }

    /// What the app says of the home's other cameras.
    void add_others(doctor::Case& home) const {
        std::vector<bool> others;
        for (const auto& device : home_.household->devices()) {
            if (device.get() != home_.camera && device.get() != home_.hub) {
                others.push_back(home_.household->is_online(*device));
            }
        }
        const auto app = doctor::find(knowledge_.observations, "app_says").value();
        while (!others.empty() && home.cameras.size() < what_.cameras) {
            doctor::CameraCase other = camera_case(knowledge_, home_);
            const bool is_online = others[home.cameras.size() % others.size()];
            other.findings.push_back(finding(knowledge_, app, is_online ? "online" : "offline"));
            home.cameras.push_back(std::move(other));
        }
    }

    bool turn_of(doctor::Walk& walk) {
        const doctor::Next next = walk.next();
        switch (next.kind) {
            case doctor::Next::Kind::Ask:
            case doctor::Next::Kind::Probe:
                ask(walk, next);
                return true;
            case doctor::Next::Kind::Do:
                note_first(walk);
                do_all(walk, next.steps());
                return true;
            case doctor::Next::Kind::Support:
                note_first(walk);
                hands_.support();
                return false;
            case doctor::Next::Kind::Watch:
            case doctor::Next::Kind::End:
                return false;
        }
        return false;
    }

    void ask(doctor::Walk& walk, const doctor::Next& next) {
        const doctor::Observation& what = knowledge_.observations[next.index];
        const bool is_probe = next.kind == doctor::Next::Kind::Probe;
        const auto answer = is_probe ? owner_.probe(what.id) : owner_.answer(what.id, ids_of(what));
        if (!is_probe) {
            tale_.minutes += what.minutes;
            ++tale_.questions;
        }
        if (!is_probe || answer) {
            tale_.story += fmt::format("  asked {}: {}\n", what.id, answer.value_or("?"));
        }
        timed([&] {
            if (answer && doctor::find(what.values, *answer)) {
                walk.found(finding(knowledge_, next.index, *answer));
            } else {
                walk.cannot_say(next.index);
            }
            return 0;
        });
    }

    void note_first(const doctor::Walk& walk) {
        if (is_first_noted_) {
            return;
        }
        is_first_noted_ = true;
        const auto told = doctor::suspects(knowledge_, walk.belief());
        const doctor::Cause& first = knowledge_.causes[told.front().cause];
        tale_.first_share = told.front().share;
        tale_.first_is_right = is_right(knowledge_, told.front().cause, home_);
        tale_.first_is_unknown = first.known == doctor::Known::Unknown;
        tale_.story += fmt::format("  thinks {} {:.2f}, {} {:.2f}, healthy {:.2f}\n", first.id,
                                   tale_.first_share, knowledge_.causes[told[1].cause].id,
                                   told[1].share, walk.belief().healthy());
        if (what_.blames && !tale_.first_is_right) {
            blame(walk.memory().home);
        }
    }

    [[nodiscard]] double belief_in_truth(const doctor::Case& home) const {
        const doctor::Belief belief = doctor::believe(knowledge_, home);
        double share = 0;
        for (const doctor::FaultSet& set : belief.sets) {
            const bool is_so = std::ranges::any_of(set.list(), [&](doctor::CauseIndex cause) {
                return is_right(knowledge_, cause, home_);
            });
            share += is_so ? set.share : 0;
        }
        constexpr double kLeast = 1e-12;
        return std::log(std::max(share, kLeast));
    }

    /// Takes each answer away in turn.
    void blame(const doctor::Case& home) {
        const double with = belief_in_truth(home);
        const auto look = [&](const doctor::Finding& finding, const doctor::Case& without) {
            const auto& what = knowledge_.observations[finding.observation];
            const auto value = std::ranges::max_element(finding.fits) - finding.fits.begin();
            tale_.against[what.id + " = " + what.values[static_cast<std::size_t>(value)].id] =
                belief_in_truth(without) - with;
        };
        for (std::size_t i = 0; i < home.home.size(); ++i) {
            doctor::Case without = home;
            without.home.erase(without.home.begin() + static_cast<std::ptrdiff_t>(i));
            look(home.home[i], without);
        }
        const auto& findings = home.cameras.front().findings;
        for (std::size_t i = 0; i < findings.size(); ++i) {
            doctor::Case without = home;
            auto& rest = without.cameras.front().findings;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            look(findings[i], without);
        }
    }

    /// All that is done in one go; then they look.
    void do_all(doctor::Walk& walk, const std::vector<std::size_t>& steps) {
        const doctor::Step& first = knowledge_.steps[steps.front()];
        tale_.waits_first |= first.kind == doctor::StepKind::Wait && tale_.steps == 0;
        std::chrono::seconds within{0};
        std::chrono::seconds hold{0};
        for (const std::size_t index : steps) {
            const doctor::Step& step = knowledge_.steps[index];
            note_forbidden(walk, step);
            hands_.act(index, index != steps.front());
            within = std::max(within, step.first);
            hold = std::max(hold, hold_of(step));
        }
        if (first.kind == doctor::StepKind::Nothing) {
            say_all_is_well(walk, steps.front());
            return;
        }
        timed([&] {
            walk.done(steps, now_in(home_));
            return 0;
        });
        const bool came = hands_.comes_back(within);
        if (came) {
            walk.works(now_in(home_));
        }
        if (came && hands_.holds(hold)) {
            walk.passed(doctor::WalkTime::max() / 2);
            hands_.fixed(steps);
        } else if (came) {
            tale_.story += "    came back and failed again\n";
            std::ranges::for_each(steps, [&](std::size_t step) { hands_.did_nothing(step); });
            walk.fails(now_in(home_));
        } else {
            std::ranges::for_each(steps, [&](std::size_t step) { hands_.did_nothing(step); });
            walk.passed(now_in(home_) + doctor::WalkTime(within));
        }
    }

    void say_all_is_well(doctor::Walk& walk, std::size_t index) {
        if (owner_.agrees(knowledge_.steps[index].id)) {
            tale_.says_all_is_well = true;
            tale_.is_right_end = true;
            walk.done({index}, now_in(home_));
        } else {
            hands_.did_nothing(index);
            walk.disagrees(index);
        }
    }

    void note_forbidden(const doctor::Walk& walk, const doctor::Step& step) {
        for (const doctor::Step::Forbidden& when : step.never_when) {
            const doctor::Finding* known = doctor::finding_of(walk.memory().home, when.observation);
            const auto& observation = knowledge_.observations[when.observation];
            if (doctor::holds(when.when, walk.memory().home.cameras.front()) == doctor::Holds::No) {
                continue;
            }
            const bool is_told = known != nullptr && known->fits.at(when.value) > .5;
            const bool is_so = known == nullptr &&
                               owner_.truth(observation.id) == observation.values[when.value].id;
            if (is_told || is_so) {
                ++tale_.forbidden;
                tale_.story += fmt::format("    forbidden: {} ({})\n", observation.id,
                                           is_told ? "told" : "so");
            }
        }
    }

    Home& home_;
    const doctor::Knowledge& knowledge_;
    Tale tale_;
    Owner owner_;
    Hands hands_;
    AskedFor what_;
    bool is_first_noted_ = false;
};

bool is_for(const doctor::Knowledge& knowledge, const doctor::CameraCase& camera,
            std::size_t step) {
    return doctor::holds(knowledge.steps[step].when, camera) != doctor::Holds::No;
}

}  // namespace

Tale ask_the_doctor(Home& home, const doctor::Knowledge& knowledge, AskedFor what) {
    return Patient(home, knowledge, what).visit();
}

Tale work_down(Home& home, const doctor::Knowledge& knowledge, std::span<const std::string> steps) {
    Tale tale;
    Hands hands(home, knowledge, tale);
    const doctor::CameraCase camera = camera_case(knowledge, home);
    for (const std::string& id : steps) {
        const std::size_t step = doctor::find(knowledge.steps, id).value();
        if (!is_for(knowledge, camera, step)) {
            continue;
        }
        hands.act(step);
        // Lists have no test of their own: whoever works them down looks for five minutes.
        if (hands.comes_back(minutes(5)) && hands.holds(hold_of(knowledge.steps[step]))) {
            hands.fixed({step});
            return tale;
        }
        hands.did_nothing(step);
    }
    hands.support();
    return tale;
}

Tale know_it_all(Home& home, const doctor::Knowledge& knowledge) {
    Tale tale;
    Hands hands(home, knowledge, tale);
    const doctor::CameraCase camera = camera_case(knowledge, home);
    constexpr int kMostRounds = 4;
    for (int round = 0; round < kMostRounds; ++round) {
        for (const FaultKind* kind : home.faults) {
            const auto remedy = std::ranges::find_if(kind->remedies, [&](std::string_view id) {
                const auto step = doctor::find(knowledge.steps, id);
                return step && is_for(knowledge, camera, *step);
            });
            if (remedy == kind->remedies.end()) {
                hands.support();
                return tale;
            }
            const std::size_t step = doctor::find(knowledge.steps, *remedy).value();
            hands.act(step);
            if (kind->is_benign) {
                tale.is_right_end = true;
                return tale;
            }
            if (hands.comes_back(knowledge.steps[step].first) &&
                hands.holds(hold_of(knowledge.steps[step]))) {
                hands.fixed({step});
                return tale;
            }
        }
    }
    hands.support();
    return tale;
}

std::vector<Article> articles() {
    return {
        {"000",
         {"restart_router", "hub_to_wifi", "join_again", "closer_to_router", "new_lithium_cells",
          "charge_battery"}},
        {"001",
         {"closer_to_router", "add_extender", "new_lithium_cells", "charge_battery",
          "wait_for_the_update", "update_the_firmware", "cool_place", "own_adapter", "clean_lens",
          "factory_reset"}},
        {"002",
         {"restart_camera", "restart_hub", "restart_router", "cold_boot_with_the_button",
          "pause_5ghz", "factory_reset", "former_owner_deletes_it", "reset_hub",
          "new_lithium_cells", "charge_battery"}},
        {"003",
         {"restart_router", "closer_to_router", "update_the_firmware", "join_again",
          "factory_reset"}},
    };
}

std::vector<std::string> most_frequent_first(const doctor::Knowledge& knowledge) {
    std::vector<std::size_t> causes(knowledge.causes.size());
    std::iota(causes.begin(), causes.end(), std::size_t{0});
    std::ranges::sort(causes, {}, [&](std::size_t cause) {
        return std::pair(-doctor::chance(knowledge.causes[cause].common), cause);
    });
    std::vector<std::string> steps;
    for (const std::size_t cause : causes) {
        const doctor::Step* best = nullptr;
        double most = 0;
        for (const doctor::Step& step : knowledge.steps) {
            for (const doctor::Cures& cures : step.cures) {
                if (cures.cause == cause && step.kind != doctor::StepKind::Support &&
                    doctor::chance(cures.how) > most) {
                    most = doctor::chance(cures.how);
                    best = &step;
                }
            }
        }
        if (best != nullptr && std::ranges::count(steps, best->id) == 0) {
            steps.push_back(best->id);
        }
    }
    return steps;
}

std::vector<std::string> best_ratio_first(const doctor::Knowledge& knowledge) {
    std::vector<std::pair<double, std::string>> rated;
    for (const doctor::Step& step : knowledge.steps) {
        double cured = 0;
        for (const doctor::Cures& cures : step.cures) {
            cured +=
                doctor::chance(cures.how) * doctor::chance(knowledge.causes[cures.cause].common);
        }
        if (step.kind != doctor::StepKind::Support && cured > 0) {
            rated.emplace_back(-cured / doctor::cost(step, kCosts), step.id);
        }
    }
    std::ranges::sort(rated);
    std::vector<std::string> steps;
    for (const auto& [rate, id] : rated) {
        steps.push_back(id);
    }
    return steps;
}

doctor::Knowledge without(doctor::Knowledge knowledge, std::span<const FaultKind* const> faults) {
    for (doctor::Cause& cause : knowledge.causes) {
        const bool is_hidden = std::ranges::any_of(faults, [&](const FaultKind* kind) {
            return std::ranges::count(kind->causes, cause.id) > 0;
        });
        if (is_hidden) {
            // A condition and its opposite: it cannot be.
            cause.when = {{0, 0, false}, {0, 0, true}};
        }
    }
    return knowledge;
}

}  // namespace porchlight::homes
