// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/rtp/depacketiser.hpp"
#include "net/rtsp/message.hpp"
#include "net/url.hpp"

#include <chrono>
#include <string_view>

namespace porchlight::sources::rtsp {

/// What a camera's refusal means to its owner. @param response Its status is not 200.
/// @source RFC 2326 section 11.3 for the status codes.
[[nodiscard]] Error refusal(const net::rtsp::Message& response, const net::CameraUrl& url,
                            std::string_view method);

[[nodiscard]] Error stopped_sending(std::chrono::milliseconds silence);
[[nodiscard]] Error never_sent(std::chrono::milliseconds silence);
[[nodiscard]] Error no_usable_frame(std::chrono::milliseconds waited,
                                    const media::rtp::FrameCounters& frames);

}  // namespace porchlight::sources::rtsp
