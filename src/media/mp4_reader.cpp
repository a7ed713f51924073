// SPDX-License-Identifier: Apache-2.0
#include "media/mp4_reader.hpp"

#include "media/mp4_boxes.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::media {

namespace {

using mp4::Box;
using mp4::child;
using mp4::children;
using mp4::Cursor;
using mp4::fourcc;

/// Far above what we write: a moof of a second has a few kilobytes.
constexpr std::uint64_t kMostHeader = 4ULL << 20U;
constexpr std::size_t kMostFragments = 1U << 20U;

/// A box of the file itself: only its header has been read.
struct FileBox {
    std::uint32_t type = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint32_t header = 8;
};

/// Empty at the end of the file, or where a box is cut off.
Result<std::optional<FileBox>> box_at(ByteReader& reader, std::uint64_t offset) {
    const std::uint64_t left = reader.size() - offset;
    if (left < 8) {
        return std::optional<FileBox>();
    }
    PL_TRY(const ByteVector bytes, reader.read(offset, left < 16 ? 8 : 16));
    Cursor cursor{ByteSpan(bytes)};
    FileBox box;
    box.offset = offset;
    box.size = cursor.u32();
    box.type = cursor.u32();
    if (box.size == 1) {
        box.size = cursor.number(8);
        box.header = 16;
    }
    if (cursor.failed() || box.size < box.header || box.size > left) {
        return std::optional<FileBox>();
    }
    return std::optional(box);
}

Result<ByteVector> body_of(ByteReader& reader, const FileBox& box) {
    if (box.size - box.header > kMostHeader) {
        return Error(ErrorCode::Corrupt, "a header in the video file is impossibly large");
    }
    return reader.read(box.offset + box.header, static_cast<std::size_t>(box.size - box.header));
}

/// The defaults of a track fragment header. @source section 8.8.7.
struct TrackFragmentHeader {
    std::uint32_t track = 0;
    std::uint32_t duration = 0;
    std::uint32_t size = 0;
    std::uint32_t flags = 0;
};

TrackFragmentHeader parse_tfhd(ByteSpan body) {
    Cursor cursor(body);
    TrackFragmentHeader header;
    const std::uint32_t present = cursor.u32();
    header.track = cursor.u32();
    cursor.skip((present & 1U) != 0 ? 8 : 0);
    cursor.skip((present & 2U) != 0 ? 4 : 0);
    header.duration = (present & 8U) != 0 ? cursor.u32() : 0;
    header.size = (present & 0x10U) != 0 ? cursor.u32() : 0;
    header.flags = (present & 0x20U) != 0 ? cursor.u32() : 0;
    return header;
}

/// A field that is there only if its flag is.
std::uint32_t field(Cursor& cursor, std::uint32_t is_there, std::uint32_t otherwise) {
    return is_there != 0 ? cursor.u32() : otherwise;
}

constexpr std::uint32_t kSampleDuration = 0x100;
constexpr std::uint32_t kSampleSize = 0x200;
constexpr std::uint32_t kSampleFlags = 0x400;
constexpr std::uint32_t kSampleOffset = 0x800;

std::size_t bytes_of_a_sample(std::uint32_t present) {
    const std::uint32_t fields =
        present & (kSampleDuration | kSampleSize | kSampleFlags | kSampleOffset);
    return std::size_t{4} * static_cast<std::size_t>(std::popcount(fields));
}

/// Adds one `trun` to a run. @source section 8.8.8. @return False when it is broken.
bool add_trun(ByteSpan body, const TrackFragmentHeader& defaults, Mp4Run* run) {
    constexpr std::uint32_t kNotSync = 0x10000;
    Cursor cursor(body);
    const std::uint32_t present = cursor.u32() & 0xFFFFFFU;
    const std::uint32_t count = cursor.u32();
    const std::uint32_t data_at = field(cursor, present & 1U, 0);
    std::uint32_t first_flags = field(cursor, present & 4U, defaults.flags);
    const std::size_t sample_size = bytes_of_a_sample(present);
    if (cursor.failed() || std::uint64_t{count} * sample_size > cursor.left()) {
        return false;
    }
    for (std::uint32_t i = 0; i < count && sample_size > 0; ++i) {
        run->duration += field(cursor, present & kSampleDuration, defaults.duration);
        const std::uint32_t size = field(cursor, present & kSampleSize, defaults.size);
        if (run->samples == 0 && i == 0) {
            run->first_at = data_at;
            run->first_bytes = size;
        }
        const std::uint32_t flags = field(cursor, present & kSampleFlags, first_flags);
        static_cast<void>(field(cursor, present & kSampleOffset, 0));
        first_flags = i == 0 ? flags : first_flags;
    }
    if (sample_size == 0) {
        run->duration += std::uint64_t{count} * defaults.duration;
    }
    if (run->samples == 0) {
        run->first = (first_flags & kNotSync) == 0 ? FrameKind::Key : FrameKind::Delta;
    }
    run->samples += count;
    return true;
}

std::optional<Mp4Run> parse_traf(const Box& traf) {
    const auto tfhd = child(traf.body, fourcc("tfhd"));
    const auto tfdt = child(traf.body, fourcc("tfdt"));
    if (!tfhd || !tfdt) {
        return std::nullopt;
    }
    const TrackFragmentHeader header = parse_tfhd(tfhd->body);
    Mp4Run run;
    run.track = header.track;
    Cursor time(tfdt->body);
    run.decode_time_bytes = time.u32() >> 24U == 1 ? 8 : 4;
    run.decode_time_at = static_cast<std::uint32_t>(traf.body_at + tfdt->body_at + 4);
    run.decode_time = time.number(run.decode_time_bytes);
    bool good = !time.failed();
    for (const Box& box : children(traf.body)) {
        if (box.type == fourcc("trun")) {
            good = good && add_trun(box.body, header, &run);
        }
    }
    return good ? std::optional(run) : std::nullopt;
}

std::optional<Mp4Fragment> parse_moof(const FileBox& box, ByteSpan body) {
    const auto mfhd = child(body, fourcc("mfhd"));
    if (!mfhd || mfhd->body.size() < 8) {
        return std::nullopt;
    }
    Mp4Fragment fragment;
    fragment.offset = box.offset;
    fragment.sequence_at = static_cast<std::uint32_t>(box.header + mfhd->body_at + 4);
    for (const Box& traf : children(body)) {
        if (traf.type != fourcc("traf")) {
            continue;
        }
        auto run = parse_traf(traf);
        if (!run) {
            return std::nullopt;
        }
        run->decode_time_at += box.header;
        fragment.runs.push_back(*run);
    }
    return fragment.runs.empty() ? std::nullopt : std::optional(fragment);
}

/// The moof at `box` with its mdat; empty when either is cut off or broken.
Result<std::optional<Mp4Fragment>> read_fragment(ByteReader& reader, const FileBox& box) {
    PL_TRY(const auto mdat, box_at(reader, box.offset + box.size));
    if (!mdat || mdat->type != fourcc("mdat") || box.size > kMostHeader) {
        return std::optional<Mp4Fragment>();
    }
    PL_TRY(const ByteVector body, body_of(reader, box));
    auto fragment = parse_moof(box, body);
    if (fragment) {
        fragment->size = box.size + mdat->size;
        fragment->header_size = static_cast<std::uint32_t>(box.size + mdat->header);
        for (Mp4Run& run : fragment->runs) {
            if (run.first_at < fragment->header_size ||
                run.first_at + run.first_bytes > fragment->size) {
                run.first_bytes = 0;
            }
        }
    }
    return fragment;
}

Result<> read_moov(ByteReader& reader, const FileBox& box, Mp4Layout* layout) {
    PL_TRY(const ByteVector body, body_of(reader, box));
    for (const Box& part : children(body)) {
        const auto track = part.type == fourcc("trak") ? mp4::parse_track(part.body) : std::nullopt;
        if (track) {
            layout->tracks.push_back(*track);
            layout->coding = layout->coding ? layout->coding : mp4::parse_video(part.body);
        }
    }
    return {};
}

/// Reads up to and with the moov. @return Where the next box begins.
Result<std::uint64_t> read_init(ByteReader& reader, Mp4Layout* layout) {
    std::uint64_t at = 0;
    for (;;) {
        PL_TRY(const auto box, box_at(reader, at));
        if (!box || box->type == fourcc("moof") || box->type == fourcc("mdat")) {
            return Error(ErrorCode::Corrupt, "the video file was cut off before its first frame");
        }
        at += box->size;
        if (box->type == fourcc("moov")) {
            PL_TRY_VOID(read_moov(reader, *box, layout));
            return at;
        }
    }
}

const Mp4TrackFacts* video_track(const Mp4Layout& layout) {
    const auto video = std::ranges::find(layout.tracks, TrackKind::Video, &Mp4TrackFacts::kind);
    return video == layout.tracks.end() ? nullptr : &*video;
}

}  // namespace

Result<std::unique_ptr<FileReader>> FileReader::open(const std::string& path) {
    PL_TRY(UniqueFd fd, open_file(path, O_RDONLY));
    struct stat info{};
    if (::fstat(fd.get(), &info) != 0) {
        return errno_error(errno, "cannot look at " + path);
    }
    return std::make_unique<FileReader>(std::move(fd), path,
                                        static_cast<std::uint64_t>(info.st_size));
}

Result<ByteVector> FileReader::read(std::uint64_t offset, std::size_t count) {
    ByteVector bytes(count);
    std::size_t done = 0;
    while (done < count) {
        const ssize_t n = ::pread(fd_.get(), bytes.data() + done, count - done,
                                  static_cast<off_t>(offset + done));
        if (n < 0) {
            return errno_error(errno, "cannot read " + path_);
        }
        if (n == 0) {
            return Error(ErrorCode::Corrupt, path_ + " is shorter than it should be");
        }
        done += static_cast<std::size_t>(n);
    }
    return bytes;
}

Result<ByteVector> SpanReader::read(std::uint64_t offset, std::size_t count) {
    if (offset > bytes_.size() || count > bytes_.size() - offset) {
        return Error(ErrorCode::Corrupt, "the video is shorter than it should be");
    }
    const auto part = bytes_.subspan(static_cast<std::size_t>(offset), count);
    return ByteVector(part.begin(), part.end());
}

const Mp4TrackFacts* Mp4Layout::track(std::uint32_t id) const {
    const auto found = std::ranges::find(tracks, id, &Mp4TrackFacts::id);
    return found == tracks.end() ? nullptr : &*found;
}

MediaDuration Mp4Layout::duration() const {
    const Mp4TrackFacts* video = video_track(*this);
    std::uint64_t end = 0;
    for (const Mp4Fragment& fragment : fragments) {
        for (const Mp4Run& run : fragment.runs) {
            if (video != nullptr && run.track == video->id) {
                end = std::max(end, run.decode_time + run.duration);
            }
        }
    }
    return video == nullptr ? MediaDuration{} : to_media_duration(end, video->timescale);
}

const Mp4Run* Mp4Layout::video_run(const Mp4Fragment& fragment) const {
    const Mp4TrackFacts* video = video_track(*this);
    const auto found = std::ranges::find_if(fragment.runs, [&](const Mp4Run& run) {
        return video != nullptr && run.track == video->id;
    });
    return found == fragment.runs.end() ? nullptr : &*found;
}

std::size_t Mp4Layout::key_fragment_at(Microseconds moment) const {
    const Mp4TrackFacts* video = video_track(*this);
    std::size_t found = 0;
    for (std::size_t i = 0; i < fragments.size(); ++i) {
        const Mp4Run* run = video_run(fragments[i]);
        if (run != nullptr && run->first == FrameKind::Key &&
            to_media_duration(run->decode_time, video->timescale) <= moment) {
            found = i;
        }
    }
    return found;
}

Result<Packet> read_key_frame(ByteReader& reader, const Mp4Layout& layout, std::size_t fragment) {
    const Mp4Run* run =
        fragment < layout.fragments.size() ? layout.video_run(layout.fragments[fragment]) : nullptr;
    if (run == nullptr || run->first != FrameKind::Key || run->first_bytes == 0) {
        return Error(ErrorCode::NotFound, "no key frame stands there");
    }
    Packet packet;
    packet.kind = FrameKind::Key;
    PL_TRY(packet.data,
           reader.read(layout.fragments[fragment].offset + run->first_at, run->first_bytes));
    return packet;
}

Result<Mp4Layout> read_mp4_layout(ByteReader& reader) {
    Mp4Layout layout;
    PL_TRY(std::uint64_t at, read_init(reader, &layout));
    if (video_track(layout) == nullptr) {
        return Error(ErrorCode::Corrupt, "the video file has no video track");
    }
    layout.init_size = at;
    layout.whole_size = at;
    while (layout.fragments.size() < kMostFragments) {
        PL_TRY(const auto box, box_at(reader, at));
        if (!box) {
            break;
        }
        if (box->type != fourcc("moof")) {
            at += box->size;
            continue;
        }
        PL_TRY(auto fragment, read_fragment(reader, *box));
        if (!fragment) {
            break;
        }
        at = fragment->offset + fragment->size;
        layout.whole_size = at;
        layout.fragments.push_back(std::move(*fragment));
    }
    return layout;
}

MediaDuration to_media_duration(std::uint64_t ticks, std::uint32_t timescale) {
    constexpr std::uint64_t kPerSecond = 90000;
    const std::uint64_t seconds = ticks / timescale;
    const std::uint64_t rest = ticks % timescale;
    // A broken file may claim any time; a clip of more than a thousand years is not worth an
    // overflow.
    const std::uint64_t bounded = std::min<std::uint64_t>(seconds, 1ULL << 35U);
    return MediaDuration(static_cast<std::int64_t>(
        bounded * kPerSecond + (rest * kPerSecond + timescale / 2) / timescale));
}

}  // namespace porchlight::media
