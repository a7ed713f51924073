// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/snapshot_fetch.hpp"

#include <utility>

namespace porchlight::hub {

using device::DataKind;
using device::DataRequest;
using Messages = std::vector<device::LinkMessage>;

Messages SnapshotFetch::offered(const device::CommandResult& result, UtcTime now) {
    const std::int64_t size = result.size.count();
    if (size <= 0 || size > static_cast<std::int64_t>(kMost)) {
        return {};
    }
    coming_ = Snapshot{now, result.id, {}};
    return {DataRequest{DataKind::Snapshot, result.id, 0}};
}

Messages SnapshotFetch::came(device::DataPiece piece) {
    if (!coming_ || piece.kind != DataKind::Snapshot || piece.id != coming_->command ||
        piece.offset != static_cast<std::int64_t>(coming_->jpeg.size())) {
        return {};
    }
    coming_->jpeg += piece.bytes;
    if (coming_->jpeg.size() > kMost) {
        coming_.reset();
        return {};
    }
    if (piece.bytes.size() < device::kMostData) {
        whole_ = std::exchange(coming_, std::nullopt);
        return {};
    }
    const auto here = static_cast<std::int64_t>(coming_->jpeg.size());
    return {DataRequest{DataKind::Snapshot, piece.id, here}};
}

std::optional<Snapshot> SnapshotFetch::take() {
    return std::exchange(whole_, std::nullopt);
}

}  // namespace porchlight::hub
