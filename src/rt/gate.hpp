// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>

namespace porchlight::rt {

/// Answers "stop new work, wait for the old": each piece of work holds the gate, and `close` waits
/// for the last one.
///
/// Strand-bound. Must be closed, or never entered, before it is destroyed.
/// @source The idea is Seastar's gate (core/gate.hh).
class Gate {
  public:
    /// Keeps the gate held until destroyed.
    class Holder {
      public:
        explicit Holder(Gate& gate) : gate_(&gate) { ++gate.count_; }
        ~Holder() {
            if (gate_ != nullptr) {
                gate_->leave();
            }
        }
        Holder(Holder&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Holder& operator=(Holder&&) = delete;
        Holder(const Holder&) = delete;
        Holder& operator=(const Holder&) = delete;

      private:
        Gate* gate_;
    };

    explicit Gate(const asio::any_io_executor& executor);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    Gate(Gate&&) = delete;
    Gate& operator=(Gate&&) = delete;

    /// Empty once closing has begun.
    [[nodiscard]] std::optional<Holder> enter();
    [[nodiscard]] bool is_closed() const { return closed_; }
    [[nodiscard]] int count() const { return count_; }
    /// Refuses new holders from now on; returns when the last one has left.
    Task<> close();

  private:
    void leave();

    int count_ = 0;
    bool closed_ = false;
    asio::steady_timer empty_;
};

}  // namespace porchlight::rt
