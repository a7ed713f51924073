// SPDX-License-Identifier: Apache-2.0
#include "walks/fault_story.hpp"

#include "base/check.hpp"
#include "sim/claims.hpp"
#include "sim/deeds.hpp"
#include "sim/sentence.hpp"
#include "walks/looks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace porchlight::walks {

namespace {

using sim::ScenarioStep;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r";
    const std::size_t first = text.find_first_not_of(kSpace);
    const std::size_t last = text.find_last_not_of(kSpace);
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        items.emplace_back(trimmed(text.substr(0, end)));
        text = text.substr(std::min(end + 1, text.size()));
    }
    return items;
}

std::string without_quotes(std::string_view text) {
    std::string plain(text);
    std::erase(plain, '"');
    return plain;
}

/// Takes a line of the story's own; false if it is one of the scenario's.
bool take_line(FaultStory& story, std::string_view line) {
    const auto value_of = [&](std::string_view key) {
        return line.starts_with(key) ? std::optional(trimmed(line.substr(key.size())))
                                     : std::nullopt;
    };
    if (const auto says = value_of("says:")) {
        story.says = *says;
    } else if (const auto about = value_of("about:")) {
        story.about = without_quotes(*about);
    } else if (const auto well = value_of("well:")) {
        story.well.emplace_back(*well);
    } else if (const auto ends = value_of("ends:")) {
        story.ends = *ends;
    } else if (const auto meanwhile = value_of("meanwhile:")) {
        story.meanwhile.emplace_back(*meanwhile);
    } else if (const auto may = value_of("may:")) {
        story.may = list_of(*may);
    } else {
        return false;
    }
    return true;
}

Error failed(const FaultStory& story, int line, std::string_view what) {
    return {ErrorCode::FailedPrecondition,
            fmt::format("{}:{}: {}", story.scenario.path, line, what)};
}

Result<> claim(sim::Household& household, const FaultStory& story, const ScenarioStep& step) {
    const Microseconds end = household.now() + step.within;
    while (true) {
        PL_TRY(const sim::Verdict verdict, sim::judge(household, step.sentence, household.now()));
        if (verdict.holds) {
            return {};
        }
        if (household.now() >= end) {
            return failed(story, step.line,
                          fmt::format("not so: {}; {}", step.sentence, verdict.instead));
        }
        household.step(end);
    }
}

/// Lets somebody walk past and looks whether the phone tells of it.
bool alerts_come(sim::Household& household, const std::string& name) {
    constexpr Microseconds kAtOnce = std::chrono::seconds(8);
    constexpr Microseconds kBlind = std::chrono::seconds(45);
    household.advance(kBlind);  // after its last clip it sees nothing for a while
    const Microseconds since = household.now();
    const auto walks =
        sim::do_deed(household, fmt::format("somebody walks past \"{}\" at 3 m", name));
    PL_CHECK(walks.has_value(), "somebody can walk past any camera");
    household.advance(kAtOnce);
    const auto arrived =
        sim::judge(household, fmt::format("an alert of \"{}\" arrives", name), since);
    return arrived && arrived->holds;
}

bool holds(sim::Household& household, const std::string& claim) {
    const auto words = sim::words_in(claim);
    if (const auto gaps = sim::fit("alerts of {name} come at once", words)) {
        return alerts_come(household, gaps->text(0));
    }
    if (const auto gaps = sim::fit("{name} can be watched", words)) {
        return look_at(household, *household.find(gaps->text(0)), nullptr) == View::Good;
    }
    const auto verdict = sim::judge(household, claim, household.now());
    PL_CHECK(verdict.has_value(), "a story says what nobody can check");
    return verdict->holds;
}

}  // namespace

Result<FaultStory> parse_story(std::string path, std::string_view text) {
    FaultStory story;
    std::string scenario;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        scenario += take_line(story, line) ? "" : std::string(line);
        scenario += '\n';
        text = text.substr(std::min(end + 1, text.size()));
    }
    PL_TRY(story.scenario, sim::parse_scenario(std::move(path), scenario));
    if (story.says.empty() || story.about.empty() || story.well.empty()) {
        return failed(story, 1, "a story has says:, about: and well:");
    }
    return story;
}

Result<std::unique_ptr<sim::Household>> bring_about(const FaultStory& story) {
    auto household =
        std::make_unique<sim::Household>(story.scenario.household, story.scenario.seed);
    constexpr Microseconds kSettles = std::chrono::minutes(10);
    household->advance(kSettles);
    for (const ScenarioStep& step : story.scenario.steps) {
        if (step.kind == ScenarioStep::Kind::Claim) {
            PL_TRY_VOID(claim(*household, story, step));
            continue;
        }
        PL_TRY(const Microseconds takes, sim::do_deed(*household, step.sentence));
        household->advance(takes);
    }
    for (const std::string& deed : story.meanwhile) {
        constexpr Microseconds kIsSeen = std::chrono::minutes(5);
        PL_TRY_VOID(sim::do_deed(*household, deed));
        household->advance(kIsSeen);
    }
    return household;
}

bool is_well(const FaultStory& story, sim::Household& household) {
    return std::ranges::all_of(story.well,
                               [&](const std::string& claim) { return holds(household, claim); });
}

}  // namespace porchlight::walks
