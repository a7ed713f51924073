// SPDX-License-Identifier: Apache-2.0
#include "motion/pipeline.hpp"

#include <utility>

namespace porchlight::motion {
namespace {

// More pictures a second tell nothing new about motion.
constexpr MediaDuration kLeastSpacing{90000 * 6 / 100};
constexpr std::size_t kLongestGroup =
    1500;  // packets; a camera without key frames must not fill the memory

bool is_key(const media::Packet& packet) {
    return packet.kind == media::FrameKind::Key;
}

}  // namespace

GatedAnalysis::GatedAnalysis(const Settings& settings, DecodeMode mode, Zones zones)
    : detector_(settings.sensitivity, std::move(zones)), policy_(mode), tracker_(settings) {}

std::vector<Change> GatedAnalysis::feed(const media::PacketPtr& packet, FrameDecoder& decoder) {
    ++counts_.packets;
    keep(packet);
    const auto size = static_cast<std::int64_t>(packet->data.size());
    switch (policy_.next({is_key(*packet), Bytes(size), packet->pts})) {
        case Instruction::Peek:
            peek(packet, decoder);
            break;
        case Instruction::Analyse:
            analyse(packet, decoder);
            break;
        case Instruction::AnalyseFromKey:
            analyse_group(group_, decoder);
            break;
        case Instruction::Skip:
        case Instruction::AnalysePicture:
        case Instruction::LookBack:
            break;
    }
    return std::exchange(changes_, {});
}

std::vector<Change> GatedAnalysis::finish() {
    if (auto change = tracker_.finish()) {
        changes_.push_back(*change);
    }
    return std::exchange(changes_, {});
}

void GatedAnalysis::keep(const media::PacketPtr& packet) {
    if (is_key(*packet) || group_.size() >= kLongestGroup) {
        previous_ = std::exchange(group_, {});
    }
    group_.push_back(packet);
}

void GatedAnalysis::peek(const media::PacketPtr& packet, FrameDecoder& decoder) {
    const auto frame = decode(packet, decoder);
    if (!frame) {
        policy_.give_up();
        return;
    }
    shrink(frame->luma, small_);
    const MediaTime time = frame->time;
    const Detector::Glance glance = detector_.peek(small_);
    if (policy_.judge(glance.strength, glance.continues) == Instruction::LookBack) {
        const SmallLuma peeked = small_;
        analyse_group(previous_, decoder);
        static_cast<void>(decode(packet, decoder));
        observe(peeked, time);
        return;
    }
    observe(small_, time);
}

void GatedAnalysis::analyse_group(const Group& group, FrameDecoder& decoder) {
    const bool known =
        !group.empty() && last_analysed_ && *last_analysed_ + kLeastSpacing > group.back()->pts;
    if (known && &group == &previous_) {
        return;
    }
    for (const media::PacketPtr& packet : group) {
        analyse(packet, decoder);
    }
}

void GatedAnalysis::analyse(const media::PacketPtr& packet, FrameDecoder& decoder) {
    const auto frame = decode(packet, decoder);
    if (!frame || (last_analysed_ && frame->time < *last_analysed_ + kLeastSpacing)) {
        return;
    }
    shrink(frame->luma, small_);
    observe(small_, frame->time);
}

std::optional<FrameDecoder::Frame> GatedAnalysis::decode(const media::PacketPtr& packet,
                                                         FrameDecoder& decoder) {
    if (is_key(*packet)) {
        decoder.reset();
        needs_key_ = false;
    }
    if (needs_key_) {
        return std::nullopt;
    }
    ++counts_.decoded;
    auto frame = decoder.decode(*packet);
    if (!frame) {
        ++counts_.broken;
        needs_key_ = true;
        return std::nullopt;
    }
    return *frame;
}

void GatedAnalysis::observe(SmallLuma picture, MediaTime time) {
    ++counts_.analysed;
    last_analysed_ = time;
    const Observation observation = detector_.analyse(std::move(picture), time);
    policy_.report(observation);
    if (listener_) {
        listener_(observation);
    }
    if (auto change = tracker_.observe(observation)) {
        changes_.push_back(*change);
    }
}

}  // namespace porchlight::motion
