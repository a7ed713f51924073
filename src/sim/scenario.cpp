// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario.hpp"

#include "sim/claims.hpp"
#include "sim/deeds.hpp"
#include "sim/furnish.hpp"
#include "sim/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace porchlight::sim {

namespace {

using Kind = ScenarioStep::Kind;

Error at_line(const Scenario& scenario, int line, std::string_view what, ErrorCode code) {
    return {code, fmt::format("{}:{}: {}", scenario.path, line, what)};
}

Error malformed(const Scenario& scenario, int line, std::string_view what) {
    return at_line(scenario, line, what, ErrorCode::InvalidArgument);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    const std::size_t last = text.find_last_not_of(" \t\r");
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

bool is_filler(std::string_view word) {
    return word == "one" || word == "a" || word == "an" || word == "hub" || word == "camera";
}

/// What stands after a model and its name.
struct Specials {
    Side side = Side::Indoors;
    bool is_new = false;
    bool is_second_hand = false;

    bool take(std::string_view word) {
        if (word == "outdoors") {
            side = Side::Outdoors;
            return true;
        }
        is_new = is_new || word == "new";
        is_second_hand = is_second_hand || word == "second-hand";
        return word == "new" || word == "second-hand";
    }
};

/// `one outdoor-4 "Porch" outdoors`
Result<DevicePlan> parse_device(std::string_view text, int number) {
    std::string model;
    std::string name;
    Specials specials;
    for (const std::string& word : words_in(text)) {
        if (word.starts_with('"')) {
            name = word.substr(1, word.find('"', 1) - 1);
        } else if (!specials.take(word) && !is_filler(word)) {
            model += (model.empty() ? "" : " ") + word;
        }
    }
    PL_TRY(DevicePlan device, furnish(model, name.empty() ? model : name, number, specials.side));
    if (specials.is_new) {
        make_new(device);
    }
    if (specials.is_second_hand) {
        make_second_hand(device);
    }
    return device;
}

Result<> parse_household(Scenario& scenario, int line, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        const auto number = static_cast<int>(scenario.household.devices.size());
        auto device = parse_device(text.substr(0, end), number);
        if (!device) {
            return malformed(scenario, line, device.error().message());
        }
        scenario.household.devices.push_back(std::move(device).value());
        text = text.substr(std::min(end + 1, text.size()));
    }
    return {};
}

/// Takes `within 5 s` or `for 5 s` off the end of a claim.
void take_time(ScenarioStep& step) {
    std::vector<std::string> words = words_in(step.sentence);
    if (words.size() < 4) {
        return;
    }
    const std::string& how = words[words.size() - 3];
    const auto time = parse_time(words[words.size() - 2], words.back());
    if (!time || (how != "within" && how != "for")) {
        return;
    }
    (how == "within" ? step.within : step.lasting) = *time;
    step.sentence = trimmed(step.sentence.substr(0, step.sentence.rfind(how)));
}

class Reader {
  public:
    explicit Reader(Scenario& scenario) : scenario_(scenario) {}

    Result<> line(int number, std::string_view text) {
        if (text.empty() || text.starts_with('#')) {
            return {};
        }
        if (text.starts_with("covers:")) {
            scenario_.covers.emplace_back(trimmed(text.substr(7)));
            return {};
        }
        if (text.starts_with("household:")) {
            return parse_household(scenario_, number, trimmed(text.substr(10)));
        }
        if (text.starts_with("seed:")) {
            return seed(number, trimmed(text.substr(5)));
        }
        return sentence(number, text);
    }

  private:
    Result<> seed(int number, std::string_view text) {
        const auto value = fit("{number}", words_in(text));
        if (!value || value->number(0) < 0) {
            return malformed(scenario_, number, "a seed is a number");
        }
        scenario_.seed = static_cast<std::uint64_t>(value->number(0));
        return {};
    }

    Result<> sentence(int number, std::string_view text) {
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        if (word == "given" || word == "when") {
            kind_ = Kind::Deed;
        } else if (word == "then") {
            kind_ = Kind::Claim;
        } else if (word != "and" || !kind_) {
            return malformed(scenario_, number,
                             "a line begins with covers:, household:, seed:, given, when, then "
                             "or and");
        }
        ScenarioStep step{
            .line = number, .kind = *kind_, .sentence = std::string(trimmed(text.substr(space)))};
        if (*kind_ == Kind::Claim) {
            take_time(step);
        }
        scenario_.steps.push_back(std::move(step));
        return {};
    }

    Scenario& scenario_;
    std::optional<Kind> kind_;
};

/// Runs the steps of one scenario.
class Run {
  public:
    explicit Run(const Scenario& scenario)
        : scenario_(scenario), household_(scenario.household, scenario.seed) {
        constexpr Microseconds kSettles = std::chrono::minutes(10);
        household_.advance(kSettles);
    }

    Result<> step(const ScenarioStep& step) {
        return step.kind == Kind::Deed ? deed(step) : claim(step);
    }

  private:
    Result<> deed(const ScenarioStep& step) {
        since_ = household_.now();
        const auto takes = do_deed(household_, step.sentence);
        if (!takes) {
            return malformed(scenario_, step.line, takes.error().message());
        }
        household_.advance(*takes);
        return {};
    }

    Result<> claim(const ScenarioStep& step) {
        const Microseconds end = household_.now() + std::max(step.within, step.lasting);
        while (true) {
            const auto verdict = judge(household_, step.sentence, since_);
            if (!verdict) {
                return malformed(scenario_, step.line, verdict.error().message());
            }
            const bool is_decided = verdict->holds == (step.lasting == Microseconds(0));
            const bool is_over = household_.now() >= end;
            if (is_decided || is_over) {
                return verdict->holds ? Result<>() : failed(step, verdict->instead);
            }
            household_.step(end);
        }
    }

    Error failed(const ScenarioStep& step, std::string_view instead) {
        std::string told;
        constexpr std::size_t kLast = 12;
        const Story& story = household_.story();
        for (std::size_t i = story.size() - std::min(kLast, story.size()); i < story.size(); ++i) {
            told += "\n    " + to_text(story[i], scenario_.household.begins);
        }
        return at_line(scenario_, step.line,
                       fmt::format("not so: {}; {}, at {}{}", step.sentence, instead,
                                   clock_text(scenario_.household.begins, household_.now()), told),
                       ErrorCode::FailedPrecondition);
    }

    const Scenario& scenario_;
    Household household_;
    Microseconds since_{0};
};

}  // namespace

Result<Scenario> parse_scenario(std::string path, std::string_view text) {
    Scenario scenario;
    scenario.path = std::move(path);
    Reader reader(scenario);
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        PL_TRY_VOID(reader.line(++number, trimmed(text.substr(0, end))));
        text = text.substr(std::min(end + 1, text.size()));
    }
    if (scenario.covers.empty()) {
        return malformed(scenario, 1,
                         "say with covers: which row of the origin facts this is about");
    }
    if (scenario.household.devices.empty()) {
        return malformed(scenario, 1, "say with household: who lives here");
    }
    return scenario;
}

Result<> run_scenario(const Scenario& scenario) {
    Run run(scenario);
    for (const ScenarioStep& step : scenario.steps) {
        PL_TRY_VOID(run.step(step));
    }
    return {};
}

}  // namespace porchlight::sim
