// SPDX-License-Identifier: Apache-2.0
#include "doctor/case_file.hpp"

#include "doctor/advice.hpp"
#include "doctor/explanation.hpp"
#include "doctor/intake.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace porchlight::doctor {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostCauses = 5;
constexpr std::size_t kMostReasons = 3;
/// What speaks less than that for a cause is no reason.
constexpr double kReason = 1.2;

/// Null if it is not there, or is no text.
std::string text_at(const json::value* value) {
    return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                  : std::string();
}

std::string text_of(const json::object& object, std::string_view key) {
    return text_at(object.if_contains(key));
}

const json::object* object_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

/// "The light is red, blink, 5 times."
std::string light_of(const json::object& led) {
    std::string text = fmt::format("light {} {}", text_of(led, "colour"), text_of(led, "pattern"));
    const json::value* count = led.if_contains("count");
    if (count != nullptr && count->is_int64()) {
        text += fmt::format(" {} times", count->get_int64());
    }
    return text;
}

/// All words of a case, each thing a sentence of its own.
std::string words_of_case(const json::object& all) {
    std::string words;
    const auto add = [&words](const std::string& sentence) {
        words += sentence.empty() ? "" : sentence + ".\n";
    };
    if (const json::object* device = object_of(all, "device")) {
        add(text_of(*device, "brand") + " " + text_of(*device, "model"));
    }
    add(text_of(all, "text"));
    const json::object* observed = object_of(all, "observed");
    if (observed == nullptr) {
        return words;
    }
    if (const json::object* led = object_of(*observed, "led")) {
        add(light_of(*led));
    }
    add(text_of(*observed, "app_status"));
    if (const json::value* facts = observed->if_contains("facts"); facts != nullptr) {
        for (const json::value& fact : facts->is_array() ? facts->get_array() : json::array()) {
            add(text_at(&fact));
        }
    }
    return words;
}

const Finding* finding_of(const Case& home, std::size_t observation) {
    for (const auto* list : {&home.cameras.front().findings, &home.home}) {
        const auto found = std::ranges::find(*list, observation, &Finding::observation);
        if (found != list->end()) {
            return &*found;
        }
    }
    return nullptr;
}

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

json::array causes_of(const Knowledge& knowledge, const Case& home, const Belief& belief) {
    json::array causes;
    const auto ranked = belief.ranked(knowledge.causes.size());
    for (std::size_t i = 0; i < std::min(kMostCauses, ranked.size()); ++i) {
        json::array why;
        for (const Weight& weight : weights(knowledge, home, belief, ranked[i])) {
            const Finding* finding = finding_of(home, weight.observation);
            if (weight.ratio >= kReason && finding != nullptr && why.size() < kMostReasons) {
                json::object reason = told(knowledge, *finding);
                reason["times_likelier"] = weight.ratio;
                why.push_back(std::move(reason));
            }
        }
        causes.push_back({{"id", knowledge.causes[ranked[i]].id},
                          {"p", belief.of(ranked[i])},
                          {"why", std::move(why)}});
    }
    return causes;
}

json::object next_of(const Knowledge& knowledge, const Advice& advice) {
    switch (advice.kind) {
        case Advice::Kind::Observe: {
            const Observation& what = knowledge.observations[advice.index];
            return {{"kind", "observe"}, {"id", what.id}, {"say", what.ask}};
        }
        case Advice::Kind::Do: {
            const Step& what = knowledge.steps[advice.index];
            return {{"kind", "do"}, {"id", what.id}, {"say", what.says}};
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

}  // namespace

Result<Case> parse_case(const Knowledge& knowledge, std::string_view text) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    if (error || !parsed.is_object()) {
        return Error(ErrorCode::InvalidArgument,
                     "A case is a JSON object with \"text\" or \"observed\".");
    }
    const std::string words = words_of_case(parsed.get_object());
    if (!parsed.get_object().contains("text") && !parsed.get_object().contains("observed")) {
        return Error(ErrorCode::InvalidArgument, "A case needs \"text\" or \"observed\".");
    }
    Told told = understand(knowledge, words);
    return Case{{std::move(told.camera)}, std::move(told.home), {}};
}

std::string answer_json(const Knowledge& knowledge, const Case& home) {
    const Belief belief = believe(knowledge, home);
    json::array observations;
    for (const auto* list : {&home.cameras.front().findings, &home.home}) {
        for (const Finding& finding : *list) {
            observations.push_back(told(knowledge, finding));
        }
    }
    return json::serialize(
        json::object{{"causes", causes_of(knowledge, home, belief)},
                     {"next", next_of(knowledge, advise(knowledge, home, belief))},
                     {"observations", std::move(observations)}});
}

}  // namespace porchlight::doctor
