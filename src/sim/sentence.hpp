// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Sentences that a householder can read and the household can carry out: plain words with gaps.
namespace porchlight::sim {

/// Splits a line into words; "what stands in quotes" is one, and keeps its quotes.
[[nodiscard]] std::vector<std::string> words_in(std::string_view line);

/// What stood in the gaps of a sentence, in their order.
class Gaps {
  public:
    void add(std::string value) { values_.push_back(std::move(value)); }
    /// What a gap holds, without quotes.
    [[nodiscard]] const std::string& text(std::size_t gap) const { return values_.at(gap); }
    [[nodiscard]] Microseconds duration(std::size_t gap) const;
    [[nodiscard]] double number(std::size_t gap) const;

  private:
    std::vector<std::string> values_;
};

/// Fits words to a form like `the person takes the cells out of {name} for {time}`. A gap is
/// {name}, {maker} or {text} (in quotes), {time} (two words: `30 s`, `5 min`, `2 h`, `3 d`),
/// {number}, or {word}. Capitals do not matter.
[[nodiscard]] std::optional<Gaps> fit(std::string_view form, std::span<const std::string> words);

/// `30 s`, `1.5 min`, `2 h`, `3 d`.
[[nodiscard]] std::optional<Microseconds> parse_time(std::string_view number,
                                                     std::string_view unit);
/// "2d", "36h", "90 min": one argument of a command. @error InvalidArgument
Result<Microseconds> parse_time(std::string_view text);
/// "30 s", "2 min", "1.5 h".
[[nodiscard]] std::string time_text(Microseconds time);

/// The form that resembles the words most, for a complaint.
[[nodiscard]] std::string_view nearest_form(std::span<const std::string> words,
                                            std::span<const std::string_view> forms);

}  // namespace porchlight::sim
