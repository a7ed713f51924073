// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/feedback.hpp"

#include "media/rtp/byte_order.hpp"

#include <cstddef>

namespace porchlight::media::rtp {
namespace {

constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kReceiverReport = 201;
constexpr std::uint8_t kBye = 203;
constexpr std::uint8_t kTransport = 205;
constexpr std::uint8_t kPayload = 206;
/// The field that is a count in reports is the kind of a feedback message.
constexpr unsigned kNack = 1;
constexpr unsigned kPictureLoss = 1;
constexpr unsigned kFullIntra = 4;
constexpr std::size_t kBlock = 24;
/// One compound packet that asks for more is not meant well.
constexpr std::size_t kMostLost = 1024;

/// A packet id, and a bit for each of the 16 that follow it.
void read_lost(ByteSpan items, Feedback& feedback) {
    for (; items.size() >= 4 && feedback.lost.size() < kMostLost; items = items.subspan(4)) {
        const std::uint16_t first = read_u16(items);
        const unsigned following = read_u16(items.subspan(2));
        feedback.lost.push_back(first);
        for (unsigned bit = 0; bit < 16; ++bit) {
            if ((following >> bit & 1U) != 0) {
                feedback.lost.push_back(static_cast<std::uint16_t>(first + bit + 1));
            }
        }
    }
}

void read_blocks(ByteSpan blocks, std::uint32_t ssrc, Feedback& feedback) {
    for (; blocks.size() >= kBlock; blocks = blocks.subspan(kBlock)) {
        if (read_u32(blocks) == ssrc) {
            feedback.share_lost = blocks[4] / 256.0;
        }
    }
}

/// @param kind  The five bits behind version and padding.
void read_one(ByteSpan packet, unsigned kind, std::uint32_t ssrc, Feedback& feedback) {
    constexpr std::size_t kHead = 8;     // up to the sender's own number
    constexpr std::size_t kSender = 20;  // what a sender report says of itself
    const std::uint8_t type = packet[1];
    if (type == kBye) {
        feedback.is_gone = true;
    } else if (type == kReceiverReport && packet.size() >= kHead) {
        read_blocks(packet.subspan(kHead), ssrc, feedback);
    } else if (type == kSenderReport && packet.size() >= kHead + kSender) {
        read_blocks(packet.subspan(kHead + kSender), ssrc, feedback);
    }
    if (packet.size() < kHead + 4) {
        return;
    }
    const bool is_ours = read_u32(packet.subspan(kHead)) == ssrc;
    if (type == kTransport && kind == kNack && is_ours) {
        read_lost(packet.subspan(kHead + 4), feedback);
    } else if (type == kPayload && ((kind == kPictureLoss && is_ours) || kind == kFullIntra)) {
        feedback.wants_key_frame = true;
    }
}

}  // namespace

Feedback parse_feedback(ByteSpan bytes, std::uint32_t ssrc) {
    Feedback feedback;
    while (bytes.size() >= 4 && (bytes[0] >> 6U) == 2) {
        const std::size_t length = 4 * (std::size_t{read_u16(bytes.subspan(2))} + 1);
        if (length > bytes.size()) {
            break;
        }
        read_one(bytes.first(length), bytes[0] & 0x1FU, ssrc, feedback);
        bytes = bytes.subspan(length);
    }
    return feedback;
}

}  // namespace porchlight::media::rtp
