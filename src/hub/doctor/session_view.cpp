// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/session_view.hpp"

#include "base/version.hpp"
#include "doctor/explanation.hpp"
#include "doctor/report.hpp"
#include "hub/doctor/experience.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::hub {

namespace {

using doctor::Finding;
using doctor::Knowledge;
using doctor::Next;
using doctor::Walk;

constexpr std::size_t kMostCauses = 5;
constexpr std::size_t kMostReasons = 3;
/// What moves the odds by less is no reason.
constexpr double kReason = 1.2;
/// Below that the cause is one of several, and its sentence says so.
constexpr double kSure = 0.5;
/// What is hardly likely is not shown.
constexpr double kShown = 0.01;

std::size_t best_value(const Finding& finding) {
    return static_cast<std::size_t>(std::ranges::max_element(finding.fits) - finding.fits.begin());
}

std::vector<DoctorCauseView> causes_of(const Knowledge& knowledge, const Walk& walk) {
    std::vector<DoctorCauseView> causes;
    for (const doctor::Suspect& suspect : doctor::suspects(knowledge, walk.belief())) {
        if (causes.size() >= kMostCauses || (suspect.share < kShown && !causes.empty())) {
            break;
        }
        const doctor::Cause& cause = knowledge.causes[suspect.cause];
        causes.push_back({cause.id, cause.title, cause.says, suspect.share});
    }
    return causes;
}

void explain(const Knowledge& knowledge, const Walk& walk, DoctorSessionView& view) {
    const std::size_t first = doctor::suspects(knowledge, walk.belief()).front().cause;
    const doctor::Case& home = walk.memory().home;
    for (const doctor::Weight& weight : doctor::weights(knowledge, home, walk.belief(), first)) {
        const Finding* finding = doctor::finding_of(home, weight.observation);
        if (finding == nullptr) {
            continue;
        }
        const doctor::Observation& seen = knowledge.observations[weight.observation];
        const DoctorReason reason{
            seen.id,
            finding->words.empty() ? seen.values[best_value(*finding)].says : finding->words,
            weight.ratio};
        if (weight.ratio >= kReason && view.why.size() < kMostReasons) {
            view.why.push_back(reason);
        } else if (weight.ratio <= 1 / kReason && !view.against) {
            view.against = reason;
        }
    }
}

DoctorFinding told(const Knowledge& knowledge, const Finding& finding) {
    const doctor::Observation& seen = knowledge.observations[finding.observation];
    const doctor::Value& value = seen.values[best_value(finding)];
    return {seen.id, seen.ask, value.id, value.says, finding.words};
}

std::optional<std::string> warning_of(doctor::Risk risk) {
    switch (risk) {
        case doctor::Risk::None:
            return std::nullopt;
        case doctor::Risk::DataLoss:
            return "It erases settings, which have to be made anew.";
        case doctor::Risk::LockOut:
            return "Afterwards it may not let you in again without its former owner.";
        case doctor::Risk::Irreversible:
            return "It cannot be undone.";
    }
    return std::nullopt;
}

DoctorNext next_of(const Knowledge& knowledge, const Walk& walk) {
    DoctorNext next;
    const Next& wanted = walk.next();
    const doctor::Watch watch = walk.memory().watch.value_or(doctor::Watch());
    if (wanted.kind == Next::Kind::Ask || wanted.kind == Next::Kind::Probe) {
        const doctor::Observation& asked = knowledge.observations[wanted.index];
        next.id = asked.id;
        next.say = asked.ask;
        next.minutes = asked.minutes;
        for (const doctor::Value& value : asked.values) {
            next.answers.push_back({value.id, value.says});
        }
    } else if (wanted.kind == Next::Kind::Do ||
               (wanted.kind == Next::Kind::Watch && !watch.steps.empty())) {
        const doctor::Step& step = knowledge.steps[wanted.index];
        next.id = step.id;
        next.say = step.says;
        next.minutes = step.minutes;
        if (wanted.also) {
            const doctor::Step& other = knowledge.steps[*wanted.also];
            next.also = DoctorChoice{other.id, other.says};
            next.minutes += other.minutes;
        }
        next.costs_money = step.money != doctor::Money::None;
        next.warning = warning_of(step.risk);
    } else if (wanted.kind == Next::Kind::Watch) {
        next.say = "It came back by itself. The hub watches whether it stays.";
    } else if (wanted.kind == Next::Kind::Support) {
        next.say =
            "Nothing that you can do at home is likely to help. Ask the maker's support, and show "
            "them the report.";
    }
    if (wanted.kind == Next::Kind::Watch) {
        const auto until = walk.watched_until();
        next.until = until ? std::optional(utc_of(*until)) : std::nullopt;
        next.works = watch.works_since.has_value();
    }
    return next;
}

DoctorPhase phase_of(const Walk& walk) {
    switch (walk.next().kind) {
        case Next::Kind::Probe:
            return DoctorPhase::Looking;
        case Next::Kind::Ask:
            return DoctorPhase::Asking;
        case Next::Kind::Do:
            return DoctorPhase::Doing;
        case Next::Kind::Watch:
            return DoctorPhase::Watching;
        case Next::Kind::Support:
            return DoctorPhase::Support;
        case Next::Kind::End:
            break;
    }
    return DoctorPhase::Ended;
}

std::string likely(const std::vector<DoctorCauseView>& causes) {
    if (causes.front().share >= kSure || causes.size() < 2) {
        return causes.front().title + ".";
    }
    return fmt::format("Perhaps: {}. Or: {}.", causes[0].title, causes[1].title);
}

std::string_view in_words(store::CameOfStep came) {
    switch (came) {
        case store::CameOfStep::Fixed:
            return "It helped";
        case store::CameOfStep::Masked:
            return "It helped for a while";
        case store::CameOfStep::NoEffect:
            break;
    }
    return "It did not help";
}

/// What helped, of several steps that which most likely did.
std::string helped(const Knowledge& knowledge, const Walk& walk) {
    const auto cured = walk.cured();
    const doctor::Outcome& last = walk.memory().home.outcomes.back();
    return knowledge.steps[cured ? cured->step : last.steps.front()].says;
}

std::string summary_of(const Knowledge& knowledge, const Walk& walk,
                       const DoctorSessionView& view) {
    if (!view.end) {
        if (view.phase == DoctorPhase::Doing) {
            if (auto same = doctor::same_cure(knowledge, walk.belief(), walk.next().index)) {
                return *same;
            }
        }
        const bool is_hidden =
            !view.outcomes.empty() && view.outcomes.back().came == store::CameOfStep::Masked;
        return is_hidden
                   ? fmt::format("The last step only hid it for a while. {}", likely(view.causes))
                   : likely(view.causes);
    }
    switch (*view.end) {
        case DoctorEnd::Fixed:
            return "It works again. What helped: " + helped(knowledge, walk);
        case DoctorEnd::ByItself:
            return "It came back by itself and has stayed.";
        case DoctorEnd::AllIsWell:
            return "Nothing is wrong. " + view.outcomes.back().say;
        case DoctorEnd::Support:
            return "It is a case for the maker's support.";
        case DoctorEnd::Left:
            return "It was left before its end. " + likely(view.causes);
    }
    return {};
}

}  // namespace

DoctorSessionView view_of(const Knowledge& knowledge, const Walk& walk,
                          const store::DoctorSession& row) {
    DoctorSessionView view;
    view.id = row.id;
    view.camera = row.camera;
    view.model = row.model.empty() ? std::nullopt : std::optional(row.model);
    view.about = row.about;
    view.started = row.started;
    view.ended = row.ended;
    view.by_itself = row.by_itself;
    view.phase = phase_of(walk);
    if (const auto& end = walk.memory().end) {
        view.end = static_cast<DoctorEnd>(*end);
    }
    view.causes = causes_of(knowledge, walk);
    explain(knowledge, walk, view);
    view.next = next_of(knowledge, walk);
    for (const auto* list :
         {&walk.memory().home.cameras.front().findings, &walk.memory().home.home}) {
        for (const Finding& finding : *list) {
            // Of what was looked at again only the last word counts.
            if (doctor::finding_of(walk.memory().home, finding.observation) == &finding) {
                view.findings.push_back(told(knowledge, finding));
            }
        }
    }
    for (const doctor::Outcome& outcome : walk.memory().home.outcomes) {
        for (const std::size_t index : outcome.steps) {
            const doctor::Step& step = knowledge.steps[index];
            view.outcomes.push_back({step.id, step.says, came_of(outcome.result)});
        }
    }
    view.summary = summary_of(knowledge, walk, view);
    return view;
}

std::string support_report(const Knowledge& knowledge, const Walk& walk,
                           const store::DoctorSession& row, const Phrasebook& book) {
    const DoctorSessionView view = view_of(knowledge, walk, row);
    std::string text =
        fmt::format("{}\n\n{}: {}\n",
                    book.say(fmt::format("Porchlight {}: report of a camera's trouble", version())),
                    book.say("Begun"), to_rfc3339(row.started));
    if (!row.about.empty()) {
        text += fmt::format("{}: {}\n", book.say("Its owner says"), row.about);
    }
    text += fmt::format("\n{}\n", book.say("What is known"));
    for (const DoctorFinding& finding : view.findings) {
        text += fmt::format("  {} {}{}\n", book.say(finding.ask), book.say(finding.says),
                            finding.words.empty() ? "" : " (" + book.say(finding.words) + ")");
    }
    text += view.outcomes.empty() ? "" : fmt::format("\n{}\n", book.say("What was tried"));
    for (const DoctorOutcome& outcome : view.outcomes) {
        text += fmt::format("  {}: {}\n", book.say(in_words(outcome.came)), book.say(outcome.say));
    }
    return text + fmt::format("\n{}\n", book.say("What it most likely is")) +
           doctor::report_text(knowledge, walk.memory().home, book);
}

}  // namespace porchlight::hub
