// SPDX-License-Identifier: Apache-2.0
#include "doctor/intake.hpp"

#include "doctor/conditions.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

namespace porchlight::doctor {

namespace {

/// How well an answer fits that nobody gave: words may be meant otherwise, and people mistake
/// things.
constexpr double kMisread = 0.03;

struct Match {
    std::size_t value = 0;
    Span span;
};

void add_matches(std::span<const Phrase> phrases, std::size_t value, std::span<const Word> words,
                 std::vector<Match>& matches) {
    for (const Phrase& phrase : phrases) {
        for (const Span& span : phrase.find_in(words)) {
            matches.push_back({value, span});
        }
    }
}

/// "red" in "red and blue in turn" is a part of what was said.
void drop_covered(std::vector<Match>& matches) {
    const std::vector<Match> all = matches;
    std::erase_if(matches, [&](const Match& match) {
        return std::ranges::any_of(all, [&](const Match& other) {
            return other.span.contains(match.span) && other.span != match.span;
        });
    });
}

std::string quote(std::string_view text, std::span<const Word> words, const Span& span) {
    const std::size_t begin = words[span.first].begin;
    return std::string(text.substr(begin, words[span.last - 1].end - begin));
}

/// @param values  Lists of phrases.
template <typename Values>
std::vector<Match> matches_of(const Values& values, std::span<const Word> words) {
    std::vector<Match> matches;
    for (std::size_t value = 0; value < values.size(); ++value) {
        add_matches(values[value].said, value, words, matches);
    }
    drop_covered(matches);
    return matches;
}

std::optional<Finding> finding_of(const Knowledge& knowledge, std::size_t observation,
                                  std::string_view text, std::span<const Word> words) {
    const auto& values = knowledge.observations[observation].values;
    const std::vector<Match> matches = matches_of(values, words);
    if (matches.empty()) {
        return std::nullopt;
    }
    const double each = kMisread / static_cast<double>(values.size() - 1);
    Finding finding{observation, std::vector<double>(values.size(), each),
                    quote(text, words, matches.front().span), true};
    for (const Match& match : matches) {
        finding.fits[match.value] = 1;
    }
    return finding;
}

std::vector<std::optional<std::size_t>> traits_of(const Knowledge& knowledge,
                                                  std::span<const Word> words) {
    std::vector<std::optional<std::size_t>> traits;
    for (const Trait& trait : knowledge.traits) {
        const std::vector<Match> matches = matches_of(trait.values, words);
        traits.push_back(matches.empty() ? std::nullopt : std::optional(matches.front().value));
    }
    return traits;
}

}  // namespace

Told understand(const Knowledge& knowledge, std::string_view text) {
    const std::vector<Word> words = words_of(text);
    Told told;
    told.camera.words = text;
    told.camera.traits = traits_of(knowledge, words);
    add_usual_traits(knowledge, told.camera);
    for (std::size_t i = 0; i < knowledge.observations.size(); ++i) {
        if (auto finding = finding_of(knowledge, i, text, words)) {
            auto& into =
                knowledge.observations[i].scope == Scope::Home ? told.home : told.camera.findings;
            into.push_back(std::move(*finding));
        }
    }
    return told;
}

}  // namespace porchlight::doctor
