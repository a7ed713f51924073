// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "sources/rtsp/automatic_source.hpp"
#include "sources/source.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::sources {

struct SourceRequest {
    /// rtsp://, rtsps://, scene://, file:///path, or /dev/videoN.
    Secret url;
    /// Of an RTSP camera.
    RtspClient client = RtspClient::Automatic;
    RtspTransport transport = RtspTransport::Automatic;
    /// Of /dev/videoN, where its pictures are encoded; see `is_encoder_choice`.
    std::string encoder = "auto";
};

/// Makes the source for an address. Thread-safe.
class SourceFactory {
  public:
    /// @param clock Outlives the factory and its sources.
    /// @param video_folders Where file:// may read; from the hub's configuration, never from a
    /// camera's settings.
    SourceFactory(const Clock& clock, std::vector<std::string> video_folders);

    /// @error InvalidArgument  The address cannot be used; the sentence says what to correct.
    /// @error PermissionDenied  A file outside the folders that hub.toml allows.
    [[nodiscard]] Result<std::unique_ptr<Source>> make(const SourceRequest& request) const;

  private:
    [[nodiscard]] Result<std::unique_ptr<Source>> make_file(const std::string& path) const;

    const Clock& clock_;
    /// When every scene's timetable begins, so that a scene's main and sub-stream show the same.
    MonotonicTime started_;
    std::vector<std::string> video_folders_;
};

/// The address without its password, as it may be shown. An address we cannot read is shown up to
/// its scheme.
[[nodiscard]] std::string redacted_url(const Secret& url);

}  // namespace porchlight::sources
