// SPDX-License-Identifier: Apache-2.0
#include "base/language.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace porchlight {

namespace {

struct Known {
    std::string_view code;
    Language language;
};
constexpr std::array kKnown{Known{"en", Language::English}, Known{"de", Language::German}};

constexpr char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Cuts off what stands before `end`, and `end` itself.
std::string_view take(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view head = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return trimmed(head);
}

/// "q=0.8"; 1 where it is not told, 0 where it makes no sense.
double weight_of(std::string_view parameters) {
    parameters = trimmed(parameters);
    if (parameters.empty()) {
        return 1;
    }
    if (!parameters.starts_with("q=") && !parameters.starts_with("Q=")) {
        return 0;
    }
    double weight = 0;
    const std::string_view number = parameters.substr(2);
    const auto read = std::from_chars(number.data(), number.data() + number.size(), weight);
    return read.ec == std::errc() && weight <= 1 ? weight : 0;
}

}  // namespace

std::string_view code_of(Language language) {
    return std::ranges::find(kKnown, language, &Known::language)->code;
}

std::optional<Language> language_of(std::string_view tag) {
    const std::string_view primary = tag.substr(0, tag.find_first_of("-_.@"));
    const auto* const known = std::ranges::find_if(kKnown, [primary](const Known& one) {
        return std::ranges::equal(primary, one.code, {}, lower);
    });
    return known == kKnown.end() ? std::nullopt : std::optional(known->language);
}

Language wanted_language(std::string_view accept_language) {
    Language best = Language::English;
    double most = 0;
    while (!accept_language.empty()) {
        std::string_view range = take(accept_language, ',');
        const auto language = language_of(take(range, ';'));
        const double weight = weight_of(range);
        if (language && weight > most) {
            best = *language;
            most = weight;
        }
    }
    return best;
}

Language terminal_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing of ours changes the environment
        const char* const value = std::getenv(name);
        if (value != nullptr && *value != '\0') {
            return language_of(value).value_or(Language::English);
        }
    }
    return Language::English;
}

}  // namespace porchlight
