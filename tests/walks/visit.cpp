// SPDX-License-Identifier: Apache-2.0
#include "walks/visit.hpp"

#include "doctor/intake.hpp"
#include "walks/hands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace porchlight::walks {

namespace {

using doctor::Next;
using doctor::StepKind;
using doctor::Walk;
using doctor::WalkTime;

/// Their words, and what everybody knows of their own camera.
doctor::Case first_case(const doctor::Knowledge& knowledge, const Owner& owner,
                        std::string_view words) {
    doctor::Told told = doctor::understand(knowledge, words);
    const auto traits = owner.traits();
    for (std::size_t i = 0; i < traits.size(); ++i) {
        if (traits[i]) {
            told.camera.traits[i] = traits[i];
        }
    }
    return {{std::move(told.camera)}, std::move(told.home), {}};
}

class Visitor {
  public:
    Visitor(const doctor::Knowledge& knowledge, sim::Household& household, Owner& owner,
            const std::function<bool()>& is_well, doctor::Case home)
        : knowledge_(knowledge),
          household_(household),
          owner_(owner),
          is_well_(is_well),
          was_well_(is_well()),
          walk_(knowledge, std::move(home)) {
        for (const doctor::Finding& finding : walk_.memory().home.cameras.front().findings) {
            tell_finding("told", finding);
        }
        for (const doctor::Finding& finding : walk_.memory().home.home) {
            tell_finding("told", finding);
        }
    }

    Visit run(Patience patience) && {
        while (walk_.next().kind != Next::Kind::End && walk_.next().kind != Next::Kind::Support &&
               visit_.questions < patience.questions &&
               static_cast<int>(visit_.steps.size()) < patience.steps) {
            turn();
        }
        tell_belief();
        visit_.last = walk_.next().kind;
        visit_.memory = walk_.memory();
        return std::move(visit_);
    }

  private:
    [[nodiscard]] WalkTime now() const {
        return std::chrono::duration_cast<WalkTime>(household_.now());
    }

    void turn() {
        switch (walk_.next().kind) {
            case Next::Kind::Ask:
            case Next::Kind::Probe:
                return ask();
            case Next::Kind::Do:
                return take();
            case Next::Kind::Watch:
                return watch();
            case Next::Kind::Support:
            case Next::Kind::End:
                return;
        }
    }

    void ask() {
        const std::size_t asked = walk_.next().index;
        if (walk_.next().kind == Next::Kind::Ask) {
            constexpr Microseconds kToTalk = std::chrono::seconds(10);
            household_.advance(kToTalk);
            ++visit_.questions;
        }
        auto finding = owner_.finding(asked);
        if (!finding) {
            visit_.story.push_back(
                fmt::format("asks {}: nobody can say", knowledge_.observations[asked].id));
            walk_.cannot_say(asked);
            return;
        }
        tell_finding(walk_.next().kind == Next::Kind::Ask ? "asks" : "tests", *finding);
        walk_.found(std::move(*finding));
        look_again();
    }

    /// It may come back while people talk.
    void look_again() {
        const bool is_well = is_well_();
        if (is_well && !was_well_) {
            visit_.story.emplace_back("works again by itself");
            walk_.works(now());
        }
        was_well_ = is_well;
    }

    void take() {
        std::vector<std::size_t> done = walk_.next().steps();
        std::erase_if(done, [&](std::size_t step) { return !take(step); });
        walk_.done(done, now());
    }

    /// @return Whether it could be done.
    bool take(std::size_t index) {
        const doctor::Step& step = knowledge_.steps[index];
        for (const auto& forbidden : step.never_when) {
            if (owner_.answer(forbidden.observation) == forbidden.value) {
                visit_.forbidden.push_back(step.id);
            }
        }
        visit_.steps.push_back(step.id);
        const auto done = take_step(household_, owner_.device().name(), step.id);
        if (!done) {
            visit_.story.push_back(
                fmt::format("cannot do {}: {}", step.id, done.error().message()));
            walk_.refuse(index);
            return false;
        }
        visit_.story.push_back(fmt::format("does {}: {}", step.id, fmt::join(*done, "; ")));
        return true;
    }

    /// Looks twice a minute, and every half hour once it works.
    void watch() {
        const bool is_well = is_well_();
        was_well_ = is_well;
        if (is_well) {
            walk_.works(now());
        } else {
            walk_.fails(now());
        }
        if (walk_.next().kind != Next::Kind::Watch) {
            visit_.story.emplace_back(is_well ? "it works, and has" : "it does not work");
            return;
        }
        constexpr WalkTime kWhileItFails = std::chrono::seconds(30);
        constexpr WalkTime kWhileItWorks = std::chrono::minutes(30);
        const WalkTime left = walk_.watched_until().value_or(now()) - now();
        household_.advance(std::clamp(left, WalkTime(1), is_well ? kWhileItWorks : kWhileItFails));
    }

    void tell_belief() {
        constexpr std::size_t kMost = 5;
        std::string told = "believes:";
        const auto ranked = walk_.belief().ranked(knowledge_.causes.size());
        for (std::size_t i = 0; i < kMost; ++i) {
            told += fmt::format(" {} {:.2f}", knowledge_.causes[ranked[i]].id,
                                walk_.belief().of(ranked[i]));
        }
        visit_.story.push_back(std::move(told));
    }

    void tell_finding(std::string_view how, const doctor::Finding& finding) {
        const auto& asked = knowledge_.observations[finding.observation];
        const auto best = std::ranges::max_element(finding.fits) - finding.fits.begin();
        visit_.story.push_back(fmt::format("{} {}: {}", how, asked.id,
                                           asked.values[static_cast<std::size_t>(best)].id));
    }

    const doctor::Knowledge& knowledge_;
    sim::Household& household_;
    Owner& owner_;
    const std::function<bool()>& is_well_;
    bool was_well_;
    Visit visit_;
    Walk walk_;
};

}  // namespace

Visit visit(const doctor::Knowledge& knowledge, sim::Household& household, Owner& owner,
            std::string_view words, const std::function<bool()>& is_well, Patience patience) {
    return Visitor(knowledge, household, owner, is_well, first_case(knowledge, owner, words))
        .run(patience);
}

}  // namespace porchlight::walks
