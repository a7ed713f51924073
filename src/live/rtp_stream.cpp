// SPDX-License-Identifier: Apache-2.0
#include "live/rtp_stream.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::live {

using media::rtp::RtpFramePtr;

RtpStream::RtpStream(Random& random)
    : packetiser_(static_cast<std::uint32_t>(random.next()),
                  static_cast<std::uint16_t>(random.next()),
                  static_cast<std::uint32_t>(random.next())) {}

void RtpStream::start(const media::VideoTrack& track) {
    kept_.clear();
    kept_size_ = 0;
    group_ = 0;
    track_.reset();
    trouble_.reset();
    if (track.codec == media::Codec::H264) {
        track_ = track;
        packetiser_.set_track(track);
    } else {
        interrupt(Error(ErrorCode::Unsupported,
                        "Browsers take H.265 over this way seldom. It goes another."));
    }
}

void RtpStream::send(const media::PacketPtr& packet) {
    if (packet->track != media::TrackKind::Video || !track_ || !has_viewers()) {
        return;
    }
    if (const RtpFramePtr frame = packetise(packet)) {
        for_each_viewer([&](RtpViewer& viewer) { viewer.on_frame(frame); });
    }
}

void RtpStream::interrupt(const Error& why) {
    track_.reset();
    trouble_ = why;
    for_each_viewer([&](RtpViewer& viewer) { viewer.on_trouble(why); });
}

void RtpStream::add(const std::shared_ptr<RtpViewer>& viewer,
                    std::span<const media::PacketPtr> group) {
    const bool is_first = !has_viewers();
    viewers_.push_back(viewer);
    if (!track_) {
        if (trouble_) {
            viewer->on_trouble(*trouble_);
        }
        return;
    }
    if (is_first) {
        // Nobody watched: what was kept is old.
        kept_.clear();
        kept_size_ = 0;
        group_ = 0;
        for (const media::PacketPtr& packet : group) {
            packetise(packet);
        }
    }
    for (std::size_t i = group_; i < kept_.size(); ++i) {
        viewer->on_frame(kept_[i].frame);
    }
}

bool RtpStream::has_viewers() {
    std::erase_if(viewers_, [](const auto& viewer) { return viewer.expired(); });
    return !viewers_.empty();
}

void RtpStream::for_each_viewer(const auto& each) {
    for (const auto& weak : std::vector(viewers_)) {
        if (const auto viewer = weak.lock()) {
            each(*viewer);
        }
    }
}

/// Null for a packet that is broken.
RtpFramePtr RtpStream::packetise(const media::PacketPtr& packet) {
    auto made = packetiser_.packetise(*packet);
    if (!made) {
        return nullptr;
    }
    const RtpFramePtr frame = std::move(*made);
    newest_ = packet->pts;
    newest_at_ = packet->arrived;
    if (packet->kind == media::FrameKind::Key) {
        group_ = kept_.size();
    }
    kept_.push_back({frame, packet->pts});
    kept_size_ += frame->bytes.size();
    while (kept_.size() > 1 && group_ > 0 &&
           (kept_size_ > kKept || packet->pts - kept_.front().pts > kLongest)) {
        kept_size_ -= kept_.front().frame->bytes.size();
        kept_.pop_front();
        --group_;
    }
    return frame;
}

RtpFramePtr RtpStream::frame_with(std::uint16_t sequence) const {
    const auto has = [&](const Kept& kept) {
        return static_cast<std::uint16_t>(sequence - kept.frame->first_sequence) <
               kept.frame->ends.size();
    };
    const auto found = std::ranges::find_if(kept_, has);
    return found == kept_.end() ? nullptr : found->frame;
}

std::uint32_t RtpStream::timestamp_at(MonotonicTime now) const {
    return packetiser_.timestamp_of(newest_ +
                                    std::chrono::duration_cast<MediaDuration>(now - newest_at_));
}

}  // namespace porchlight::live
