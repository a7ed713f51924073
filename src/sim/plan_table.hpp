// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"
#include "sim/place.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How the tables of a household's file are read. Only for plan_file.cpp.
namespace porchlight::sim {

/// The first thing that is wrong.
class Complaint {
  public:
    explicit Complaint(std::string_view path) : path_(path) {}
    void at(const toml::source_region& where, std::string_view sentence);
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    std::string path_;
    std::optional<Error> error_;
};

/// Reads one table, key by key; a value that is not there is left as it is. `finish()` complains of
/// keys that nobody asked for.
class PlanTable {
  public:
    PlanTable(const toml::table& table, std::string_view name, Complaint& complaint)
        : table_(table), name_(name), complaint_(complaint) {}

    [[nodiscard]] int line() const;
    void complain(std::string_view key, std::string_view sentence);
    void text(std::string_view key, std::string& into);
    void number(std::string_view key, double& into, double least, double most);
    void whole(std::string_view key, int& into, int least, int most);
    void flag(std::string_view key, bool& into);
    void place(std::string_view key, Position& into);
    void numbers(std::string_view key, std::vector<double>& into, double least, double most);
    /// Null if it is not there.
    const toml::table* inner(std::string_view key);
    std::vector<const toml::table*> rows(std::string_view key);
    [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
    void finish();

  private:
    const toml::node* take(std::string_view key);

    const toml::table& table_;
    std::string_view name_;
    Complaint& complaint_;
    std::vector<std::string_view> asked_;
};

}  // namespace porchlight::sim
