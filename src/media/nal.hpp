// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "media/packet.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <span>

namespace porchlight::media {

using ByteSpan = std::span<const std::uint8_t>;

/// NAL unit types of ITU-T H.264 table 7-1 that the hub acts on.
enum class H264Nal : std::uint8_t {
    Slice = 1,
    Idr = 5,
    Sei = 6,
    Sps = 7,
    Pps = 8,
    AccessUnitDelimiter = 9
};
/// NAL unit types of ITU-T H.265 table 7-1 that the hub acts on. 16 to 23 are the random access
/// pictures.
enum class H265Nal : std::uint8_t {
    FirstIrap = 16,
    LastIrap = 23,
    Vps = 32,
    Sps = 33,
    Pps = 34,
    AccessUnitDelimiter = 35
};

[[nodiscard]] inline int nal_type(Codec codec, ByteSpan nal) {
    if (nal.empty()) {
        return -1;
    }
    return codec == Codec::H264 ? nal[0] & 0x1F : (nal[0] >> 1) & 0x3F;
}
/// True for a slice that starts a picture from which decoding can begin.
[[nodiscard]] bool is_key_nal(Codec codec, ByteSpan nal);

/// Calls `each` for every NAL unit of length-prefixed data.
/// @error Corrupt  A length that runs past the end; units before it have been given.
Result<> for_each_nal(ByteSpan data, const std::function<void(ByteSpan)>& each,
                      int length_size = 4);
/// Calls `each` for every NAL unit between start codes (ITU-T H.264 annex B), without trailing
/// zeros.
void for_each_annexb_nal(ByteSpan data, const std::function<void(ByteSpan)>& each);
/// Appends one NAL unit behind its 4-byte length.
void append_nal(ByteVector& to, ByteSpan nal);

/// Takes `count` parameter sets, each behind its 16-bit length, from the front of `rest`, as
/// decoder configuration records hold them. The first is the one in use; `first` stays if it holds
/// one. False when they are cut short. @source ISO/IEC 14496-15 sections 5.3.3.1, 8.3.3.1
[[nodiscard]] bool read_parameter_sets(ByteSpan& rest, int count, ByteVector& first);
/// Where a track keeps a parameter set of this NAL unit's type; null for every other type.
[[nodiscard]] ByteVector* parameter_slot(VideoTrack& track, ByteSpan nal);
[[nodiscard]] bool is_delimiter(Codec codec, ByteSpan nal);

/// Sets picture size and frame rate of a track from its sequence parameter set, if that can be
/// read.
void take_facts(VideoTrack& track);

/// Takes parameter sets and delimiters out of an access unit and puts the rest, length-prefixed,
/// into a packet.
class AccessUnitBuilder {
  public:
    explicit AccessUnitBuilder(Codec codec) { track_.codec = codec; }

    /// Begins the next access unit. @param expected_size Bytes to reserve.
    void begin(std::size_t expected_size = 0);
    void add(ByteSpan nal);
    [[nodiscard]] bool empty() const { return data_.empty(); }
    [[nodiscard]] FrameKind kind() const { return kind_; }
    [[nodiscard]] ByteVector take() { return std::move(data_); }

    /// The newest parameter sets; the picture size is parsed whenever the sequence parameter set
    /// changes.
    [[nodiscard]] const VideoTrack& track() const { return track_; }
    /// True once all the parameter sets that a decoder needs have been seen.
    [[nodiscard]] bool is_complete() const;
    /// True when a parameter set changed since the last call.
    [[nodiscard]] bool take_changed() { return std::exchange(changed_, false); }
    /// Takes over parameter sets that came outside the stream (SDP, container).
    void set_track(const VideoTrack& track);

  private:
    void keep(ByteVector& slot, ByteSpan nal);

    VideoTrack track_;
    ByteVector data_;
    FrameKind kind_ = FrameKind::Delta;
    bool changed_ = false;
};

}  // namespace porchlight::media
