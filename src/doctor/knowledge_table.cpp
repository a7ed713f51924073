// SPDX-License-Identifier: Apache-2.0
#include "doctor/knowledge_table.hpp"

#include "light/text.hpp"

#include <utility>

namespace porchlight::doctor {

namespace {

constexpr std::array<std::string_view, 2> kScopes{"camera", "home"};

/// "a=b" or, where that is allowed, "a!=b".
struct Pair {
    std::string left;
    std::string right;
    bool is_not = false;
};

std::optional<Pair> split(const std::string& text) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
        return std::nullopt;
    }
    const bool is_not = text[at - 1] == '!';
    return Pair{text.substr(0, is_not ? at - 1 : at), text.substr(at + 1), is_not};
}

}  // namespace

void KnowledgeTable::scope(Scope& into) {
    choice("scope", kScopes, into);
}

std::optional<Condition> KnowledgeTable::condition(std::string_view key, const std::string& text) {
    const auto pair = split(text);
    if (!pair) {
        complain_of(key, "write \"power=battery\" or \"power!=battery\"");
        return std::nullopt;
    }
    const auto trait = named(key, pair->left, knowledge_.traits);
    if (!trait) {
        return std::nullopt;
    }
    const auto value = named(key, pair->right, knowledge_.traits[*trait].values);
    return value ? std::optional(Condition{*trait, *value, pair->is_not}) : std::nullopt;
}

void KnowledgeTable::conditions(std::string_view key, Conditions& into) {
    std::vector<std::string> all;
    texts(key, all, Need::May);
    for (const std::string& text : all) {
        if (const auto one = condition(key, text)) {
            into.push_back(*one);
        }
    }
}

std::optional<std::pair<std::size_t, std::size_t>> KnowledgeTable::answer(std::string_view key,
                                                                          const std::string& text) {
    const auto pair = split(text);
    if (!pair || pair->is_not) {
        complain_of(key, "write an observation and its answer, like \"app_says=offline\"");
        return std::nullopt;
    }
    const auto observation = named(key, pair->left, knowledge_.observations);
    if (!observation) {
        return std::nullopt;
    }
    const auto value = named(key, pair->right, knowledge_.observations[*observation].values);
    return value ? std::optional(std::pair(*observation, *value)) : std::nullopt;
}

void KnowledgeTable::phrases(std::string_view key, std::vector<Phrase>& into) {
    std::vector<std::string> all;
    texts(key, all, Need::May);
    for (const std::string& text : all) {
        if (auto phrase = Phrase::parse(text)) {
            into.push_back(std::move(*phrase));
        } else {
            complain_of(key, "\"" + text + "\": " + phrase.error().message());
        }
    }
}

void KnowledgeTable::patterns(std::string_view key, std::vector<light::Pattern>& into) {
    std::vector<std::string> all;
    texts(key, all, Need::May);
    for (const std::string& text : all) {
        if (const auto pattern = light::parse_pattern(text)) {
            into.push_back(*pattern);
        } else {
            complain_of(key, pattern.error().message());
        }
    }
}

void KnowledgeTable::source(Source& into) {
    text_or_texts("source", into.from);
    choice("grade", kGradeWords, into.grade);
}

}  // namespace porchlight::doctor
