// SPDX-License-Identifier: Apache-2.0
#include "hub/event_feed.hpp"

#include "hub/alerts/alert_rules.hpp"
#include "hub/api/descriptions.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace porchlight::hub {

namespace asio = boost::asio;

namespace {

using Text = std::shared_ptr<const std::string>;

/// How often a camera's MotionView is passed on while `motion` stays the same.
constexpr std::chrono::milliseconds kMotionEvery{500};

class Listener final : public EventFeed::Subscription {
  public:
    using Hears = std::function<bool(const FeedMessage&)>;
    Listener(const asio::any_io_executor& executor, Hears hears)
        : queue_(std::make_shared<Queue>(executor, std::move(hears))) {}

    rt::Task<Text> next() override {
        const auto queue = queue_;
        while (queue->texts.empty() && !queue->closed) {
            co_await queue->wake.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        if (queue->texts.empty()) {
            co_return Error(ErrorCode::Cancelled, "the feed of events was closed");
        }
        Text text = std::move(queue->texts.front());
        queue->texts.pop_front();
        co_return text;
    }

    struct Queue {
        Queue(const asio::any_io_executor& executor, Hears own_hears)
            : hears(std::move(own_hears)), wake(executor, asio::steady_timer::time_point::max()) {}

        void push(const Text& text) {
            static const Text refetch = std::make_shared<std::string>(R"({"type":"refetch"})");
            if (texts.size() < EventFeed::kQueued) {
                texts.push_back(text);
            } else {
                texts.back() = refetch;  // covers whatever is dropped until the reader gets there
            }
            wake.cancel();
        }
        void close() {
            closed = true;
            wake.cancel();
        }

        Hears hears;
        std::deque<Text> texts;
        asio::steady_timer wake;
        bool closed = false;
    };

    [[nodiscard]] const std::shared_ptr<Queue>& queue() const { return queue_; }

  private:
    std::shared_ptr<Queue> queue_;
};

}  // namespace

bool may_hear(const FeedMessage& message, UserId who, store::Role role) {
    if (const auto* alert = std::get_if<store::Alert>(&message)) {
        return may_see_alert(*alert, who, role);
    }
    if (const auto* seen = std::get_if<AlertsSeen>(&message)) {
        return seen->who == who;
    }
    return !std::holds_alternative<DoctorSessionView>(message) || role != store::Role::Viewer;
}

struct EventFeed::State {
    State(asio::any_io_executor own_executor, const Clock& own_clock)
        : executor(std::move(own_executor)), clock(&own_clock) {}

    /// Whether this much motion is worth a message.
    bool is_news(const MotionView& motion) {
        auto [found, is_new] = last_motion.try_emplace(motion.camera_id);
        auto& [when, was_moving] = found->second;
        const MonotonicTime now = clock->monotonic_now();
        if (!is_new && was_moving == motion.motion && now - when < kMotionEvery) {
            return false;
        }
        when = now;
        was_moving = motion.motion;
        return true;
    }

    void deliver(const FeedMessage& message) {
        if (listener) {
            listener(message);
        }
        std::erase_if(queues, [](const auto& queue) { return queue.expired(); });
        const auto* motion = std::get_if<MotionView>(&message);
        if (queues.empty() || (motion != nullptr && !is_news(*motion))) {
            return;
        }
        const auto text = std::make_shared<const std::string>(api::feed_text(message));
        for (const auto& weak : queues) {
            if (const auto queue = weak.lock(); queue && queue->hears(message)) {
                queue->push(text);
            }
        }
    }

    asio::any_io_executor executor;
    const Clock* clock;
    std::function<void(const FeedMessage&)> listener;
    std::vector<std::weak_ptr<Listener::Queue>> queues;
    std::map<CameraId, std::pair<MonotonicTime, bool>> last_motion;
    bool closed = false;
};

EventFeed::EventFeed(asio::any_io_executor executor, const Clock& clock)
    : state_(std::make_shared<State>(std::move(executor), clock)) {}

EventFeed::~EventFeed() = default;

void EventFeed::publish(FeedMessage message) {
    asio::post(state_->executor,
               [state = state_, message = std::move(message)] { state->deliver(message); });
}

std::unique_ptr<EventFeed::Subscription> EventFeed::subscribe(
    std::function<bool(const FeedMessage&)> hears) {
    auto listener = std::make_unique<Listener>(state_->executor, std::move(hears));
    state_->queues.push_back(listener->queue());
    if (state_->closed) {
        listener->queue()->close();
    }
    return listener;
}

void EventFeed::listen(std::function<void(const FeedMessage&)> listener) {
    state_->listener = std::move(listener);
}

std::size_t EventFeed::listeners() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(state_->queues, [](const auto& queue) { return !queue.expired(); }));
}

void EventFeed::close() {
    state_->closed = true;
    for (const auto& weak : state_->queues) {
        if (const auto queue = weak.lock()) {
            queue->close();
        }
    }
}

}  // namespace porchlight::hub
