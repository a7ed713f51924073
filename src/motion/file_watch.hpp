// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "motion/picture_decoder.hpp"
#include "motion/pipeline.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::motion {

/// Runs the analysis over video files, one after the other on one line of time, as if they came
/// from one camera. Blocks: use it on a thread for such work. Thread-bound.
class FileWatch {
  public:
    /// How far a file is, now and then, on the line of time; false: enough.
    using GoOn = std::function<bool(MediaTime)>;

    explicit FileWatch(GatedAnalysis analysis) : analysis_(std::move(analysis)) {}

    /// Looks at all of a file. Its first frame is at `begins` on the line.
    /// @error Cancelled  `go_on` said false.   @error Unsupported  There is no video in it that can
    /// be watched.   @error NotFound, Corrupt, Unavailable  As media::Demuxer says.
    Result<> watch(const std::string& path, MediaTime begins, const GoOn& go_on);
    /// Nothing more comes: what is open ends.
    void finish();

    /// Detections that have ended, in order of time.
    [[nodiscard]] const std::vector<Detection>& detections() const { return detections_; }
    [[nodiscard]] const GatedAnalysis::Counts& counts() const { return analysis_.counts(); }

  private:
    void collect(const std::vector<Change>& changes);

    GatedAnalysis analysis_;
    std::optional<media::VideoTrack> track_;
    std::optional<PictureDecoder> decoder_;
    std::vector<Detection> detections_;
};

}  // namespace porchlight::motion
