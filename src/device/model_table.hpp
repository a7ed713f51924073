// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"
#include "device/model.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How the tables of a model's file are read: key by key, with complaints that name the line.
/// Only for model_file.cpp.
namespace porchlight::device::model {

/// The first thing that is wrong with a file.
struct Report {
    explicit Report(std::string file) : path(std::move(file)) {}

    std::string path;
    std::optional<Error> error;

    /// Keeps the first; a full stop is added.
    void at(const toml::source_region& where, std::string_view sentence);
    /// What went wrong in another file, unless something did before.
    void take(const Report& other);
};

/// "; did you mean …?", or a list of what is known.
[[nodiscard]] std::string known_instead(std::string_view word,
                                        const std::vector<std::string_view>& known);

enum class Need : std::uint8_t { Must, May };

/// Reads one table. Whatever nobody asked for is a complaint of `finish()`. After a complaint the
/// values read are not to be used. Keys and names outlive it.
class TableReader {
  public:
    TableReader(const toml::table& table, std::string_view name, Report& report)
        : table_(table), name_(name), report_(report) {}

    /// Names the line where the table begins.
    void complain(std::string_view sentence) { report_.at(table_.source(), sentence); }
    /// Names the line of that key, or of the table when the key is not there.
    void complain_of(std::string_view key, std::string_view sentence);
    /// Null when it is not there.
    const toml::node* take(std::string_view key, Need need);

    void text(std::string_view key, std::string& into, Need need = Need::Must);
    /// Whole sentences for people, without percentages.
    void sentence(std::string_view key, std::string& into, Need need = Need::Must);
    void texts(std::string_view key, std::vector<std::string>& into, Need need = Need::Must);
    void number(std::string_view key, std::int64_t& into, std::int64_t least, std::int64_t most);
    void seconds(std::string_view key, std::chrono::seconds& into);
    template <typename E>
    void word(std::string_view key, E& into, Need need = Need::Must);
    template <typename E>
    void words(std::string_view key, std::vector<E>& into, Need need = Need::Must);
    /// `says`, `certainty`, `source` and `doubt`.
    void fact(Fact& fact);
    void finish();

  private:
    const toml::array* take_array(std::string_view key, Need need);
    std::string text_of(const toml::node& node, std::string_view key);
    template <typename E>
    E word_of(const toml::node& node, std::string_view key);

    const toml::table& table_;
    std::string_view name_;
    Report& report_;
    std::vector<std::string_view> asked_;
};

template <typename E>
void TableReader::word(std::string_view key, E& into, Need need) {
    if (const toml::node* node = take(key, need)) {
        into = word_of<E>(*node, key);
    }
}

template <typename E>
void TableReader::words(std::string_view key, std::vector<E>& into, Need need) {
    const toml::array* array = take_array(key, need);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        into.push_back(word_of<E>((*array)[i], key));
    }
}

template <typename E>
E TableReader::word_of(const toml::node& node, std::string_view key) {
    const std::string text = text_of(node, key);
    const auto found = std::ranges::find(kWords<E>, text);
    if (found == kWords<E>.end()) {
        const std::vector<std::string_view> known(kWords<E>.begin(), kWords<E>.end());
        report_.at(node.source(), fmt::format("{}: \"{}\" is not known here{}", key, text,
                                              known_instead(text, known)));
        return E{};
    }
    return static_cast<E>(found - kWords<E>.begin());
}

}  // namespace porchlight::device::model
