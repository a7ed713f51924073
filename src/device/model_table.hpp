// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_table.hpp"
#include "device/model.hpp"

#include <chrono>
#include <string_view>
#include <vector>

/// How the tables of a model's file are read. Only for model_file.cpp.
namespace porchlight::device::model {

/// Reads one table of a model.
class ModelTable : public TomlTable {
  public:
    using TomlTable::TomlTable;
    // NOLINTNEXTLINE(google-explicit-constructor): a model's table is a table
    ModelTable(const TomlTable& table) : TomlTable(table) {}

    /// A number of seconds up to an hour.
    void seconds(std::string_view key, std::chrono::seconds& into);
    /// One of the words of `kWords<E>`.
    template <typename E>
    void word(std::string_view key, E& into, Need need = Need::Must) {
        if (const auto index = TomlTable::word(key, kWords<E>, need)) {
            into = static_cast<E>(*index);
        }
    }
    template <typename E>
    void words(std::string_view key, std::vector<E>& into, Need need = Need::Must) {
        for (const std::size_t index : TomlTable::words(key, kWords<E>, need)) {
            into.push_back(static_cast<E>(index));
        }
    }
    /// `says`, `certainty`, `source` and `doubt`.
    void fact(Fact& fact);
};

}  // namespace porchlight::device::model
