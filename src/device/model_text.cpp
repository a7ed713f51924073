// SPDX-License-Identifier: Apache-2.0
#include "device/model_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace porchlight::device::model {

namespace {

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

}  // namespace porchlight::device::model
