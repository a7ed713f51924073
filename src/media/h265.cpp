// SPDX-License-Identifier: Apache-2.0
#include "media/h265.hpp"

#include "media/bit_reader.hpp"

#include <algorithm>

namespace porchlight::media {

namespace {

constexpr int kLargestSide = 16384;
constexpr int kProfileBits = 88;

const Error& damaged() {
    static const Error error(ErrorCode::Corrupt,
                             "the camera's H.265 sequence parameter set is damaged");
    return error;
}

/// profile_tier_level( 1, max_sub_layers_minus1 ), section 7.3.3.
void skip_profile_tier_level(BitReader& reader, std::uint32_t sub_layers_minus1) {
    reader.skip(kProfileBits + 8);
    std::array<bool, 8> has_profile{};
    std::array<bool, 8> has_level{};
    for (std::uint32_t i = 0; i < sub_layers_minus1; ++i) {
        has_profile.at(i) = reader.flag();
        has_level.at(i) = reader.flag();
    }
    for (std::uint32_t i = sub_layers_minus1; sub_layers_minus1 > 0 && i < 8; ++i) {
        reader.skip(2);
    }
    for (std::uint32_t i = 0; i < sub_layers_minus1; ++i) {
        reader.skip((has_profile.at(i) ? kProfileBits : 0) + (has_level.at(i) ? 8 : 0));
    }
}

}  // namespace

Result<SpsFacts> parse_h265_sps(ByteSpan sps) {
    if (sps.size() < 4 || nal_type(Codec::H265, sps) != static_cast<int>(H265Nal::Sps)) {
        return damaged();
    }
    BitReader reader(sps.subspan(2));
    reader.skip(4);  // sps_video_parameter_set_id
    const std::uint32_t sub_layers_minus1 = reader.bits(3);
    reader.skip(1);
    if (sub_layers_minus1 > 6) {
        return damaged();
    }
    skip_profile_tier_level(reader, sub_layers_minus1);
    reader.ue();  // sps_seq_parameter_set_id
    const std::uint32_t chroma = reader.ue();
    if (chroma == 3) {
        reader.skip(1);
    }
    std::int64_t width = reader.ue();
    std::int64_t height = reader.ue();
    if (reader.flag()) {  // conformance_window_flag
        const std::int64_t unit_x = chroma == 1 || chroma == 2 ? 2 : 1;
        const std::int64_t unit_y = chroma == 1 ? 2 : 1;
        width -= unit_x * (std::int64_t{reader.ue()} + std::int64_t{reader.ue()});
        height -= unit_y * (std::int64_t{reader.ue()} + std::int64_t{reader.ue()});
    }
    if (reader.overrun() || width <= 0 || height <= 0 || width > kLargestSide ||
        height > kLargestSide) {
        return damaged();
    }
    // The timing sits behind long optional structures; arrival times tell the frame rate as well.
    return SpsFacts{{static_cast<int>(width), static_cast<int>(height)}, 0};
}

Result<std::array<std::uint8_t, 12>> h265_profile_bytes(ByteSpan sps) {
    if (sps.size() < 4) {
        return damaged();
    }
    BitReader reader(sps.subspan(2));
    reader.skip(8);
    std::array<std::uint8_t, 12> bytes{};
    std::ranges::generate(bytes, [&reader] { return static_cast<std::uint8_t>(reader.bits(8)); });
    if (reader.overrun()) {
        return damaged();
    }
    return bytes;
}

Result<ByteVector> make_hvcc(const VideoTrack& track) {
    if (track.vps.empty() || track.sps.empty() || track.pps.empty()) {
        return Error(ErrorCode::Corrupt, "the camera has not sent its H.265 parameter sets");
    }
    PL_TRY(const auto profile, h265_profile_bytes(track.sps));
    ByteVector record{1};
    record.insert(record.end(), profile.begin(), profile.end());
    // Unknown segmentation and parallelism, 4:2:0, 8 bits, unknown rate, one temporal layer, 4-byte
    // lengths, 3 arrays.
    record.insert(record.end(), {0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, 3});
    const auto append = [&record](H265Nal type, const ByteVector& set) {
        record.insert(record.end(), {static_cast<std::uint8_t>(0x80U | static_cast<unsigned>(type)),
                                     0, 1, static_cast<std::uint8_t>(set.size() >> 8U),
                                     static_cast<std::uint8_t>(set.size())});
        record.insert(record.end(), set.begin(), set.end());
    };
    append(H265Nal::Vps, track.vps);
    append(H265Nal::Sps, track.sps);
    append(H265Nal::Pps, track.pps);
    return record;
}

namespace {

/// Takes one array of parameter sets from the front of `rest`. False when the record is cut short.
bool read_array(ByteSpan& rest, VideoTrack& track) {
    if (rest.size() < 3) {
        return false;
    }
    const auto type = static_cast<H265Nal>(rest[0] & 0x3F);
    const int count = rest[1] * 256 + rest[2];
    rest = rest.subspan(3);
    ByteVector other;
    ByteVector& slot = type == H265Nal::Vps   ? track.vps
                       : type == H265Nal::Sps ? track.sps
                       : type == H265Nal::Pps ? track.pps
                                              : other;
    return read_parameter_sets(rest, count, slot);
}

}  // namespace

Result<VideoTrack> parse_hvcc(ByteSpan record, int* length_size) {
    constexpr std::size_t kFixed = 23;
    const Error cut(ErrorCode::Corrupt, "the file's H.265 configuration is damaged");
    if (record.size() < kFixed || record[0] != 1) {
        return cut;
    }
    *length_size = (record[21] & 3) + 1;
    VideoTrack track;
    track.codec = Codec::H265;
    ByteSpan rest = record.subspan(kFixed);
    for (int i = 0; i < record[22]; ++i) {
        if (!read_array(rest, track)) {
            return cut;
        }
    }
    PL_TRY(const SpsFacts facts, parse_h265_sps(track.sps));
    track.size = facts.size;
    return track;
}

}  // namespace porchlight::media
