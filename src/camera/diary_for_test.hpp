// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <utility>

namespace porchlight::camera {

/// What happened, in order; waited for from the test's thread.
class Diary {
  public:
    void write(std::string line) {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::move(line));
        written_.notify_all();
    }
    /// The next line that has `part` in it; those before it are skipped.
    std::string next_with(const std::string& part) {
        std::unique_lock lock(mutex_);
        std::string found;
        written_.wait_for(lock, std::chrono::seconds(20), [&] {
            while (!lines_.empty() && found.empty()) {
                if (lines_.front().find(part) != std::string::npos) {
                    found = lines_.front();
                }
                lines_.pop_front();
            }
            return !found.empty();
        });
        return found;
    }

  private:
    std::mutex mutex_;
    std::condition_variable written_;
    std::deque<std::string> lines_;
};

}  // namespace porchlight::camera
