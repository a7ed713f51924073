// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "hub/doctor/doctor_views.hpp"
#include "hub/views.hpp"
#include "rt/task.hpp"
#include "store/alert_store.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace porchlight::hub {

/// A clip was removed (by a person or by retention).
struct ClipRemoved {
    ClipId id;
};
/// A camera was removed.
struct CameraRemoved {
    CameraId id;
};
/// A person has seen alerts; for that person alone.
struct AlertsSeen {
    UserId who;
    std::vector<AlertId> alerts;
};
/// Anything a signed-in browser should hear of. Clip: new, finished or changed. Alert: new, or more
/// is known of it.
using FeedMessage =
    std::variant<CameraView, CameraRemoved, store::Clip, ClipRemoved, store::Event, store::Gap,
                 HomeView, MotionView, DoctorSessionView, store::Alert, AlertsSeen>;

/// Whether a person may hear of it.
[[nodiscard]] bool may_hear(const FeedMessage& message, UserId who, store::Role role);

/// Tells every signed-in browser what changed. Each message is written as JSON once, whoever
/// listens.
///
/// Each listener has a queue of `kQueued` messages; when it is full the message is dropped for that
/// listener and the last message in its queue becomes {"type":"refetch"}, upon which the browser
/// fetches anew. MotionView is passed on at most twice a second for each camera, except when
/// `motion` changes. publish() is thread-safe; the rest is strand-bound to the executor.
class EventFeed {
  public:
    static constexpr std::size_t kQueued = 256;

    EventFeed(rt::asio::any_io_executor executor, const Clock& clock);
    ~EventFeed();
    EventFeed(const EventFeed&) = delete;
    EventFeed& operator=(const EventFeed&) = delete;
    EventFeed(EventFeed&&) = delete;
    EventFeed& operator=(EventFeed&&) = delete;

    /// From any thread; never blocks.
    void publish(FeedMessage message);

    /// One listener's queue; unsubscribes when destroyed.
    class Subscription {
      public:
        Subscription() = default;
        Subscription(const Subscription&) = delete;
        Subscription& operator=(const Subscription&) = delete;
        Subscription(Subscription&&) = delete;
        Subscription& operator=(Subscription&&) = delete;
        virtual ~Subscription() = default;
        /// The next message as JSON text. @error Cancelled  The feed was closed or the caller
        /// cancelled.
        virtual rt::Task<std::shared_ptr<const std::string>> next() = 0;
    };
    /// @param hears Which messages it gets.
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(
        std::function<bool(const FeedMessage&)> hears = [](const auto&) { return true; });
    /// One in the hub itself that hears every message as it is, on the executor. Empty: none.
    void listen(std::function<void(const FeedMessage&)> listener);
    [[nodiscard]] std::size_t listeners() const;
    /// Ends every subscription.
    void close();

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::hub
