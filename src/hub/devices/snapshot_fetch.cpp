// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/snapshot_fetch.hpp"

#include <utility>

namespace porchlight::hub {

using device::DataKind;
using device::DataRequest;
using Messages = std::vector<device::LinkMessage>;

Messages SnapshotFetch::offered(device::CommandResult result, UtcTime now) {
    const std::int64_t size = result.size.count();
    if (size <= 0 || size > static_cast<std::int64_t>(kMost)) {
        ended_.push_back({std::move(result), std::nullopt});
        return {};
    }
    if (coming_) {
        end(std::nullopt);
    }
    coming_ = Snapshot{now, result.id, {}};
    result_ = std::move(result);
    return {DataRequest{DataKind::Snapshot, result_.id, 0}};
}

Messages SnapshotFetch::came(device::DataPiece piece) {
    if (!coming_ || piece.kind != DataKind::Snapshot || piece.id != coming_->command ||
        piece.offset != static_cast<std::int64_t>(coming_->jpeg.size())) {
        return {};
    }
    coming_->jpeg += piece.bytes;
    if (coming_->jpeg.size() > kMost) {
        end(std::nullopt);
        return {};
    }
    if (piece.bytes.size() < device::kMostData) {
        end(std::move(coming_));
        return {};
    }
    const auto here = static_cast<std::int64_t>(coming_->jpeg.size());
    return {DataRequest{DataKind::Snapshot, piece.id, here}};
}

void SnapshotFetch::end(std::optional<Snapshot> picture) {
    ended_.push_back({std::move(result_), std::move(picture)});
    coming_.reset();
    result_ = {};
}

std::optional<SnapshotFetch::Ended> SnapshotFetch::take() {
    if (ended_.empty()) {
        return std::nullopt;
    }
    Ended first = std::move(ended_.front());
    ended_.pop_front();
    return first;
}

}  // namespace porchlight::hub
