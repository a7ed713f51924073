// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <optional>

namespace porchlight::hal {

/// A thing that is in one of two states and tells when it changes: a button, a motion sensor.
///
/// Thread-bound: all calls from one thread. No call blocks. To wait for a change:
///     PL_CO_TRY_VOID(co_await wait_readable(button->fd()));  // hal/readable.hpp, or poll(2)
///     PL_CO_TRY(auto edge, button->next_edge());
///
/// @tparam State  An enum of two values, the resting one (0) first.
template <typename State>
class Switch {
  public:
    struct Edge {
        State state{};     ///< Since then.
        MonotonicTime at;  ///< When it happened, not when it was read.
        friend bool operator==(const Edge&, const Edge&) = default;
    };

    Switch() = default;
    Switch(const Switch&) = delete;
    Switch& operator=(const Switch&) = delete;
    Switch(Switch&&) = delete;
    Switch& operator=(Switch&&) = delete;
    virtual ~Switch() = default;

    /// As it is now, whatever edges wait to be read.
    /// @error NotFound  It was unplugged.   @error Unavailable  It does not answer.
    [[nodiscard]] virtual Result<State> state() const = 0;
    /// Readable while an edge waits, and when it was unplugged. Its owner is this object.
    [[nodiscard]] virtual int fd() const = 0;
    /// The oldest edge that was not read yet; empty when none waits. Edges alternate, unless some
    /// were lost because nobody read them for long: then two of one state follow each other, and
    /// time counts from the second.
    /// @error NotFound  It was unplugged.   @error Unavailable, Corrupt  It does not answer, or not
    /// as it should.
    virtual Result<std::optional<Edge>> next_edge() = 0;
};

}  // namespace porchlight::hal
