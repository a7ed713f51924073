// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "motion/decode_policy.hpp"

#include <string>

namespace porchlight::app {

/// `porchlight motion FILE`: the hub's own motion detection on a video file, as fast as it goes, on
/// one thread.
struct MotionCommand {
    std::string file;        ///< The main stream.
    std::string sub_file;    ///< The same scene as a small stream; when given it alone is decoded.
    int sensitivity = 5;     ///< 1 to 9.
    std::string zones_file;  ///< JSON: {"zones":[{"name","points":[[x,y],...],"sensitivity"}],
                             ///< "privacy":[{"points":[[x,y],...]}]}, x and y from 0 to 1.
    std::string json_file;   ///< Where to write the result; "-" is the terminal; empty prints text.
    motion::DecodeMode mode = motion::DecodeMode::Gated;
};

/// @return 0, or 1 after a sentence on the standard error output.
int run_motion(const MotionCommand& command);

}  // namespace porchlight::app
