// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_file.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::doctor {

/// A place in the files of spec/doctor/.
struct Place {
    std::string file;                ///< "causes/power.battery_low"
    const char* key = nullptr;       ///< "shows"; null for the file as a whole.
    std::optional<std::size_t> row;  ///< Of a list.
    const char* inner = nullptr;     ///< A key of that row: "how".
};

/// Gathers what is wrong, each with the file and line where it stands. Keeps no copy of the files.
class Complaints {
  public:
    explicit Complaints(std::span<const FileText> files) : files_(files) {}

    /// "spec/doctor/causes/power.battery_low.toml:12: …". Where a place is not in the files it
    /// names the nearest one that is.
    void add(const Place& place, std::string_view sentence);
    [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

  private:
    struct Parsed {
        std::string path;
        TomlValue root;
    };
    const Parsed& parsed(const std::string& file);

    std::span<const FileText> files_;
    std::map<std::string, Parsed> parsed_;
    std::vector<std::string> all_;
};

}  // namespace porchlight::doctor
