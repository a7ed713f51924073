// SPDX-License-Identifier: Apache-2.0
#include "motion/decode_policy.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace porchlight::motion {
namespace {

constexpr double kLearn = 5.0;           // seconds decoded whole at the start, and after a gap
constexpr double kGap = 6.0;             // seconds between frames that make a gap
constexpr double kLongestGop = 5.0;      // seconds; with rarer key frames everything is decoded
constexpr double kCalm = 1.0;            // seconds without motion after which Open closes
constexpr double kBaseStrength = 150.0;  // see Detector::peek
constexpr double kMostRise = 3.0;        // of the bar, for what left no trace
constexpr double kForget = 60.0;  // seconds in which an opening that showed nothing is forgotten
constexpr double kForgetJump = 300.0;  // the same for jumps of size, which say less
constexpr float kJump = 1.0F;          // log2 of packet size over the camera's quiet level
constexpr double kJumpWindow = 0.7;    // seconds whose median counts; a clock ticks once a second
constexpr double kSizeMemory = 30.0;   // seconds
constexpr double kQuietShare = 0.3;    // percentile that is the quiet level

double seconds(MediaDuration span) {
    return to_seconds(span);
}

float percentile(std::vector<float> values, double share) {
    if (values.empty()) {
        return 0;
    }
    const auto at = values.begin() +
                    static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace

Instruction DecodePolicy::next(const Frame& frame) {
    if (!first_ || seconds(frame.time - time_) > kGap) {
        first_ = frame.time;
        enter(State::Learning, frame.time);
    }
    time_ = frame.time;
    if (frame.key) {
        key_spacing_ = last_key_ ? frame.time - *last_key_ : MediaDuration{};
        last_key_ = frame.time;
    } else {
        note_size(frame);
    }
    if (mode_ == DecodeMode::Everything) {
        return Instruction::Analyse;
    }
    return frame.key ? at_key(frame) : at_delta(frame);
}

Instruction DecodePolicy::at_key(const Frame& frame) {
    close_if_quiet(frame.time);
    if (state_ == State::Open && rides(frame.time)) {
        enter(State::Riding, frame.time);
        return Instruction::Analyse;
    }
    const bool whole = state_ == State::Learning || state_ == State::Open;
    return whole ? Instruction::Analyse : Instruction::Peek;
}

Instruction DecodePolicy::at_delta(const Frame& frame) {
    if (state_ == State::Open) {
        opened_with_ = opened_by_size_ ? std::max<double>(opened_with_, size_jump()) : opened_with_;
        close_if_quiet(frame.time);
    }
    if (state_ == State::Learning || state_ == State::Open) {
        return Instruction::Analyse;
    }
    if (state_ == State::Quiet && last_key_ && seconds(frame.time - *last_key_) > kLongestGop) {
        enter(State::Open, frame.time);
        return Instruction::AnalyseFromKey;
    }
    const float jump = size_jump();
    if (state_ == State::Quiet && jump > jump_threshold(frame.time)) {
        enter(State::Open, frame.time);
        opened_by_size_ = true;
        opened_with_ = jump;
        return Instruction::AnalyseFromKey;
    }
    return Instruction::Skip;
}

Instruction DecodePolicy::judge(double strength, bool motion) {
    if (state_ == State::Riding) {
        if (motion) {
            last_motion_ = time_;
            return Instruction::AnalysePicture;
        }
        enter(State::Open, time_);
        moved_ = true;
        return Instruction::LookBack;
    }
    if (strength < key_threshold(time_)) {
        return Instruction::AnalysePicture;
    }
    enter(State::Open, time_);
    opened_with_ = strength;
    return Instruction::LookBack;
}

void DecodePolicy::report(const Observation& observation) {
    const MediaTime time = observation.time;
    nuisance_ = nuisance_ || observation.cause != Cause::None;
    if (!observation.is_motion) {
        motion_since_.reset();
        return;
    }
    moved_ = true;
    last_motion_ = time;
    if (!motion_since_) {
        motion_since_ = time;
    }
}

void DecodePolicy::enter(State state, MediaTime time) {
    state_ = state;
    entered_ = time;
    moved_ = false;
    nuisance_ = false;
    opened_by_size_ = false;
    opened_with_ = 0;
}

void DecodePolicy::close_if_quiet(MediaTime time) {
    if (seconds(key_spacing_) > kLongestGop) {
        return;
    }
    const bool moves = moved_ && seconds(time - last_motion_) < kCalm;
    if (state_ == State::Learning) {
        if (seconds(time - first_.value_or(time)) >= kLearn) {
            enter(moves ? State::Open : State::Quiet, time);
        }
        return;
    }
    if (state_ != State::Open || moves || seconds(time - entered_) < kCalm) {
        return;
    }
    if (!moved_ && opened_by_size_) {
        false_jump_ = std::max(jump_threshold(time), static_cast<float>(opened_with_) + 0.2F);
        false_jump_time_ = time;
    } else if (!moved_) {
        const double threshold = key_threshold(time);
        // Leaves and rain go on. What left no trace at once, like headlights that swept by, must
        // not hide who walks in its wake.
        const double most = nuisance_ ? 1.25 * opened_with_ : kMostRise * threshold;
        false_strength_ = std::clamp(1.25 * opened_with_, threshold, std::max(threshold, most));
        false_strength_time_ = time;
    }
    enter(State::Quiet, time);
}

bool DecodePolicy::rides(MediaTime time) const {
    return motion_since_ && last_motion_ > time - MediaDuration(90000 / 3) &&
           seconds(time - *motion_since_) > 1.0;
}

double DecodePolicy::key_threshold(MediaTime time) const {
    const double fade = std::exp(-seconds(time - false_strength_time_) / kForget);
    return kBaseStrength + std::max(0.0, false_strength_ - kBaseStrength) * fade;
}

float DecodePolicy::jump_threshold(MediaTime time) const {
    const auto fade = static_cast<float>(std::exp(-seconds(time - false_jump_time_) / kForgetJump));
    return kJump + std::max(0.0F, false_jump_ - kJump) * fade;
}

void DecodePolicy::note_size(const Frame& frame) {
    const auto bytes = static_cast<float>(std::max<std::int64_t>(1, frame.size.count()));
    sizes_.push_back({frame.time, std::log2(bytes)});
    while (seconds(frame.time - sizes_.front().time) > kSizeMemory) {
        sizes_.pop_front();
    }
}

float DecodePolicy::size_jump() const {
    std::vector<float> all;
    std::vector<float> latest;
    for (const Size& size : sizes_) {
        all.push_back(size.log2);
        if (seconds(time_ - size.time) < kJumpWindow) {
            latest.push_back(size.log2);
        }
    }
    if (latest.size() < 4 || all.size() < 20) {
        return 0;
    }
    return percentile(std::move(latest), 0.5) - percentile(std::move(all), kQuietShare);
}

}  // namespace porchlight::motion
