// SPDX-License-Identifier: Apache-2.0
// World A: how the doctor does in homes that are broken by mechanism, against what the articles
// say, the commonest cause first, the best ratio first, and whoever knows what is wrong.
//
//     doctor_homes SPEC_FOLDER [--homes N] [--seed S] [--mix survey|uniform|hard] [--worst N]
//     [--each NAME] [--blame] [--cameras N]
//
// Prints one JSON object; --worst prints the dearest homes as stories, --blame which answers
// misled it; --cameras gives the doctor so many cameras to reckon with, for the time of a decision.
#include "doctor/knowledge_file.hpp"
#include "homes/home.hpp"
#include "homes/players.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace porchlight::homes {
namespace {

namespace json = boost::json;

struct Run {
    std::string folder;
    std::uint64_t homes = 10000;
    std::uint64_t seed = 1;
    std::string mix = "survey";
    int worst = 0;
    std::string each;
    AskedFor what;
};

Mix mix_of(const std::string& word) {
    return word == "uniform" ? Mix::Uniform : word == "hard" ? Mix::Hard : Mix::Survey;
}

struct Result {
    std::uint64_t seed = 0;
    std::vector<std::string> faults;
    std::string model;
    bool is_unknown = false;
    bool is_outage = false;
    bool is_benign = false;
    bool is_hopeless = false;
    Tale doctor;
    Tale oracle;
    std::map<std::string, Tale> lists;
};

/// The middle 95 % of what chance alone makes of it.
/// @param of  The figure, of the places of some homes.
json::object with_interval(std::size_t homes,
                           const std::function<double(const std::vector<std::size_t>&)>& of) {
    std::vector<std::size_t> all(homes);
    for (std::size_t i = 0; i < homes; ++i) {
        all[i] = i;
    }
    constexpr int kDraws = 200;
    Dice dice(7);
    std::vector<double> drawn;
    for (int draw = 0; draw < kDraws && homes > 0; ++draw) {
        std::vector<std::size_t> some(homes);
        for (std::size_t& place : some) {
            place = dice.below(homes);
        }
        drawn.push_back(of(some));
    }
    std::ranges::sort(drawn);
    const auto rounded = [](double value) { return std::round(value * 1e4) / 1e4; };
    return {{"value", rounded(homes > 0 ? of(all) : 0)},
            {"from", drawn.empty() ? 0 : rounded(drawn[5])},
            {"to", drawn.empty() ? 0 : rounded(drawn[kDraws - 6])},
            {"homes", homes}};
}

class Bench {
  public:
    Bench(Run run, doctor::Knowledge knowledge)
        : run_(std::move(run)), knowledge_(std::move(knowledge)) {
        for (Article& article : articles()) {
            lists_[std::string("article ") + std::string(article.name)] = article.steps;
        }
        lists_["most frequent first"] = most_frequent_first(knowledge_);
        lists_["best ratio first"] = best_ratio_first(knowledge_);
    }

    void play() {
        for (std::uint64_t i = 0; results_.size() < run_.homes; ++i) {
            play_one(run_.seed * 1'000'003 + i);
        }
    }

    json::object report() {
        json::object report{{"bench", "doctor_homes"},
                            {"mix", run_.mix},
                            {"homes", results_.size()},
                            {"seed", run_.seed}};
        const auto known = [](const Result& one) { return !one.is_unknown; };
        report["cost_per_home"] =
            figure(known, [](const Result& one) { return one.doctor.minutes; });
        report["oracle_cost"] = figure(known, [](const Result& one) { return one.oracle.minutes; });
        json::object peers;
        std::string best;
        double least = 1e9;
        for (const auto& [name, steps] : lists_) {
            const auto cost =
                figure(known, [&](const Result& one) { return one.lists.at(name).minutes; });
            const auto useless = figure(known, [&](const Result& one) {
                return static_cast<double>(one.lists.at(name).useless);
            });
            if (name.starts_with("article") && cost.at("value").as_double() < least) {
                least = cost.at("value").as_double();
                best = name;
            }
            peers[name] = {{"cost", cost.at("value")}, {"useless", useless.at("value")}};
        }
        report["peers"] = std::move(peers);
        report["best_article"] = best;
        report["against_best_article"] =
            ratio(known, [&](const Result& one) { return one.lists.at(best).minutes; });
        report["against_oracle"] =
            ratio(known, [](const Result& one) { return one.oracle.minutes; });
        report["useless_steps"] =
            figure(known, [](const Result& one) { return double(one.doctor.useless); });
        const auto curable = [](const Result& one) {
            return !one.is_unknown && !one.is_outage && !one.is_benign && !one.is_hopeless;
        };
        report["fixed_within_1"] =
            figure(curable, [](const Result& one) { return one.doctor.fixed_at == 1 ? 1.0 : 0.0; });
        report["fixed_within_2"] = figure(curable, [](const Result& one) {
            return one.doctor.fixed_at == 1 || one.doctor.fixed_at == 2 ? 1.0 : 0.0;
        });
        report["fixed_in_the_end"] =
            figure(curable, [](const Result& one) { return one.doctor.is_fixed ? 1.0 : 0.0; });
        report["questions"] =
            figure(known, [](const Result& one) { return double(one.doctor.questions); });
        report["needless_harm"] = figure(
            known, [](const Result& one) { return one.doctor.is_needless_harm ? 1.0 : 0.0; });
        report["forbidden"] =
            figure([](const Result&) { return true; },
                   [](const Result& one) { return double(one.doctor.forbidden); });
        report["outage_told_to_wait"] =
            figure([&](const Result& one) { return known(one) && one.is_outage; },
                   [](const Result& one) { return one.doctor.waits_first ? 1.0 : 0.0; });
        report["benign_told_all_is_well"] =
            figure([&](const Result& one) { return known(one) && one.is_benign; },
                   [](const Result& one) {
                       return one.doctor.says_all_is_well && one.doctor.steps == 0 ? 1.0 : 0.0;
                   });
        const auto unknown = [](const Result& one) { return one.is_unknown; };
        report["unknown_says_so"] = figure(unknown, [](const Result& one) {
            return one.doctor.is_fixed || (one.doctor.knows_not && one.doctor.steps <= 3) ? 1.0
                                                                                          : 0.0;
        });
        report["unknown_confidently_wrong"] = figure(unknown, [](const Result& one) {
            return one.doctor.first_share > .8 && !one.doctor.first_is_right &&
                           !one.doctor.is_fixed && !one.doctor.knows_not
                       ? 1.0
                       : 0.0;
        });
        report["top_1_before_first_step"] =
            figure(known, [](const Result& one) { return one.doctor.first_is_right ? 1.0 : 0.0; });
        report["ece"] = calibration();
        report["slowest_decision_ms_p99"] = slowest();
        return report;
    }

    void tell_worst() const {
        std::vector<const Result*> order;
        for (const Result& one : results_) {
            const bool is_named = run_.each.empty() || run_.each == "unknown" ||
                                  std::ranges::count(one.faults, run_.each) > 0;
            if (is_named && (one.is_unknown == (run_.each == "unknown"))) {
                order.push_back(&one);
            }
        }
        std::ranges::sort(
            order, {}, [](const Result* one) { return one->oracle.minutes - one->doctor.minutes; });
        for (std::size_t i = 0;
             i < std::min<std::size_t>(order.size(), static_cast<std::size_t>(run_.worst)); ++i) {
            fmt::print(stderr, "{} {}, {}: doctor {:.0f}, oracle {:.0f}\n{} oracle\n{}",
                       order[i]->seed, fmt::join(order[i]->faults, " + "), order[i]->model,
                       order[i]->doctor.minutes, order[i]->oracle.minutes, order[i]->doctor.story,
                       order[i]->oracle.story);
        }
    }

    /// By what was wrong.
    void tell_kinds() const {
        std::map<std::string, std::vector<const Result*>> kinds;
        for (const Result& one : results_) {
            kinds[(one.is_unknown ? "? " : "") + one.faults.front() +
                  (one.faults.size() > 1 ? " +" : "")]
                .push_back(&one);
        }
        for (const auto& [name, list] : kinds) {
            double cost = 0;
            double oracle = 0;
            double useless = 0;
            double first = 0;
            double fixed = 0;
            double q = 0;
            double right = 0;
            double harm = 0;
            for (const Result* one : list) {
                cost += one->doctor.minutes;
                oracle += one->oracle.minutes;
                useless += one->doctor.useless;
                first += one->doctor.fixed_at == 1 ? 1 : 0;
                fixed += one->doctor.is_right_end ? 1 : 0;
                q += one->doctor.questions;
                right += one->doctor.first_is_right ? 1 : 0;
                harm += one->doctor.is_needless_harm;
            }
            const auto n = static_cast<double>(list.size());
            fmt::print(stderr,
                       "{:34} {:5} cost {:6.1f} oracle {:6.1f} useless {:.2f} first {:.2f} end "
                       "{:.2f} asked {:4.1f} top1 {:.2f} harm {:.3f}\n",
                       name, list.size(), cost / n, oracle / n, useless / n, first / n, fixed / n,
                       q / n, right / n, harm / n);
        }
    }

    /// What spoke against the truth where it was not seen, most of all first.
    void tell_blame() const {
        std::map<std::string, std::pair<double, int>> all;
        for (const Result& one : results_) {
            for (const auto& [answer, by] : one.doctor.against) {
                auto& [sum, times] = all[one.faults.front() + ": " + answer];
                sum += by;
                times += by > 0 ? 1 : 0;
            }
        }
        std::vector<std::pair<double, std::string>> order;
        for (const auto& [what, sum] : all) {
            order.emplace_back(-sum.first, fmt::format("{} ({}x)", what, sum.second));
        }
        std::ranges::sort(order);
        constexpr std::size_t kMost = 80;
        for (std::size_t i = 0; i < std::min(order.size(), kMost); ++i) {
            fmt::print(stderr, "{:7.1f} {}\n", -order[i].first, order[i].second);
        }
    }

  private:
    void play_one(std::uint64_t seed) {
        const auto fresh = [&] { return make_home(seed, mix_of(run_.mix)); };
        auto home = fresh();
        if (!home) {
            return;
        }
        Result result;
        result.seed = seed;
        result.model = home->model;
        for (const FaultKind* kind : home->faults) {
            result.faults.emplace_back(kind->name);
            result.is_hopeless |= kind->remedies.empty();
        }
        result.is_outage = home->faults.front()->is_outage;
        result.is_benign = home->faults.front()->is_benign;
        // One home in five has a fault that the doctor has never heard of.
        constexpr double kUnknown = .2;
        Dice dice(seed ^ 0xabcdU);
        result.is_unknown = !result.is_benign && home->faults.size() == 1 && dice.chance(kUnknown);
        result.doctor = result.is_unknown
                            ? ask_the_doctor(*home, without(knowledge_, home->faults), run_.what)
                            : ask_the_doctor(*home, knowledge_, run_.what);
        if (!result.is_unknown) {
            home = fresh();
            result.oracle = know_it_all(*home, knowledge_);
            for (const auto& [name, steps] : lists_) {
                home = fresh();
                result.lists[name] = work_down(*home, knowledge_, steps);
            }
        }
        results_.push_back(std::move(result));
    }

    [[nodiscard]] std::vector<const Result*> some(
        const std::function<bool(const Result&)>& which) const {
        std::vector<const Result*> some;
        for (const Result& one : results_) {
            if (which(one)) {
                some.push_back(&one);
            }
        }
        return some;
    }
    json::object figure(const std::function<bool(const Result&)>& which,
                        const std::function<double(const Result&)>& what) const {
        std::vector<double> values;
        for (const Result* one : some(which)) {
            values.push_back(what(*one));
        }
        return with_interval(values.size(), [&](const std::vector<std::size_t>& places) {
            double sum = 0;
            for (const std::size_t place : places) {
                sum += values[place];
            }
            return sum / static_cast<double>(places.size());
        });
    }
    json::object ratio(const std::function<bool(const Result&)>& which,
                       const std::function<double(const Result&)>& peer) const {
        const auto list = some(which);
        return with_interval(list.size(), [&](const std::vector<std::size_t>& places) {
            double ours = 0;
            double theirs = 0;
            for (const std::size_t place : places) {
                ours += list[place]->doctor.minutes;
                theirs += peer(*list[place]);
            }
            return ours / theirs;
        });
    }
    /// Expected calibration error: how far what it believed of its first cause is from how often
    /// that was so, over ten equal spans; with the homes whose fault it cannot know, for which it
    /// keeps some of its belief, and of which "I do not know it" is right.
    json::object calibration() const {
        const auto list = some([](const Result&) { return true; });
        return with_interval(list.size(), [&](const std::vector<std::size_t>& places) {
            constexpr std::size_t kSpans = 10;
            std::array<double, kSpans> believed{};
            std::array<double, kSpans> so{};
            for (const std::size_t place : places) {
                const Tale& tale = list[place]->doctor;
                const auto span =
                    std::min(kSpans - 1, static_cast<std::size_t>(tale.first_share * kSpans));
                believed.at(span) += tale.first_share;
                const bool is_so =
                    list[place]->is_unknown ? tale.first_is_unknown : tale.first_is_right;
                so.at(span) += is_so ? 1 : 0;
            }
            double error = 0;
            for (std::size_t i = 0; i < kSpans; ++i) {
                error += std::abs(believed.at(i) - so.at(i));
            }
            return error / static_cast<double>(places.size());
        });
    }
    double slowest() const {
        std::vector<double> all;
        for (const Result& one : results_) {
            all.push_back(one.doctor.slowest_ms);
        }
        std::ranges::sort(all);
        return all.empty() ? 0 : all[all.size() * 99 / 100];
    }

    Run run_;
    doctor::Knowledge knowledge_;
    std::map<std::string, std::vector<std::string>> lists_;
    std::vector<Result> results_;
};

int run(const Run& run) {
    auto knowledge = doctor::load_knowledge(run.folder);
    if (!knowledge) {
        fmt::print(stderr, "{}\n", knowledge.error().message());
        return 1;
    }
    Bench bench(run, std::move(knowledge).value());
    bench.play();
    if (run.worst > 0) {
        bench.tell_worst();
        bench.tell_kinds();
    }
    if (run.what.blames) {
        bench.tell_blame();
    }
    fmt::print("{}\n", json::serialize(bench.report()));
    return 0;
}

}  // namespace
}  // namespace porchlight::homes

int main(int count, char** arguments) {
    porchlight::homes::Run run;
    CLI::App app("How the doctor does in homes that are broken by mechanism.");
    app.add_option("folder", run.folder, "spec/doctor")->required();
    app.add_option("--homes", run.homes);
    app.add_option("--seed", run.seed);
    app.add_option("--mix", run.mix);
    app.add_option("--worst", run.worst);
    app.add_option("--each", run.each);
    app.add_flag("--blame", run.what.blames);
    app.add_option("--cameras", run.what.cameras);
    CLI11_PARSE(app, count, arguments);
    return porchlight::homes::run(run);
}
