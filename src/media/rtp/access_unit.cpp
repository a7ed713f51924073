// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/access_unit.hpp"

#include "media/bit_reader.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::media::rtp {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr int kLastH264Slice = 5;
constexpr int kLastH265Slice = 31;

/// ITU-T H.264 table 7-6: 2 and 7 are I slices.
bool is_intra_slice(ByteSpan nal) {
    BitReader bits(nal.subspan(1, std::min<std::size_t>(nal.size() - 1, 16)));
    bits.ue();  // first_mb_in_slice
    const std::uint32_t slice_type = bits.ue();
    return !bits.overrun() && slice_type % 5 == 2;
}

}  // namespace

bool is_slice(Codec codec, ByteSpan nal) {
    const int type = nal_type(codec, nal);
    return codec == Codec::H264 ? type >= 1 && type <= kLastH264Slice
                                : type >= 0 && type <= kLastH265Slice;
}

bool starts_picture(Codec codec, ByteSpan nal) {
    // first_mb_in_slice is 0, coded as the single bit 1; first_slice_segment_in_pic_flag.
    const std::size_t header = codec == Codec::H264 ? 1 : 2;
    return is_slice(codec, nal) && nal.size() > header && (nal[header] & 0x80U) != 0;
}

AccessUnit::AccessUnit(VideoTrack track) : track_(std::move(track)), changed_(!track_.sps.empty()) {
    take_facts(track_);
}

void AccessUnit::clear() {
    data_.clear();
    fragment_at_ = kNone;
    seen_ = 0;
    is_damaged_ = has_picture_ = has_parameters_ = has_key_slice_ = has_intra_slice_ = false;
}

void AccessUnit::add(ByteSpan nal) {
    if (nal.empty() || data_.size() + nal.size() > kLargest) {
        is_damaged_ = is_damaged_ || !nal.empty();
        return;
    }
    if (keeps(nal)) {
        append_nal(data_, nal);
    }
}

void AccessUnit::begin_fragmented(ByteSpan header) {
    fragment_at_ = data_.size();
    data_.insert(data_.end(), kLengthBytes, 0);
    data_.insert(data_.end(), header.begin(), header.end());
}

void AccessUnit::append_fragment(ByteSpan piece) {
    if (data_.size() + piece.size() > kLargest) {
        is_damaged_ = true;
        return;
    }
    data_.insert(data_.end(), piece.begin(), piece.end());
}

void AccessUnit::end_fragmented() {
    const std::size_t at = std::exchange(fragment_at_, kNone);
    const auto nal = ByteSpan(data_).subspan(at + kLengthBytes);
    if (!keeps(nal)) {
        data_.resize(at);
        return;
    }
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        data_[at + i] = static_cast<std::uint8_t>(nal.size() >> (8 * (kLengthBytes - 1 - i)));
    }
}

FrameKind AccessUnit::kind() const {
    // Some cameras never send an IDR picture: an intra picture behind parameter sets is as good.
    const bool is_entry = has_key_slice_ || (has_intra_slice_ && (seen_ & SpsSeen) != 0);
    return is_entry ? FrameKind::Key : FrameKind::Delta;
}

bool AccessUnit::is_decodable() const {
    return !track_.sps.empty() && !track_.pps.empty() &&
           (track_.codec == Codec::H264 || !track_.vps.empty());
}

/// Notes what a NAL unit is. False when it is not to be in the packet.
bool AccessUnit::keeps(ByteSpan nal) {
    if (nal.empty()) {
        return false;
    }
    if (is_slice(track_.codec, nal)) {
        const bool is_first = !std::exchange(has_picture_, true);
        has_key_slice_ = has_key_slice_ || is_key_nal(track_.codec, nal);
        has_intra_slice_ =
            has_intra_slice_ || (is_first && track_.codec == Codec::H264 && is_intra_slice(nal));
        return true;
    }
    if (ByteVector* known = parameter_slot(track_, nal)) {
        const Slot slot = known == &track_.vps ? VpsSeen : known == &track_.sps ? SpsSeen : PpsSeen;
        return keeps_parameter_set(slot, *known, nal);
    }
    return !is_delimiter(track_.codec, nal);
}

bool AccessUnit::keeps_parameter_set(Slot slot, ByteVector& known, ByteSpan nal) {
    has_parameters_ = true;
    if (std::ranges::equal(known, nal)) {
        seen_ |= slot;
        return false;
    }
    if ((seen_ & slot) != 0) {
        return true;  // a second one with another id
    }
    seen_ |= slot;
    known.assign(nal.begin(), nal.end());
    changed_ = true;
    if (slot == SpsSeen) {
        take_facts(track_);
    }
    return true;
}

}  // namespace porchlight::media::rtp
