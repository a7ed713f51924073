// SPDX-License-Identifier: Apache-2.0
#include "base/toml_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

namespace porchlight {

namespace {

using Kind = TomlValue::Kind;

int line_of(const toml::source_region& where) {
    return std::max(1, static_cast<int>(where.begin.line));
}

void fill(TomlValue& into, const toml::node& node);

void fill_table(TomlValue& into, const toml::table& table) {
    into.kind = Kind::Table;
    for (const auto& [key, node] : table) {
        fill(into.table.emplace_back(TomlEntry{std::string(key.str()), {}}).value, node);
    }
}

void fill_list(TomlValue& into, const toml::array& array) {
    into.kind = Kind::List;
    for (const toml::node& node : array) {
        fill(into.list.emplace_back(), node);
    }
}

void fill(TomlValue& into, const toml::node& node) {
    into.line = line_of(node.source());
    if (const toml::table* table = node.as_table()) {
        fill_table(into, *table);
    } else if (const toml::array* array = node.as_array()) {
        fill_list(into, *array);
    } else if (const auto text = node.value_exact<std::string>()) {
        into.kind = Kind::Text;
        into.text = *text;
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
        into.kind = Kind::Whole;
        into.whole = *whole;
        into.number = static_cast<double>(*whole);
    } else if (const auto number = node.value_exact<double>()) {
        into.kind = Kind::Number;
        into.number = *number;
    } else if (const auto truth = node.value_exact<bool>()) {
        into.kind = Kind::Truth;
        into.truth = *truth;
    } else {
        into.kind = Kind::Time;
    }
}

}  // namespace

void FileComplaint::at(int line, std::string_view sentence) {
    if (!error_) {
        const bool has_end = sentence.ends_with('?') || sentence.ends_with('.');
        error_ = Error(ErrorCode::InvalidArgument,
                       fmt::format("{}:{}: {}{}", path_, line, sentence, has_end ? "" : "."));
    }
}

void FileComplaint::take(const FileComplaint& other) {
    if (!error_) {
        error_ = other.error_;
    }
}

const TomlValue* TomlValue::get(std::string_view key) const {
    const auto found = std::ranges::find(table, key, &TomlEntry::key);
    return found == table.end() ? nullptr : &found->value;
}

/// toml++ throws; nothing of it leaves this function.
std::optional<TomlValue> parse_toml(const FileText& file, FileComplaint& complaint) {
    try {
        const toml::table table = toml::parse(file.text, file.path);
        TomlValue value;
        fill_table(value, table);
        return value;
    } catch (const toml::parse_error& error) {
        complaint.at(line_of(error.source()), error.description());
        return std::nullopt;
    }
}

}  // namespace porchlight
