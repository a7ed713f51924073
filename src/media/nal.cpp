// SPDX-License-Identifier: Apache-2.0
#include "media/nal.hpp"

#include "media/h264.hpp"
#include "media/h265.hpp"

#include <algorithm>

namespace porchlight::media {

bool is_key_nal(Codec codec, ByteSpan nal) {
    const int type = nal_type(codec, nal);
    if (codec == Codec::H264) {
        return type == static_cast<int>(H264Nal::Idr);
    }
    return type >= static_cast<int>(H265Nal::FirstIrap) &&
           type <= static_cast<int>(H265Nal::LastIrap);
}

Result<> for_each_nal(ByteSpan data, const std::function<void(ByteSpan)>& each, int length_size) {
    const auto prefix = static_cast<std::size_t>(length_size);
    while (!data.empty()) {
        if (data.size() < prefix) {
            return Error(ErrorCode::Corrupt, "a coded frame ends inside a length");
        }
        std::size_t length = 0;
        for (std::size_t i = 0; i < prefix; ++i) {
            length = (length << 8U) | data[i];
        }
        data = data.subspan(prefix);
        if (length > data.size()) {
            return Error(ErrorCode::Corrupt, "a coded frame is shorter than it says");
        }
        if (length > 0) {
            each(data.first(length));
        }
        data = data.subspan(length);
    }
    return {};
}

namespace {

/// The offset of the next 00 00 01, or the size when there is none.
std::size_t find_start_code(ByteSpan data, std::size_t from) {
    for (std::size_t i = from; i + 3 <= data.size(); ++i) {
        if (data[i + 2] > 1) {
            i += 2;
        } else if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
            return i;
        }
    }
    return data.size();
}

}  // namespace

void for_each_annexb_nal(ByteSpan data, const std::function<void(ByteSpan)>& each) {
    std::size_t start = find_start_code(data, 0);
    while (start < data.size()) {
        start += 3;
        const std::size_t next = find_start_code(data, start);
        std::size_t end = next;
        while (end > start && data[end - 1] == 0) {
            --end;
        }
        if (end > start) {
            each(data.subspan(start, end - start));
        }
        start = next;
    }
}

void append_nal(ByteVector& to, ByteSpan nal) {
    const auto size = static_cast<std::uint32_t>(nal.size());
    const std::array<std::uint8_t, 4> length{
        static_cast<std::uint8_t>(size >> 24U), static_cast<std::uint8_t>(size >> 16U),
        static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)};
    to.insert(to.end(), length.begin(), length.end());
    to.insert(to.end(), nal.begin(), nal.end());
}

void AccessUnitBuilder::begin(std::size_t expected_size) {
    data_ = {};
    data_.reserve(expected_size);
    kind_ = FrameKind::Delta;
}

void AccessUnitBuilder::add(ByteSpan nal) {
    if (ByteVector* slot = parameter_slot(track_, nal)) {
        return keep(*slot, nal);
    }
    if (is_delimiter(track_.codec, nal)) {
        return;
    }
    if (is_key_nal(track_.codec, nal)) {
        kind_ = FrameKind::Key;
    }
    append_nal(data_, nal);
}

bool AccessUnitBuilder::is_complete() const {
    return !track_.sps.empty() && !track_.pps.empty() &&
           (track_.codec == Codec::H264 || !track_.vps.empty());
}

void AccessUnitBuilder::set_track(const VideoTrack& track) {
    track_ = track;
    take_facts(track_);
    changed_ = true;
}

void AccessUnitBuilder::keep(ByteVector& slot, ByteSpan nal) {
    if (std::ranges::equal(slot, nal)) {
        return;
    }
    slot.assign(nal.begin(), nal.end());
    changed_ = true;
    take_facts(track_);
}

bool read_parameter_sets(ByteSpan& rest, int count, ByteVector& first) {
    for (int i = 0; i < count; ++i) {
        if (rest.size() < 2) {
            return false;
        }
        const std::size_t size = static_cast<std::size_t>(rest[0]) * 256 + rest[1];
        rest = rest.subspan(2);
        if (size > rest.size()) {
            return false;
        }
        if (first.empty()) {
            first.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size));
        }
        rest = rest.subspan(size);
    }
    return true;
}

ByteVector* parameter_slot(VideoTrack& track, ByteSpan nal) {
    const int type = nal_type(track.codec, nal);
    if (track.codec == Codec::H264) {
        return type == static_cast<int>(H264Nal::Sps)   ? &track.sps
               : type == static_cast<int>(H264Nal::Pps) ? &track.pps
                                                        : nullptr;
    }
    return type == static_cast<int>(H265Nal::Vps)   ? &track.vps
           : type == static_cast<int>(H265Nal::Sps) ? &track.sps
           : type == static_cast<int>(H265Nal::Pps) ? &track.pps
                                                    : nullptr;
}

bool is_delimiter(Codec codec, ByteSpan nal) {
    return nal_type(codec, nal) == (codec == Codec::H264
                                        ? static_cast<int>(H264Nal::AccessUnitDelimiter)
                                        : static_cast<int>(H265Nal::AccessUnitDelimiter));
}

void take_facts(VideoTrack& track) {
    if (track.sps.empty()) {
        return;
    }
    const auto facts =
        track.codec == Codec::H264 ? parse_h264_sps(track.sps) : parse_h265_sps(track.sps);
    if (facts) {
        track.size = facts->size;
        track.frame_rate = facts->frame_rate;
    }
}

}  // namespace porchlight::media
