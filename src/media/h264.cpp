// SPDX-License-Identifier: Apache-2.0
#include "media/h264.hpp"

#include "media/bit_reader.hpp"

#include <algorithm>
#include <array>

namespace porchlight::media {

namespace {

constexpr int kLargestSide = 16384;

bool has_chroma_fields(std::uint32_t profile) {
    constexpr std::array<std::uint32_t, 13> kProfiles{100, 110, 122, 244, 44,  83, 86,
                                                      118, 128, 138, 139, 134, 135};
    return std::ranges::find(kProfiles, profile) != kProfiles.end();
}

void skip_scaling_list(BitReader& reader, int size) {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size && !reader.overrun(); ++i) {
        if (next != 0) {
            // Modulo 256 (7.3.2.1.1.1); a damaged stream's delta may be of any size.
            const auto delta = static_cast<unsigned>(reader.se());
            next = static_cast<int>((static_cast<unsigned>(last) + delta) % 256U);
        }
        last = next == 0 ? last : next;
    }
}

/// Reads the fields of the high profiles. @return chroma_format_idc.
std::uint32_t read_chroma(BitReader& reader) {
    const std::uint32_t chroma = reader.ue();
    if (chroma == 3) {
        reader.skip(1);  // separate_colour_plane_flag
    }
    reader.ue();  // bit_depth_luma_minus8
    reader.ue();  // bit_depth_chroma_minus8
    reader.skip(1);
    if (reader.flag()) {  // seq_scaling_matrix_present_flag
        for (int i = 0; i < (chroma == 3 ? 12 : 8); ++i) {
            if (reader.flag()) {
                skip_scaling_list(reader, i < 6 ? 16 : 64);
            }
        }
    }
    return chroma;
}

void skip_picture_order(BitReader& reader) {
    const std::uint32_t type = reader.ue();
    if (type == 0) {
        reader.ue();
    } else if (type == 1) {
        reader.skip(1);
        reader.se();
        reader.se();
        const std::uint32_t count = std::min(reader.ue(), 255U);
        for (std::uint32_t i = 0; i < count && !reader.overrun(); ++i) {
            reader.se();
        }
    }
}

/// Annex E.1.1 as far as the timing. @return Frames a second, or 0.
double read_frame_rate(BitReader& reader) {
    constexpr std::uint32_t kExtendedSar = 255;
    if (reader.flag() && reader.bits(8) == kExtendedSar) {
        reader.skip(32);
    }
    if (reader.flag()) {  // overscan_info_present_flag
        reader.skip(1);
    }
    if (reader.flag()) {  // video_signal_type_present_flag
        reader.skip(4);
        if (reader.flag()) {
            reader.skip(24);
        }
    }
    if (reader.flag()) {  // chroma_loc_info_present_flag
        reader.ue();
        reader.ue();
    }
    if (!reader.flag()) {  // timing_info_present_flag
        return 0;
    }
    const std::uint32_t units = reader.bits(32);
    const std::uint32_t scale = reader.bits(32);
    if (units == 0 || reader.overrun()) {
        return 0;
    }
    // A tick is a field: two of them make a frame.
    return static_cast<double>(scale) / (2.0 * static_cast<double>(units));
}

}  // namespace

Result<SpsFacts> parse_h264_sps(ByteSpan sps) {
    if (sps.size() < 4 || nal_type(Codec::H264, sps) != static_cast<int>(H264Nal::Sps)) {
        return Error(ErrorCode::Corrupt, "not an H.264 sequence parameter set");
    }
    BitReader reader(sps.subspan(1));
    const std::uint32_t profile = reader.bits(8);
    reader.skip(16);
    reader.ue();
    const std::uint32_t chroma = has_chroma_fields(profile) ? read_chroma(reader) : 1;
    reader.ue();  // log2_max_frame_num_minus4
    skip_picture_order(reader);
    reader.ue();
    reader.skip(1);
    const std::int64_t width = (std::int64_t{reader.ue()} + 1) * 16;
    const std::int64_t map_height = (std::int64_t{reader.ue()} + 1) * 16;
    const int fields = reader.flag() ? 1 : 2;
    if (fields == 2) {
        reader.skip(1);
    }
    reader.skip(1);
    std::array<std::int64_t, 4> crop{};
    if (reader.flag()) {
        std::ranges::generate(crop, [&reader] { return std::int64_t{reader.ue()}; });
    }
    const std::int64_t unit_x = chroma == 1 || chroma == 2 ? 2 : 1;
    const std::int64_t unit_y = (chroma == 1 ? 2 : 1) * fields;
    const std::int64_t shown_width = width - (crop[0] + crop[1]) * unit_x;
    const std::int64_t shown_height = map_height * fields - (crop[2] + crop[3]) * unit_y;
    if (reader.overrun() || shown_width <= 0 || shown_height <= 0 || shown_width > kLargestSide ||
        shown_height > kLargestSide) {
        return Error(ErrorCode::Corrupt, "the camera's H.264 sequence parameter set is damaged");
    }
    SpsFacts facts;
    facts.size = {static_cast<int>(shown_width), static_cast<int>(shown_height)};
    facts.frame_rate = reader.flag() ? read_frame_rate(reader) : 0;
    return facts;
}

Result<ByteVector> make_avcc(const VideoTrack& track) {
    if (track.sps.size() < 4 || track.pps.empty() || track.sps.size() > 0xFFFF ||
        track.pps.size() > 0xFFFF) {
        return Error(ErrorCode::Corrupt, "the camera has not sent its H.264 parameter sets");
    }
    ByteVector record{1, track.sps[1], track.sps[2], track.sps[3], 0xFF, 0xE1};
    const auto append = [&record](const ByteVector& set) {
        record.push_back(static_cast<std::uint8_t>(set.size() >> 8U));
        record.push_back(static_cast<std::uint8_t>(set.size()));
        record.insert(record.end(), set.begin(), set.end());
    };
    append(track.sps);
    record.push_back(1);
    append(track.pps);
    // The high profiles name their chroma format and bit depths again; 4:2:0 with 8 bits is what
    // cameras send.
    if (track.sps[1] == 100 || track.sps[1] == 110 || track.sps[1] == 122 || track.sps[1] == 144) {
        record.insert(record.end(), {0xFD, 0xF8, 0xF8, 0});
    }
    return record;
}

Result<VideoTrack> parse_avcc(ByteSpan record, int* length_size) {
    const Error damaged(ErrorCode::Corrupt, "the file's H.264 configuration is damaged");
    if (record.size() < 7 || record[0] != 1) {
        return damaged;
    }
    *length_size = (record[4] & 3) + 1;
    VideoTrack track;
    const int sps_count = record[5] & 31;
    ByteSpan rest = record.subspan(6);
    if (!read_parameter_sets(rest, sps_count, track.sps) || rest.empty()) {
        return damaged;
    }
    const int pps_count = rest[0];
    rest = rest.subspan(1);
    if (!read_parameter_sets(rest, pps_count, track.pps)) {
        return damaged;
    }
    PL_TRY(const SpsFacts facts, parse_h264_sps(track.sps));
    track.size = facts.size;
    track.frame_rate = facts.frame_rate;
    return track;
}

}  // namespace porchlight::media
