// SPDX-License-Identifier: Apache-2.0
#include "store/check.hpp"

#include "media/demuxer.hpp"
#include "media/mp4_reader.hpp"
#include "store/recovery.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <unistd.h>

namespace porchlight::store {

namespace {

namespace fs = std::filesystem;

constexpr int kClipsAtATime = 500;

/// One run of the check.
struct Check {
    Store* store;
    std::string folder;
    Repair repair;
    CheckReport report;
    std::set<std::string> known;  ///< Paths that rows name, and their pictures'.

    void found(std::string sentence, bool repaired) {
        report.findings.push_back({std::move(sentence), repaired});
    }
    [[nodiscard]] bool repairs() const { return repair == Repair::On; }
};

std::string picture_of(const std::string& path) {
    return fs::path(path).replace_extension(".jpg").string();
}

std::optional<std::uint64_t> size_of(const std::string& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return error ? std::nullopt : std::optional<std::uint64_t>(size);
}

/// What is wrong with a clip's row, or empty.
std::string fault_of(const Clip& clip, const std::string& path) {
    const auto size = size_of(path);
    if (!size) {
        return fmt::format("Clip {}: its file {} is missing.", clip.id.text(), clip.path);
    }
    if (!clip.end) {
        return fmt::format("Clip {}: the hub stopped while it was being recorded.", clip.id.text());
    }
    if (*size != static_cast<std::uint64_t>(clip.size.count())) {
        return fmt::format("Clip {}: its file has {} bytes instead of {}.", clip.id.text(), *size,
                           clip.size.count());
    }
    return {};
}

rt::Task<> check_clip(Check* check, Clip clip) {
    ++check->report.clips;
    check->known.insert(clip.path);
    check->known.insert(picture_of(clip.path));
    std::string fault = fault_of(clip, check->folder + "/" + clip.path);
    if (fault.empty()) {
        co_return Result<>();
    }
    if (!check->repairs()) {
        check->found(std::move(fault), false);
        co_return Result<>();
    }
    const auto recovered = co_await recover_clip(check->store, check->folder, clip);
    if (recovered && *recovered == Recovered::Finished) {
        fault += " Its entry now says what the file holds.";
    } else if (recovered) {
        fault += " Nothing of it can be played: entry removed.";
        check->known.erase(picture_of(clip.path));
    } else {
        fault += " Not repaired: " + recovered.error().message() + ".";
    }
    check->found(std::move(fault), recovered.has_value());
    co_return Result<>();
}

rt::Task<> check_rows(Check* check) {
    ClipId last;
    for (;;) {
        PL_CO_TRY(std::vector<Clip> clips, co_await check->store->clips_after(last, kClipsAtATime));
        if (clips.empty()) {
            co_return Result<>();
        }
        last = clips.back().id;
        for (Clip& clip : clips) {
            PL_CO_TRY_VOID(co_await check_clip(check, std::move(clip)));
        }
    }
}

/// A row for <camera id>/YYYY/MM/DD/HHMMSS-<clip id>.mp4, as recorder/clip_folder.hpp names files.
Result<Clip> clip_from_file(const std::string& folder, const std::string& path) {
    Clip clip;
    clip.path = path;
    const std::string camera = fs::path(path).begin()->string();
    const std::string stem = fs::path(path).stem().string();
    PL_TRY(clip.camera, CameraId::parse(camera));
    PL_TRY(clip.id, ClipId::parse(stem.substr(stem.find('-') + 1)));
    media::DemuxerSettings settings;
    settings.url = folder + "/" + path;
    PL_TRY(const auto demuxer, media::Demuxer::open(settings));
    const auto& video = demuxer.video();
    if (!video) {
        return Error(ErrorCode::Corrupt, path + " holds no video");
    }
    clip.codec = video->codec;
    clip.picture = video->size;
    clip.audio = demuxer.audio().has_value();
    clip.kind = ClipKind::Continuous;
    // The id holds the time at which the clip was begun (base/ids.hpp).
    clip.start = UtcTime(milliseconds(clip.id.value() >> 20));
    return clip;
}

rt::Task<> adopt(Store* store, std::string folder, std::string path) {
    PL_CO_TRY(const auto end, cut_to_whole_fragments(folder + "/" + path));
    if (!end) {
        co_return Error(ErrorCode::Corrupt, "nothing in it can be played");
    }
    PL_CO_TRY(Clip clip, clip_from_file(folder, path));
    const ClipId id = clip.id;
    const ClipEnd known = *end;
    PL_CO_TRY_VOID(co_await store->begin_clip(std::move(clip)));
    co_return co_await store->finish_clip(id, known);
}

rt::Task<> check_video(Check* check, std::string path) {
    std::string sentence = fmt::format("File {} belongs to no clip.", path);
    if (!check->repairs()) {
        check->found(std::move(sentence), false);
        co_return Result<>();
    }
    const auto adopted = co_await adopt(check->store, check->folder, path);
    sentence += adopted ? " It has been added to the clips."
                        : " It stays where it is: " + adopted.error().message() + ".";
    check->found(std::move(sentence), adopted.has_value());
    if (adopted) {
        check->known.insert(picture_of(path));
    }
    co_return Result<>();
}

void check_picture(Check* check, const std::string& path) {
    const bool removed = check->repairs() && ::unlink((check->folder + "/" + path).c_str()) == 0;
    check->found(fmt::format("Picture {} belongs to no clip.{}", path, removed ? " Removed." : ""),
                 removed);
}

/// Every file below the folder, relative to it, videos before pictures.
std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> videos;
    std::vector<std::string> others;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
        if (it->is_regular_file(error)) {
            const std::string path = it->path().lexically_relative(folder).string();
            (it->path().extension() == ".mp4" ? videos : others).push_back(path);
        }
    }
    videos.insert(videos.end(), others.begin(), others.end());
    return videos;
}

rt::Task<> check_files(Check* check) {
    const std::vector<std::string> files = files_below(check->folder);
    for (const std::string& path : files) {
        ++check->report.files;
        if (check->known.contains(path)) {
            continue;
        }
        const std::string extension = fs::path(path).extension().string();
        if (extension == ".mp4") {
            PL_CO_TRY_VOID(co_await check_video(check, path));
        } else if (extension == ".jpg" || extension == ".new") {
            check_picture(check, path);
        }
    }
    co_return Result<>();
}

}  // namespace

rt::Task<CheckReport> check_store(Store* store, std::string folder, Repair repair) {
    Check check{store, std::move(folder), repair, {}, {}};
    PL_CO_TRY(const std::vector<std::string> damage, co_await store->self_check());
    for (const std::string& fault : damage) {
        check.found("The database is damaged: " + fault, false);
    }
    PL_CO_TRY_VOID(co_await check_rows(&check));
    PL_CO_TRY_VOID(co_await check_files(&check));
    co_return std::move(check.report);
}

}  // namespace porchlight::store
