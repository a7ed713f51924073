// SPDX-License-Identifier: Apache-2.0
#include "recorder/storage_trouble.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::recorder {

void StorageTrouble::begin(GapCause cause, Instant since, ResumePoint resume) {
    state_ = State{std::move(cause), state_ ? state_->since : since, next_try(), std::move(resume)};
}

void StorageTrouble::open_gap(std::optional<std::string> sentence) {
    if (!state_) {
        return;
    }
    state_->cause.sentence = std::move(sentence).value_or(state_->cause.sentence);
    gaps_->set(GapVoice::Storage, state_->cause, state_->since);
}

MonotonicTime StorageTrouble::next_try() {
    const Microseconds wait = backoff_.next(*random_);
    return clock_->monotonic_now() + std::min<Microseconds>(wait, kLongestRetry);
}

void StorageTrouble::postpone() {
    if (state_) {
        state_->retry_at = next_try();
    }
}

std::vector<media::PacketPiece> StorageTrouble::unwritten(const media::PacketRing& ring) const {
    if (!state_) {
        return {};
    }
    const ResumePoint& resume = state_->resume;
    if (resume.after) {
        return {ring.after(resume.after)};
    }
    return ring.since(resume.from);
}

void StorageTrouble::end(Instant at) {
    if (!state_) {
        return;
    }
    if (at.monotonic - state_->since.monotonic >= kShortest) {
        open_gap();
    }
    state_.reset();
    gaps_->set(GapVoice::Storage, std::nullopt, at);
}

void StorageTrouble::overcome(Instant at) {
    backoff_.reset();
    end(at);
}

}  // namespace porchlight::recorder
