// SPDX-License-Identifier: Apache-2.0
#include "recorder/clip_import.hpp"

#include "base/fd.hpp"
#include "base/log.hpp"
#include "media/demuxer.hpp"
#include "recorder/clip_folder.hpp"
#include "recorder/running_time.hpp"
#include "recorder/thumbnails.hpp"
#include "rt/launch.hpp"
#include "store/recovery.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace porchlight::recorder {

namespace {

/// A clip begins with a key frame; one that does not show one soon has none.
constexpr int kMostFramesBeforeKey = 600;

Result<Bytes> size_of(const UniqueFd& file) {
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) {
        return errno_error(errno, "cannot look at a clip that is coming in");
    }
    return Bytes(status.st_size);
}

Result<> write_at(const UniqueFd& file, Bytes offset, std::string_view bytes) {
    auto at = static_cast<off_t>(offset.count());
    while (!bytes.empty()) {
        const auto written = ::pwrite(file.get(), bytes.data(), bytes.size(), at);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return errno_error(errno, "cannot write a clip that is coming in");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
        at += written;
    }
    return {};
}

Result<> make_folder_of(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    return error ? Result<>(errno_error(error.value(), "cannot make the folder of " + path))
                 : Result<>();
}

Result<> sync(const std::string& path, int flags) {
    PL_TRY(const UniqueFd file, open_file(path, flags));
    return ::fsync(file.get()) == 0 ? Result<>() : errno_error(errno, "cannot sync " + path);
}

}  // namespace

/// What a file that has come in holds.
struct ClipImport::Found {
    store::ClipEnd end;
    media::VideoTrack track;
    media::PacketPtr key_frame;
    bool has_audio = false;
};

/// Its tracks and its first key frame.
Result<ClipImport::Found> ClipImport::first_picture(const std::string& path) {
    media::DemuxerSettings settings;
    settings.url = path;
    settings.format = "mp4";
    PL_TRY(auto demuxer, media::Demuxer::open(settings));
    Found found;
    found.track = demuxer.video().value_or(media::VideoTrack());
    found.has_audio = demuxer.audio().has_value();
    for (int i = 0; i < kMostFramesBeforeKey; ++i) {
        PL_TRY(auto packet, demuxer.read());
        if (!packet) {
            break;
        }
        if (packet->track == media::TrackKind::Video && packet->kind == media::FrameKind::Key) {
            found.key_frame = std::make_shared<const media::Packet>(std::move(*packet));
            return found;
        }
    }
    return Error(ErrorCode::Corrupt, "there is no picture in it");
}

std::string ClipImport::part_path(ClipId id) const {
    return fmt::format("{}/incoming/{}.part", parts_.folder->root(), id.text());
}

void ClipImport::forget_old(const ClipFolder& folder, UtcTime now) {
    std::error_code error;
    for (std::filesystem::directory_iterator it(folder.root() + "/incoming", error), end;
         !error && it != end; it.increment(error)) {
        struct stat status{};
        const bool is_old = ::stat(it->path().c_str(), &status) == 0 &&
                            UtcTime(std::chrono::seconds(status.st_mtim.tv_sec)) < now - kWaits;
        if (is_old && it->path().extension() == ".part" && ::unlink(it->path().c_str()) != 0) {
            log::warning("recorder", "cannot delete {}", it->path().string());
        }
    }
}

Result<Bytes> ClipImport::received(ClipId id) const {
    const auto file = open_file(part_path(id), O_RDONLY);
    if (!file) {
        return file.error().code() == ErrorCode::NotFound ? Result(Bytes(0))
                                                          : Result<Bytes>(file.error());
    }
    return size_of(*file);
}

Result<> ClipImport::append(ClipId id, Bytes offset, std::string_view bytes) const {
    const std::string path = part_path(id);
    PL_TRY_VOID(make_folder_of(path));
    PL_TRY(const UniqueFd file, open_file(path, O_WRONLY | O_CREAT, 0640));
    PL_TRY(const Bytes here, size_of(file));
    if (offset != here) {
        return Error(ErrorCode::InvalidArgument,
                     fmt::format("a piece of a clip begins at {} where {} was to come",
                                 offset.count(), here.count()));
    }
    if (offset.count() + static_cast<std::int64_t>(bytes.size()) > kLargest.count()) {
        return Error(ErrorCode::InvalidArgument, "a clip is larger than one may be");
    }
    return write_at(file, offset, bytes);
}

Result<> ClipImport::drop(ClipId id) const {
    const std::string path = part_path(id);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
        return errno_error(errno, "cannot delete " + path);
    }
    return {};
}

Result<ClipImport::Found> ClipImport::look(ClipId id) const {
    const std::string path = part_path(id);
    PL_TRY(const auto end, store::cut_to_whole_fragments(path));
    if (!end) {
        PL_TRY_VOID(drop(id));
        return Error(ErrorCode::Corrupt, "there is no video in a clip that a camera kept");
    }
    auto found = first_picture(path);
    if (!found && found.error().code() != ErrorCode::Unavailable) {
        PL_TRY_VOID(drop(id));
        return Error(ErrorCode::Corrupt,
                     "a clip that a camera kept cannot be used: " + found.error().message());
    }
    if (found) {
        found->end = *end;
    }
    return found;
}

Result<> ClipImport::move_in(const store::Clip& clip) const {
    const std::string from = part_path(clip.id);
    const std::string to = parts_.folder->full_path(clip);
    PL_TRY_VOID(make_folder_of(to));
    PL_TRY_VOID(sync(from, O_RDONLY));
    if (::rename(from.c_str(), to.c_str()) != 0) {
        return errno_error(errno, "cannot move a clip to " + to);
    }
    return sync(std::filesystem::path(to).parent_path(), O_RDONLY | O_DIRECTORY);
}

/// The row comes before the file has its place, so that a kill between the two leaves a row that
/// the next start removes, and the part, which is taken in again.
rt::Task<> ClipImport::write_rows(store::Clip clip) {
    store::Event event;
    event.id = clip.event;
    event.camera = clip.camera;
    event.kind =
        clip.kind == store::ClipKind::Ring ? store::EventKind::Ring : store::EventKind::Motion;
    event.start = clip.start;
    event.end = clip.end;
    const auto begun_event = co_await parts_.store->begin_event(event);
    if (!begun_event && begun_event.error().code() != ErrorCode::AlreadyExists) {
        co_return begun_event;
    }
    PL_CO_TRY_VOID(co_await parts_.store->update_event(event.id, event.end, 0));
    parts_.listener->on_event(event);
    store::Clip row = clip;
    row.end.reset();
    auto beginning = parts_.store->begin_clip(std::move(row));
    const auto begun = co_await std::move(beginning);
    if (!begun && begun.error().code() != ErrorCode::AlreadyExists) {
        co_return begun;
    }
    auto moving = [this, clip] { return move_in(clip); };
    PL_CO_TRY_VOID(co_await rt::offload(parts_.disk, std::move(moving)));
    co_return co_await parts_.store->finish_clip(clip.id, {clip.duration, clip.size, 0});
}

rt::Task<store::Clip> ClipImport::take_in(store::Clip clip) {
    const auto known = co_await parts_.store->clip(clip.id);
    if (known && known->camera != clip.camera) {
        co_return Error(ErrorCode::AlreadyExists, "another camera has a clip with this id");
    }
    if (known && known->end) {
        co_return known;  // it had come in, and the camera had not heard of it
    }
    auto looking = [this, id = clip.id] { return look(id); };
    PL_CO_TRY(const Found found, co_await rt::offload(parts_.disk, std::move(looking)));
    clip.event = EventId(clip.id.value());
    clip.duration = found.end.duration;
    clip.size = found.end.size;
    clip.end = clip.start + std::chrono::duration_cast<Microseconds>(clip.duration);
    clip.picture = found.track.size;
    clip.codec = found.track.codec;
    clip.audio = found.has_audio;
    clip.recorded = parts_.running->now();
    clip.path = ClipFolder::path_for(clip);
    auto writing = write_rows(clip);
    PL_CO_TRY_VOID(co_await std::move(writing));
    PL_CO_TRY(const store::Clip kept, co_await parts_.store->clip(clip.id));
    parts_.listener->on_clip(kept);
    if (parts_.thumbnails != nullptr) {
        parts_.thumbnails->make(kept, found.track, found.key_frame);
    }
    co_return kept;
}

}  // namespace porchlight::recorder
