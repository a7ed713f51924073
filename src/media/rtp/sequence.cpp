// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/sequence.hpp"

#include <utility>

namespace porchlight::media::rtp {
namespace {

constexpr std::uint16_t kLongestDropout = 3000;
constexpr std::uint16_t kLongestMisorder = 100;
/// That many old numbers in a row are a new numbering.
constexpr int kRepeatsOfARestart = 16;
constexpr int kSenseWindow = 64;

}  // namespace

Continuity SequenceTracker::follow(const RtpPacket& packet) {
    const bool new_sender = std::exchange(ssrc_, packet.ssrc) != packet.ssrc;
    if (!std::exchange(started_, true) || new_sender) {
        next_ = static_cast<std::uint16_t>(packet.sequence + 1);
        repeats_ = 0;
        return Continuity::Restart;
    }
    if (ignores_numbers_) {
        return Continuity::Next;
    }
    const Continuity continuity = judge(packet);
    watch_sense(continuity);
    return ignores_numbers_ ? Continuity::Restart : continuity;
}

Continuity SequenceTracker::judge(const RtpPacket& packet) {
    const auto ahead = static_cast<std::uint16_t>(packet.sequence - next_);
    if (ahead >= static_cast<std::uint16_t>(-kLongestMisorder) && ++repeats_ < kRepeatsOfARestart) {
        return Continuity::Repeat;
    }
    repeats_ = 0;
    next_ = static_cast<std::uint16_t>(packet.sequence + 1);
    if (ahead == 0) {
        return Continuity::Next;
    }
    if (ahead < kLongestDropout) {
        lost_ += ahead;
        return Continuity::Gap;
    }
    return Continuity::Restart;
}

/// Over TCP a camera under load may leave out packets now and then; one whose every second packet
/// breaks the order does not count.
void SequenceTracker::watch_sense(Continuity continuity) {
    breaks_ += continuity == Continuity::Next ? 0 : 1;
    if (++window_ == kSenseWindow) {
        ignores_numbers_ = delivery_ == Delivery::Ordered && breaks_ > kSenseWindow / 2;
        window_ = 0;
        breaks_ = 0;
    }
}

}  // namespace porchlight::media::rtp
