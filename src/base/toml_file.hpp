// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

/// A file that people edit, and the name that complaints call it by.
struct FileText {
    std::string path;
    std::string text;
};

/// The first thing that is wrong with a file: "path:12: …".
class FileComplaint {
  public:
    explicit FileComplaint(std::string path) : path_(std::move(path)) {}

    /// Keeps the first; a full stop is added.
    void at(int line, std::string_view sentence);
    /// What went wrong in another file, unless something did before.
    void take(const FileComplaint& other);
    /// InvalidArgument, or nothing.
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    std::string path_;
    std::optional<Error> error_;
};

struct TomlEntry;

/// A value of a TOML file, with the line where it stands.
/// @source TOML 1.0.0, read by toml++.
struct TomlValue {
    enum class Kind : std::uint8_t { Text, Whole, Number, Truth, List, Table, Time };

    Kind kind = Kind::Table;
    int line = 1;
    std::string text;
    std::int64_t whole = 0;
    double number = 0;  ///< Of a whole number, too.
    bool truth = false;
    std::vector<TomlValue> list;
    std::vector<TomlEntry> table;  ///< By key.

    /// Null if this is no table, or has no such key.
    [[nodiscard]] const TomlValue* get(std::string_view key) const;
};

struct TomlEntry {
    std::string key;
    TomlValue value;
};

/// A table; after a complaint nothing.
[[nodiscard]] std::optional<TomlValue> parse_toml(const FileText& file, FileComplaint& complaint);

}  // namespace porchlight
