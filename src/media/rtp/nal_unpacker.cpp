// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/nal_unpacker.hpp"

#include "media/rtp/byte_order.hpp"

#include <fmt/format.h>

#include <array>

namespace porchlight::media::rtp {
namespace {

constexpr std::uint8_t kStartBit = 0x80;
constexpr std::uint8_t kEndBit = 0x40;

enum H264Payload : std::uint8_t { StapA = 24, StapB = 25, Mtap24 = 27, FuA = 28, FuB = 29 };
enum H265Payload : std::uint8_t { Aggregation = 48, Fragmentation = 49, Paci = 50 };

std::uint8_t h264_payload_type(ByteSpan payload) {
    return payload[0] & 0x1FU;
}
std::uint8_t h265_payload_type(ByteSpan payload) {
    return (payload[0] >> 1U) & 0x3FU;
}

/// Units that each stand behind their 2-byte size.
void add_aggregated(ByteSpan units, AccessUnit& unit) {
    while (units.size() > 2) {
        const std::size_t size = read_u16(units);
        units = units.subspan(2);
        if (size > units.size()) {
            unit.mark_damaged();
            return;
        }
        unit.add(units.first(size));
        units = units.subspan(size);
    }
}

/// @param flags The byte with the start and end bits.   @param header The rebuilt NAL unit header.
void add_fragment(std::uint8_t flags, ByteSpan header, ByteSpan piece, AccessUnit& unit) {
    if ((flags & kStartBit) != 0) {
        if (unit.is_fragment_open()) {
            unit.end_fragmented();  // the camera forgot the end bit; a loss has been marked already
        }
        unit.begin_fragmented(header);
    } else if (!unit.is_fragment_open()) {
        unit.mark_damaged();
        return;
    }
    unit.append_fragment(piece);
    if ((flags & kEndBit) != 0) {
        unit.end_fragmented();
    }
}

/// A few cameras put start codes into RTP payloads.
void add_single(ByteSpan payload, AccessUnit& unit) {
    const bool has_start_code =
        payload.size() > 4 && payload[0] == 0 && payload[1] == 0 && payload[2] <= 1;
    if (has_start_code) {
        for_each_annexb_nal(payload, [&unit](ByteSpan nal) { unit.add(nal); });
    } else {
        unit.add(payload);
    }
}

Error refused(std::string_view codec, int type) {
    return {ErrorCode::Unsupported,
            fmt::format("The camera packs its {} video in a rare way (packet type {}) that is not "
                        "understood",
                        codec, type)};
}

/// The first NAL unit in the payload as far as it is there, or the header a fragment stands for.
std::array<std::uint8_t, 3> first_nal_h264(ByteSpan payload) {
    const std::uint8_t type = h264_payload_type(payload);
    if (type == StapA && payload.size() > 4) {
        return {payload[3], payload[4], 0};
    }
    if (type == FuA && payload.size() > 2) {
        const bool is_start = (payload[1] & kStartBit) != 0;
        return {static_cast<std::uint8_t>((payload[0] & 0xE0U) | (payload[1] & 0x1FU)),
                is_start ? payload[2] : std::uint8_t{0}, 0};
    }
    return {payload[0], payload.size() > 1 ? payload[1] : std::uint8_t{0}, 0};
}

std::array<std::uint8_t, 3> first_nal_h265(ByteSpan payload) {
    const std::uint8_t type = h265_payload_type(payload);
    if (type == Aggregation && payload.size() > 6) {
        return {payload[4], payload[5], payload[6]};
    }
    if (type == Fragmentation && payload.size() > 3) {
        const bool is_start = (payload[2] & kStartBit) != 0;
        return {static_cast<std::uint8_t>((payload[2] & 0x3FU) << 1U), payload[1],
                is_start ? payload[3] : std::uint8_t{0}};
    }
    return {payload[0], payload.size() > 1 ? payload[1] : std::uint8_t{0},
            payload.size() > 2 ? payload[2] : std::uint8_t{0}};
}

}  // namespace

Result<> unpack_h264(ByteSpan payload, AccessUnit& unit) {
    const std::uint8_t type = h264_payload_type(payload);
    if (type == StapA) {
        add_aggregated(payload.subspan(1), unit);
    } else if (type == FuA) {
        if (payload.size() < 3) {
            unit.mark_damaged();
            return {};
        }
        const std::array<std::uint8_t, 1> header{
            static_cast<std::uint8_t>((payload[0] & 0xE0U) | (payload[1] & 0x1FU))};
        add_fragment(payload[1], header, payload.subspan(2), unit);
    } else if ((type >= StapB && type <= Mtap24) || type == FuB) {
        return refused("H.264", type);
    } else {
        add_single(payload, unit);
    }
    return {};
}

Result<> unpack_h265(ByteSpan payload, AccessUnit& unit) {
    if (payload.size() < 3) {
        unit.mark_damaged();
        return {};
    }
    const std::uint8_t type = h265_payload_type(payload);
    if (type == Aggregation) {
        add_aggregated(payload.subspan(2), unit);
    } else if (type == Fragmentation) {
        const std::array<std::uint8_t, 2> header{
            static_cast<std::uint8_t>((payload[0] & 0x81U) | ((payload[2] & 0x3FU) << 1U)),
            payload[1]};
        add_fragment(payload[2], header, payload.subspan(3), unit);
    } else if (type == Paci) {
        return refused("H.265", type);
    } else {
        add_single(payload, unit);
    }
    return {};
}

PayloadStart payload_start(Codec codec, ByteSpan payload) {
    if (payload.empty()) {
        return PayloadStart::SamePicture;
    }
    const auto nal = codec == Codec::H264 ? first_nal_h264(payload) : first_nal_h265(payload);
    const bool continues = is_slice(codec, nal) && !starts_picture(codec, nal);
    return continues ? PayloadStart::SamePicture : PayloadStart::NewPicture;
}

}  // namespace porchlight::media::rtp
