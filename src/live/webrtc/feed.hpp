// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "live/rtp_stream.hpp"
#include "live/webrtc/loss_watch.hpp"
#include "media/rtp/feedback.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace porchlight::live {

/// What a peer may be sent in one section of its offer.
struct FeedStreams {
    std::shared_ptr<RtpStream> stream;
    /// Since its last key frame.
    // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
    std::span<const media::PacketPtr> group = {};
    /// The camera's small stream, for a line that loses much; null: there is none.
    std::shared_ptr<RtpStream> smaller = nullptr;
};

/// One picture or sound on its way to one peer: the frames that wait, under the peer's own numbers.
///
/// A stream's packets are the same for all who get it. Here their numbers and times are moved so
/// that the peer sees one unbroken stream, also where the camera's small one takes over: it does so
/// at one of its key frames. Strand-bound.
class Feed {
  public:
    /// A packet of a frame that waits, and how its numbers are moved.
    struct Moved {
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
    };
    using Send = std::function<void(media::ByteSpan packet, Moved moved)>;

    /// @param on_wait  A frame waits where none did.
    Feed(std::uint8_t payload_type, const FeedStreams& streams, std::function<void()> on_wait);
    ~Feed();
    Feed(const Feed&) = delete;
    Feed& operator=(const Feed&) = delete;
    Feed(Feed&&) = delete;
    Feed& operator=(Feed&&) = delete;

    /// Its stream's number, for the peer: stays the same.
    [[nodiscard]] std::uint32_t ssrc() const { return ssrc_; }
    [[nodiscard]] std::uint8_t payload_type() const { return payload_type_; }
    [[nodiscard]] bool has_waiting() const { return !waiting_.empty(); }
    /// More waits than anybody still wants to see.
    [[nodiscard]] bool is_overdue() const;

    /// Sends the frame that has waited longest. @return Its size in bytes.
    std::size_t send_next(const Send& send);
    /// What the peer says it has lost is sent again, as far as it is kept; one that loses much gets
    /// the small stream.
    void take(const media::rtp::Feedback& feedback, MonotonicTime now, const Send& send);
    /// Writes the peer's numbers into a packet's header.
    void number(std::span<std::uint8_t> packet, Moved moved) const;
    /// What the stream's clock shows at that moment.
    [[nodiscard]] std::uint32_t timestamp_at(MonotonicTime now) const;
    [[nodiscard]] bool is_sound() const;
    [[nodiscard]] StreamSize size() const;

  private:
    class Tap;
    struct Waiting {
        media::rtp::RtpFramePtr frame;
        Moved moved;
    };

    void take_frame(const Tap& from, const media::rtp::RtpFramePtr& frame);
    void take_over(const media::rtp::RtpFrame& first);
    void prefer(StreamSize size);

    std::uint8_t payload_type_;
    std::uint32_t ssrc_;
    std::shared_ptr<RtpStream> full_;
    std::shared_ptr<RtpStream> smaller_;
    std::function<void()> on_wait_;
    LossWatch losses_;
    std::shared_ptr<Tap> current_;
    std::shared_ptr<Tap> coming_;  ///< Takes over at its first key frame; else null.
    Moved moved_;
    std::uint16_t next_ = 0;  ///< The peer's number of the packet that follows.
    /// Packets that have waited since the last change of streams.
    std::uint64_t count_ = 0;
    bool has_sent_ = false;
    std::deque<Waiting> waiting_;
};

}  // namespace porchlight::live
