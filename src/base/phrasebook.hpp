// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/toml_file.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace porchlight {

/// A sentence and how another language says it, with the place where that is written.
struct Translation {
    std::string file;
    int line = 1;
    std::string of;  ///< The table that it stands in: whose sentence it is.
    std::string from;
    std::string to;
};

/// Reads files of translations: tables of `"English sentence" = "the same in another language"`,
/// each table named after whose sentences they are.
/// @error InvalidArgument  "path:12: …": broken TOML, or something that is not a text.
Result<std::vector<Translation>> read_translations(std::span<const FileText> files);

/// Says in another language what is written in English, sentence by sentence.
///
/// A `{}` stands for whatever a sentence is filled with ("No picture for {}."); what stands there
/// is said in the other language too, if that is known, and else stays as it is. Where the other
/// order of words wants it, the translation has {1}, {2} in their place. Several sentences in a row
/// are said one by one, if each of them is known; of "who: what: why" each that is known.
///
/// A plain value; reading it is thread-safe.
class Phrasebook {
  public:
    /// Knows nothing, so that all stays English.
    Phrasebook() = default;

    /// @error InvalidArgument  One sentence is said in two ways: nobody could tell which is meant.
    ///     Or a translation has other places to fill than its sentence.
    static Result<Phrasebook> create(std::span<const Translation> translations);

    /// What is not known stays as it is.
    [[nodiscard]] std::string say(std::string_view english) const;
    /// Nothing if it is not known.
    [[nodiscard]] std::optional<std::string> find(std::string_view english) const;
    /// All sentences and forms, by their English.
    [[nodiscard]] const std::unordered_map<std::string, std::string>& all() const {
        return sentences_;
    }
    [[nodiscard]] bool empty() const { return sentences_.empty() && forms_.empty(); }

  private:
    /// A sentence with places to fill, cut at these.
    struct Form {
        std::vector<std::string> pieces;
        std::size_t letters = 0;
        std::string to;
    };

    [[nodiscard]] std::optional<std::string> find(std::string_view english, int depth) const;
    /// Known as it is, in a row, or by its form.
    [[nodiscard]] std::optional<std::string> sentence(std::string_view english, int depth) const;
    [[nodiscard]] std::optional<std::string> filled(std::string_view english, int depth) const;
    [[nodiscard]] std::optional<std::string> in_a_row(std::string_view english, int depth) const;
    [[nodiscard]] std::optional<std::string> in_a_chain(std::string_view english, int depth) const;

    std::unordered_map<std::string, std::string> sentences_;
    std::vector<Form> forms_;  ///< Those that say most of the sentence themselves come first.
};

}  // namespace porchlight
