// SPDX-License-Identifier: Apache-2.0
#include "base/toml_table.hpp"

#include "base/nearest.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace porchlight {

namespace {

using Kind = TomlValue::Kind;

constexpr std::size_t kLongestText = 600;

bool begins_a_sentence(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '"';
}

bool ends_a_sentence(char c) {
    return c == '.' || c == '!' || c == '?';
}

bool is_number(const TomlValue& value, double least, double most) {
    return (value.kind == Kind::Whole || value.kind == Kind::Number) && value.number >= least &&
           value.number <= most;
}

}  // namespace

std::string known_instead(std::string_view word, const std::vector<std::string_view>& known) {
    const std::string_view nearest = nearest_word(word, known);
    return nearest.empty() ? fmt::format("; there are {}", fmt::join(known, ", "))
                           : fmt::format("; did you mean \"{}\"?", nearest);
}

void TomlTable::complain_of(std::string_view key, std::string_view sentence) {
    const TomlValue* value = table_->get(key);
    complaint_->at(value == nullptr ? table_->line : value->line,
                   fmt::format("{}: {}", key, sentence));
}

const TomlValue* TomlTable::take(std::string_view key, Need need) {
    asked_.push_back(key);
    const TomlValue* value = table_->get(key);
    if (value == nullptr && need == Need::Must) {
        complain(fmt::format("{} needs \"{}\"", name_, key));
    }
    return value;
}

const TomlValue* TomlTable::take_list(std::string_view key, Need need) {
    const TomlValue* value = take(key, need);
    if (value != nullptr && value->kind != Kind::List) {
        complain_of(key, "must be a list, like [\"a\", \"b\"]");
        return nullptr;
    }
    return value;
}

std::string TomlTable::text_of(const TomlValue& value, std::string_view key) {
    if (value.kind != Kind::Text || value.text.empty() || value.text.size() > kLongestText) {
        complaint_->at(value.line, fmt::format("{}: must be text in quotes, from 1 to {} bytes",
                                               key, kLongestText));
        return {};
    }
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
    if (std::ranges::any_of(value.text, is_control)) {
        complaint_->at(value.line, fmt::format("{}: must be one line without tabs", key));
    }
    return value.text;
}

void TomlTable::text(std::string_view key, std::string& into, Need need) {
    if (const TomlValue* value = take(key, need)) {
        into = text_of(*value, key);
    }
}

void TomlTable::sentence(std::string_view key, std::string& into, Need need) {
    text(key, into, need);
    if (into.empty()) {
        return;
    }
    if (!begins_a_sentence(into.front()) || !ends_a_sentence(into.back())) {
        complain_of(key, "must be whole sentences, from a capital letter to a full stop");
    }
    if (into.find('%') != std::string::npos) {
        complain_of(key, "no percentages; say what is known instead");
    }
}

void TomlTable::texts(std::string_view key, std::vector<std::string>& into, Need need) {
    if (const TomlValue* list = take_list(key, need)) {
        for (const TomlValue& value : list->list) {
            into.push_back(text_of(value, key));
        }
    }
}

void TomlTable::text_or_texts(std::string_view key, std::vector<std::string>& into, Need need) {
    const TomlValue* value = table_->get(key);
    if (value == nullptr || value->kind == Kind::List) {
        texts(key, into, need);
        return;
    }
    text(key, into.emplace_back(), need);
}

void TomlTable::whole(std::string_view key, std::int64_t& into, std::int64_t least,
                      std::int64_t most, Need need) {
    const TomlValue* value = take(key, need);
    if (value == nullptr) {
        return;
    }
    if (value->kind != Kind::Whole || value->whole < least || value->whole > most) {
        complain_of(key, fmt::format("must be a whole number from {} to {}", least, most));
        return;
    }
    into = value->whole;
}

void TomlTable::number(std::string_view key, double& into, double least, double most, Need need) {
    const TomlValue* value = take(key, need);
    if (value == nullptr) {
        return;
    }
    if (!is_number(*value, least, most)) {
        complain_of(key, fmt::format("must be a number from {} to {}", least, most));
        return;
    }
    into = value->number;
}

void TomlTable::numbers(std::string_view key, std::vector<double>& into, double least, double most,
                        Need need) {
    const TomlValue* list = take_list(key, need);
    if (list == nullptr) {
        return;
    }
    for (const TomlValue& value : list->list) {
        if (!is_number(value, least, most)) {
            complain_of(key, fmt::format("must be a list of numbers from {} to {}", least, most));
            return;
        }
        into.push_back(value.number);
    }
}

void TomlTable::flag(std::string_view key, bool& into, Need need) {
    const TomlValue* value = take(key, need);
    if (value == nullptr) {
        return;
    }
    if (value->kind != Kind::Truth) {
        complain_of(key, "must be true or false");
        return;
    }
    into = value->truth;
}

std::optional<std::size_t> TomlTable::word_of(const TomlValue& value, std::string_view key,
                                              std::span<const std::string_view> known) {
    const std::string text = text_of(value, key);
    const auto found = std::ranges::find(known, text);
    if (found == known.end()) {
        complaint_->at(value.line, fmt::format("{}: \"{}\" is not known here{}", key, text,
                                               known_instead(text, {known.begin(), known.end()})));
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - known.begin());
}

std::optional<std::size_t> TomlTable::word(std::string_view key,
                                           std::span<const std::string_view> known, Need need) {
    const TomlValue* value = take(key, need);
    return value == nullptr ? std::nullopt : word_of(*value, key, known);
}

std::vector<std::size_t> TomlTable::words(std::string_view key,
                                          std::span<const std::string_view> known, Need need) {
    std::vector<std::size_t> found;
    if (const TomlValue* list = take_list(key, need)) {
        for (const TomlValue& value : list->list) {
            if (const auto index = word_of(value, key, known)) {
                found.push_back(*index);
            }
        }
    }
    return found;
}

std::optional<TomlTable> TomlTable::inner(std::string_view key, std::string_view name, Need need) {
    const TomlValue* value = take(key, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (value->kind != Kind::Table) {
        complain_of(key, "must be a table");
        return std::nullopt;
    }
    return TomlTable(*value, name, *complaint_);
}

std::vector<TomlTable> TomlTable::rows(std::string_view key, std::string_view name, Need need) {
    std::vector<TomlTable> tables;
    const TomlValue* list = take(key, need);
    if (list == nullptr) {
        return tables;
    }
    if (list->kind != Kind::List) {
        complain_of(key, fmt::format("write [[{0}]], not [{0}]: there can be several", key));
        return tables;
    }
    for (const TomlValue& row : list->list) {
        if (row.kind != Kind::Table) {
            complain_of(key, "must be tables");
            return tables;
        }
        tables.emplace_back(row, name, *complaint_);
    }
    return tables;
}

void TomlTable::finish() {
    for (const TomlEntry& entry : table_->table) {
        if (std::ranges::find(asked_, entry.key) == asked_.end()) {
            complaint_->at(entry.value.line, fmt::format("{} has no key \"{}\"{}", name_, entry.key,
                                                         known_instead(entry.key, asked_)));
        }
    }
}

}  // namespace porchlight
