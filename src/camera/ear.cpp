// SPDX-License-Identifier: Apache-2.0
#include "camera/ear.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace porchlight::camera {

Ear::Ear(rt::asio::any_io_executor executor, Random& random, Eye::MakeSource make_source,
         EarListener& listener)
    : listener_(listener),
      microphone_(std::move(executor), random, std::move(make_source), *this) {}

void Ear::close() {
    microphone_.close();
    is_working_ = false;
}

void Ear::on_new_picture() {
    sync_.restart();
    last_.reset();
}

void Ear::on_description(const sources::StreamDescription& description) {
    track_ = description.audio;
}

/// A microphone that opens and then gives nothing does not work: the first sound tells.
void Ear::on_packet(const media::PacketPtr& packet) {
    if (!track_ || packet->track != media::TrackKind::Audio) {
        return;
    }
    is_failure_told_ = false;
    if (!std::exchange(is_working_, true)) {
        listener_.on_sound_track(*track_);
    }
    const auto at = sync_.on_line(packet->pts);
    if (!at) {
        return;
    }
    // The lines may be found to lie a little apart from what was thought: times never go back.
    last_ = last_ ? std::max(*at, *last_ + MediaDuration(1)) : *at;
    auto sound = std::make_shared<media::Packet>(*packet);
    sound->pts = *last_;
    sound->dts = *last_;
    listener_.on_sound(sound);
}

void Ear::on_blind(const Error& why) {
    is_working_ = false;
    if (!std::exchange(is_failure_told_, true)) {
        listener_.on_silence(why);
    }
}

}  // namespace porchlight::camera
