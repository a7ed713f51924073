// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/event.hpp"
#include "hal/radio.hpp"
#include "rt/job.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace porchlight::camera {

/// Gets the camera into its network and watches that it stays there. Strand-bound.
class Wifi {
  public:
    static constexpr std::chrono::seconds kLookEvery{5};
    /// A link that is gone for so many looks is lost; the radio may come back by itself before.
    static constexpr int kLooks = 2;
    /// WifiJoined, WifiPasswordRefused, WifiNotFound or WifiLost. On the strand.
    using OnEvent = std::function<void(device::Event)>;

    /// @param radio Null for a board on a cable: it is joined at once and never lost. It outlives
    /// all that runs on the strand.
    Wifi(rt::asio::any_io_executor strand, hal::Radio* radio, OnEvent on_event);
    /// No calls afterwards.
    ~Wifi();
    Wifi(const Wifi&) = delete;
    Wifi& operator=(const Wifi&) = delete;
    Wifi(Wifi&&) = delete;
    Wifi& operator=(Wifi&&) = delete;

    /// Leaves what it is in, or at, and joins this one.
    void join(hal::WifiCredentials credentials);
    void leave();

    /// As looked at last; empty while it is not joined, or not known.
    [[nodiscard]] const std::optional<hal::RadioStatus>& status() const;

  private:
    /// A coroutine that is being cancelled may go on for a moment; this outlives it.
    struct State;

    static rt::Task<> join_and_watch(std::shared_ptr<State> state, int turn,
                                     hal::WifiCredentials credentials);
    static rt::Task<> watch(std::shared_ptr<State> state, int turn);
    static rt::Task<> only_leave(hal::Radio* radio);

    std::shared_ptr<State> state_;
    std::optional<rt::Job> job_;
};

/// What a camera is told of an attempt.
[[nodiscard]] device::Event event_of(hal::JoinOutcome outcome);

}  // namespace porchlight::camera
