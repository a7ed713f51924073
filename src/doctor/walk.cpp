// SPDX-License-Identifier: Apache-2.0
#include "doctor/walk.hpp"

#include "doctor/outcome.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace porchlight::doctor {

namespace {

/// What came back by itself is believed after so long.
constexpr WalkTime kHoldByItself{900};

void put(std::vector<Finding>& list, Finding finding) {
    std::erase_if(list, [&](const Finding& known) {
        return known.observation == finding.observation && known.after == finding.after;
    });
    list.push_back(std::move(finding));
}

/// The longest of those that are watched.
WalkTime longest(const Knowledge& knowledge, const std::vector<std::size_t>& steps,
                 WalkTime Step::* time) {
    WalkTime longest{0};
    for (const std::size_t step : steps) {
        longest = std::max(longest, knowledge.steps[step].*time);
    }
    return longest;
}

WalkTime hold_of(const Knowledge& knowledge, const Watch& watch) {
    return watch.steps.empty() ? kHoldByItself : longest(knowledge, watch.steps, &Step::hold);
}

/// People do a step wrong now and then: what costs little and harms nobody may be tried once more.
bool may_be_done_again(const Step& step, std::size_t times) {
    return times == 0 && step.money != Money::High && step.risk == Risk::None &&
           step.kind == StepKind::Remedy;
}

}  // namespace

std::vector<std::size_t> Next::steps() const {
    return also ? std::vector{index, *also} : std::vector{index};
}

Walk::Walk(const Knowledge& knowledge, Case home, Costs costs)
    : Walk(knowledge, WalkMemory{std::move(home), {}, {}, {}}, costs) {}

Walk::Walk(const Knowledge& knowledge, WalkMemory memory, Costs costs)
    : knowledge_(knowledge), costs_(costs), memory_(std::move(memory)) {
    think();
}

void Walk::think() {
    belief_ = believe(knowledge_, memory_.home);
    if (!is_open()) {
        next_ = {Next::Kind::End, 0, {}, 0};
        return;
    }
    if (memory_.watch) {
        const std::vector<std::size_t>& steps = memory_.watch->steps;
        next_ = {Next::Kind::Watch, 0, {}, 0};
        if (!steps.empty()) {
            next_.index = steps.front();
            next_.also = steps.size() > 1 ? std::optional(steps[1]) : std::nullopt;
        }
        return;
    }
    const Advice advice = advise(knowledge_, memory_.home, belief_, memory_.refused, costs_);
    next_ = {Next::Kind::Support, advice.index, advice.also, advice.minutes};
    if (advice.kind == Advice::Kind::Do) {
        next_.kind = Next::Kind::Do;
    } else if (advice.kind == Advice::Kind::Observe) {
        next_.kind = knowledge_.observations[advice.index].asked == Asked::Probe ? Next::Kind::Probe
                                                                                 : Next::Kind::Ask;
    }
}

void Walk::found(Finding finding, std::size_t camera) {
    finding.after = memory_.home.outcomes.size();
    const bool is_homes = knowledge_.observations[finding.observation].scope == Scope::Home;
    put(is_homes ? memory_.home.home : memory_.home.cameras.at(camera).findings,
        std::move(finding));
    think();
}

void Walk::told(std::string_view words) {
    std::string& all = memory_.home.cameras.front().words;
    all += all.empty() || words.empty() ? "" : " ";
    all += words;
    think();
}

void Walk::forget(std::size_t observation) {
    const auto is_it = [&](const Finding& one) { return one.observation == observation; };
    std::erase_if(memory_.home.cameras.front().findings, is_it);
    std::erase_if(memory_.home.home, is_it);
    think();
}

void Walk::cannot_say(std::size_t observation) {
    memory_.refused.observations.insert(observation);
    think();
}

void Walk::refuse(std::size_t step) {
    memory_.refused.steps.insert(step);
    think();
}

void Walk::done(const std::vector<std::size_t>& steps, WalkTime now) {
    if (!is_open() || memory_.watch || steps.empty()) {
        return;
    }
    if (knowledge_.steps[steps.front()].kind == StepKind::Nothing) {
        memory_.home.outcomes.push_back({steps, StepResult::Better});
        end(End::AllIsWell);
        return;
    }
    for (const std::size_t step : steps) {
        if (!may_be_done_again(knowledge_.steps[step], times_done(memory_.home.outcomes, step))) {
            memory_.refused.steps.insert(step);
        }
    }
    memory_.watch = Watch{steps, now, {}};
    think();
}

void Walk::disagrees(std::size_t step) {
    memory_.home.outcomes.push_back({{step}, StepResult::NoEffect});
    refuse(step);
}

void Walk::works(WalkTime now) {
    if (!is_open()) {
        return;
    }
    if (!memory_.watch) {
        memory_.watch = Watch{{}, now, {}};
    }
    if (!memory_.watch->works_since) {
        memory_.watch->works_since = now;
    }
    passed(now);
    think();
}

void Walk::fails(WalkTime now) {
    if (memory_.end == End::Fixed) {
        // It was believed too soon.
        memory_.end.reset();
        memory_.home.outcomes.back().result = StepResult::Masked;
    } else if (is_open() && memory_.watch && memory_.watch->works_since) {
        came_out(StepResult::Masked);
    }
    passed(now);
    think();
}

void Walk::passed(WalkTime now) {
    if (!is_open() || !memory_.watch) {
        return;
    }
    const Watch& watch = *memory_.watch;
    if (watch.works_since && now - *watch.works_since >= hold_of(knowledge_, watch)) {
        const bool was_done = !watch.steps.empty();
        came_out(StepResult::Better);
        end(was_done ? End::Fixed : End::ByItself);
    } else if (!watch.works_since && !watch.steps.empty() &&
               now - watch.since >= longest(knowledge_, watch.steps, &Step::first)) {
        came_out(StepResult::NoEffect);
        think();
    }
}

void Walk::leave() {
    if (is_open()) {
        end(End::Left);
    }
}

/// The watching is over. What came back by itself and failed again says nothing of a step.
void Walk::came_out(StepResult result) {
    const Watch watch = memory_.watch.value_or(Watch());
    if (!watch.steps.empty()) {
        memory_.home.outcomes.push_back({watch.steps, result});
    }
    memory_.watch.reset();
}

void Walk::end(End how) {
    memory_.end = how;
    think();
}

std::optional<Doing> Walk::cured() const {
    Case before = memory_.home;
    if (before.outcomes.empty() || before.outcomes.back().result == StepResult::NoEffect) {
        return std::nullopt;
    }
    const Outcome last = before.outcomes.back();
    before.outcomes.pop_back();
    const auto was_there = [&](const Finding& one) { return one.after > before.outcomes.size(); };
    std::erase_if(before.cameras.front().findings, was_there);
    std::erase_if(before.home, was_there);
    const Belief belief = believe(knowledge_, before);
    return blamed(knowledge_, belief, last);
}

std::optional<WalkTime> Walk::watched_until() const {
    if (!is_open() || !memory_.watch) {
        return std::nullopt;
    }
    const Watch& watch = *memory_.watch;
    if (watch.works_since) {
        return *watch.works_since + hold_of(knowledge_, watch);
    }
    return watch.since + longest(knowledge_, watch.steps, &Step::first);
}

}  // namespace porchlight::doctor
