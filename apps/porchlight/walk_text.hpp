// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/phrasebook.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What is read from a walk's texts, and from what is typed.
namespace porchlight::app {

/// How many seconds a step's text wants to be counted: "hold it for ten seconds".
[[nodiscard]] std::optional<std::chrono::seconds> seconds_in(std::string_view text);
/// A line that is a number and nothing else.
[[nodiscard]] std::optional<std::size_t> number_in(std::string_view line);
/// Each line in the book's language, indented as it was.
[[nodiscard]] std::string said(const Phrasebook& book, std::string_view text);
/// Without what only a terminal understands.
[[nodiscard]] std::string plain(std::string text);

}  // namespace porchlight::app
