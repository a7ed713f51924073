// SPDX-License-Identifier: Apache-2.0
#include "net/auth_parameters.hpp"

#include "net/ascii.hpp"

#include <algorithm>

namespace porchlight::net {

namespace {

std::string_view take_token(std::string_view& text) {
    const auto end = text.find_first_of(" \t,=\"");
    const std::string_view token = text.substr(0, end);
    text.remove_prefix(token.size());
    return token;
}

std::string take_value(std::string_view& text) {
    if (!text.starts_with('"')) {
        return std::string(trimmed(text.substr(0, std::min(text.find(','), text.size()))));
    }
    std::string value;
    for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            ++i;
        }
        value.push_back(text[i]);
    }
    return value;
}

/// Length of a value as it stands in `text`.
std::size_t value_length(std::string_view text) {
    if (!text.starts_with('"')) {
        return std::min(text.find(','), text.size());
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.size();
}

}  // namespace

std::optional<AuthParameter> take_auth_parameter(std::string_view& text) {
    const auto start = text.find_first_not_of(" \t,");
    if (start == std::string_view::npos) {
        return std::nullopt;
    }
    text.remove_prefix(start);
    AuthParameter parameter;
    parameter.name = take_token(text);
    if (parameter.name.empty()) {
        text.remove_prefix(1);  // a stray quote or equals sign
        parameter.value.emplace();
        return parameter;
    }
    const auto next = text.find_first_not_of(" \t");
    if (next != std::string_view::npos && text[next] == '=') {
        text.remove_prefix(next + 1);
        text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        parameter.value = take_value(text);
        text.remove_prefix(value_length(text));
    }
    return parameter;
}

}  // namespace porchlight::net
