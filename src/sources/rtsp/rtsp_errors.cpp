// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::sources::rtsp {
namespace {

double seconds(std::chrono::milliseconds span) {
    return std::chrono::duration<double>(span).count();
}

Error unexpected(const net::rtsp::Message& response, std::string_view method) {
    // A camera that refuses us so may still answer another client: the caller tries one.
    constexpr std::array kNeverWill{501, 505, 551};
    const bool may_pass =
        response.status >= 500 && std::ranges::count(kNeverWill, response.status) == 0;
    const ErrorCode code = may_pass ? ErrorCode::Unavailable : ErrorCode::Unsupported;
    return {code, fmt::format("The camera refused {} with \"{} {}\"", method, response.status,
                              response.reason.substr(0, 64))};
}

/// Our own cameras say why in a sentence (live/rtsp/conversation.cpp); empty: nothing that can be
/// shown.
std::string_view own_words(const net::rtsp::Message& response) {
    constexpr std::size_t kLongest = 200;
    const std::string_view said = response.header("X-Reason");
    const bool can_be_shown =
        std::ranges::all_of(said, [](char letter) { return letter >= ' ' && letter <= '~'; });
    return can_be_shown ? said.substr(0, kLongest) : std::string_view();
}

}  // namespace

Error refusal(const net::rtsp::Message& response, const net::CameraUrl& url,
              std::string_view method) {
    if (const auto said = own_words(response); !said.empty() && response.status == 503) {
        return {ErrorCode::Unavailable, fmt::format("The camera says: {}", said)};
    }
    switch (response.status) {
        case 403:
            return Error(ErrorCode::PermissionDenied,
                         "The camera forbids this account to see the stream. Give it the right to "
                         "in the camera's own settings, or use another account")
                .with_fault("stream.auth_wrong_account");
        case 404:
        case 410:
            return Error(ErrorCode::NotFound,
                         fmt::format("The camera at {} has no stream called \"{}\". The right path "
                                     "is in its manual",
                                     url.authority(), url.target().empty() ? "/" : url.target()))
                .with_fault("stream.wrong_path");
        case 453:
        case 503:
            return Error(
                       ErrorCode::Unavailable,
                       "The camera has no stream left to give. Close other apps or recorders that "
                       "watch it")
                .with_fault("stream.too_many_clients");
        default:
            return unexpected(response, method);
    }
}

Error stopped_sending(std::chrono::milliseconds silence) {
    return {ErrorCode::Unavailable,
            fmt::format("The camera stopped sending: nothing came for {:.3g} s", seconds(silence))};
}

Error never_sent(std::chrono::milliseconds silence) {
    return {ErrorCode::Unavailable,
            fmt::format("The camera accepted the connection but sent no video for {:.3g} s",
                        seconds(silence))};
}

Error no_usable_frame(std::chrono::milliseconds waited, const media::rtp::FrameCounters& frames) {
    if (frames.damaged > 0) {
        return Error(ErrorCode::Unavailable,
                     fmt::format("The video arrives damaged: no whole picture for {:.3g} s. The "
                                 "camera's network is too weak for its bit rate",
                                 seconds(waited)))
            .with_fault("stream.packet_loss");
    }
    return Error(
               ErrorCode::Unavailable,
               fmt::format("The camera sent no key frame for {:.3g} s. Set its key frame (I frame) "
                           "interval to 1 to 4 seconds",
                           seconds(waited)))
        .with_fault("stream.keyframe_interval_too_long");
}

}  // namespace porchlight::sources::rtsp
