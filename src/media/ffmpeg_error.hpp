// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"

#include <string_view>

namespace porchlight::media {

/// An error number of FFmpeg as one of ours. @param doing e.g. "open /dev/video0".
[[nodiscard]] Error ffmpeg_error(int number, std::string_view doing);

/// FFmpeg writes its own lines to standard error unless told otherwise; what matters reaches us as
/// an Error.
void quiet_ffmpeg();

}  // namespace porchlight::media
