// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "camera/clip_ring.hpp"
#include "rt/task.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace porchlight::camera {

/// The ring of clips, used from the camera's strand: the disk's work is done on a thread that may
/// block. When the disk cannot keep up, the clip ends at what there is. Strand-bound.
class ClipRecorder {
  public:
    /// What waits for the disk at most.
    static constexpr std::size_t kMostWaiting = 600;
    /// On the strand: a clip is finished.
    using OnClip = std::function<void(const KeptClip&)>;

    /// @param ring Touched on `disk` alone from now on.
    ClipRecorder(rt::asio::any_io_executor strand, rt::asio::any_io_executor disk, ClipRing ring,
                 OnClip on_clip);
    /// No calls afterwards; what waits is still written.
    ~ClipRecorder();
    ClipRecorder(const ClipRecorder&) = delete;
    ClipRecorder& operator=(const ClipRecorder&) = delete;
    ClipRecorder(ClipRecorder&&) = delete;
    ClipRecorder& operator=(ClipRecorder&&) = delete;

    /// @param packets What was before (pre-roll); the first is a video key frame.
    void begin(std::int64_t id, UtcTime start, media::Mp4Tracks tracks,
               std::vector<media::PacketPtr> packets);
    void add(const media::PacketPtr& packet);
    void finish();
    [[nodiscard]] bool is_recording() const { return is_recording_; }

    rt::Task<std::vector<KeptClip>> clips();
    rt::Task<std::string> read(std::int64_t id, Bytes offset, std::size_t size);
    rt::Task<> remove(std::int64_t id);
    [[nodiscard]] Bytes used() const;
    [[nodiscard]] Bytes limit() const;

  private:
    struct Shelf;
    std::shared_ptr<Shelf> shelf_;
    bool is_recording_ = false;
};

}  // namespace porchlight::camera
