// SPDX-License-Identifier: Apache-2.0
#include "motion/file_watch.hpp"

#include "media/demuxer.hpp"

#include <memory>
#include <utility>

namespace porchlight::motion {

void FileWatch::collect(const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        if (change.kind == Change::Kind::Ended) {
            detections_.push_back(change.detection);
        }
    }
}

Result<> FileWatch::watch(const std::string& path, MediaTime begins, const GoOn& go_on) {
    media::DemuxerSettings settings;
    settings.url = path;
    PL_TRY(media::Demuxer demuxer, media::Demuxer::open(settings));
    if (!demuxer.video()) {
        return Error(ErrorCode::Unsupported, path + " holds no video that can be watched.");
    }
    if (!decoder_ || track_ != demuxer.video()) {
        track_ = demuxer.video();
        decoder_.emplace(*track_);
    }
    const MediaDuration shift = begins - MediaTime();
    for (;;) {
        PL_TRY(auto packet, demuxer.read());
        if (!packet) {
            return {};
        }
        if (packet->track != media::TrackKind::Video) {
            continue;
        }
        packet->pts = packet->pts + shift;
        packet->dts = packet->dts + shift;
        const MediaTime time = packet->pts;
        collect(
            analysis_.feed(std::make_shared<const media::Packet>(std::move(*packet)), *decoder_));
        if (!go_on(time)) {
            return Error(ErrorCode::Cancelled, "That is enough.");
        }
    }
}

void FileWatch::finish() {
    collect(analysis_.finish());
}

}  // namespace porchlight::motion
