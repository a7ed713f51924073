// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/speaker.hpp"

#include <memory>
#include <string>

namespace porchlight::camera {

/// A sound card, through ALSA. A thread of its own writes to it, for that can only block; it begins
/// with 60 ms of silence, so that what comes late by less leaves no hole.
class AlsaSpeaker final : public hal::Speaker {
  public:
    /// @param device As ALSA names it: "default", "plughw:CARD=Amp". Opened when there is something
    /// to play.
    explicit AlsaSpeaker(std::string device);
    ~AlsaSpeaker() override;
    AlsaSpeaker(const AlsaSpeaker&) = delete;
    AlsaSpeaker& operator=(const AlsaSpeaker&) = delete;
    AlsaSpeaker(AlsaSpeaker&&) = delete;
    AlsaSpeaker& operator=(AlsaSpeaker&&) = delete;

    void play(std::span<const float> samples) override;

  private:
    class Player;
    std::unique_ptr<Player> player_;
};

}  // namespace porchlight::camera
