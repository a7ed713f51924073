// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"
#include "sources/source.hpp"

#include <memory>
#include <string>

namespace porchlight::sources {

struct CaptureDevice {
    std::string path;             ///< "/dev/video0"
    PictureSize size{1280, 720};  ///< Asked for; the device may give another.
    int frame_rate = 15;
    /// libavdevice's input. Tests use "lavfi".
    std::string format = "v4l2";
};

/// A camera on this machine's USB or CSI port. Takes H.264 from the device where it makes it, else
/// its pictures are encoded here (about 10 % of a core at 720p). @param clock Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_v4l2_source(CaptureDevice device, const Clock& clock);

}  // namespace porchlight::sources
