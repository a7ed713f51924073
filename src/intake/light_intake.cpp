// SPDX-License-Identifier: Apache-2.0
#include "intake/light_intake.hpp"

#include "intake/light_answers.hpp"
#include "light/likeness.hpp"
#include "light/tap_match.hpp"
#include "light/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace porchlight::intake {

namespace {

namespace model = device::model;
using doctor::Finding;
using doctor::Knowledge;
using doctor::Observation;
using light::Colour;
using light::Part;
using light::Pattern;
using model::CodeMeaning;

/// How likely a light is that no source of the model tells of, beside one that some does.
constexpr double kUnlisted = 0.1;
/// How well an answer fits that nobody gave, as in doctor/intake.cpp.
constexpr double kMisread = 0.03;
/// A bright spot looks white whatever its colour; a slow swell looks steady. Three errors' worth.
constexpr double kWhitened = 1.0 / 8;
constexpr double kSwellForSteady = 1.0 / 8;
constexpr light::Milliseconds kSlow{2000};

/// What may be behind what they say: a code of the model, or a drawing of an answer.
struct Candidate {
    Pattern pattern;
    const model::LightCode* code = nullptr;
    double fits = 0;  ///< How well what they say fits it.
};

// What they may be looking at.

void add_codes(const model::Model& model, std::vector<Candidate>& candidates) {
    for (const model::LightCode& code : model.lights) {
        if (const auto pattern = light::parse_pattern(code.pattern)) {
            candidates.push_back({*pattern, &code});
        }
    }
}

std::vector<Candidate> candidates_of(const Observation& observation, const model::Model* model) {
    std::vector<Candidate> candidates;
    if (model != nullptr) {
        add_codes(*model, candidates);
    }
    for (const doctor::Value& value : observation.values) {
        for (const Pattern& drawn : value.drawn) {
            candidates.push_back({drawn});
        }
    }
    return candidates;
}

// How well it fits what they picked.

Part with_colour(const Part& part, Colour colour) {
    switch (part.kind()) {
        case Part::Kind::Steady:
            return Part::steady(colour);
        case Part::Kind::Blink:
            return Part::blink(colour, part.on(), part.off());
        case Part::Kind::Bursts:
            return Part::bursts(colour, part.count(), part.on(), part.off(), part.pause());
        case Part::Kind::Alternate:
            break;
    }
    return part;
}

bool is_plain(const Pattern& pattern) {
    return pattern.parts().size() == 1 && pattern.parts().front().kind() != Part::Kind::Alternate;
}

/// Both of one light: what would differ if it were white.
double as_white(const Pattern& seen, const Pattern& shown) {
    const bool is_white = is_plain(seen) && is_plain(shown) &&
                          seen.parts().front().colours().front() == Colour::White;
    return is_white
               ? kWhitened * light::likeness(
                                 seen, Pattern{with_colour(shown.parts().front(), Colour::White)})
               : 0;
}

/// One of them steady and the other slow: as if both were steady.
double as_steady(const Pattern& seen, const Pattern& shown) {
    if (!is_plain(seen) || !is_plain(shown)) {
        return 0;
    }
    const Part& a = seen.parts().front();
    const Part& b = shown.parts().front();
    const auto swells = [](const Part& part) {
        return part.kind() == Part::Kind::Blink && part.period() >= kSlow &&
               part.on() >= part.off();
    };
    const bool is_mixed_up = (a.kind() == Part::Kind::Steady && swells(b)) ||
                             (b.kind() == Part::Kind::Steady && swells(a));
    return is_mixed_up
               ? kSwellForSteady * light::likeness(Pattern{Part::steady(a.colours().front())},
                                                   Pattern{Part::steady(b.colours().front())})
               : 0;
}

void weigh(const DrawnLight& told, std::vector<Candidate>& candidates) {
    for (Candidate& one : candidates) {
        one.fits =
            std::max({light::likeness(told.pattern, one.pattern),
                      as_white(told.pattern, one.pattern), as_steady(told.pattern, one.pattern)});
    }
}

// How well it fits their taps and the colours that they saw.

light::Rates rates_of(const Candidate& candidate) {
    if (candidate.code == nullptr || candidate.code->rhythm == model::Rhythm::Unknown) {
        return light::Rates::Unknown;
    }
    return candidate.code->certainty == model::Certainty::Ours ? light::Rates::Exact
                                                               : light::Rates::About;
}

Pattern all_steady(light::ColourSet colours) {
    std::vector<Part> parts;
    for (const Colour colour : light::kColours) {
        if (colours.contains(colour) && parts.size() < Pattern::kMostParts) {
            parts.push_back(Part::steady(colour));
        }
    }
    return Pattern(parts);
}

double colours_fit(light::ColourSet seen, const Pattern& shown) {
    return seen.empty() ? 1 : light::likeness(all_steady(seen), all_steady(shown.colours()));
}

void weigh(const TappedLight& told, std::vector<Candidate>& candidates) {
    std::vector<light::TapCandidate> rhythms;
    rhythms.reserve(candidates.size());
    for (const Candidate& one : candidates) {
        rhythms.push_back({one.pattern, rates_of(one)});
    }
    const light::TapMatch match = light::match_taps(told.taps, told.watched, rhythms);
    for (const light::TapMatch::Rhythm& rhythm : match.ranked) {
        for (const std::size_t at : rhythm.candidates) {
            // Whoever tapped something else may be looking at any of them.
            candidates[at].fits =
                (rhythm.share + match.none / 2) * colours_fit(told.colours, candidates[at].pattern);
        }
    }
}

// The answers.

std::size_t answer_to(const Observation& observation, const Pattern& shown) {
    const std::vector<double> fits = answers_to(observation, shown);
    return static_cast<std::size_t>(std::ranges::max_element(fits) - fits.begin());
}

/// The best is 1, and none is less than what people misread.
void even_out(std::vector<double>& fits) {
    const double most = std::ranges::max(fits);
    const double least = kMisread / static_cast<double>(fits.size() - 1);
    for (double& fit : fits) {
        fit = std::max(most > 0 ? fit / most : 1, least);
    }
}

Finding finding_of(std::size_t observation, std::vector<double> fits, std::string words) {
    even_out(fits);
    return {observation, std::move(fits), std::move(words), true};
}

std::string words_of(const LightTold& told) {
    const auto* drawn = std::get_if<DrawnLight>(&told);
    return drawn == nullptr ? "its light, tapped along" : light::to_text(drawn->pattern);
}

std::vector<double> looks(const Observation& observation,
                          const std::vector<Candidate>& candidates) {
    std::vector<double> fits(observation.values.size(), 0);
    for (const Candidate& one : candidates) {
        double& fit = fits[answer_to(observation, one.pattern)];
        fit = std::max(fit, one.fits * (one.code == nullptr ? kUnlisted : 1));
    }
    return fits;
}

// What it means.

/// How likely it means something else than its source says. A source of grade C is one article or
/// one person (spec/doctor/README.md); what is from memory alone is never told to people either.
double doubt_in(model::Certainty certainty) {
    switch (certainty) {
        case model::Certainty::Ours:
            return 0.02;
        case model::Certainty::Official:
            return 0.05;
        case model::Certainty::Community:
            return 0.2;
        case model::Certainty::Article:
            return 0.4;
        case model::Certainty::Memory:
            break;
    }
    return 0.8;
}

struct Meaning {
    CodeMeaning code;
    std::string_view value;  ///< Of the observation `light_means`.
};
constexpr std::array kMeanings{
    Meaning{CodeMeaning::Starting, "fine"},
    Meaning{CodeMeaning::SelfTest, "fine"},
    Meaning{CodeMeaning::Pairing, "setup"},
    Meaning{CodeMeaning::JoiningWifi, "network"},
    Meaning{CodeMeaning::SeekingHub, "network"},
    Meaning{CodeMeaning::Online, "fine"},
    Meaning{CodeMeaning::Recording, "recording"},
    Meaning{CodeMeaning::Live, "recording"},
    Meaning{CodeMeaning::Motion, "recording"},
    Meaning{CodeMeaning::DoorbellPressed, "fine"},
    Meaning{CodeMeaning::Updating, "updating"},
    Meaning{CodeMeaning::NetworkTrouble, "network"},
    Meaning{CodeMeaning::WifiPasswordRefused, "network"},
    Meaning{CodeMeaning::NoWifi, "network"},
    Meaning{CodeMeaning::NoHub, "network"},
    Meaning{CodeMeaning::HubRefuses, "network"},
    Meaning{CodeMeaning::NoInternet, "network"},
    Meaning{CodeMeaning::NoCloud, "network"},
    Meaning{CodeMeaning::TooHot, "temperature"},
    Meaning{CodeMeaning::TooCold, "temperature"},
    Meaning{CodeMeaning::TooHotOrCold, "temperature"},
    Meaning{CodeMeaning::BatteryLow, "power"},
    Meaning{CodeMeaning::BatteryCritical, "power"},
    Meaning{CodeMeaning::StorageFault, "fault"},
    Meaning{CodeMeaning::StuckButton, "button"},
    Meaning{CodeMeaning::SoftReset, "button"},
    Meaning{CodeMeaning::EraseWarning, "button"},
    Meaning{CodeMeaning::EraseArmed, "button"},
    Meaning{CodeMeaning::Erasing, "button"},
    Meaning{CodeMeaning::ResetAccepted, "button"},
    Meaning{CodeMeaning::Resetting, "button"},
    Meaning{CodeMeaning::SetupFailed, "network"},
    Meaning{CodeMeaning::SoftwareFault, "fault"},
    Meaning{CodeMeaning::FirmwareFailed, "fault"},
    Meaning{CodeMeaning::Hung, "hung"},
    Meaning{CodeMeaning::Identify, "fine"},
    Meaning{CodeMeaning::InfraredLamp, "lamp"},
};
static_assert(kMeanings.size() == model::kWords<CodeMeaning>.size());

std::optional<std::size_t> meaning_of(const Observation& means, CodeMeaning code) {
    const auto found = std::ranges::find(kMeanings, code, &Meaning::code);
    return doctor::find(means.values, found->value);
}

/// Of what several sources say alike the best counts.
double doubt_in(const Candidate& said, const std::vector<Candidate>& candidates) {
    double least = 1;
    for (const Candidate& one : candidates) {
        const bool is_alike = one.code != nullptr && one.pattern == said.pattern &&
                              one.code->meaning == said.code->meaning;
        least = is_alike ? std::min(least, doubt_in(one.code->certainty)) : least;
    }
    return least;
}

std::optional<std::vector<double>> meanings(const Observation& means,
                                            const std::vector<Candidate>& candidates) {
    std::vector<double> fits(means.values.size(), 0);
    for (const Candidate& one : candidates) {
        const auto value =
            one.code == nullptr ? std::nullopt : meaning_of(means, one.code->meaning);
        if (!value) {
            continue;
        }
        const double doubt = doubt_in(one, candidates);
        for (std::size_t i = 0; i < fits.size(); ++i) {
            fits[i] = std::max(fits[i], one.fits * (i == *value ? 1 : doubt));
        }
    }
    // What looks like no code of the model says nothing of what one means.
    constexpr double kLikeNone = 1.0 / 16;
    return std::ranges::max(fits) < kLikeNone ? std::nullopt : std::optional(std::move(fits));
}

/// How well it fits the night lamp of the model, best 1.
double lamp_fits(const std::vector<Candidate>& candidates) {
    double lamp = 0;
    double most = 0;
    for (const Candidate& one : candidates) {
        most = std::max(most, one.fits);
        const bool is_lamp = one.code != nullptr && one.code->meaning == CodeMeaning::InfraredLamp;
        lamp = is_lamp ? std::max(lamp, one.fits) : lamp;
    }
    return most > 0 ? lamp / most : 0;
}

std::optional<Finding> when_dark(const Knowledge& knowledge,
                                 const std::vector<Candidate>& candidates,
                                 const std::string& words) {
    const auto when = doctor::find(knowledge.observations, "light_when");
    const double lamp = lamp_fits(candidates);
    if (!when || lamp < 1) {
        return std::nullopt;
    }
    constexpr double kOtherwise = 0.5;
    const Observation& observation = knowledge.observations[*when];
    const auto dark = doctor::find(observation.values, "dark");
    if (!dark) {
        return std::nullopt;
    }
    std::vector<double> fits(observation.values.size(), kOtherwise);
    fits[*dark] = 1;
    return finding_of(*when, std::move(fits), words);
}

}  // namespace

std::vector<Finding> light_findings(const Knowledge& knowledge, const model::Model* model,
                                    const LightTold& told, WhoseLight whose) {
    const bool is_hub =
        whose == WhoseLight::OfItsHub || (model != nullptr && model->kind == device::Kind::Hub);
    if (is_hub && model != nullptr && model->kind != device::Kind::Hub) {
        model = nullptr;
    }
    const auto seen = doctor::find(knowledge.observations, is_hub ? "hub_light" : "light");
    const auto* tapped = std::get_if<TappedLight>(&told);
    if (!seen || (tapped != nullptr && tapped->watched <= light::Seconds(0))) {
        return {};
    }
    const Observation& observation = knowledge.observations[*seen];
    std::vector<Candidate> candidates = candidates_of(observation, model);
    std::visit([&](const auto& one) { weigh(one, candidates); }, told);
    if (const auto* drawn = std::get_if<DrawnLight>(&told)) {
        // It may be just that, though no source tells of it.
        candidates.push_back({drawn->pattern, nullptr, 1});
    }

    const std::string words = words_of(told);
    std::vector<Finding> findings{finding_of(*seen, looks(observation, candidates), words)};
    if (const auto means = doctor::find(knowledge.observations, "light_means"); means && !is_hub) {
        if (auto fits = meanings(knowledge.observations[*means], candidates)) {
            findings.push_back(finding_of(*means, std::move(*fits), words));
        }
    }
    if (auto dark = is_hub ? std::nullopt : when_dark(knowledge, candidates, words)) {
        findings.push_back(std::move(*dark));
    }
    return findings;
}

}  // namespace porchlight::intake
