// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"
#include "hal/drivers/device_calls.hpp"
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
    /// Where its pictures are encoded: "auto", "x264" or a device, see `is_encoder_choice`.
    std::string encoder = "auto";
    /// Through which the encoder is driven; null: the kernel's own. Outlives the source.
    hal::DeviceCalls* calls = nullptr;
};

/// A camera on this machine's USB or CSI port. Takes H.264 from the device where it makes it, else
/// its pictures are encoded: by hardware where there is some, else by x264 (about 10 % of a core at
/// 720p). Hardware that was wanted and does not work is made up for by x264; the description says
/// so in its notes. @param clock Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_v4l2_source(CaptureDevice device, const Clock& clock);

}  // namespace porchlight::sources
