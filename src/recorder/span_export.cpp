// SPDX-License-Identifier: Apache-2.0
#include "recorder/span_export.hpp"

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <span>
#include <unistd.h>
#include <utility>

namespace porchlight::recorder {

namespace {

using media::ByteVector;
using media::Mp4Fragment;
using media::Mp4Run;

constexpr std::size_t kCopyAtATime = 1U << 20U;
/// All that our writer makes (media/fmp4.hpp).
constexpr std::uint32_t kTimescale = 90000;

void put_number(std::span<std::uint8_t> where, std::uint64_t value) {
    for (std::uint8_t& byte : where | std::views::reverse) {
        byte = static_cast<std::uint8_t>(value);
        value >>= 8U;
    }
}

Microseconds to_time(std::uint64_t ticks) {
    return std::chrono::duration_cast<Microseconds>(media::to_media_duration(ticks, kTimescale));
}

Result<> write_whole(int fd, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0) {
            return errno_error(errno, "cannot write the video");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace

Result<SpanExport> SpanExport::create(const std::string& folder, std::vector<store::Clip> clips,
                                      UtcTime from, UtcTime to) {
    std::erase_if(clips, [&](const auto& clip) {
        return clip.start >= to || (clip.end && *clip.end <= from);
    });
    std::ranges::sort(clips, {}, &store::Clip::start);
    SpanExport video;
    PL_TRY_VOID(video.open_clips(folder, std::move(clips)));
    video.plan(from, to);
    if (video.pieces_.empty()) {
        return Error(ErrorCode::NotFound, "nothing was recorded in that time");
    }
    return video;
}

Result<> SpanExport::open_clips(const std::string& folder, std::vector<store::Clip> clips) {
    for (store::Clip& clip : clips) {
        auto reader = media::FileReader::open(folder + "/" + clip.path);
        if (!reader) {
            continue;  // deleted in the meantime
        }
        auto layout = media::read_mp4_layout(**reader);
        if (!layout || layout->fragments.empty()) {
            continue;  // begun just now
        }
        Part part{std::move(clip), std::move(*reader), std::move(*layout)};
        PL_TRY(const bool fits, matches_first(part));
        if (fits) {
            parts_.push_back(std::move(part));
        } else {
            ++left_out_;
        }
    }
    return {};
}

Result<bool> SpanExport::matches_first(Part& part) {
    const bool ours = std::ranges::all_of(
        part.layout.tracks, [](const auto& track) { return track.timescale == kTimescale; });
    PL_TRY(ByteVector init, part.reader->read(0, static_cast<std::size_t>(part.layout.init_size)));
    if (ours && init_.empty()) {
        init_ = std::move(init);
        size_ = init_.size();
        return true;
    }
    return ours && init == init_;
}

void SpanExport::plan(UtcTime from, UtcTime to) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        // A clip's pre-roll may repeat the end of the clip before.
        const UtcTime next = i + 1 < parts_.size() ? parts_[i + 1].clip.start : to;
        add_fragments(i, from, std::min(next, to));
    }
}

void SpanExport::add_fragments(std::size_t file, UtcTime from, UtcTime until) {
    const Part& part = parts_[file];
    const auto& fragments = part.layout.fragments;
    const std::size_t first = part.layout.key_fragment_at(from - part.clip.start);
    std::int64_t shift = 0;
    bool begun = false;
    for (std::size_t i = first; i < fragments.size(); ++i) {
        const Mp4Run* run = part.layout.video_run(fragments[i]);
        if (run == nullptr) {
            continue;
        }
        const UtcTime start = part.clip.start + to_time(run->decode_time);
        if (begun && start >= until) {
            break;
        }
        if (!std::exchange(begun, true)) {
            shift = duration_.count() - static_cast<std::int64_t>(run->decode_time);
            from_ = pieces_.empty() ? start : from_;
        }
        pieces_.push_back(
            {size_, file, fragments[i], shift, static_cast<std::uint32_t>(pieces_.size() + 1)});
        size_ += fragments[i].size;
        duration_ =
            MediaDuration(static_cast<std::int64_t>(run->decode_time + run->duration) + shift);
    }
}

Result<ByteVector> SpanExport::read(std::uint64_t offset, std::size_t count) {
    if (offset < init_.size()) {
        const auto begin = init_.begin() + static_cast<std::ptrdiff_t>(offset);
        const auto part = std::min<std::uint64_t>(count, init_.size() - offset);
        return ByteVector(begin, begin + static_cast<std::ptrdiff_t>(part));
    }
    if (offset >= size_) {
        return ByteVector();
    }
    const auto next = std::ranges::upper_bound(pieces_, offset, {}, &Piece::offset);
    const Piece& piece = *std::prev(next);
    return read_piece(piece, offset - piece.offset, count);
}

Result<ByteVector> SpanExport::read_piece(const Piece& piece, std::uint64_t at, std::size_t count) {
    const std::uint64_t header_size = piece.source.header_size;
    if (at < header_size) {
        PL_TRY(const ByteVector header, header_of(piece));
        const auto begin = header.begin() + static_cast<std::ptrdiff_t>(at);
        const auto part = std::min<std::uint64_t>(count, header_size - at);
        return ByteVector(begin, begin + static_cast<std::ptrdiff_t>(part));
    }
    const auto part = std::min<std::uint64_t>(count, piece.source.size - at);
    return parts_[piece.file].reader->read(piece.source.offset + at,
                                           static_cast<std::size_t>(part));
}

Result<ByteVector> SpanExport::header_of(const Piece& piece) {
    PL_TRY(ByteVector header,
           parts_[piece.file].reader->read(piece.source.offset, piece.source.header_size));
    const std::span<std::uint8_t> bytes(header);
    put_number(bytes.subspan(piece.source.sequence_at, 4), piece.sequence);
    for (const Mp4Run& run : piece.source.runs) {
        const std::int64_t time = static_cast<std::int64_t>(run.decode_time) + piece.shift;
        put_number(bytes.subspan(run.decode_time_at, run.decode_time_bytes),
                   static_cast<std::uint64_t>(std::max<std::int64_t>(time, 0)));
    }
    return header;
}

Result<> SpanExport::write_to(int fd) {
    for (std::uint64_t at = 0; at < size_;) {
        PL_TRY(const ByteVector bytes, read(at, kCopyAtATime));
        PL_TRY_VOID(write_whole(fd, bytes));
        at += bytes.size();
    }
    return {};
}

}  // namespace porchlight::recorder
