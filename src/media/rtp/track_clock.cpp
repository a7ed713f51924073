// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/track_clock.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace porchlight::media::rtp {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kTicksPerSecond = 90000;
constexpr Microseconds kLargestJump = 10s;
constexpr Microseconds kLongestReorder = 1s;
/// Frames in a row with one and the same timestamp: this camera does not count.
constexpr int kStandstill = 8;

MediaDuration to_media(Microseconds span) {
    return std::chrono::duration_cast<MediaDuration>(span);
}

std::int32_t step_between(std::uint32_t from, std::uint32_t to) {
    return static_cast<std::int32_t>(to - from);
}

}  // namespace

MediaTime TrackClock::map(std::uint32_t timestamp, MonotonicTime arrived) {
    if (!is_anchored_) {
        anchor_at(MediaTime(to_media(arrived - origin_)), timestamp);
        is_anchored_ = true;
        is_restarted_ = false;
        last_arrived_ = arrived;
        return anchor_;
    }
    const Microseconds passed = arrived - std::exchange(last_arrived_, arrived);
    const std::int32_t step = step_between(last_timestamp_, timestamp);
    if (std::exchange(is_restarted_, false) || !is_believable(step, passed)) {
        const MediaDuration gap = std::max(to_media(passed), MediaDuration(1));
        anchor_at(after(0) + gap, timestamp);
        return anchor_;
    }
    ticks_ += step;
    last_timestamp_ = timestamp;
    return after(0);
}

std::optional<MediaTime> TrackClock::at(std::uint32_t timestamp) const {
    const std::int32_t step = step_between(last_timestamp_, timestamp);
    if (!is_anchored_ || std::abs(std::int64_t{step}) > 60 * rate_) {
        return std::nullopt;
    }
    return after(step);
}

bool TrackClock::is_believable(std::int32_t step, Microseconds passed) {
    standing_still_ = step == 0 ? standing_still_ + 1 : 0;
    const Microseconds stepped(std::int64_t{step} * 1000000 / rate_);
    return stepped >= -kLongestReorder && stepped - passed < kLargestJump &&
           passed - stepped < kLargestJump && standing_still_ < kStandstill;
}

void TrackClock::anchor_at(MediaTime time, std::uint32_t timestamp) {
    anchor_ = time;
    ticks_ = 0;
    last_timestamp_ = timestamp;
}

MediaTime TrackClock::after(std::int32_t step) const {
    return anchor_ + MediaDuration((ticks_ + step) * kTicksPerSecond / rate_);
}

MediaTime DecodeClock::next(MediaTime& pts) {
    if (last_ && pts < *last_) {
        depth_ = std::min(depth_ + 1, kDeepest);
        pts = *last_;
    }
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count_);
    const auto place = std::upper_bound(waiting_.begin(), end, pts);
    std::move_backward(place, end, end + 1);
    *place = pts;
    ++count_;
    MediaTime dts = waiting_.front();
    if (count_ > depth_) {
        std::move(waiting_.begin() + 1, waiting_.begin() + static_cast<std::ptrdiff_t>(count_),
                  waiting_.begin());
        --count_;
    }
    dts = std::max(dts, last_.value_or(dts));
    last_ = dts;
    return dts;
}

std::optional<MediaDuration> lip_sync_correction(const SenderReport& video,
                                                 const TrackClock& video_clock,
                                                 const SenderReport& audio,
                                                 const TrackClock& audio_clock) {
    const auto video_time = video_clock.at(video.rtp_timestamp);
    const auto audio_time = audio_clock.at(audio.rtp_timestamp);
    if (!video_time || !audio_time || video.ntp == 0 || audio.ntp == 0) {
        return std::nullopt;
    }
    const double apart_at_sender =
        std::ldexp(static_cast<double>(static_cast<std::int64_t>(audio.ntp - video.ntp)), -32);
    const double apart_here = to_seconds(*audio_time - *video_time);
    const double error = apart_at_sender - apart_here;
    if (std::abs(error) < 0.02 || std::abs(error) > 10) {
        return std::nullopt;
    }
    return MediaDuration(std::llround(error * kTicksPerSecond));
}

}  // namespace porchlight::media::rtp
