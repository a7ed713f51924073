// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/feed.hpp"

#include "media/rtp/byte_order.hpp"

#include <utility>

namespace porchlight::live {

using media::rtp::RtpFramePtr;

namespace {

/// More frames than that wait for nobody who still watches.
constexpr std::size_t kMostWaiting = 600;
/// The fields of an RTP header. @source RFC 3550 section 5.1.
constexpr std::size_t kType = 1;
constexpr std::uint8_t kMarker = 0x80;
constexpr std::size_t kSequence = 2;
constexpr std::size_t kTimestamp = 4;
constexpr std::size_t kSsrc = 8;

}  // namespace

/// One stream's line to the feed.
class Feed::Tap final : public RtpViewer {
  public:
    Tap(Feed& feed, std::shared_ptr<RtpStream> stream) : feed_(feed), stream_(std::move(stream)) {}

    void on_frame(const RtpFramePtr& frame) override { feed_.take_frame(*this, frame); }
    void on_trouble(const Error& /*why*/) override {
        // The page hears why from the hub's news; here there just are no pictures.
        if (this == feed_.current_.get()) {
            feed_.waiting_.clear();
        }
    }
    [[nodiscard]] const std::shared_ptr<RtpStream>& stream() const { return stream_; }

  private:
    Feed& feed_;
    std::shared_ptr<RtpStream> stream_;
};

Feed::Feed(std::uint8_t payload_type, const FeedStreams& streams, std::function<void()> on_wait)
    : payload_type_(payload_type),
      ssrc_(streams.stream->ssrc()),
      full_(streams.stream),
      smaller_(streams.smaller),
      on_wait_(std::move(on_wait)),
      current_(std::make_shared<Tap>(*this, full_)) {
    full_->add(current_, streams.group);
}

Feed::~Feed() = default;

bool Feed::is_overdue() const {
    return waiting_.size() > kMostWaiting;
}

bool Feed::is_sound() const {
    return full_->kind() == media::TrackKind::Audio;
}

StreamSize Feed::size() const {
    return current_->stream() == full_ ? StreamSize::Full : StreamSize::Small;
}

void Feed::take_frame(const Tap& from, const RtpFramePtr& frame) {
    const bool is_key = frame->kind == media::FrameKind::Key;
    if (&from == coming_.get()) {
        // What is older has been seen already.
        if (!is_key || !from.stream()->is_newest(*frame)) {
            return;
        }
        take_over(*frame);
    } else if (&from != current_.get() || is_overdue()) {
        return;
    }
    if (!has_sent_ && is_key) {
        waiting_.clear();  // it is not keyed yet, and can begin with what is newer
        count_ = 0;
    }
    count_ += frame->ends.size();
    next_ =
        static_cast<std::uint16_t>(frame->first_sequence + frame->ends.size() + moved_.sequence);
    waiting_.push_back({frame, moved_});
    if (waiting_.size() == 1) {
        on_wait_();
    }
}

/// The other stream's numbers go on where this one's end, and its clock shows the same moment.
void Feed::take_over(const media::rtp::RtpFrame& first) {
    const auto before = std::exchange(current_, std::exchange(coming_, nullptr));
    const MonotonicTime now = current_->stream()->newest_at();
    const std::uint32_t shown = before->stream()->timestamp_at(now) + moved_.timestamp;
    moved_.timestamp = shown - current_->stream()->timestamp_at(now);
    moved_.sequence = static_cast<std::uint16_t>(next_ - first.first_sequence);
    count_ = 0;
}

std::size_t Feed::send_next(const Send& send) {
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    has_sent_ = true;
    next.frame->for_each([&](media::ByteSpan packet) { send(packet, next.moved); });
    return next.frame->bytes.size();
}

void Feed::take(const media::rtp::Feedback& feedback, MonotonicTime now, const Send& send) {
    for (const std::uint16_t lost : feedback.lost) {
        const auto age = static_cast<std::uint16_t>(next_ - lost);
        const auto sequence = static_cast<std::uint16_t>(lost - moved_.sequence);
        const RtpFramePtr frame =
            age <= count_ ? current_->stream()->frame_with(sequence) : nullptr;
        if (!frame) {
            continue;  // too old: the next key frame mends it
        }
        const auto place = static_cast<std::uint16_t>(sequence - frame->first_sequence);
        const std::size_t begin = place == 0 ? 0 : frame->ends[place - 1U];
        send(media::ByteSpan(frame->bytes).subspan(begin, frame->ends[place] - begin), moved_);
    }
    if (feedback.share_lost >= 0 && smaller_) {
        prefer(losses_.take(feedback.share_lost, now));
    }
    if (feedback.wants_key_frame) {
        current_->stream()->ask_for_key_frame();
    }
}

void Feed::prefer(StreamSize size) {
    const auto& wanted = size == StreamSize::Full ? full_ : smaller_;
    if (current_->stream() == wanted) {
        coming_ = nullptr;
    } else if (!coming_) {
        coming_ = std::make_shared<Tap>(*this, wanted);
        wanted->add(coming_, {});
        wanted->ask_for_key_frame();
    }
}

void Feed::number(std::span<std::uint8_t> packet, Moved moved) const {
    packet[kType] = static_cast<std::uint8_t>((packet[kType] & kMarker) | payload_type_);
    const auto sequence = static_cast<std::uint16_t>(
        media::rtp::read_u16(packet.subspan(kSequence)) + moved.sequence);
    media::rtp::write_u16(packet.subspan(kSequence), sequence);
    media::rtp::write_u32(packet.subspan(kTimestamp),
                          media::rtp::read_u32(packet.subspan(kTimestamp)) + moved.timestamp);
    media::rtp::write_u32(packet.subspan(kSsrc), ssrc_);
}

std::uint32_t Feed::timestamp_at(MonotonicTime now) const {
    return current_->stream()->timestamp_at(now) + moved_.timestamp;
}

}  // namespace porchlight::live
