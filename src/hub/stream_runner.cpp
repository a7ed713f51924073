// SPDX-License-Identifier: Apache-2.0
#include "hub/stream_runner.hpp"

#include "base/log.hpp"
#include "base/points_at.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::seconds kRateWindow(2);
/// A camera that stays this long has recovered; one that drops us sooner is tried ever more rarely.
constexpr std::chrono::seconds kRecovered(10);

}  // namespace

void RateMeter::add(MonotonicTime now, std::size_t bytes) {
    if (now - start_ >= kRateWindow) {
        const double seconds = std::chrono::duration<double>(now - start_).count();
        // After a pause the window is meaningless; the next one counts.
        const bool whole =
            frames_ > 0 && seconds < 3 * std::chrono::duration<double>(kRateWindow).count();
        frame_rate_ = whole ? static_cast<double>(frames_) / seconds : 0;
        bits_per_second_ =
            whole ? static_cast<std::int64_t>(static_cast<double>(bytes_) * 8 / seconds) : 0;
        start_ = now;
        frames_ = 0;
        bytes_ = 0;
    }
    ++frames_;
    bytes_ += static_cast<std::int64_t>(bytes);
}

StreamRunner::StreamRunner(std::string name, const Clock& clock, Random& random,
                           MakeSource make_source, live::Broadcast& broadcast,
                           StreamListener& listener)
    : name_(std::move(name)),
      clock_(clock),
      random_(random),
      make_source_(std::move(make_source)),
      broadcast_(broadcast),
      listener_(listener) {
    if (const auto& rtp = broadcast_.rtp()) {
        rtp->on_key_frame_wanted([this] { ask_for_key_frame(); });
    }
}

class StreamRunner::Link final : public sources::PacketSink {
  public:
    explicit Link(StreamRunner& owner) : runner(&owner) {}
    void on_description(const sources::StreamDescription& description) override {
        if (runner != nullptr) {
            runner->on_description(description);
        }
    }
    void on_packet(const media::PacketPtr& packet) override {
        if (runner != nullptr) {
            runner->on_packet(packet);
        }
    }

    /// Null once the runner is gone.
    StreamRunner* runner;
    std::shared_ptr<sources::Speaker> speaker;
    sources::Source* source = nullptr;  ///< While it runs.
};

StreamRunner::~StreamRunner() {
    if (link_) {
        link_->runner = nullptr;
    }
    if (const auto& rtp = broadcast_.rtp()) {
        rtp->on_key_frame_wanted(nullptr);
    }
}

void StreamRunner::start(const rt::asio::any_io_executor& executor) {
    link_ = std::make_shared<Link>(*this);
    job_.emplace(executor, name_, run(link_));
}

std::shared_ptr<sources::Speaker> StreamRunner::speaker() const {
    return link_ ? link_->speaker : nullptr;
}

void StreamRunner::ask_for_key_frame() {
    if (link_ && link_->source != nullptr) {
        link_->source->ask_for_key_frame();
    }
}

rt::Task<> StreamRunner::run(std::shared_ptr<Link> link) {
    // Made once: a source remembers what works with its camera.
    auto source = link->runner->make_source_();
    for (;;) {
        link->runner->connecting();
        Error why = source ? Error(ErrorCode::Internal, "") : source.error();
        if (source) {
            link->speaker = (*source)->speaker();
            const PointsAt<sources::Source> running(link->source, **source);
            const auto end = co_await (*source)->run(link.get());
            why = end.error();
        }
        if (link->runner == nullptr) {
            co_return why;
        }
        link->runner->lost(why);
        PL_CO_TRY_VOID(co_await rt::sleep_for(link->runner->wait_for_next_try()));
        if (!source) {
            source = link->runner->make_source_();
        }
    }
}

void StreamRunner::connecting() {
    if (status_.problem) {
        ++status_.reconnects;
    }
    status_.state = CameraState::Connecting;
    status_.next_try.reset();
    listener_.on_status();
}

std::chrono::milliseconds StreamRunner::wait_for_next_try() {
    // A wrong password repeated quickly locks the account on many cameras.
    const bool refused =
        status_.problem && status_.problem->code == to_string(ErrorCode::PermissionDenied);
    const auto wait = refused ? rt::Backoff::kLongest : backoff_.next(random_);
    status_.next_try = clock_.utc_now() + wait;
    listener_.on_status();
    return wait;
}

void StreamRunner::lost(const Error& why) {
    const std::string code(to_string(why.code()));
    const bool was_live = status_.state == CameraState::Live;
    const bool is_new = !status_.problem || status_.problem->code != code;
    if (is_new || was_live) {
        log::warning("hub", "{}: {}", name_, why.message());
    }
    if (was_live && clock_.monotonic_now() - live_since_ >= kRecovered) {
        backoff_.reset();
    }
    std::optional<std::string> fault;
    if (!why.fault().empty()) {
        fault = why.fault();
    }
    status_.problem = Problem{code, why.message(), std::move(fault),
                              is_new ? clock_.utc_now() : status_.problem->since};
    status_.state = CameraState::Retrying;
    broadcast_.interrupt(why);
    listener_.on_lost(why, was_live ? WasLive::Yes : WasLive::No);
}

void StreamRunner::on_description(const sources::StreamDescription& description) {
    status_.description = description;
    if (description.video) {
        broadcast_.start(*description.video);
    }
    listener_.on_description(description);
    listener_.on_status();
}

void StreamRunner::on_packet(const media::PacketPtr& packet) {
    if (packet->track == media::TrackKind::Video) {
        status_.last_frame = packet->wall;
        status_.rate.add(packet->arrived, packet->data.size());
    }
    if (status_.state != CameraState::Live) {
        log::info("hub", "{}: live", name_);
        status_.state = CameraState::Live;
        status_.problem.reset();
        live_since_ = packet->arrived;
        listener_.on_status();
    }
    broadcast_.send(packet);
    listener_.on_packet(packet);
}

}  // namespace porchlight::hub
