// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "recorder/parts.hpp"
#include "rt/gate.hpp"
#include "rt/worker_pool.hpp"
#include "store/types.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace porchlight::recorder {

/// Makes the small pictures of clips on the worker pool: 35 to 40 ms of a core for a 1080p key
/// frame. A picture that cannot be made is missing and nothing else.
///
/// Strand-bound to the media thread. Call `stop` before it is destroyed, and before the pool is.
class Thumbnails {
  public:
    static constexpr int kWidth = 480;
    static constexpr std::size_t kMostWaiting = 64;

    Thumbnails(const RecorderParts& parts, const rt::WorkerPool& pool)
        : parts_(parts), queue_(pool, kMostWaiting), gate_(parts.media) {}

    /// Writes the picture beside the clip's file, which is there already, and notes it in the row,
    /// later.
    void make(const store::Clip& clip, const media::VideoTrack& track,
              const media::PacketPtr& key_frame);
    /// Waits for the pictures that are still to be made: at most two or three seconds of work.
    rt::Task<> stop();

  private:
    /// Given up on the media thread, wherever the last copy dies.
    using Held = std::shared_ptr<std::optional<rt::Gate::Holder>>;

    static rt::Task<> note(Thumbnails* self, store::Clip clip, Result<> made, Held held);

    RecorderParts parts_;
    rt::WorkQueue queue_;
    rt::Gate gate_;
};

}  // namespace porchlight::recorder
