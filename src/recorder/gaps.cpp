// SPDX-License-Identifier: Apache-2.0
#include "recorder/gaps.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::recorder {

void GapTracker::end_old(const std::vector<store::Gap>& open, std::optional<UtcTime> last_beat,
                         Instant now) {
    for (const store::Gap& gap : open) {
        write_end(gap, std::max(gap.start, last_beat.value_or(now.wall)));
    }
}

void GapTracker::hub_was_stopped(UtcTime last_beat, Instant now) {
    // The wall clock may have been set back while the hub was off.
    const UtcTime since = std::min(last_beat, now.wall);
    const Instant at{since, now.monotonic - (now.wall - since)};
    set(GapVoice::Stream,
        GapCause{store::GapReason::HubStopped,
                 "Porchlight was not running. It records again as soon as the camera's video is "
                 "here."},
        at);
}

void GapTracker::set(GapVoice voice, std::optional<GapCause> cause, Instant at) {
    causes_.at(static_cast<std::size_t>(voice)) = std::move(cause);
    const GapCause* now = loudest();
    if (open_ && (now == nullptr || now->reason != open_->reason)) {
        end(at);
    }
    if (!open_ && now != nullptr) {
        begin(*now, at);
    }
}

const GapCause* GapTracker::loudest() const {
    for (const auto& cause : causes_) {
        if (cause) {
            return &*cause;
        }
    }
    return nullptr;
}

void GapTracker::begin(const GapCause& cause, Instant at) {
    opened_ = at.monotonic;
    const store::Gap gap{GapId::create(at.wall, *random_),
                         camera_,
                         at.wall,
                         std::nullopt,
                         cause.reason,
                         cause.sentence};
    open_ = gap;
    rows_->add("the beginning of a gap",
               [gap](store::Store* store) { return store->begin_gap(gap); });
    listener_->on_gap(gap);
}

void GapTracker::end(Instant at) {
    if (auto gap = std::exchange(open_, std::nullopt)) {
        write_end(*gap, gap->start + std::max(Microseconds(0), at.monotonic - opened_));
    }
}

void GapTracker::write_end(store::Gap gap, UtcTime end) {
    gap.end = end;
    rows_->add("the end of a gap",
               [id = gap.id, end](store::Store* store) { return store->end_gap(id, end); });
    listener_->on_gap(gap);
}

}  // namespace porchlight::recorder
