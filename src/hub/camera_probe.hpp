// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/views.hpp"
#include "rt/task.hpp"
#include "sources/source.hpp"

#include <functional>
#include <memory>

namespace porchlight::hub {

/// What one connection to a camera showed.
struct Glimpse {
    sources::StreamDescription description;
    media::VideoTrack video;  ///< Of the key frame.
    media::PacketPtr key_frame;
    double frame_rate = 0;             ///< Measured.
    std::int64_t bits_per_second = 0;  ///< Measured.
};

/// Runs `source` until a key frame and about two seconds of video came, at most `limit`.
/// @error TimedOut  No key frame in time.   Else the source's error.
/// @thread The executor of the source.
rt::Task<Glimpse> glimpse(std::unique_ptr<sources::Source> source, std::chrono::seconds limit);

/// A glimpse as the app and `porchlight probe` show it: stream, picture as a data URL, and notes
/// for the owner. Decodes a picture: run it on a worker.
[[nodiscard]] ProbeReport describe(const Glimpse& seen);
/// The report of a camera that gave nothing. @param now For `since`.
[[nodiscard]] ProbeReport describe(const Error& error, UtcTime now);

[[nodiscard]] StreamView view_of(const sources::StreamDescription& description, double frame_rate,
                                 std::int64_t bits_per_second);
[[nodiscard]] Problem problem_of(const Error& error, UtcTime since);

}  // namespace porchlight::hub
