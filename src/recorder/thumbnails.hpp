// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "recorder/parts.hpp"
#include "rt/worker_pool.hpp"
#include "store/types.hpp"

#include <atomic>
#include <cstddef>

namespace porchlight::recorder {

/// Makes the small pictures of clips on the worker pool: 35 to 40 ms of a core for a 1080p key
/// frame. A picture that cannot be made is missing and nothing else. Thread-safe.
class Thumbnails {
  public:
    static constexpr int kWidth = 480;
    static constexpr std::size_t kMostWaiting = 64;

    /// @param pool Must outlive this.
    Thumbnails(const RecorderParts& parts, const rt::WorkerPool& pool)
        : parts_(parts), queue_(pool, kMostWaiting) {}

    /// Writes the picture beside the clip's file and notes it in the row, later.
    void make(store::Clip clip, media::VideoTrack track, media::PacketPtr key_frame);

  private:
    static rt::Task<> note(RecorderParts parts, store::Clip clip);

    RecorderParts parts_;
    rt::WorkQueue queue_;
};

}  // namespace porchlight::recorder
