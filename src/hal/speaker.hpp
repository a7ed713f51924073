// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <span>

namespace porchlight::hal {

/// A board's loudspeaker. Its device is in use from the first samples until there have been none
/// for `kRest`, and not otherwise. Thread-bound; no call blocks.
class Speaker {
  public:
    static constexpr int kRate = 16000;  ///< Hz, of one channel.
    static constexpr std::chrono::seconds kRest{2};
    /// What comes faster than it is played waits this long at most; what is beyond that is lost.
    static constexpr std::chrono::milliseconds kMostWaiting{400};

    Speaker() = default;
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;
    Speaker(Speaker&&) = delete;
    Speaker& operator=(Speaker&&) = delete;
    virtual ~Speaker() = default;

    /// Plays after what was given before. A device that does not work costs the sound alone, and is
    /// tried again.
    /// @param samples -1 to 1.
    virtual void play(std::span<const float> samples) = 0;
};

}  // namespace porchlight::hal
