// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::net {

/// Lower case of an ASCII letter, whatever the locale; other characters as they are.
[[nodiscard]] constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string ascii_lower(std::string_view text);
/// Equal but for ASCII case.
[[nodiscard]] bool ascii_iequals(std::string_view a, std::string_view b);
[[nodiscard]] bool ascii_istarts_with(std::string_view text, std::string_view prefix);
/// Without spaces, tabs and line ends at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Cuts `text` at the first `separator`: gives what stands before it, and leaves what follows it.
[[nodiscard]] std::string_view take_until(std::string_view& text, char separator);

/// The number that all of `text` is. Empty when it is not one or does not fit.
template <typename Number = std::uint32_t>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text, int base = 10) {
    Number number{};
    const char* end = text.data() + text.size();
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): `end` says where it ends
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (text.empty() || error != std::errc() || stop != end) {
        return std::nullopt;
    }
    return number;
}

}  // namespace porchlight::net
