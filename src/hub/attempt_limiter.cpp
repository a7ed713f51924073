// SPDX-License-Identifier: Apache-2.0
#include "hub/attempt_limiter.hpp"

#include <algorithm>

namespace porchlight::hub {

namespace {

std::chrono::seconds wait_after(int failures) {
    if (failures < AttemptLimiter::kFree) {
        return std::chrono::seconds(0);
    }
    const int doublings = std::min(failures - AttemptLimiter::kFree, 10);
    return std::min(AttemptLimiter::kFirstWait * (1 << doublings), AttemptLimiter::kLongestWait);
}

}  // namespace

std::chrono::seconds AttemptLimiter::wait(const std::string& key) const {
    const auto found = entries_.find(key);
    if (found == entries_.end()) {
        return std::chrono::seconds(0);
    }
    const auto left =
        found->second.last + wait_after(found->second.failures) - clock_->monotonic_now();
    return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds(0));
}

void AttemptLimiter::failed(const std::string& key) {
    const MonotonicTime now = clock_->monotonic_now();
    std::erase_if(entries_,
                  [&](const auto& entry) { return now - entry.second.last > kForgetAfter; });
    if (!entries_.contains(key)) {
        make_room();
    }
    Entry& entry = entries_[key];
    ++entry.failures;
    entry.last = now;
}

void AttemptLimiter::make_room() {
    if (entries_.size() >= kMostKeys) {
        entries_.erase(std::ranges::min_element(
            entries_, {}, [](const auto& entry) { return entry.second.last; }));
    }
}

}  // namespace porchlight::hub
