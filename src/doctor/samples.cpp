// SPDX-License-Identifier: Apache-2.0
#include "doctor/samples.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::doctor {

namespace {

using Samples = std::vector<Likeness::Sample>;

/// There are many phrases for one answer, and they say the same.
constexpr double kOfAPhrase = 0.5;

bool is_named(const Knowledge& knowledge, std::size_t cause) {
    return knowledge.causes[cause].known == Known::Named;
}

/// Causes that often show an answer; one that does so in several cases comes several times.
std::vector<std::size_t> often_shown_by(const Knowledge& knowledge, std::size_t observation,
                                        std::size_t value) {
    std::vector<std::size_t> causes;
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        for (const Shows& shows : knowledge.causes[i].shows) {
            if (shows.observation == observation && shows.value == value &&
                shows.how <= How::Often && is_named(knowledge, i)) {
                causes.push_back(i);
            }
        }
    }
    return causes;
}

void add_answers(const Knowledge& knowledge, Samples& samples) {
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        const auto& values = knowledge.observations[i].values;
        for (std::size_t j = 0; j < values.size(); ++j) {
            const auto causes = often_shown_by(knowledge, i, j);
            samples.push_back({causes, values[j].says});
            for (const Phrase& phrase : values[j].said) {
                samples.push_back({causes, phrase.example(), kOfAPhrase});
            }
        }
    }
}

void add_steps(const Knowledge& knowledge, Samples& samples) {
    for (const Step& step : knowledge.steps) {
        std::vector<std::size_t> causes;
        for (const Cures& cures : step.cures) {
            if (cures.how <= How::Usually && is_named(knowledge, cures.cause)) {
                causes.push_back(cures.cause);
            }
        }
        samples.push_back({std::move(causes), step.says});
    }
}

}  // namespace

Samples samples_of(const Knowledge& knowledge, std::string_view without) {
    Samples samples;
    for (std::size_t i = 0; i < knowledge.causes.size(); ++i) {
        const Cause& cause = knowledge.causes[i];
        if (!is_named(knowledge, i)) {
            continue;
        }
        samples.push_back({{i}, cause.title});
        samples.push_back({{i}, cause.says});
        for (const Story& story : cause.stories) {
            if (without.empty() || story.batch != without) {
                samples.push_back({{i}, story.words});
            }
        }
    }
    add_answers(knowledge, samples);
    add_steps(knowledge, samples);
    return samples;
}

}  // namespace porchlight::doctor
