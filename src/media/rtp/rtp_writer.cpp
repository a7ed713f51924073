// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/rtp_writer.hpp"

#include "media/rtp/byte_order.hpp"

namespace porchlight::media::rtp {

namespace {

constexpr std::uint8_t kVersion = 0x80;
constexpr std::uint8_t kMarker = 0x80;

}  // namespace

void RtpWriter::add(RtpFrame& frame, ByteSpan head, ByteSpan rest) {
    ByteVector& bytes = frame.bytes;
    bytes.push_back(kVersion);
    bytes.push_back(payload_type_);
    bytes.push_back(static_cast<std::uint8_t>(sequence_ >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(sequence_));
    ++sequence_;
    append_u32(bytes, frame.timestamp);
    append_u32(bytes, ssrc_);
    bytes.insert(bytes.end(), head.begin(), head.end());
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    frame.ends.push_back(bytes.size());
}

void RtpWriter::mark_last(RtpFrame& frame) {
    if (!frame.ends.empty()) {
        const std::size_t last = frame.ends.size() > 1 ? frame.ends[frame.ends.size() - 2] : 0;
        frame.bytes[last + 1] |= kMarker;
    }
}

}  // namespace porchlight::media::rtp
