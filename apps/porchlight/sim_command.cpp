// SPDX-License-Identifier: Apache-2.0
#include "porchlight/sim_command.hpp"

#include "base/fd.hpp"
#include "base/nearest.hpp"
#include "porchlight/sim_live.hpp"
#include "sim/deeds.hpp"
#include "sim/examples.hpp"
#include "sim/household.hpp"
#include "sim/plan_file.hpp"
#include "sim/sentence.hpp"
#include "sim/story.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <vector>

namespace porchlight::app {

namespace {

constexpr std::size_t kLargestFile = 1U << 20U;
constexpr Microseconds kAtATime = std::chrono::hours(1);

int complain(const Error& error) {
    fmt::print(stderr, "{}\n", error.message());
    return 1;
}

int list_examples() {
    fmt::print("Households to look at; porchlight sim NAME runs one, porchlight sim FILE yours:\n");
    for (const sim::ExampleText& example : sim::examples()) {
        const auto plan = sim::parse_plan(example.path, example.text);
        if (!plan) {
            return complain(plan.error());
        }
        fmt::print("\n  {}\n      {}\n", example.name(), plan->about);
    }
    return 0;
}

struct Source {
    std::string path;
    std::string text;
};

Result<Source> read_source(const std::string& household) {
    if (const sim::ExampleText* example = sim::find_example(household)) {
        return Source{std::string(example->path), std::string(example->text)};
    }
    auto text = read_file(household, kLargestFile);
    if (!text) {
        std::vector<std::string_view> known;
        std::ranges::transform(sim::examples(), std::back_inserter(known), &sim::ExampleText::name);
        const std::string_view nearest = nearest_word(household, known);
        return text.error().wrap(
            fmt::format("\"{}\" is neither an example nor a file that can be read; {}", household,
                        nearest.empty() ? "porchlight sim lists the examples"
                                        : fmt::format("did you mean \"{}\"?", nearest)));
    }
    return Source{household, std::move(text).value()};
}

Result<> run(const SimCommand& command) {
    PL_TRY(const Microseconds time, sim::parse_time(command.time));
    PL_TRY(const Source source, read_source(command.household));
    PL_TRY(sim::HouseholdPlan plan, sim::parse_plan(source.path, source.text));
    if (command.form == SimCommand::Form::Text && !plan.about.empty()) {
        fmt::print("{}\n\n", plan.about);
    }
    if (command.runs_in == SimCommand::Time::Real) {
        return run_live(command, std::move(plan), source.path);
    }
    sim::Household household(std::move(plan), command.seed);
    PL_TRY_VOID(sim::schedule_happenings(household, source.path));
    std::size_t told = 0;
    while (household.now() < time) {
        household.advance(std::min(kAtATime, time - household.now()));
        told = print_story(household, told, command.form);
    }
    return {};
}

}  // namespace

std::size_t print_story(const sim::Household& household, std::size_t told, SimCommand::Form form) {
    const sim::Story& story = household.story();
    for (; told < story.size(); ++told) {
        const UtcTime begins = household.plan().begins;
        fmt::print("{}\n", form == SimCommand::Form::Json ? sim::to_json(story[told], begins)
                                                          : sim::to_text(story[told], begins));
    }
    return told;
}

int run_sim(const SimCommand& command) {
    if (command.household.empty()) {
        return list_examples();
    }
    const auto done = run(command);
    return done ? 0 : complain(done.error());
}

}  // namespace porchlight::app
