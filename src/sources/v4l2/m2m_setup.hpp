// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/device_calls.hpp"
#include "media/picture.hpp"
#include "media/video_encoder.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace porchlight::sources {

/// How pictures lie in the device's memory.
struct RawLayout {
    std::uint32_t format = 0;  ///< V4L2_PIX_FMT_YUV420 or V4L2_PIX_FMT_NV12.
    int stride = 0;            ///< Of luma, in bytes.
    int rows = 0;              ///< Of luma: the picture's, rounded up as the chip needs it.

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows) * 3 / 2;
    }
};
/// @param to At least `layout.size()` bytes.
void lay_out(const media::Picture& picture, const RawLayout& layout, std::span<std::uint8_t> to);

/// Tells the device what goes in, what comes out and how: formats, visible part, rate, controls.
/// Controls that it does not know are left at what it does by itself, but for the bit rate.
/// @error Unsupported  It makes no H.264 of our pictures.   @error by errno
Result<RawLayout> set_up_encoder(hal::DeviceCalls& calls, int fd, const std::string& path,
                                 const media::EncoderSettings& settings);
/// Whether what was opened there is a memory-to-memory device that gives H.264.
[[nodiscard]] bool gives_h264(hal::DeviceCalls& calls, int fd);

}  // namespace porchlight::sources
