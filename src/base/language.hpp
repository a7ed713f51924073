// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace porchlight {

/// The languages that Porchlight speaks to people. What is written in the code, stored and logged
/// is English.
enum class Language : std::uint8_t { English, German };

/// "de": as HTML, HTTP and the folders of `spec/` call it.
[[nodiscard]] std::string_view code_of(Language language);

/// "de", "de-AT" and "de_DE.UTF-8" are German. Nothing for a language that is not spoken.
[[nodiscard]] std::optional<Language> language_of(std::string_view tag);

/// The one of a header's languages that is wanted most and is spoken; English if none is.
/// @source RFC 9110 section 12.5.4: "de-AT, en;q=0.8".
[[nodiscard]] Language wanted_language(std::string_view accept_language);

/// What somebody's terminal speaks, by LC_ALL, LC_MESSAGES or LANG: the first that is not empty.
/// Call it before there are threads.
[[nodiscard]] Language terminal_language();

}  // namespace porchlight
