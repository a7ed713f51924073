// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

/// "; did you mean …?", or a list of what is known.
[[nodiscard]] std::string known_instead(std::string_view word,
                                        const std::vector<std::string_view>& known);

enum class Need : std::uint8_t { Must, May };

/// Reads one table key by key; what is wrong is told to the complaint with its line. A value that
/// is not there, or wrong, is left as it is. Keys, names and known words outlive it.
class TomlTable {
  public:
    /// @param name  As a complaint calls such a table: "a model".
    TomlTable(const TomlValue& table, std::string_view name, FileComplaint& complaint)
        : table_(&table), name_(name), complaint_(&complaint) {}

    [[nodiscard]] int line() const { return table_->line; }
    [[nodiscard]] bool has(std::string_view key) const { return table_->get(key) != nullptr; }
    [[nodiscard]] FileComplaint& complaint() { return *complaint_; }
    /// Names the line where the table begins.
    void complain(std::string_view sentence) { complaint_->at(table_->line, sentence); }
    /// Names the line of that key, or of the table when the key is not there.
    void complain_of(std::string_view key, std::string_view sentence);

    /// Null when it is not there.
    const TomlValue* take(std::string_view key, Need need);
    /// One line of 1 to 600 bytes.
    void text(std::string_view key, std::string& into, Need need = Need::Must);
    /// Whole sentences for people, without percentages.
    void sentence(std::string_view key, std::string& into, Need need = Need::Must);
    void texts(std::string_view key, std::vector<std::string>& into, Need need = Need::Must);
    /// One text, or a list of them.
    void text_or_texts(std::string_view key, std::vector<std::string>& into,
                       Need need = Need::Must);
    void whole(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most,
               Need need = Need::Must);
    void number(std::string_view key, double& into, double least, double most,
                Need need = Need::Must);
    void numbers(std::string_view key, std::vector<double>& into, double least, double most,
                 Need need = Need::Must);
    void flag(std::string_view key, bool& into, Need need = Need::May);
    /// Which of the known words it is; nothing after a complaint, or when it is not there.
    std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> known,
                                    Need need = Need::Must);
    std::vector<std::size_t> words(std::string_view key, std::span<const std::string_view> known,
                                   Need need = Need::Must);
    /// A table within.
    std::optional<TomlTable> inner(std::string_view key, std::string_view name,
                                   Need need = Need::May);
    /// [[key]]
    std::vector<TomlTable> rows(std::string_view key, std::string_view name, Need need = Need::May);
    /// Complains of keys that nobody asked for.
    void finish();

  private:
    const TomlValue* take_list(std::string_view key, Need need);
    std::string text_of(const TomlValue& value, std::string_view key);
    std::optional<std::size_t> word_of(const TomlValue& value, std::string_view key,
                                       std::span<const std::string_view> known);

    const TomlValue* table_;
    std::string_view name_;
    FileComplaint* complaint_;
    std::vector<std::string_view> asked_;
};

}  // namespace porchlight
