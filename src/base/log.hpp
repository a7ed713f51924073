// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <string_view>
#include <utility>

namespace porchlight::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error };

/// Lines below this level are dropped. Info unless told.
void set_level(Level level);
[[nodiscard]] bool enabled(Level level);
/// One line on standard error: time, level, room, text. Thread-safe.
void write(Level level, std::string_view room, std::string_view text);

template <typename... Args>
void debug(std::string_view room, fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::Debug)) {
        write(Level::Debug, room, fmt::format(format, std::forward<Args>(args)...));
    }
}
template <typename... Args>
void info(std::string_view room, fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::Info)) {
        write(Level::Info, room, fmt::format(format, std::forward<Args>(args)...));
    }
}
template <typename... Args>
void warning(std::string_view room, fmt::format_string<Args...> format, Args&&... args) {
    if (enabled(Level::Warning)) {
        write(Level::Warning, room, fmt::format(format, std::forward<Args>(args)...));
    }
}
template <typename... Args>
void error(std::string_view room, fmt::format_string<Args...> format, Args&&... args) {
    write(Level::Error, room, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace porchlight::log
