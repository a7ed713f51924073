// SPDX-License-Identifier: Apache-2.0
#include "media/ffmpeg_error.hpp"

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
}

#include <array>
#include <cerrno>
#include <string>

namespace porchlight::media {

namespace {

ErrorCode code_of(int number) {
    switch (number) {
        case AVERROR_INVALIDDATA:
        case AVERROR_PATCHWELCOME:
            return ErrorCode::Corrupt;
        case AVERROR_DECODER_NOT_FOUND:
        case AVERROR_ENCODER_NOT_FOUND:
        case AVERROR_DEMUXER_NOT_FOUND:
        case AVERROR_PROTOCOL_NOT_FOUND:
            return ErrorCode::Unsupported;
        case AVERROR_HTTP_UNAUTHORIZED:
        case AVERROR_HTTP_FORBIDDEN:
            return ErrorCode::PermissionDenied;
        case AVERROR_HTTP_NOT_FOUND:
        case AVERROR_STREAM_NOT_FOUND:
            return ErrorCode::NotFound;
        case AVERROR_EXIT:
            return ErrorCode::Cancelled;
        default:
            return ErrorCode::Unavailable;
    }
}

}  // namespace

Error ffmpeg_error(int number, std::string_view doing) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(number, text.data(), text.size());
    const std::string sentence = "Cannot " + std::string(doing) + ": " + text.data();
    const Error from_system = errno_error(AVUNERROR(number), doing);
    const bool is_system = number == AVERROR(ENOENT) || number == AVERROR(EACCES) ||
                           number == AVERROR(ETIMEDOUT) || number == AVERROR(EINVAL);
    return {is_system ? from_system.code() : code_of(number), sentence};
}

void quiet_ffmpeg() {
    av_log_set_level(AV_LOG_QUIET);
}

}  // namespace porchlight::media
