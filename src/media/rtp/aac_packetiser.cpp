// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/aac_packetiser.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace porchlight::media::rtp {

namespace {

constexpr std::int64_t kTicksPerSecond = 90000;
constexpr std::size_t kLargestUnit = (1U << 13U) - 1;
constexpr unsigned kIndexBits = 3;
/// The length of the unit's header in bits, and the header.
constexpr std::size_t kHeader = 4;

}  // namespace

std::uint32_t AacPacketiser::timestamp_of(MediaTime time) const {
    const std::int64_t samples = (time.ticks() * rate_ + kTicksPerSecond / 2) / kTicksPerSecond;
    return timestamp_ + static_cast<std::uint32_t>(samples);
}

Result<RtpFramePtr> AacPacketiser::packetise(const Packet& packet) {
    const std::size_t size = packet.data.size();
    if (size == 0 || size > kLargestUnit) {
        return Error(ErrorCode::Unsupported, "an AAC frame of a size that RTP does not carry");
    }
    auto frame = std::make_shared<RtpFrame>();
    frame->track = TrackKind::Audio;
    frame->kind = FrameKind::Key;
    frame->timestamp = timestamp_of(packet.pts);
    frame->first_sequence = writer_.next_sequence();
    // Each piece says the size of the whole unit (section 3.2.3).
    const auto header = static_cast<std::uint16_t>(size << kIndexBits);
    const std::array<std::uint8_t, kHeader> head{0, 16, static_cast<std::uint8_t>(header >> 8U),
                                                 static_cast<std::uint8_t>(header)};
    ByteSpan rest = packet.data;
    while (!rest.empty()) {
        const ByteSpan piece = rest.first(std::min(rest.size(), kLargestPayload - kHeader));
        rest = rest.subspan(piece.size());
        writer_.add(*frame, head, piece);
    }
    RtpWriter::mark_last(*frame);
    return RtpFramePtr(std::move(frame));
}

}  // namespace porchlight::media::rtp
