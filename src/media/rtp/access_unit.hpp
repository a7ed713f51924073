// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"

#include <cstdint>

namespace porchlight::media::rtp {

/// The access unit that is being put together out of RTP payloads: NAL units behind their 4-byte
/// lengths, in one buffer that is kept from unit to unit.
///
/// Parameter sets that the description holds already, and delimiters, are left out. A changed
/// parameter set stays in and becomes the description's. Of several sets of one kind in a unit the
/// first is the description's and the others stay in, whatever they are.
class AccessUnit {
  public:
    /// Larger ones are damaged: no camera sends them.
    static constexpr std::size_t kLargest = 16U << 20U;

    /// @param track  What came outside the stream (SDP); its parameter sets may be empty.
    explicit AccessUnit(VideoTrack track);

    /// Forgets the unit, keeps the description.
    void clear();
    void add(ByteSpan nal);
    /// A NAL unit that comes in fragments: its header, then its pieces, then its end.
    void begin_fragmented(ByteSpan header);
    void append_fragment(ByteSpan piece);
    void end_fragmented();
    [[nodiscard]] bool is_fragment_open() const { return fragment_at_ != kNone; }
    /// Something of it is missing.
    void mark_damaged() { is_damaged_ = true; }

    [[nodiscard]] bool is_damaged() const { return is_damaged_; }
    /// It holds at least one slice.
    [[nodiscard]] bool has_picture() const { return has_picture_; }
    [[nodiscard]] bool empty() const { return data_.empty() && !has_parameters_; }
    /// Key when decoding can begin here.
    [[nodiscard]] FrameKind kind() const;
    [[nodiscard]] ByteSpan data() const { return data_; }

    [[nodiscard]] const VideoTrack& track() const { return track_; }
    /// All the parameter sets that a decoder needs are known.
    [[nodiscard]] bool is_decodable() const;
    /// True when the description changed since the last call.
    [[nodiscard]] bool take_changed() { return std::exchange(changed_, false); }

  private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    /// Which parameter sets this unit has brought so far.
    enum Slot : std::uint8_t { VpsSeen = 1, SpsSeen = 2, PpsSeen = 4 };

    void finish_nal(std::size_t at);
    [[nodiscard]] bool keeps(ByteSpan nal);
    [[nodiscard]] [[nodiscard]] [[nodiscard]] bool keeps_parameter_set(Slot slot, ByteVector& known,
                                                                       ByteSpan nal);

    VideoTrack track_;
    ByteVector data_;
    std::size_t fragment_at_ = kNone;
    std::uint8_t seen_ = 0;
    bool is_damaged_ = false;
    bool has_picture_ = false;
    bool has_parameters_ = false;
    bool has_key_slice_ = false;
    /// H.264: the unit begins with an I slice that is no IDR.
    bool has_intra_slice_ = false;
    bool changed_ = false;
};

/// True when the first slice segment of a picture begins with `nal`, which may be cut after 3
/// bytes.
[[nodiscard]] bool starts_picture(Codec codec, ByteSpan nal);
[[nodiscard]] bool is_slice(Codec codec, ByteSpan nal);

}  // namespace porchlight::media::rtp
