// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/fd.hpp"
#include "hal/switch.hpp"

#include <cstdint>
#include <deque>
#include <sys/eventfd.h>
#include <unistd.h>

namespace porchlight::hal {

/// A switch that is moved by calls. Its descriptor is a real one. Thread-bound.
template <typename State>
class FakeSwitch : public Switch<State> {
  public:
    using typename Switch<State>::Edge;
    static constexpr std::size_t kMostWaiting = 16;  // as the kernel's; the oldest are lost

    /// @param clock Outlives the switch.
    explicit FakeSwitch(const Clock& clock)
        : clock_(clock), event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
        PL_CHECK(static_cast<bool>(event_), "the system has no descriptor left");
    }

    [[nodiscard]] Result<State> state() const override {
        if (!plugged_) {
            return gone();
        }
        return state_;
    }
    [[nodiscard]] int fd() const override { return event_.get(); }
    Result<std::optional<Edge>> next_edge() override {
        if (!plugged_) {
            return gone();
        }
        if (edges_.empty()) {
            return std::optional<Edge>();
        }
        const Edge edge = edges_.front();
        edges_.pop_front();
        if (edges_.empty()) {
            std::uint64_t ignored = 0;
            static_cast<void>(::read(event_.get(), &ignored, sizeof(ignored)));
        }
        return std::optional(edge);
    }

    /// An edge, unless it is in this state.
    void set(State state) {
        if (!plugged_ || state == state_) {
            return;
        }
        state_ = state;
        edges_.push_back({state, clock_.monotonic_now()});
        if (edges_.size() > kMostWaiting) {
            edges_.pop_front();
        }
        make_readable();
    }
    /// For ever: as with the real ones, a new one has to be made.
    void unplug() {
        plugged_ = false;
        make_readable();
    }

  private:
    static Error gone() { return {ErrorCode::NotFound, "the device was unplugged"}; }
    void make_readable() {
        const std::uint64_t one = 1;
        static_cast<void>(::write(event_.get(), &one, sizeof(one)));
    }

    const Clock& clock_;
    UniqueFd event_;
    State state_{};
    std::deque<Edge> edges_;
    bool plugged_ = true;
};

}  // namespace porchlight::hal
