// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "hub/views.hpp"
#include "live/broadcast.hpp"
#include "rt/backoff.hpp"
#include "rt/job.hpp"
#include "sources/source.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace porchlight::hub {

/// Measures frames and bits a second over the last seconds. Strand-bound.
class RateMeter {
  public:
    void add(MonotonicTime now, std::size_t bytes);
    /// Of the last whole window, 0 until there is one.
    [[nodiscard]] double frame_rate() const { return frame_rate_; }
    [[nodiscard]] std::int64_t bits_per_second() const { return bits_per_second_; }

  private:
    MonotonicTime start_;
    std::int64_t frames_ = 0;
    std::int64_t bytes_ = 0;
    double frame_rate_ = 0;
    std::int64_t bits_per_second_ = 0;
};

/// What is known of a stream now.
struct StreamStatus {
    CameraState state = CameraState::Connecting;
    std::optional<Problem> problem;
    std::optional<UtcTime> next_try;
    std::optional<sources::StreamDescription> description;
    std::optional<UtcTime> last_frame;
    RateMeter rate;
    int reconnects = 0;  ///< Since the start.
};

enum class WasLive : bool { No, Yes };

/// Hears from a stream. Calls come on the media thread.
class StreamListener {
  public:
    StreamListener() = default;
    StreamListener(const StreamListener&) = delete;
    StreamListener& operator=(const StreamListener&) = delete;
    StreamListener(StreamListener&&) = delete;
    StreamListener& operator=(StreamListener&&) = delete;
    virtual ~StreamListener() = default;

    virtual void on_description(const sources::StreamDescription& description) = 0;
    virtual void on_packet(const media::PacketPtr& packet) = 0;
    /// The stream has ended, or could not be started; it will be tried again.
    virtual void on_lost(const Error& why, WasLive was_live) = 0;
    /// State, problem or description changed.
    virtual void on_status() = 0;
};

/// Keeps one stream of a camera running: connects, and after each end waits and connects again, by
/// itself and for ever. A dead camera costs one timer. Also holds the stream's broadcast for
/// viewers.
///
/// ```
///            first packet            source ends
///  Connecting ──────────▶ Live ───────────────────▶ Retrying
///      ▲  └──────── source ends ──────────────────────▲ │
///      └───────────── back-off is over ─────────────────┘
/// ```
/// Strand-bound to the media thread.
class StreamRunner {
  public:
    using MakeSource = std::function<Result<std::unique_ptr<sources::Source>>()>;

    /// All by reference outlive the runner. @param name For the log.
    /// @param broadcast What viewers see; also told when the stream is lost.
    StreamRunner(std::string name, const Clock& clock, Random& random, MakeSource make_source,
                 live::Broadcast& broadcast, StreamListener& listener);
    ~StreamRunner();
    StreamRunner(const StreamRunner&) = delete;
    StreamRunner& operator=(const StreamRunner&) = delete;
    StreamRunner(StreamRunner&&) = delete;
    StreamRunner& operator=(StreamRunner&&) = delete;

    /// Starts on `executor`. Destroying the runner cancels it; nothing is called afterwards.
    void start(const rt::asio::any_io_executor& executor);

    [[nodiscard]] const StreamStatus& status() const { return status_; }
    /// The camera's loudspeaker; null: it can have none.
    [[nodiscard]] std::shared_ptr<sources::Speaker> speaker() const;

  private:
    /// Between the source and the runner. A source that is being cancelled may still yield a packet
    /// when the runner is gone; the link outlives both.
    class Link;

    static rt::Task<> run(std::shared_ptr<Link> link);
    void on_description(const sources::StreamDescription& description);
    void on_packet(const media::PacketPtr& packet);
    void ask_for_key_frame();
    void connecting();
    void lost(const Error& why);
    [[nodiscard]] std::chrono::milliseconds wait_for_next_try();

    std::string name_;
    const Clock& clock_;
    Random& random_;
    MakeSource make_source_;
    live::Broadcast& broadcast_;
    StreamListener& listener_;
    StreamStatus status_;
    rt::Backoff backoff_;
    MonotonicTime live_since_;
    std::shared_ptr<Link> link_;
    std::optional<rt::Job> job_;
};

}  // namespace porchlight::hub
