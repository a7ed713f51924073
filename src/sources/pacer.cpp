// SPDX-License-Identifier: Apache-2.0
#include "sources/pacer.hpp"

namespace porchlight::sources {

bool Pacer::wait_for(MediaTime time) {
    std::unique_lock lock(mutex_);
    if (!started_) {
        started_ = true;
        start_ = std::chrono::steady_clock::now();
        first_ = time;
    }
    const auto due =
        start_ + std::chrono::duration_cast<std::chrono::steady_clock::duration>(time - first_);
    return !wake_.wait_until(lock, due, [this] { return interrupted_; });
}

void Pacer::interrupt() {
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
    wake_.notify_all();
}

}  // namespace porchlight::sources
