// SPDX-License-Identifier: Apache-2.0
#include "doctor/likeness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace porchlight::doctor {

namespace {

/// Chosen by leaving out one batch of stories at a time (bench/RESULTS.md); each may be changed by
/// a third without much effect.
constexpr std::size_t kStem = 6;       ///< Letters of a word that count,
constexpr std::size_t kLeastStem = 4;  ///< and what an ending must leave.
constexpr double kPair = 0.5;          ///< A pair of words counts half as much as a word.
constexpr double kCount = 5;           ///< How soon saying it again adds less.
constexpr double kRarity = 0.8;        ///< Power of a term's rarity…
constexpr double kLength = 0.85;       ///< …and of a cause's length: more was told of common ones.
constexpr double kSharpness = 25;
/// How often a text says nothing of its cause.
constexpr double kIdle = 0.2;

constexpr std::string_view kSentenceEnd = ".";
constexpr std::array<std::string_view, 9> kEndings{"ing", "ed", "es", "en", "er",
                                                   "s",   "e",  "n",  "t"};

/// "flashing", "flashes" and "flashed" are "flash"; numbers stay.
std::string_view stem_of(std::string_view word) {
    if (word.front() >= '0' && word.front() <= '9') {
        return word;
    }
    const auto ending = std::ranges::find_if(kEndings, [word](std::string_view end) {
        return word.ends_with(end) && word.size() >= kLeastStem + end.size();
    });
    if (ending != kEndings.end()) {
        word.remove_suffix(ending->size());
    }
    return word.substr(0, kStem);
}

struct Weighed {
    std::string term;
    double weight = 1;
};

/// The words and pairs of a text, each once however often it comes, in the order of letters.
std::vector<Weighed> terms_of(std::span<const Word> words) {
    std::vector<Weighed> terms;
    std::string_view before;
    for (const Word& word : words) {
        if (word.text == kSentenceEnd) {
            before = {};
            continue;
        }
        const std::string_view stem = stem_of(word.text);
        terms.push_back({std::string(stem), 1});
        if (!before.empty()) {
            terms.push_back({std::string(before) + ' ' + std::string(stem), kPair});
        }
        before = stem;
    }
    std::ranges::sort(terms, {}, &Weighed::term);
    const auto again = std::ranges::unique(terms, {}, &Weighed::term);
    terms.erase(again.begin(), again.end());
    return terms;
}

using Weights = std::vector<std::pair<std::size_t, double>>;

/// Of each cause the sum.
void merge(Weights& weights) {
    std::ranges::sort(weights);
    Weights merged;
    for (const auto& [cause, weight] : weights) {
        if (merged.empty() || merged.back().first != cause) {
            merged.emplace_back(cause, 0);
        }
        merged.back().second += weight;
    }
    weights = std::move(merged);
}

/// How much a term tells, if so many of all causes have it.
double rarity(double having, double causes) {
    constexpr double kAtLeast = 0.5;
    return std::pow(std::log(1 + causes / (kAtLeast + having)), kRarity);
}

}  // namespace

Likeness::Likeness(std::size_t causes, std::span<const Sample> samples) : is_known_(causes) {
    for (const Sample& sample : samples) {
        const auto terms = terms_of(words_of(sample.text));
        const double each = sample.weight * kCount / std::sqrt(static_cast<double>(terms.size()));
        for (const auto& [name, weight] : terms) {
            for (const std::size_t cause : sample.causes) {
                terms_[name].weights.emplace_back(cause, each * weight);
                is_known_.at(cause) = true;
            }
        }
    }
    std::vector<double> squares(causes, 0);
    for (auto& [name, term] : terms_) {
        merge(term.weights);
        double having = 0;
        for (const auto& [cause, times] : term.weights) {
            having += std::min(times, 1.0);
        }
        term.rarity = rarity(having, static_cast<double>(causes));
        for (auto& [cause, weight] : term.weights) {
            weight = std::log1p(weight) * term.rarity;
            squares[cause] += weight * weight;
        }
    }
    for (auto& [name, term] : terms_) {
        for (auto& [cause, weight] : term.weights) {
            weight /= std::pow(squares[cause], kLength / 2);
        }
    }
}

std::vector<double> Likeness::shares(std::span<const Word> words) const {
    std::vector<double> shares(is_known_.size(), 0);
    double square = 0;
    for (const auto& [name, weight] : terms_of(words)) {
        const auto term = terms_.find(name);
        if (term == terms_.end()) {
            continue;
        }
        const double here = weight * term->second.rarity;
        square += here * here;
        for (const auto& [cause, there] : term->second.weights) {
            shares[cause] += here * there;
        }
    }
    const double length = square > 0 ? std::sqrt(square) : 1;
    double all = 0;
    for (std::size_t cause = 0; cause < shares.size(); ++cause) {
        shares[cause] = is_known_[cause] ? std::exp(kSharpness * shares[cause] / length) : 0;
        all += shares[cause];
    }
    std::ranges::for_each(shares, [all](double& share) { share /= all; });
    return shares;
}

std::vector<double> Likeness::ratios(std::span<const Word> words) const {
    std::vector<double> ratios = shares(words);
    const auto known = static_cast<double>(std::ranges::count(is_known_, true));
    for (std::size_t cause = 0; cause < ratios.size(); ++cause) {
        const double ratio = (1 - kIdle) * known * ratios[cause] + kIdle;
        ratios[cause] = is_known_[cause] ? std::clamp(ratio, kLeast, kMost) : 1;
    }
    return ratios;
}

bool Likeness::is_everywhere(std::string_view word) const {
    const auto term = terms_.find(std::string(stem_of(word)));
    return term != terms_.end() && term->second.weights.size() * 2 > is_known_.size();
}

std::vector<std::size_t> Likeness::reasons(std::span<const Word> words, std::size_t cause,
                                           std::size_t most) const {
    const std::vector<double> with = shares(words);
    std::vector<std::pair<double, std::size_t>> losses;
    for (std::size_t i = 0; i < words.size() && cause < with.size(); ++i) {
        const std::string& word = words[i].text;
        const auto is_it = [&word](const Word& one) { return one.text == word; };
        if (is_everywhere(word) || std::ranges::any_of(words.first(i), is_it)) {
            continue;
        }
        std::vector<Word> rest(words.begin(), words.end());
        std::ranges::replace_if(rest, is_it, Word{std::string(kSentenceEnd), 0, 0});
        const double loss = with[cause] - shares(rest)[cause];
        if (loss > 0) {
            losses.emplace_back(-loss, i);
        }
    }
    std::ranges::sort(losses);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < std::min(most, losses.size()); ++i) {
        places.push_back(losses[i].second);
    }
    return places;
}

}  // namespace porchlight::doctor
