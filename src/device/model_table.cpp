// SPDX-License-Identifier: Apache-2.0
#include "device/model_table.hpp"

#include "base/nearest.hpp"
#include "device/model_text.hpp"

#include <fmt/ranges.h>

namespace porchlight::device::model {

namespace {

constexpr std::size_t kLongestText = 600;
constexpr std::int64_t kLongestSeconds = 3600;

/// Which sources can carry a certainty: "ours" rests on our rulings, and so on.
bool carries(Certainty certainty, std::string_view source) {
    const bool article = source.starts_with("00");
    const bool ruling = source.starts_with("design ") || source.starts_with("origin-facts ");
    switch (certainty) {
        case Certainty::Article:
            return article;
        case Certainty::Ours:
            return ruling;
        default:
            return !article && !ruling;
    }
}

bool begins_a_sentence(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '"';
}

bool ends_a_sentence(char c) {
    return c == '.' || c == '!' || c == '?';
}

}  // namespace

void Report::at(const toml::source_region& where, std::string_view sentence) {
    if (!error) {
        error = Error(ErrorCode::InvalidArgument,
                      fmt::format("{}:{}: {}{}", path, std::max(1U, where.begin.line), sentence,
                                  sentence.ends_with('?') || sentence.ends_with('.') ? "" : "."));
    }
}

void Report::take(const Report& other) {
    if (!error) {
        error = other.error;
    }
}

std::string known_instead(std::string_view word, const std::vector<std::string_view>& known) {
    const std::string_view nearest = nearest_word(word, known);
    return nearest.empty() ? fmt::format("; there are {}", fmt::join(known, ", "))
                           : fmt::format("; did you mean \"{}\"?", nearest);
}

void TableReader::complain_of(std::string_view key, std::string_view sentence) {
    const toml::node* node = table_.get(key);
    report_.at(node == nullptr ? table_.source() : node->source(),
               fmt::format("{}: {}", key, sentence));
}

const toml::node* TableReader::take(std::string_view key, Need need) {
    asked_.push_back(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr && need == Need::Must) {
        complain(fmt::format("{} needs \"{}\"", name_, key));
    }
    return node;
}

const toml::array* TableReader::take_array(std::string_view key, Need need) {
    const toml::node* node = take(key, need);
    if (node != nullptr && !node->is_array()) {
        report_.at(node->source(), fmt::format("{}: must be a list, like [\"a\", \"b\"]", key));
    }
    return node == nullptr ? nullptr : node->as_array();
}

std::string TableReader::text_of(const toml::node& node, std::string_view key) {
    const auto text = node.value<std::string>();
    if (!node.is_string() || !text || text->empty() || text->size() > kLongestText) {
        report_.at(node.source(), fmt::format("{}: must be text in quotes, from 1 to {} bytes", key,
                                              kLongestText));
        return {};
    }
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
    if (std::ranges::any_of(*text, is_control)) {
        report_.at(node.source(), fmt::format("{}: must be one line without tabs", key));
    }
    return *text;
}

void TableReader::text(std::string_view key, std::string& into, Need need) {
    if (const toml::node* node = take(key, need)) {
        into = text_of(*node, key);
    }
}

void TableReader::sentence(std::string_view key, std::string& into, Need need) {
    text(key, into, need);
    if (into.empty()) {
        return;
    }
    const toml::source_region& where = table_.get(key)->source();
    if (!begins_a_sentence(into.front()) || !ends_a_sentence(into.back())) {
        report_.at(where, fmt::format("{}: must be whole sentences, from a capital letter to a "
                                      "full stop",
                                      key));
    }
    if (into.find('%') != std::string::npos) {
        report_.at(where, fmt::format("{}: no percentages; say what is known instead", key));
    }
}

void TableReader::texts(std::string_view key, std::vector<std::string>& into, Need need) {
    const toml::array* array = take_array(key, need);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        into.push_back(text_of((*array)[i], key));
    }
}

void TableReader::number(std::string_view key, std::int64_t& into, std::int64_t least,
                         std::int64_t most) {
    const toml::node* node = take(key, Need::Must);
    if (node == nullptr) {
        return;
    }
    // value() would cast 1e31, too.
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
        report_.at(node->source(),
                   fmt::format("{}: must be a whole number from {} to {}", key, least, most));
        return;
    }
    into = *value;
}

void TableReader::seconds(std::string_view key, std::chrono::seconds& into) {
    std::int64_t count = into.count();
    number(key, count, 0, kLongestSeconds);
    into = std::chrono::seconds(count);
}

void TableReader::fact(Fact& fact) {
    sentence("says", fact.says);
    word("certainty", fact.certainty);
    sentence("doubt", fact.doubt, Need::May);
    const toml::node* node = take("source", Need::Must);
    if (node == nullptr) {
        return;
    }
    if (const toml::array* array = node->as_array()) {
        for (const toml::node& element : *array) {
            fact.sources.push_back(text_of(element, "source"));
        }
    } else {
        fact.sources.push_back(text_of(*node, "source"));
    }
    for (const std::string& source : fact.sources) {
        if (!looks_like_source(source)) {
            report_.at(node->source(),
                       fmt::format("source: \"{}\" is not how a source is cited; write "
                                   "\"002:L79\", \"device-facts 1.1\", \"origin-facts C7\", "
                                   "\"design 4\" or an address without https://",
                                   source));
        }
    }
    const auto carries_it = [&](const std::string& source) {
        return carries(fact.certainty, source);
    };
    if (std::ranges::none_of(fact.sources, carries_it)) {
        report_.at(node->source(), fmt::format("source: none of these makes it \"{}\"",
                                               model::word(fact.certainty)));
    }
}

void TableReader::finish() {
    for (const auto& [key, node] : table_) {
        if (std::ranges::find(asked_, key.str()) == asked_.end()) {
            report_.at(key.source(), fmt::format("{} has no key \"{}\"{}", name_, key.str(),
                                                 known_instead(key.str(), asked_)));
        }
    }
}

}  // namespace porchlight::device::model
