// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"
#include "media/nal.hpp"
#include "media/packet.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::media {

/// Bytes that can be read from anywhere within them.
class ByteReader {
  public:
    ByteReader() = default;
    ByteReader(const ByteReader&) = delete;
    ByteReader& operator=(const ByteReader&) = delete;
    ByteReader(ByteReader&&) = delete;
    ByteReader& operator=(ByteReader&&) = delete;
    virtual ~ByteReader() = default;

    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Exactly `count` bytes. @error Corrupt  They end before.   @error Unavailable  The disk
    /// failed.
    virtual Result<ByteVector> read(std::uint64_t offset, std::size_t count) = 0;
};

/// A file, as long as it was when it was opened. Blocks. Thread-bound.
class FileReader final : public ByteReader {
  public:
    /// @error NotFound, PermissionDenied
    static Result<std::unique_ptr<FileReader>> open(const std::string& path);
    FileReader(UniqueFd fd, std::string path, std::uint64_t size)
        : fd_(std::move(fd)), path_(std::move(path)), size_(size) {}

    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<ByteVector> read(std::uint64_t offset, std::size_t count) override;

  private:
    UniqueFd fd_;
    std::string path_;
    std::uint64_t size_;
};

/// Bytes in memory, which must outlive this.
class SpanReader final : public ByteReader {
  public:
    explicit SpanReader(ByteSpan bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    Result<ByteVector> read(std::uint64_t offset, std::size_t count) override;

  private:
    ByteSpan bytes_;
};

struct Mp4TrackFacts {
    std::uint32_t id = 0;
    TrackKind kind = TrackKind::Video;
    std::uint32_t timescale = 0;  ///< Ticks a second; never 0.
};

/// What one fragment holds of one track. Times in the track's ticks.
struct Mp4Run {
    std::uint32_t track = 0;
    std::uint64_t decode_time = 0;
    std::uint64_t duration = 0;
    std::uint32_t samples = 0;
    FrameKind first = FrameKind::Delta;
    /// Where in the fragment the decode time stands, and in how many bytes (4 or 8).
    std::uint32_t decode_time_at = 0;
    std::uint32_t decode_time_bytes = 0;
    /// Where in the fragment its first sample lies, and its size. Zero bytes when the fragment does
    /// not say so, or says what lies outside of it.
    std::uint64_t first_at = 0;
    std::uint32_t first_bytes = 0;
};

/// One moof and the mdat after it.
struct Mp4Fragment {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t header_size = 0;  ///< moof and the header of mdat.
    std::uint32_t sequence_at = 0;  ///< Where in the fragment its 4-byte sequence number stands.
    std::vector<Mp4Run> runs;
};

/// What stands where in a fragmented MP4.
struct Mp4Layout {
    std::uint64_t init_size = 0;  ///< ftyp and moov.
    std::vector<Mp4TrackFacts> tracks;
    /// What a decoder needs of the video; none when it is neither H.264 nor H.265.
    std::optional<VideoTrack> coding;
    std::vector<Mp4Fragment> fragments;  ///< The whole ones, up to the first that is cut or broken.
    std::uint64_t whole_size = 0;        ///< Up to the end of the last whole fragment.

    [[nodiscard]] const Mp4TrackFacts* track(std::uint32_t id) const;
    /// Of the video track: from zero to the end of the last whole fragment.
    [[nodiscard]] MediaDuration duration() const;
    /// What the fragment holds of the video track; null when nothing.
    [[nodiscard]] const Mp4Run* video_run(const Mp4Fragment& fragment) const;
    /// The last fragment that begins with a key frame at or before the moment, counted from the
    /// file's first frame; the first fragment when there is none.
    [[nodiscard]] std::size_t key_fragment_at(Microseconds moment) const;
};

/// Walks the boxes of a fragmented MP4, without reading the video in it. Bears a file that was cut
/// off anywhere: what is whole is reported. Memory is bounded by the size of the file's headers,
/// and those by 4 MiB each.
/// @source ISO/IEC 14496-12 sections 4.2, 8.8.
/// @error Corrupt  There is no whole ftyp and moov with a video track.   @error Unavailable
Result<Mp4Layout> read_mp4_layout(ByteReader& reader);

/// The key frame that a fragment begins with.
/// @error NotFound  It does not begin with one.   @error Corrupt, Unavailable
Result<Packet> read_key_frame(ByteReader& reader, const Mp4Layout& layout, std::size_t fragment);

/// Ticks of any timescale as 90 kHz, rounded to the nearest.
[[nodiscard]] MediaDuration to_media_duration(std::uint64_t ticks, std::uint32_t timescale);

}  // namespace porchlight::media
