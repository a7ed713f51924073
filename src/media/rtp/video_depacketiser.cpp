// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/video_depacketiser.hpp"

#include "media/rtp/nal_unpacker.hpp"

#include <utility>

namespace porchlight::media::rtp {
namespace {

constexpr int kFramesToTrust = 3;

}  // namespace

VideoDepacketiser::VideoDepacketiser(VideoTrack track, FrameSink& sink)
    : unit_(std::move(track)), sink_(sink) {}

Result<> VideoDepacketiser::push(const RtpPacket& packet) {
    if (packet.payload.empty()) {
        return {};
    }
    look_at_boundary(packet);
    const bool begins =
        payload_start(unit_.track().codec, packet.payload) == PayloadStart::NewPicture;
    if (std::exchange(break_pending_, false) && !begins) {
        unit_.mark_damaged();  // its beginning is among what is missing
    }
    timestamp_ = packet.timestamp;
    unit_open_ = true;
    PL_TRY_VOID(unit_.track().codec == Codec::H264 ? unpack_h264(packet.payload, unit_)
                                                   : unpack_h265(packet.payload, unit_));
    const bool has_slice = unit_.has_picture() || unit_.is_fragment_open();
    if (packet.marker && has_slice) {
        marker_seen_ = true;
        if (trust_ == MarkerTrust::Trusted) {
            finish();
            finished_one_ = true;
        }
    }
    return {};
}

void VideoDepacketiser::on_break() {
    if (unit_open_) {
        unit_.mark_damaged();
    }
    needs_key_ = true;
    break_pending_ = true;
}

/// Ends the unit at hand when `packet` belongs to the next one, and learns whether markers tell so.
void VideoDepacketiser::look_at_boundary(const RtpPacket& packet) {
    const bool same_time = packet.timestamp == timestamp_;
    const bool same_picture = same_time && payload_start(unit_.track().codec, packet.payload) ==
                                               PayloadStart::SamePicture;
    if (!unit_open_) {
        if (std::exchange(finished_one_, false) && same_picture) {
            // The marker came before the picture's end: what was yielded lacks its rest.
            trust_ = MarkerTrust::Never;
            unit_.mark_damaged();
        }
        return;
    }
    if (!same_time) {
        if (unit_.has_picture()) {
            learn(marker_seen_);
        }
        finish();
    } else if (marker_seen_ && same_picture) {
        trust_ = MarkerTrust::Never;
        marker_seen_ = false;
    } else if (marker_seen_) {
        finish();  // two pictures with one timestamp
    }
}

void VideoDepacketiser::learn(bool ended_with_marker) {
    agreeing_ = ended_with_marker ? agreeing_ + 1 : 0;
    if (trust_ == MarkerTrust::Learning && agreeing_ >= kFramesToTrust) {
        trust_ = MarkerTrust::Trusted;
    }
}

void VideoDepacketiser::finish() {
    if (unit_.is_fragment_open()) {
        unit_.end_fragmented();
    }
    if (unit_.is_damaged()) {
        ++counters_.damaged;
        needs_key_ = true;
    } else if (unit_.has_picture()) {
        yield();
    }
    // Parameter sets alone, as some cameras send them with a timestamp of their own, are in the
    // description now.
    unit_.clear();
    unit_open_ = false;
    marker_seen_ = false;
}

void VideoDepacketiser::yield() {
    const FrameKind kind = unit_.kind();
    if (kind == FrameKind::Delta && needs_key_) {
        ++counters_.awaiting_key;
        return;
    }
    if (kind == FrameKind::Key) {
        if (!unit_.is_decodable()) {
            ++counters_.without_parameters;
            return;
        }
        needs_key_ = false;
        if (unit_.take_changed()) {
            sink_.on_video_track(unit_.track());
        }
    }
    ++counters_.frames;
    sink_.on_frame({kind, timestamp_, unit_.data()});
}

}  // namespace porchlight::media::rtp
