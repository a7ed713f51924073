// SPDX-License-Identifier: Apache-2.0
#include "live/broadcast.hpp"

#include "media/fmp4.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::live {

void Broadcast::start(const media::VideoTrack& track) {
    track_ = track;
    if (rtp_) {
        rtp_->start(track);
    }
    group_.clear();
    group_size_ = {};
    const media::Mp4Tracks tracks{track, std::nullopt};
    const auto init = media::make_init_segment(tracks);
    if (!init) {
        interrupt(init.error());
        return;
    }
    start_ =
        Start{kind_, track.codec, "video/mp4; codecs=\"" + media::codecs_parameter(tracks) + "\"",
              track.size, std::make_shared<media::ByteVector>(*init)};
    trouble_.reset();
    if (hls_) {
        hls_->begin(start_->bytes, {});
    }
    viewers_.send(*start_);
}

void Broadcast::send(const media::PacketPtr& packet) {
    if (packet->track != media::TrackKind::Video || !start_) {
        return;
    }
    keep(packet);
    if (rtp_) {
        rtp_->send(packet);
    }
    if (hls_) {
        hls_->send(packet);
    }
    if (!has_viewers()) {
        return;
    }
    viewers_.send(package(std::span(&packet, 1)));
}

void Broadcast::interrupt(const Error& why) {
    trouble_ = why;
    if (rtp_) {
        rtp_->interrupt(why);
    }
    start_.reset();
    viewers_.send(why);
}

void Broadcast::add(const std::shared_ptr<Viewer>& viewer) {
    std::vector<Message> greeting;
    if (start_) {
        greeting.emplace_back(*start_);
        if (!group_.empty()) {
            greeting.emplace_back(package(group_));
        }
    } else if (trouble_) {
        greeting.emplace_back(*trouble_);
    }
    viewers_.add(viewer, greeting);
}

HlsStream& Broadcast::ask_for_hls(const std::string& name, MonotonicTime now) {
    if (!hls_) {
        hls_.emplace(name, now);
        if (start_) {
            hls_->begin(start_->bytes, group_);
        }
    }
    hls_->asked(now);
    return *hls_;
}

SharedBytes Broadcast::hls_file(std::string_view name, MonotonicTime now) {
    if (!hls_) {
        return nullptr;
    }
    SharedBytes file = hls_->file(name);
    if (file) {
        hls_->asked(now);
    }
    return file;
}

void Broadcast::end_unwanted_hls(MonotonicTime now) {
    if (hls_ && !hls_->is_wanted(now)) {
        hls_.reset();
    }
}

void Broadcast::keep(const media::PacketPtr& packet) {
    if (packet->kind == media::FrameKind::Key) {
        if (group_.empty()) {
            origin_ = packet->dts;
        }
        group_.clear();
        group_size_ = {};
    } else if (group_.empty()) {
        return;
    } else if (const MediaDuration step = packet->dts - group_.back()->dts;
               step > MediaDuration::zero()) {
        frame_ = step;
    }
    group_.push_back(packet);
    group_size_ += Bytes(static_cast<std::int64_t>(packet->data.size()));
    if (group_size_ > kLargestGroup) {
        group_.resize(1);
    }
}

Segment Broadcast::package(std::span<const media::PacketPtr> packets) {
    // Each fragment carries its own time, so that the last frame's guessed duration is corrected by
    // the next one.
    const auto fragment =
        media::make_fragment(sequence_++, origin_, {packets, packets.back()->dts + frame_}, {});
    return {packets.front()->kind, std::make_shared<media::ByteVector>(fragment.bytes())};
}

}  // namespace porchlight::live
