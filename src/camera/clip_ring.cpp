// SPDX-License-Identifier: Apache-2.0
#include "camera/clip_ring.hpp"

#include "base/fd.hpp"
#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace porchlight::camera {

namespace {

constexpr std::string_view kOpenEnd = ".open.mp4";
constexpr std::string_view kEnd = ".mp4";

std::int64_t milliseconds_of(UtcTime time) {
    return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

/// A clip by its file's name; nothing for a file of somebody else's.
std::optional<KeptClip> clip_named(std::string_view name) {
    const bool is_open = name.ends_with(kOpenEnd);
    if (!is_open && !name.ends_with(kEnd)) {
        return std::nullopt;
    }
    name.remove_suffix(is_open ? kOpenEnd.size() : kEnd.size());
    const auto id = net::parse_number<std::int64_t>(net::take_until(name, '-'));
    const auto start = net::parse_number<std::int64_t>(net::take_until(name, '-'));
    const auto duration = is_open ? 0 : net::parse_number<std::int64_t>(name);
    if (!id || !start || !duration || *id <= 0 || *duration < 0 || (is_open && !name.empty())) {
        return std::nullopt;
    }
    return KeptClip{*id, UtcTime(std::chrono::milliseconds(*start)),
                    std::chrono::milliseconds(*duration), Bytes()};
}

}  // namespace

std::string ClipRing::path_of(const KeptClip& clip) const {
    return fmt::format("{}/{}-{}-{}{}", folder_, clip.id, milliseconds_of(clip.start),
                       clip.duration.count(), kEnd);
}

std::string ClipRing::open_path_of(const KeptClip& clip) const {
    return fmt::format("{}/{}-{}{}", folder_, clip.id, milliseconds_of(clip.start), kOpenEnd);
}

Result<ClipRing> ClipRing::open(std::string folder, Bytes limit) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return errno_error(error.value(), "cannot make the folder " + folder);
    }
    ClipRing ring(std::move(folder), limit);
    PL_TRY_VOID(ring.find_clips());
    PL_TRY_VOID(ring.make_room(Bytes()));  // the limit may have become smaller
    return ring;
}

Result<> ClipRing::find_clips() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        const std::string name = entry.path().filename().string();
        auto clip = clip_named(name);
        if (!clip) {
            continue;
        }
        std::error_code ignored;
        clip->size = Bytes(static_cast<std::int64_t>(entry.file_size(ignored)));
        if (name.ends_with(kOpenEnd)) {
            std::filesystem::rename(entry.path(), path_of(*clip), ignored);
        }
        clips_.push_back(*clip);
    }
    if (error) {
        return errno_error(error.value(), "cannot read the folder " + folder_);
    }
    std::ranges::sort(clips_, {}, [](const KeptClip& clip) { return clip.id; });
    return {};
}

Bytes ClipRing::used() const {
    Bytes sum = open_ ? open_->file.size() : Bytes();
    for (const KeptClip& clip : clips_) {
        sum += clip.size;
    }
    return sum;
}

Result<> ClipRing::begin(std::int64_t id, UtcTime start, const media::Mp4Tracks& tracks) {
    if (open_) {
        return Error(ErrorCode::FailedPrecondition, "A clip is being recorded already.");
    }
    PL_TRY(const media::ByteVector init, media::make_init_segment(tracks));
    const KeptClip clip{id, start, {}, {}};
    PL_TRY(auto file, recorder::ClipFile::create(open_path_of(clip), init));
    open_.emplace(Open{clip, std::move(file), recorder::FragmentCutter(tracks), {}, {}});
    return {};
}

Result<> ClipRing::add(const media::PacketPtr& packet) {
    if (!open_) {
        return Error(ErrorCode::FailedPrecondition, "No clip is being recorded.");
    }
    if (!open_->first) {
        open_->first = packet->dts;
    }
    auto fragment = open_->cutter.add(packet);
    return fragment ? append(*open_, std::move(*fragment)) : Result<>();
}

Result<> ClipRing::append(Open& open, recorder::CutFragment fragment) {
    const Bytes size(static_cast<std::int64_t>(fragment.fragment.size()));
    PL_TRY_VOID(make_room(size));
    std::vector<media::Fragment> fragments;
    fragments.push_back(std::move(fragment.fragment));
    PL_TRY_VOID(open.file.append(fragments));
    open.end = fragment.end;
    return {};
}

Result<> ClipRing::make_room(Bytes size) {
    while (used() + size > limit_) {
        if (clips_.empty()) {
            return Error(ErrorCode::Exhausted, "One clip alone fills the camera's memory.");
        }
        PL_TRY_VOID(remove(clips_.front().id));
        ++lost_;
    }
    return {};
}

Result<std::optional<KeptClip>> ClipRing::finish() {
    if (!open_) {
        return Error(ErrorCode::FailedPrecondition, "No clip is being recorded.");
    }
    Result<> appended;
    if (auto rest = open_->cutter.finish(std::nullopt)) {
        appended = append(*open_, std::move(*rest));
    }
    Open closed = std::move(*open_);
    open_.reset();
    const std::string path = open_path_of(closed.clip);
    if (!closed.first || closed.end <= *closed.first) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        return appended ? Result(std::optional<KeptClip>()) : appended.error();
    }
    KeptClip& clip = closed.clip;
    clip.duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(closed.end - *closed.first);
    clip.size = closed.file.size();
    std::error_code error;
    std::filesystem::rename(path, path_of(clip), error);
    if (error) {
        return errno_error(error.value(), "cannot finish " + path);
    }
    clips_.push_back(clip);
    return std::optional(clip);
}

Result<std::string> ClipRing::read(std::int64_t id, Bytes offset, std::size_t size) const {
    const auto clip = std::ranges::find(clips_, id, &KeptClip::id);
    if (clip == clips_.end()) {
        return Error(ErrorCode::NotFound, "The camera has no such clip any more.");
    }
    const std::string path = path_of(*clip);
    PL_TRY(const UniqueFd file, open_file(path, O_RDONLY));
    std::string bytes(size, '\0');
    const ssize_t count = ::pread(file.get(), bytes.data(), bytes.size(), offset.count());
    if (count < 0) {
        return errno_error(errno, "cannot read " + path);
    }
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

Result<> ClipRing::remove(std::int64_t id) {
    const auto clip = std::ranges::find(clips_, id, &KeptClip::id);
    if (clip == clips_.end()) {
        return {};
    }
    std::error_code error;
    std::filesystem::remove(path_of(*clip), error);
    if (error) {
        return errno_error(error.value(), "cannot remove " + path_of(*clip));
    }
    clips_.erase(clip);
    return {};
}

}  // namespace porchlight::camera
