// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "media/mp4_reader.hpp"
#include "store/types.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::recorder {

/// One MP4 made of the clips of one camera over a span of time, put together while it is read: no
/// frame is copied before somebody asks for it, and any part can be read, as HTTP ranges need.
///
/// It begins at the key frame at or before the span. Where nothing was recorded the video goes on
/// with what comes next. Clips with another picture size or codec than the first are left out.
/// Thread-bound; everything blocks: use it on the disk thread or one of its own.
class SpanExport {
  public:
    /// @param folder The clips folder.   @param clips Of one camera; unfinished ones are read as
    /// far as they are on the disk.   @error NotFound  Nothing is kept of that span.
    /// @error Unavailable  The disk failed.
    static Result<SpanExport> create(const std::string& folder, std::vector<store::Clip> clips,
                                     UtcTime from, UtcTime to);

    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// The wall clock of its first frame.
    [[nodiscard]] UtcTime from() const { return from_; }
    [[nodiscard]] MediaDuration duration() const { return duration_; }
    /// How many clips were left out because their picture is of another kind.
    [[nodiscard]] int left_out() const { return left_out_; }

    /// At most `count` bytes from `offset` on; fewer at the end of a piece, none at the end.
    /// @error Unavailable, Corrupt  A clip was deleted or damaged in the meantime.
    Result<media::ByteVector> read(std::uint64_t offset, std::size_t count);
    /// All of it into a file. @error Exhausted  The disk is full.
    Result<> write_to(int fd);

  private:
    /// A fragment of a clip as it stands in the export.
    struct Piece {
        std::uint64_t offset = 0;  ///< In the export.
        std::size_t file = 0;
        media::Mp4Fragment source;
        std::int64_t shift = 0;  ///< Added to its decode times.
        std::uint32_t sequence = 0;
    };
    /// A clip's file, and the part of it that is wanted.
    struct Part {
        store::Clip clip;
        std::unique_ptr<media::FileReader> reader;
        media::Mp4Layout layout;
    };

    SpanExport() = default;
    Result<> open_clips(const std::string& folder, std::vector<store::Clip> clips);
    Result<bool> matches_first(Part& part);
    void plan(UtcTime from, UtcTime to);
    void add_fragments(std::size_t file, UtcTime from, UtcTime until);
    Result<media::ByteVector> read_piece(const Piece& piece, std::uint64_t at, std::size_t count);
    Result<media::ByteVector> header_of(const Piece& piece);

    std::vector<Part> parts_;
    media::ByteVector init_;
    std::vector<Piece> pieces_;
    std::uint64_t size_ = 0;
    UtcTime from_;
    MediaDuration duration_{};
    int left_out_ = 0;
};

}  // namespace porchlight::recorder
