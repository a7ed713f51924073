// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <termios.h>
#include <vector>

namespace porchlight::app {

/// A person at a terminal, or a pipe in its place. At a terminal keys are read one by one, so that
/// a picture can move while somebody types, and Ctrl+C is a key that leaves cleanly. Thread-bound;
/// one at a time.
class Terminal {
  public:
    /// @param clock  Outlives it; for what moves.
    explicit Terminal(const Clock& clock);
    /// Gives the terminal back as it was.
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    Terminal(Terminal&&) = delete;
    Terminal& operator=(Terminal&&) = delete;

    /// Input and output are a terminal.
    [[nodiscard]] bool is_live() const { return is_live_; }

    void print(std::string_view text);

    /// A frame of a moving picture: lines, and how long it has been shown.
    using Frame = std::function<std::string(Microseconds since_start)>;
    /// One line, without its end. @param above  Drawn over and over above the prompt while nothing
    /// is typed, at a terminal; once in a pipe. @return Nothing when the input ends or Ctrl+C is
    /// pressed.
    std::optional<std::string> ask(std::string_view prompt, const Frame& above = {});
    /// Counts seconds backwards; Enter ends it. In a pipe it only says how long.
    /// @return False when they leave.
    bool count_down(std::string_view what, std::chrono::seconds time);

    /// Takes any key for a tap until the time is over. Nobody taps in a pipe.
    /// @return When each came, since the start; nothing when they leave.
    std::optional<std::vector<Microseconds>> tap_along(std::string_view what,
                                                       std::chrono::seconds time);

  private:
    enum class Key : std::uint8_t { None, Text, Enter, Rubout, Leave };
    /// Waits at most `limit`. @param text  What was typed.
    Key key(std::chrono::milliseconds limit, std::string& text);
    std::optional<std::string> line_of_pipe();

    const Clock& clock_;
    bool is_live_ = false;
    termios before_{};
    std::string ahead_;  ///< Read from a pipe and not asked for yet.
};

}  // namespace porchlight::app
