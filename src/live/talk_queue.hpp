// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/talk_line.hpp"
#include "media/packet.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <utility>

namespace porchlight::live {

/// Evens out a voice that comes in bursts: its packets of 20 ms leave one at a time.
///
///     Waiting ── kBegin packets, or kBegin turns after the first ──▶ Talking
///        ▲                                                              │
///        └───────────────────── nothing is there ───────────────────────┘
///
/// Strand-bound, pure.
class TalkQueue {
  public:
    static constexpr std::chrono::milliseconds kTurn{20};
    /// Of packets; the oldest are lost.
    static constexpr std::size_t kMost = TalkLine::kMostBehind / kTurn;
    /// A talk begins so many packets behind, and so bears delays of as many turns.
    static constexpr std::size_t kBegin = 3;

    void push(media::PacketPtr packet) {
        if (packets_.size() == kMost) {
            packets_.pop_front();
        }
        packets_.push_back(std::move(packet));
    }

    /// Called each `kTurn`. @return Null: nothing is to be said.
    media::PacketPtr pop() {
        if (packets_.empty()) {
            is_talking_ = false;
            waited_ = 0;
            return nullptr;
        }
        ++waited_;
        is_talking_ = is_talking_ || packets_.size() >= kBegin || waited_ > kBegin;
        if (!is_talking_) {
            return nullptr;
        }
        media::PacketPtr packet = std::move(packets_.front());
        packets_.pop_front();
        return packet;
    }

  private:
    std::deque<media::PacketPtr> packets_;
    std::size_t waited_ = 0;
    bool is_talking_ = false;
};

}  // namespace porchlight::live
