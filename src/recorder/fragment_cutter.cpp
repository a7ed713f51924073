// SPDX-License-Identifier: Apache-2.0
#include "recorder/fragment_cutter.hpp"

#include "base/check.hpp"

#include <utility>

namespace porchlight::recorder {

namespace {

using media::TrackKind;

/// Until two frames have been seen: 25 a second.
constexpr MediaDuration kUsualFrame(3600);
/// AAC has 1024 samples a frame, Opus from cameras 20 ms.
constexpr int kAacSamples = 1024;
constexpr MediaDuration kOpusFrame(1800);

MediaDuration audio_frame_of(const media::Mp4Tracks& tracks) {
    if (!tracks.audio || tracks.audio->codec != media::Codec::Aac ||
        tracks.audio->sample_rate <= 0) {
        return kOpusFrame;
    }
    return MediaDuration(kAacSamples * 90000 / tracks.audio->sample_rate);
}

}  // namespace

FragmentCutter::FragmentCutter(const media::Mp4Tracks& tracks)
    : video_frame_(tracks.video && tracks.video->frame_rate > 1
                       ? MediaDuration(static_cast<std::int64_t>(90000 / tracks.video->frame_rate))
                       : kUsualFrame),
      audio_frame_(audio_frame_of(tracks)) {}

std::optional<CutFragment> FragmentCutter::add(const media::PacketPtr& packet) {
    if (packet->track == TrackKind::Audio) {
        if (origin_ && packet->dts >= *origin_) {
            audio_.push_back(packet);
        }
        return std::nullopt;
    }
    std::optional<CutFragment> whole;
    if (!origin_) {
        origin_ = packet->dts;
    } else {
        video_frame_ = packet->dts - newest_;
        if (is_due(*packet)) {
            whole = cut(packet->dts);
        }
    }
    newest_ = packet->dts;
    video_.push_back(packet);
    return whole;
}

std::optional<CutFragment> FragmentCutter::finish(std::optional<MediaTime> end) {
    if (video_.empty()) {
        return std::nullopt;
    }
    return cut(end.value_or(newest_ + video_frame_));
}

MediaDuration FragmentCutter::duration_until(MediaTime time) const {
    return origin_ ? time - *origin_ : MediaDuration{};
}

bool FragmentCutter::is_due(const media::Packet& next) const {
    const MediaDuration length = next.dts - video_.front()->dts;
    return length >= kLength || (next.kind == media::FrameKind::Key && length >= kShortest);
}

CutFragment FragmentCutter::cut(MediaTime end) {
    PL_CHECK(origin_, "video waits, so the first frame is known");
    CutFragment cut;
    const MediaTime audio_end = audio_.empty() ? end : audio_.back()->dts + audio_frame_;
    cut.fragment = media::make_fragment(sequence_++, *origin_, {video_, end}, {audio_, audio_end});
    cut.last_video = video_.back();
    cut.end = end;
    video_.clear();
    audio_.clear();
    return cut;
}

}  // namespace porchlight::recorder
