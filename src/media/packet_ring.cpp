// SPDX-License-Identifier: Apache-2.0
#include "media/packet_ring.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::media {

std::uint32_t PacketRing::begin_stream() {
    has_key_ = false;
    return ++stream_;
}

void PacketRing::push(PacketPtr packet) {
    const bool is_key = packet->track == TrackKind::Video && packet->kind == FrameKind::Key;
    if (!is_key && !has_key_) {
        return;
    }
    if (is_key) {
        has_key_ = true;
        groups_.push_back({stream_, packet->arrived, Bytes(), {}});
    }
    const MonotonicTime now = packet->arrived;
    const Bytes size(static_cast<std::int64_t>(packet->data.size()));
    groups_.back().size += size;
    size_ += size;
    groups_.back().packets.push_back(std::move(packet));
    drop_old(now);
}

void PacketRing::drop_old(MonotonicTime now) {
    // The oldest group may go once the one after it reaches back far enough.
    while (groups_.size() > 1 && groups_[1].start <= now - limits_.span) {
        drop_oldest();
    }
    while (!groups_.empty() && size_ > limits_.bytes) {
        drop_oldest();
    }
    has_key_ = has_key_ && !groups_.empty();
}

void PacketRing::drop_oldest() {
    size_ -= groups_.front().size;
    groups_.pop_front();
}

void PacketRing::clear() {
    groups_.clear();
    size_ = Bytes();
    has_key_ = false;
}

std::vector<PacketPiece> PacketRing::since(MonotonicTime at) const {
    const auto later = std::ranges::upper_bound(groups_, at, {}, &Group::start);
    auto group = later == groups_.begin() ? later : std::prev(later);
    std::vector<PacketPiece> pieces;
    for (; group != groups_.end(); ++group) {
        if (pieces.empty() || pieces.back().stream != group->stream) {
            pieces.push_back({group->stream, {}});
        }
        auto& packets = pieces.back().packets;
        packets.insert(packets.end(), group->packets.begin(), group->packets.end());
    }
    return pieces;
}

PacketPiece PacketRing::after(const PacketPtr& packet) const {
    PacketPiece piece{stream_, {}};
    for (const Group& group : groups_) {
        const bool is_later = !packet || group.packets.front()->dts > packet->dts;
        if (group.stream == stream_ && is_later) {
            piece.packets.insert(piece.packets.end(), group.packets.begin(), group.packets.end());
        }
    }
    return piece;
}

std::vector<PacketPtr> PacketRing::last_group() const {
    return groups_.empty() ? std::vector<PacketPtr>() : groups_.back().packets;
}

}  // namespace porchlight::media
