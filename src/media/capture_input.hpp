// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the captures of pictures and of sound share. Only .cpp files of media/ include this.

#include "base/result.hpp"
#include "media/ffmpeg_ptr.hpp"

#include <atomic>
#include <map>
#include <string>

namespace porchlight::media {

/// A device of libavdevice and the decoder of what it gives. Blocks; thread-bound.
struct CaptureInput {
    FormatContextPtr context;
    CodecContextPtr decoder;
    AvPacketPtr packet{av_packet_alloc()};
    int stream = 0;
    const std::atomic<bool>* interrupted = nullptr;

    /// @error Unsupported  This libavdevice has no such format, or nothing of `kind` comes.
    static Result<CaptureInput> open(const std::string& format, const std::string& device,
                                     const std::map<std::string, std::string>& options,
                                     AVMediaType kind, const std::atomic<bool>* interrupted);
    /// Into `packet`. @error TimedOut  Nothing for 5 s.   @error Unavailable  The device is gone.
    /// @error Cancelled  `interrupted` became true.
    [[nodiscard]] Result<> read_packet() const;
    /// The next decoded frame; what is damaged is left out. @error As `read_packet`.
    [[nodiscard]] Result<AvFramePtr> read_frame() const;

    std::string what;  ///< "picture" or "sound"
};

}  // namespace porchlight::media
