// SPDX-License-Identifier: Apache-2.0
#include "sources/factory.hpp"

#include "net/url.hpp"
#include "sources/file/file_source.hpp"
#include "sources/scene/scene_source.hpp"
#include "sources/v4l2/v4l2_source.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr std::string_view kFile = "file://";
constexpr std::string_view kDevice = "/dev/video";
constexpr std::string_view kScene = "scene://";

bool is_device(std::string_view url) {
    return url.starts_with(kDevice) && url.size() > kDevice.size() &&
           url.size() <= kDevice.size() + 3 &&
           std::ranges::all_of(url.substr(kDevice.size()),
                               [](char c) { return c >= '0' && c <= '9'; });
}

bool is_rtsp(std::string_view url) {
    return url.starts_with("rtsp://") || url.starts_with("rtsps://");
}

}  // namespace

SourceFactory::SourceFactory(const Clock& clock, std::vector<std::string> video_folders)
    : clock_(clock), started_(clock.monotonic_now()), video_folders_(std::move(video_folders)) {}

Result<std::unique_ptr<Source>> SourceFactory::make(const SourceRequest& request) const {
    const std::string& url = request.url.reveal();
    if (is_rtsp(url)) {
        PL_TRY(auto address, net::CameraUrl::parse(url));
        RtspSettings settings(std::move(address));
        settings.transport = request.transport;
        return make_camera_source(std::move(settings), request.client, clock_);
    }
    if (url.starts_with(kScene)) {
        PL_TRY(auto options, scene::parse_scene_url(url));
        return make_scene_source(std::move(options), clock_, started_);
    }
    if (url.starts_with(kFile)) {
        return make_file(url.substr(kFile.size()));
    }
    if (is_device(url)) {
        return make_v4l2_source({.path = url, .encoder = request.encoder}, clock_);
    }
    return Error(ErrorCode::InvalidArgument,
                 "A camera's address begins with rtsp:// or rtsps://, or it is /dev/video0 for a "
                 "camera plugged into this machine, or "
                 "scene://porch for a drawn one.");
}

Result<std::unique_ptr<Source>> SourceFactory::make_file(const std::string& path) const {
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);
    if (error) {
        return Error(ErrorCode::NotFound, "There is no video file " + path);
    }
    for (const std::string& folder : video_folders_) {
        const auto allowed = std::filesystem::canonical(folder, error);
        const auto mismatch = std::ranges::mismatch(allowed, real);
        if (!error && mismatch.in1 == allowed.end()) {
            return make_file_source(real.string(), clock_);
        }
    }
    return Error(
        ErrorCode::PermissionDenied,
        "Video files are played only from folders that hub.toml names under video_folders; " +
            path + " is in none of them.");
}

std::string redacted_url(const Secret& url) {
    if (!is_rtsp(url.reveal())) {
        return url.reveal();
    }
    const auto parsed = net::CameraUrl::parse(url.reveal());
    return parsed ? parsed->redacted() : url.reveal().substr(0, url.reveal().find("://") + 3);
}

}  // namespace porchlight::sources
