// SPDX-License-Identifier: Apache-2.0
#include "live/rtp_stream.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace porchlight::live {

using media::rtp::RtpFramePtr;

namespace {

std::variant<media::rtp::H264Packetiser, media::rtp::OpusPacketiser> make_packetiser(
    Random& random, media::TrackKind kind) {
    const auto ssrc = static_cast<std::uint32_t>(random.next());
    const auto sequence = static_cast<std::uint16_t>(random.next());
    const auto timestamp = static_cast<std::uint32_t>(random.next());
    if (kind == media::TrackKind::Video) {
        return media::rtp::H264Packetiser(ssrc, sequence, timestamp);
    }
    return media::rtp::OpusPacketiser(ssrc, sequence, timestamp);
}

}  // namespace

void RtpStream::ask_for_key_frame() {
    const bool is_soon = key_frame_wanted_ && newest_ >= *key_frame_wanted_ &&
                         newest_ - *key_frame_wanted_ < kBetweenKeyFrames;
    if (on_key_frame_wanted_ && !is_soon) {
        key_frame_wanted_ = newest_;
        on_key_frame_wanted_();
    }
}

RtpStream::RtpStream(Random& random, media::TrackKind kind)
    : packetiser_(make_packetiser(random, kind)) {}

std::uint32_t RtpStream::ssrc() const {
    return std::visit([](const auto& packetiser) { return packetiser.ssrc(); }, packetiser_);
}

std::uint32_t RtpStream::timestamp_of(MediaTime time) const {
    return std::visit([&](const auto& packetiser) { return packetiser.timestamp_of(time); },
                      packetiser_);
}

void RtpStream::forget_kept() {
    kept_.clear();
    kept_size_ = 0;
    group_ = 0;
}

void RtpStream::start(const media::VideoTrack& track) {
    forget_kept();
    track_.reset();
    trouble_.reset();
    auto* const h264 = std::get_if<media::rtp::H264Packetiser>(&packetiser_);
    is_playing_ = h264 != nullptr && track.codec == media::Codec::H264;
    if (is_playing_) {
        track_ = track;
        h264->set_track(track);
    } else {
        interrupt(Error(ErrorCode::Unsupported,
                        "Browsers take H.265 over this way seldom. It goes another."));
    }
}

void RtpStream::send(const media::PacketPtr& packet) {
    if (packet->track != kind() || !is_playing_ || !has_viewers()) {
        return;
    }
    if (const RtpFramePtr frame = packetise(packet)) {
        for_each_viewer([&](RtpViewer& viewer) { viewer.on_frame(frame); });
    }
}

void RtpStream::interrupt(const Error& why) {
    track_.reset();
    is_playing_ = false;
    trouble_ = why;
    for_each_viewer([&](RtpViewer& viewer) { viewer.on_trouble(why); });
}

void RtpStream::add(const std::shared_ptr<RtpViewer>& viewer,
                    std::span<const media::PacketPtr> group) {
    const bool is_first = !has_viewers();
    viewers_.push_back(viewer);
    if (!is_playing_) {
        if (trouble_) {
            viewer->on_trouble(*trouble_);
        }
        return;
    }
    if (is_first) {
        // Nobody watched: what was kept is old.
        forget_kept();
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
    auto made =
        std::visit([&](auto& packetiser) { return packetiser.packetise(*packet); }, packetiser_);
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

bool RtpStream::is_newest(const media::rtp::RtpFrame& frame) const {
    return frame.timestamp == timestamp_of(newest_);
}

std::uint32_t RtpStream::timestamp_at(MonotonicTime now) const {
    return timestamp_of(newest_ + std::chrono::duration_cast<MediaDuration>(now - newest_at_));
}

}  // namespace porchlight::live
