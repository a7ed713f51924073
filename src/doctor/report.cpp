// SPDX-License-Identifier: Apache-2.0
#include "doctor/report.hpp"

#include "doctor/advice.hpp"
#include "doctor/belief.hpp"
#include "doctor/explanation.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace porchlight::doctor {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostCauses = 5;
constexpr std::size_t kMostReasons = 3;
/// What speaks less than that for a cause is no reason.
constexpr double kReason = 1.2;

/// A cause with what speaks for it.
struct Explained : Suspect {
    std::vector<Weight> why;
};

std::string value_of(const Observation& observation, const Finding& finding) {
    const auto best = std::ranges::max_element(finding.fits) - finding.fits.begin();
    return observation.values[static_cast<std::size_t>(best)].id;
}

json::object told(const Knowledge& knowledge, const Finding& finding) {
    const Observation& observation = knowledge.observations[finding.observation];
    return {{"id", observation.id},
            {"value", value_of(observation, finding)},
            {"words", finding.words}};
}

std::vector<Explained> suspects_of(const Knowledge& knowledge, const Case& home,
                                   const Belief& belief) {
    std::vector<Explained> explained;
    for (const Suspect& suspect : suspects(knowledge, belief)) {
        if (explained.size() == kMostCauses) {
            break;
        }
        std::vector<Weight> why = weights(knowledge, home, belief, suspect.cause);
        std::erase_if(why, [](const Weight& weight) { return weight.ratio < kReason; });
        why.resize(std::min(why.size(), kMostReasons));
        explained.push_back({suspect, std::move(why)});
    }
    return explained;
}

/// The owner's words that make a text most like a cause: "flat, cells".
std::string alike_words(const Knowledge& knowledge, const Case& home, std::size_t cause) {
    constexpr std::size_t kMostWords = 4;
    const std::string& text = home.cameras.front().words;
    const auto words = words_of(text);
    auto places = knowledge.likeness.reasons(words, cause, kMostWords);
    std::ranges::sort(places);
    std::string all;
    for (const std::size_t at : places) {
        all += (all.empty() ? "" : ", ") +
               text.substr(words[at].begin, words[at].end - words[at].begin);
    }
    return all;
}

/// What speaks for a cause: a finding, or what the owner's words are like.
json::object reason(const Knowledge& knowledge, const Case& home, std::size_t cause,
                    const Weight& weight) {
    json::object reason;
    if (weight.observation == kWordsAlone) {
        reason = {{"id", "own_words"},
                  {"value", "alike"},
                  {"words", alike_words(knowledge, home, cause)}};
    } else if (const Finding* finding = finding_of(home, weight.observation)) {
        reason = told(knowledge, *finding);
    }
    reason["times_likelier"] = weight.ratio;
    return reason;
}

json::object describe(const Knowledge& knowledge, const Case& home, const Explained& suspect) {
    json::array why;
    for (const Weight& weight : suspect.why) {
        why.push_back(reason(knowledge, home, suspect.cause, weight));
    }
    return {
        {"id", knowledge.causes[suspect.cause].id}, {"p", suspect.share}, {"why", std::move(why)}};
}

/// "very likely", for people.
std::string_view in_words(double share) {
    constexpr double kVery = 0.8;
    constexpr double kLikely = 0.5;
    constexpr double kPerhaps = 0.2;
    if (share >= kVery) {
        return "very likely";
    }
    if (share >= kLikely) {
        return "likely";
    }
    return share >= kPerhaps ? "perhaps" : "hardly";
}

/// What to ask for or do; nobody is here to run a probe.
Advice next_for_people(const Knowledge& knowledge, const Case& home, const Belief& belief) {
    Refused refused;
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        if (knowledge.observations[i].asked == Asked::Probe) {
            refused.observations.insert(i);
        }
    }
    return advise(knowledge, home, belief, refused);
}

json::object next_of(const Knowledge& knowledge, const Advice& advice) {
    switch (advice.kind) {
        case Advice::Kind::Observe: {
            const Observation& what = knowledge.observations[advice.index];
            return {{"kind", "observe"}, {"id", what.id}, {"say", what.ask}};
        }
        case Advice::Kind::Do: {
            const Step& what = knowledge.steps[advice.index];
            json::object next{{"kind", "do"}, {"id", what.id}, {"say", what.says}};
            if (advice.also) {
                const Step& other = knowledge.steps[*advice.also];
                next["also"] = {{"id", other.id}, {"say", other.says}};
            }
            return next;
        }
        case Advice::Kind::Support:
            break;
    }
    return {{"kind", "support"},
            {"id", "support"},
            {"say",
             "Nothing that you can do at home is likely to help. Ask the maker's support, "
             "and show them this report."}};
}

std::string next_line(const Knowledge& knowledge, const Advice& advice) {
    return std::string(next_of(knowledge, advice).at("say").as_string());
}

std::string advice_text(const Knowledge& knowledge, const Belief& belief, const Advice& advice,
                        const Phrasebook& book) {
    std::string text;
    if (advice.kind == Advice::Kind::Do) {
        const auto same = same_cure(knowledge, belief, advice.index);
        text = same ? fmt::format("\n{}\n", book.say(*same)) : "";
    }
    text += fmt::format("\n{}: {}\n", book.say("Next"), book.say(next_line(knowledge, advice)));
    if (advice.also) {
        text += fmt::format("{}: {}\n", book.say("And while you are there"),
                            book.say(knowledge.steps[*advice.also].says));
    }
    return text;
}

std::string why_text(const Knowledge& knowledge, const Case& home, const Explained& suspect,
                     const Phrasebook& book) {
    std::string text;
    for (const Weight& weight : suspect.why) {
        const json::object why = reason(knowledge, home, suspect.cause, weight);
        text += fmt::format(
            "  {}: \"{}\"\n",
            book.say(weight.observation == kWordsAlone ? "people tell of it in such words"
                                                       : "because of"),
            book.say(std::string_view(why.at("words").as_string())));
    }
    return text;
}

/// Nothing was understood, and the words are like nothing that is known.
bool tells_nothing(const Knowledge& knowledge, const Case& home) {
    constexpr double kAlike = 3;
    const CameraCase& camera = home.cameras.front();
    const auto likeness = knowledge.likeness.ratios(words_of(camera.words));
    const bool is_alike =
        std::ranges::any_of(likeness, [](double ratio) { return ratio >= kAlike; });
    return camera.findings.empty() && home.home.empty() && !is_alike;
}

}  // namespace

std::string report_json(const Knowledge& knowledge, const Case& home) {
    const Belief belief = believe(knowledge, home);
    json::array observations;
    for (const auto* list : {&home.cameras.front().findings, &home.home}) {
        for (const Finding& finding : *list) {
            observations.push_back(told(knowledge, finding));
        }
    }
    json::array causes;
    for (const Explained& suspect : suspects_of(knowledge, home, belief)) {
        causes.push_back(describe(knowledge, home, suspect));
    }
    return json::serialize(
        json::object{{"causes", std::move(causes)},
                     {"next", next_of(knowledge, next_for_people(knowledge, home, belief))},
                     {"observations", std::move(observations)}});
}

std::string report_text(const Knowledge& knowledge, const Case& home, const Phrasebook& book) {
    const Belief belief = believe(knowledge, home);
    const Advice next = next_for_people(knowledge, home, belief);
    if (tells_nothing(knowledge, home)) {
        return fmt::format("{}\n\n{}: {}\n",
                           book.say("Nothing of that tells what is wrong. Say what its light does, "
                                    "what the app says, and what changed."),
                           book.say("Or begin here"), book.say(next_line(knowledge, next)));
    }
    std::string text;
    for (const Explained& suspect : suspects_of(knowledge, home, belief)) {
        const Cause& cause = knowledge.causes[suspect.cause];
        const std::string title =
            fmt::format("{} ({})\n", book.say(cause.title), book.say(in_words(suspect.share)));
        if (text.empty()) {
            text = title + fmt::format("  {}\n", book.say(cause.says)) +
                   why_text(knowledge, home, suspect, book) +
                   fmt::format("\n{}\n", book.say("Else it may be"));
        } else {
            text += "  " + title;
        }
    }
    return text + advice_text(knowledge, belief, next, book);
}

}  // namespace porchlight::doctor
