// SPDX-License-Identifier: Apache-2.0
#include "hub/sleep_watch.hpp"

namespace porchlight::hub {

void SleepWatch::set_here(bool is_here, MonotonicTime now) {
    if (is_here_ && !is_here) {
        left_at_ = now;
    }
    is_here_ = is_here;
}

bool SleepWatch::is_away(MonotonicTime now) const {
    return !is_here_ && now - left_at_ > kGrace;
}

Connection SleepWatch::decide(const Now& now) {
    if (now.is_wanted) {
        wanted_at_ = now.at;
    }
    if (!is_here_ && !now.is_live) {
        return is_away(now.at) ? Connection::Away : Connection::Resting;
    }
    const bool lingers = wanted_at_ && now.at - *wanted_at_ <= now.post_roll + kLinger;
    return lingers ? Connection::Kept : Connection::Resting;
}

}  // namespace porchlight::hub
