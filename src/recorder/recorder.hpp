// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recorder/camera_recorder.hpp"
#include "recorder/clip_folder.hpp"
#include "recorder/clip_import.hpp"
#include "recorder/parts.hpp"
#include "recorder/retention.hpp"
#include "recorder/running_time.hpp"
#include "recorder/thumbnails.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/worker_pool.hpp"
#include "store/store.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::recorder {

/// What the recorder needs of the hub; all of it outlives the recorder.
struct RecorderNeeds {
    const Clock* clock = nullptr;
    Random* random = nullptr;
    store::Store* store = nullptr;
    RecorderListener* listener = nullptr;
    const rt::IoThread* media = nullptr;      ///< The thread on which packets arrive.
    const rt::WorkerPool* workers = nullptr;  ///< For thumbnails; null for none.
    std::string clips_folder;
    RetentionRules retention;
};

/// The recording of a home: mends what a kill left, keeps room on the disk, beats its heart, and
/// makes a CameraRecorder for each camera.
///
/// Strand-bound to the media thread. Order of the end: stop and destroy every CameraRecorder, then
/// `stop`; after that it may be destroyed on any other thread.
class Recorder {
  public:
    /// How far a gap "hub_stopped" may begin too early.
    static constexpr std::chrono::seconds kHeartbeat{5};

    /// @error PermissionDenied, Exhausted, Unavailable  The clips folder or the database cannot be
    /// used; the sentence says which.
    static rt::Task<std::unique_ptr<Recorder>> start(RecorderNeeds needs);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    Recorder(Recorder&&) = delete;
    Recorder& operator=(Recorder&&) = delete;

    [[nodiscard]] std::unique_ptr<CameraRecorder> make_camera(CameraId camera,
                                                              RecordingSettings settings);
    [[nodiscard]] Retention& retention() { return *retention_; }
    [[nodiscard]] const ClipFolder& folder() const { return folder_; }
    /// Thread-safe.
    [[nodiscard]] Microseconds running_time() const { return running_->now(); }
    /// Takes clips that were recorded elsewhere.
    [[nodiscard]] ClipImport& clip_import() { return *clip_import_; }
    /// Reads and writes clips here; may block.
    [[nodiscard]] rt::asio::any_io_executor disk() const { return disk_.executor(); }
    /// What a start mended: clips that a kill had left unfinished.
    [[nodiscard]] int recovered_clips() const { return recovered_; }

    rt::Task<> stop();

  private:
    explicit Recorder(RecorderNeeds needs);
    rt::Task<> prepare();
    rt::Task<> recover_clips();
    [[nodiscard]] rt::Task<> end_old_events() const;
    rt::Task<> beat();
    rt::Task<> run_heartbeat();

    RecorderNeeds needs_;
    rt::IoThread disk_{"disk"};
    ClipFolder folder_;
    std::optional<LastRun> last_run_;
    std::unique_ptr<RunningTime> running_;
    std::vector<store::Gap> open_gaps_;
    RecorderParts parts_;
    std::unique_ptr<Retention> retention_;
    std::unique_ptr<Thumbnails> thumbnails_;
    std::unique_ptr<ClipImport> clip_import_;
    std::optional<rt::Job> heartbeat_;
    int recovered_ = 0;
};

}  // namespace porchlight::recorder
