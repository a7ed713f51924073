// SPDX-License-Identifier: Apache-2.0
#include "doctor/practice_case.hpp"

#include "doctor/conditions.hpp"
#include "doctor/intake.hpp"
#include "doctor/knowledge_table.hpp"
#include "doctor/prospect.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::doctor {

namespace {

/// Of the likeliest so many the first step is chosen, as advise() does it.
constexpr std::size_t kMostSets = 64;
constexpr std::size_t kFirstFew = 3;
constexpr std::array<std::string_view, 2> kResults{"no_effect", "better"};

void read_camera(KnowledgeTable& table, CameraCase& camera) {
    const Knowledge& knowledge = table.knowledge();
    Conditions traits;
    table.conditions("camera", traits);
    camera.traits.resize(knowledge.traits.size());
    for (const Condition& trait : traits) {
        camera.traits[trait.trait] = trait.value;
    }
    add_usual_traits(knowledge, camera);
}

void read_findings(KnowledgeTable& table, Case& home) {
    const Knowledge& knowledge = table.knowledge();
    std::vector<std::string> all;
    table.texts("sees", all);
    for (const std::string& text : all) {
        const auto answer = table.answer("sees", text);
        if (!answer) {
            continue;
        }
        const Observation& observation = knowledge.observations[answer->first];
        Finding finding{answer->first, std::vector<double>(observation.values.size(), 0), text};
        finding.fits[answer->second] = 1;
        auto& into = observation.scope == Scope::Home ? home.home : home.cameras.front().findings;
        into.push_back(std::move(finding));
    }
}

/// "restart_camera=better"
void read_outcomes(KnowledgeTable& table, Case& home) {
    std::vector<std::string> all;
    table.texts("done", all, Need::May);
    for (const std::string& text : all) {
        const std::size_t at = std::min(text.find('='), text.size());
        const auto step = table.named("done", text.substr(0, at), table.knowledge().steps);
        const auto result = std::ranges::find(kResults, text.substr(std::min(at + 1, text.size())));
        if (result == kResults.end()) {
            table.complain_of("done",
                              "write a step and what came of it: \"=better\" or "
                              "\"=no_effect\"");
        } else if (step) {
            home.outcomes.push_back(
                {{*step}, result == kResults.begin() ? StepResult::NoEffect : StepResult::Better});
        }
    }
}

PracticeCase read_one(KnowledgeTable table, const std::string& file) {
    const Knowledge& knowledge = table.knowledge();
    PracticeCase practice;
    practice.file = file;
    practice.line = table.line();
    table.sentence("tells", practice.tells);
    read_camera(table, practice.home.cameras.emplace_back());
    read_findings(table, practice.home);
    read_outcomes(table, practice.home);
    std::string cause;
    table.text("cause", cause, Need::May);
    if (!cause.empty()) {
        practice.cause = table.named("cause", cause, knowledge.causes);
    }
    std::int64_t among = 1;
    table.whole("among", among, 1, 5, Need::May);
    practice.among = static_cast<std::size_t>(among);
    table.named_ones("unlikely", knowledge.causes, practice.unlikely);
    table.named_ones("step", knowledge.steps, practice.steps);
    table.named_ones("never", knowledge.steps, practice.never);
    std::vector<std::string> source;
    table.text_or_texts("source", source);
    table.finish();
    return practice;
}

bool is_of_cases(const FileText& file) {
    const std::size_t slash = file.path.rfind('/');
    return slash != std::string::npos && file.path.substr(0, slash).ends_with("cases");
}

std::optional<std::string> what_causes_differ(const Knowledge& knowledge,
                                              const PracticeCase& practice, const Belief& belief) {
    const std::vector<std::size_t> ranked = belief.ranked(knowledge.causes.size());
    const auto place_of = [&ranked](std::size_t cause) {
        return static_cast<std::size_t>(std::ranges::find(ranked, cause) - ranked.begin());
    };
    if (practice.cause && place_of(*practice.cause) >= practice.among) {
        return fmt::format("{} should be among the first {}, and is number {}, after {}",
                           knowledge.causes[*practice.cause].id, practice.among,
                           place_of(*practice.cause) + 1, knowledge.causes[ranked.front()].id);
    }
    const auto likely = std::ranges::find_if(
        practice.unlikely, [&](std::size_t cause) { return place_of(cause) < kFirstFew; });
    if (likely != practice.unlikely.end()) {
        return fmt::format("{} should not be among the first three", knowledge.causes[*likely].id);
    }
    return std::nullopt;
}

}  // namespace

Result<std::vector<PracticeCase>> read_practice_cases(const Knowledge& knowledge,
                                                      std::span<const FileText> files) {
    std::vector<PracticeCase> cases;
    for (const FileText& file : files) {
        if (!is_of_cases(file)) {
            continue;
        }
        FileComplaint complaint(file.path);
        if (const auto root = parse_toml(file, complaint)) {
            TomlTable table(*root, "this file", complaint);
            for (const TomlTable& row : table.rows("case", "a case", Need::Must)) {
                cases.push_back(read_one(KnowledgeTable(row, knowledge), file.path));
            }
            table.finish();
        }
        if (const auto& error = complaint.error()) {
            return *error;
        }
    }
    return cases;
}

std::vector<PracticeCase> story_cases(const Knowledge& knowledge) {
    std::vector<PracticeCase> cases;
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        for (const Story& story : knowledge.causes[i].stories) {
            PracticeCase one;
            one.tells = story.words;
            Told told = understand(knowledge, story.device + ".\n" + story.words);
            told.camera.words = story.words;
            one.home = {{std::move(told.camera)}, std::move(told.home), {}};
            one.cause = i;
            if (!what_causes_differ(knowledge, one, believe(knowledge, one.home))) {
                cases.push_back(std::move(one));
            }
        }
    }
    return cases;
}

std::optional<std::string> what_steps_differ(const Knowledge& knowledge,
                                             const PracticeCase& practice, const Belief& belief,
                                             const std::vector<std::size_t>& allowed) {
    for (const std::size_t step : practice.never) {
        if (std::ranges::count(allowed, step) > 0) {
            return fmt::format("{} must not be done here", knowledge.steps[step].id);
        }
    }
    if (practice.steps.empty()) {
        return std::nullopt;
    }
    std::vector<FaultSet> sets = belief.sets;
    sets.resize(std::min(sets.size(), kMostSets));
    const auto first = prospect_of(knowledge, allowed, sets).first;
    if (!first || std::ranges::count(practice.steps, *first) == 0) {
        return fmt::format("{} should be done first, and not {}",
                           knowledge.steps[practice.steps.front()].id,
                           first ? knowledge.steps[*first].id : "a call to support");
    }
    return std::nullopt;
}

std::optional<std::string> what_differs(const Knowledge& knowledge, const PracticeCase& practice,
                                        const Belief& belief,
                                        const std::vector<std::size_t>& allowed) {
    auto causes = what_causes_differ(knowledge, practice, belief);
    return causes ? causes : what_steps_differ(knowledge, practice, belief, allowed);
}

}  // namespace porchlight::doctor
