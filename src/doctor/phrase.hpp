// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::doctor {

/// A word of what somebody wrote, and where it stands.
struct Word {
    /// Lower case; ä, ö, ü and ß as ae, oe, ue and ss; "." where a sentence ends. From two to ten
    /// numbers are digits, and "fuenfmal" and "5x" are "5mal".
    std::string text;
    std::size_t begin = 0;  ///< Bytes of the text.
    std::size_t end = 0;
    bool after_comma = false;
};

/// The words of a text in any case and spelling of umlauts. Dashes, underscores and quotes divide
/// words, apostrophes do not ("doesn't" is "doesnt"); points between digits stay ("2.4").
[[nodiscard]] std::vector<Word> words_of(std::string_view text);

/// Where a phrase stands in the words of a text: [first, last).
struct Span {
    std::size_t first = 0;
    std::size_t last = 0;
    [[nodiscard]] bool contains(const Span& other) const {
        return first <= other.first && other.last <= last;
    }
    bool operator==(const Span&) const = default;
};

/// A way to say something, as people who know cameras write it down:
///
///     "red/rot light"      one word or the other, then the next
///     "flash* red"         a word that begins so ("*werk" ends so)
///     "red .. blue"        up to four other words between, of the same sentence
///
/// A long word may have a letter doubled that is not, or the other way round, or two that changed
/// places. A gap ends at "but", at a denial, and after a comma that does not stand at its
/// beginning.
///
/// Said with a "not", "no" or "never" just before, or of the past ("it used to …", "… until
/// yesterday"), it is not said, unless it has such a word itself.
class Phrase {
  public:
    /// @error InvalidArgument  Nothing in it, or a gap at an end.
    static Result<Phrase> parse(std::string_view text);

    /// Everywhere it stands, by its beginning; of each beginning the shortest.
    [[nodiscard]] std::vector<Span> find_in(std::span<const Word> words) const;

    /// What somebody says with it: of each choice the first, without what a star or a gap leaves
    /// open.
    [[nodiscard]] std::string example() const;

  private:
    struct Choice {
        std::string text;
        bool open_begin = false;
        bool open_end = false;
        [[nodiscard]] bool fits(std::string_view word) const;
    };
    struct Part {
        bool after_gap = false;
        std::vector<Choice> choices;
        [[nodiscard]] bool fits(std::string_view word) const;
    };

    [[nodiscard]] bool may_skip(const Word& word) const;
    [[nodiscard]] std::size_t match(std::span<const Word> words, std::size_t at,
                                    std::size_t part) const;

    std::vector<Part> parts_;
    bool denies_ = false;
    bool is_past_ = false;
};

}  // namespace porchlight::doctor
