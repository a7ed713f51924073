// SPDX-License-Identifier: Apache-2.0
#include "camera/mouth.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::camera {

namespace {

/// Longer, and what follows is a new beginning.
constexpr std::chrono::milliseconds kPause{300};
constexpr std::size_t kFadeSamples = hal::Speaker::kRate * Mouth::kFadeIn / std::chrono::seconds(1);

}  // namespace

bool Mouth::is_speaking() const {
    return last_ && clock_.monotonic_now() - *last_ < hal::Speaker::kRest;
}

Result<> Mouth::prepare(const media::AudioTrack& track) {
    if (!decoder_ || track_ != track) {
        PL_TRY(decoder_, media::AudioDecoder::create(track, hal::Speaker::kRate, 1));
        track_ = track;
    }
    return {};
}

void Mouth::on_voice(const media::AudioTrack& track, const media::Packet& packet) {
    if (const auto ready = prepare(track); !ready) {
        log::warning("camera", "nothing is said: {}", ready.error().message());
        return;
    }
    const MonotonicTime now = clock_.monotonic_now();
    if (!last_ || now - *last_ > kPause) {
        said_ = 0;
    }
    last_ = now;
    auto samples = decoder_->decode(packet);
    if (!samples) {
        return;  // a broken frame costs itself alone
    }
    for (float& sample : *samples) {
        sample *= static_cast<float>(std::min(said_, kFadeSamples)) / kFadeSamples;
        ++said_;
    }
    speaker_.play(*samples);
}

}  // namespace porchlight::camera
