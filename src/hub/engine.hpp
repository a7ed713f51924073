// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/camera_service.hpp"
#include "hub/clip_files.hpp"
#include "hub/recordings_service.hpp"
#include "live/webrtc/server.hpp"
#include "recorder/recorder.hpp"
#include "rt/io_thread.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// All that stands between the cameras and the API: sources, motion, recorder, and the threads they
/// run on.
///
/// Threads, whatever the number of cameras: one moves packets ("media"), one writes clips ("disk",
/// the recorder's), a few decode ("work"). Made, started and stopped on the control thread.
class Engine {
  public:
    struct Parts {
        const Clock& clock;
        Random& random;
        store::Store& store;
        EventFeed& feed;
        rt::asio::any_io_executor control;
        std::string clips_dir;
        std::vector<std::string> video_folders;  ///< Where file:// may read.
        /// Nothing: no WebRTC.
        std::optional<live::WebRtcSettings> webrtc;
    };

    explicit Engine(const Parts& parts);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    Engine(Engine&&) = delete;
    Engine& operator=(Engine&&) = delete;

    /// Mends what a kill has left, then starts every camera.
    /// @error PermissionDenied, Exhausted, Unavailable  The clips folder or the database cannot be
    /// used.
    rt::Task<> start(store::Home home, store::Mode mode);
    /// Ends open clips. Before destruction, also after a failed start.
    rt::Task<> stop();

    /// After `start`.
    [[nodiscard]] CameraService& cameras() { return *cameras_; }
    [[nodiscard]] RecordingsService& recordings() { return *recordings_; }
    [[nodiscard]] ClipFiles& clip_files() { return *clip_files_; }
    [[nodiscard]] recorder::Recorder& recorder() { return *recorder_; }
    [[nodiscard]] rt::asio::any_io_executor media() const { return media_.executor(); }
    [[nodiscard]] const recorder::ClipFolder& folder() const { return recorder_->folder(); }

  private:
    class Teller;
    rt::Task<> start_webrtc();

    Parts parts_;
    rt::IoThread media_{"media"};  // before the workers, who hand it what they found
    rt::WorkerPool pool_;
    sources::SourceFactory factory_;
    std::unique_ptr<Teller> teller_;
    std::unique_ptr<recorder::Recorder> recorder_;
    std::unique_ptr<live::WebRtcServer> webrtc_;
    std::unique_ptr<SessionContext> context_;
    std::unique_ptr<RecordingsService> recordings_;
    std::unique_ptr<ClipFiles> clip_files_;
    std::unique_ptr<CameraService> cameras_;
};

}  // namespace porchlight::hub
