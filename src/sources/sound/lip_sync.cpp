// SPDX-License-Identifier: Apache-2.0
#include "sources/sound/lip_sync.hpp"

#include <chrono>

namespace porchlight::sources {

MediaTime to_media(MonotonicTime time) {
    return MediaTime(std::chrono::duration_cast<MediaDuration>(time.time_since_epoch()));
}

void LipSync::restart() {
    *this = LipSync();
}

void LipSync::on_picture(const media::Packet& picture) {
    const auto stamp = std::chrono::duration_cast<Microseconds>(picture.pts.since_start());
    const Microseconds offset = picture.arrived.time_since_epoch() - stamp;
    if (!is_same_clock_) {
        is_same_clock_ = offset >= Microseconds(0) && offset < kSeenSoon;
    }
    offset_.observe(offset, picture.arrived);
}

std::optional<MediaTime> LipSync::on_line(MediaTime heard) const {
    const auto offset = offset_.value();
    if (!offset) {
        return std::nullopt;
    }
    return is_same_clock_.value_or(false)
               ? heard
               : heard - std::chrono::duration_cast<MediaDuration>(*offset);
}

}  // namespace porchlight::sources
