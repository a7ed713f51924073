// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/audio_encoder.hpp"

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

namespace porchlight::media {

/// A tone, as loud as half of what can be.
struct Tone {
    double hertz = 440;
    int sample_rate = 48000;

    /// @param first Number of the first sample.
    [[nodiscard]] std::vector<float> samples(std::size_t first, std::size_t count) const {
        std::vector<float> made(count);
        for (std::size_t i = 0; i < count; ++i) {
            const double turn = static_cast<double>(first + i) * hertz / sample_rate;
            made[i] = static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * turn));
        }
        return made;
    }
};

/// As many whole frames of a coded tone.
inline std::vector<Packet> coded_tone(AudioEncoder& encoder, double hertz, std::size_t frames,
                                      MediaTime begin = MediaTime(90000)) {
    const Tone tone{hertz, encoder.track().sample_rate};
    const std::size_t size = encoder.frame_samples();
    std::vector<Packet> made;
    for (std::size_t i = 0; i < frames; ++i) {
        const auto at = MediaDuration(static_cast<std::int64_t>(i * size) * 90000 /
                                      encoder.track().sample_rate);
        const auto mono = tone.samples(i * size, size);
        std::vector<float> in_turn;
        for (const float sample : mono) {
            in_turn.insert(in_turn.end(), static_cast<std::size_t>(encoder.track().channels),
                           sample);
        }
        for (Packet& packet : *encoder.encode(in_turn, begin + at)) {
            made.push_back(std::move(packet));
        }
    }
    return made;
}

/// The tone that one channel's samples are, by how often they cross zero.
inline double pitch(std::span<const float> samples, int sample_rate) {
    std::size_t crossings = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        crossings += (samples[i - 1] < 0) != (samples[i] < 0) ? 1 : 0;
    }
    return static_cast<double>(crossings) * sample_rate / 2 / static_cast<double>(samples.size());
}

}  // namespace porchlight::media
