// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sources/source.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace porchlight::sources {

struct MicrophoneDevice {
    /// As ALSA names it: "default", "plughw:CARD=Mic".
    std::string name = "default";
    /// libavdevice's input. "lavfi" for a made-up sound.
    std::string format = "alsa";
};

/// Whether this may be the name of a sound card: what ALSA's names are made of, at most 64 signs.
[[nodiscard]] bool is_microphone_name(std::string_view name);

/// Sound alone: AAC-LC, 16 kHz, one channel, 32 kbit/s. The packets' times are this machine's
/// monotonic clock (`to_media`), by when the samples came and not by counting alone: a card whose
/// clock is off does not drift away, and what is lost leaves a hole instead of a shift. The device
/// is open while `run` runs, and not otherwise. @param clock Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_microphone(MicrophoneDevice device, const Clock& clock);

/// A sound for virtual cameras: a soft hiss, and a tone once a second.
[[nodiscard]] MicrophoneDevice made_up_microphone();

}  // namespace porchlight::sources
