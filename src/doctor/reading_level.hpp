// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace porchlight::doctor {

/// What makes an English text easy or hard.
struct ReadingCount {
    std::size_t words = 0;
    std::size_t sentences = 0;
    std::size_t syllables = 0;
};

/// Sentences end with `.`, `?`, `!`, `:` or `;` before a space; what has no end is one too. A dash
/// divides words, an apostrophe or a point within a number does not.
[[nodiscard]] ReadingCount reading_count(std::string_view text);

/// Guessed from the letters, at least 1: groups of vowels, without an e that is not spoken. A digit
/// is one, and so is each letter of a word in capitals (DHCP has four). Off by one in about one
/// word of ten, as all such guesses.
[[nodiscard]] std::size_t syllables_of(std::string_view word);

/// The school year that reads it with ease: 0.39 × words a sentence + 11.8 × syllables a word −
/// 15.59. Below 0 for the plainest. It says little of less than eight words. 0 for no words.
/// @source Kincaid and others 1975, "Derivation of new readability formulas", Report 8-75.
[[nodiscard]] double reading_grade(std::string_view text);

}  // namespace porchlight::doctor
