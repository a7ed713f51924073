// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/tables.hpp"

#include <algorithm>

namespace porchlight::store::sqlite {

Result<std::vector<std::int64_t>> count_clips(Connection& db, const ClipQuery& query,
                                              const std::vector<UtcTime>& edges) {
    if (edges.size() < 2) {
        return std::vector<std::int64_t>();
    }
    std::vector<std::int64_t> counts(edges.size() - 1);
    const auto read = [](Row& row) { return row.next<UtcTime>(); };
    PL_TRY(const auto starts,
           db.select("SELECT start_time FROM clips WHERE (?1 IS NULL OR camera_id = ?1)"
                     " AND start_time >= ?2 AND start_time < ?3"
                     " AND (?4 IS NULL OR kind = ?4) AND (?5 IS NULL OR pinned = ?5)"
                     " AND (deleted IS NOT NULL) = ?6",
                     read, query.camera, edges.front(), edges.back(), query.kind, query.pinned,
                     query.deleted));
    for (const UtcTime start : starts) {
        const auto next = std::ranges::upper_bound(edges, start);
        ++counts[static_cast<std::size_t>(next - edges.begin()) - 1];
    }
    return counts;
}

Result<std::vector<CameraUsage>> camera_usage(Connection& db, UtcTime since) {
    const auto read = [](Row& row) {
        CameraUsage usage;
        row >> usage.camera >> usage.clips >> usage.size >> usage.pinned >> usage.recent >>
            usage.oldest_start;
        return usage;
    };
    return db.select(
        "SELECT camera_id, count(*), sum(size), sum(iif(pinned, size, 0)),"
        " sum(iif(start_time >= ?1, size, 0)), min(start_time)"
        " FROM clips GROUP BY camera_id",
        read, since);
}

}  // namespace porchlight::store::sqlite
