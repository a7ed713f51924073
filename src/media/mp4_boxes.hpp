// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/mp4_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// Private to mp4_reader: boxes that are in memory, and what a track says of itself.
/// @source ISO/IEC 14496-12 section 4.2.
namespace porchlight::media::mp4 {

constexpr std::uint32_t fourcc(const char (&text)[5]) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
        value = value << 8U | static_cast<std::uint8_t>(text[i]);
    }
    return value;
}

/// Reads big-endian numbers; past the end it gives zeros and remembers that.
class Cursor {
  public:
    explicit Cursor(ByteSpan bytes) : bytes_(bytes) {}

    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            value = value << 8U | byte();
        }
        return value;
    }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    void skip(std::size_t count) {
        if (count > bytes_.size() - at_) {
            failed_ = true;
            count = bytes_.size() - at_;
        }
        at_ += count;
    }
    [[nodiscard]] std::size_t position() const { return at_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
    [[nodiscard]] bool failed() const { return failed_; }

  private:
    std::uint8_t byte() {
        if (at_ == bytes_.size()) {
            failed_ = true;
            return 0;
        }
        return bytes_[at_++];
    }
    ByteSpan bytes_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

/// A box inside a box that is in memory.
struct Box {
    std::uint32_t type = 0;
    ByteSpan body;
    std::size_t body_at = 0;  ///< From the start of the parent's body.
};

/// The children of a box, as far as they are whole.
[[nodiscard]] std::vector<Box> children(ByteSpan body);
[[nodiscard]] std::optional<Box> child(ByteSpan body, std::uint32_t type);

/// What a `trak` is; empty when it is broken, or neither video nor sound.
[[nodiscard]] std::optional<Mp4TrackFacts> parse_track(ByteSpan trak);
/// The video of a track, by its sample description. Only as the hub writes it: lengths of four
/// bytes before NAL units. @source ISO/IEC 14496-12 section 8.5.2, 14496-15 sections 5.4.2, 8.4.1
[[nodiscard]] std::optional<VideoTrack> parse_video(ByteSpan trak);

}  // namespace porchlight::media::mp4
