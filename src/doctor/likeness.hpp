// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/phrase.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace porchlight::doctor {

/// The doctor's second reader. Phrases find what they know how to say; this one tells how like a
/// whole text is to what is known of each cause, and so reads what no phrase holds.
///
/// Of each cause it keeps which words, and pairs of neighbouring words, its texts are made of, each
/// the heavier the fewer causes have it (TF-IDF), and compares a text with that by the angle
/// between the two. Endings are taken off, so that "batteries" is "battery". What the figures in
/// likeness.cpp are was chosen on stories of batches that it had not learned
/// (docs/design/doctor.md).
///
/// A plain value; the same texts in the same order give the same to the last bit.
class Likeness {
  public:
    /// A text that speaks of some causes, and how much it counts: 1 for a story.
    struct Sample {
        std::vector<std::size_t> causes;
        std::string text;
        double weight = 1;
    };

    /// Knows nothing: all ratios are 1.
    Likeness() = default;
    /// @param causes  How many there are; each sample's is below.
    Likeness(std::size_t causes, std::span<const Sample> samples);

    /// For each cause, how much likelier somebody writes so with it than with one that nobody
    /// knows: kLeast to kMost, 1 for a cause without samples, and near 1 for all if the text is
    /// like none. Empty if nothing was learned.
    [[nodiscard]] std::vector<double> ratios(std::span<const Word> words) const;

    /// The words that speak for a cause: those without which the text would be less like it, the
    /// strongest first; none that most causes have. A word that comes twice is left out at both
    /// places.
    /// @return  Places in the list of words, `most` at most.
    [[nodiscard]] std::vector<std::size_t> reasons(std::span<const Word> words, std::size_t cause,
                                                   std::size_t most) const;

    /// A text never weighs more than that, for a cause or against it.
    static constexpr double kLeast = 0.2;
    static constexpr double kMost = 20;

  private:
    /// How heavy a word or a pair is in each cause that has it.
    struct Term {
        double rarity = 0;
        std::vector<std::pair<std::size_t, double>> weights;
    };

    /// How much of the belief in all causes each gets from the words alone.
    [[nodiscard]] std::vector<double> shares(std::span<const Word> words) const;

    [[nodiscard]] bool is_everywhere(std::string_view word) const;

    std::unordered_map<std::string, Term> terms_;
    std::vector<bool> is_known_;  ///< By cause: there are samples of it.
};

}  // namespace porchlight::doctor
