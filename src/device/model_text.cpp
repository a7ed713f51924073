// SPDX-License-Identifier: Apache-2.0
#include "device/model_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace porchlight::device::model {

namespace {

constexpr std::array<std::string_view, 7> kColours{"off",   "red",   "green",   "blue",
                                                   "amber", "white", "infrared"};
constexpr std::string_view kBetween = " /+";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool consists_of(std::string_view text, std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// "002" or "002:L79" or "002:L84-88".
bool is_article(std::string_view text) {
    if (text.size() < 3 || !text.starts_with("00") || text[2] < '0' || text[2] > '3') {
        return false;
    }
    text.remove_prefix(3);
    return text.empty() || (text.starts_with(":L") && consists_of(text.substr(2), "0123456789-"));
}

/// "device-facts 1.1", "origin-facts C13" or "design 4".
bool is_section(std::string_view text) {
    for (const std::string_view document : {"device-facts ", "origin-facts ", "design "}) {
        if (text.starts_with(document)) {
            text.remove_prefix(document.size());
            if (document == "origin-facts " && text.starts_with('C')) {
                text.remove_prefix(1);
            }
            return consists_of(text, "0123456789.");
        }
    }
    return false;
}

/// "support.example.com/page" without its scheme.
bool is_address(std::string_view text) {
    const auto slash = text.find('/');
    const auto dot = text.find('.');
    return slash != std::string_view::npos && dot < slash &&
           text.find("://") == std::string_view::npos && is_letter(text.front()) &&
           text.find_first_of(" \t\n\"") == std::string_view::npos;
}

}  // namespace

bool looks_like_source(std::string_view text) {
    return is_article(text) || is_section(text) || is_address(text);
}

bool looks_like_pattern(std::string_view text) {
    bool shines = false;
    while (!text.empty()) {
        const std::size_t length = std::min(text.find_first_of(kBetween), text.size());
        const std::string_view token = text.substr(0, length);
        text.remove_prefix(std::min(length + 1, text.size()));
        const bool is_colour = std::ranges::find(kColours, token) != kColours.end();
        shines |= is_colour;
        const bool is_amount =
            !token.empty() && is_digit(token.front()) && consists_of(token, "0123456789.sx");
        if (!token.empty() && !is_colour && !is_amount && token != "blink" && token != "pause") {
            return false;
        }
    }
    return shines;
}

}  // namespace porchlight::device::model
