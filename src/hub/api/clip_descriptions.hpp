// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/descriptions.hpp"
#include "hub/clip_files.hpp"
#include "hub/timeline_marks.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::store {

template <>
std::span<const Name<hub::MarkKind>> names_of();

}  // namespace porchlight::store

/// What requests and answers about clips, the timeline and storage hold, and the description of it.
namespace porchlight::hub::api {

struct ClipsQuery {
    std::optional<CameraId> camera;
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
    std::optional<store::ClipKind> kind;
    std::optional<bool> pinned;
    int limit = 50;
    std::optional<ClipId> before;
};
struct ClipList {
    std::vector<store::Clip> clips;
    std::optional<ClipId> next;
};
struct ClipChange {
    bool pinned = false;
};
/// PATCH /clips: the same for many.
struct ClipsChange {
    std::vector<ClipId> clips;
    std::optional<bool> pinned;
    std::optional<bool> deleted;
};
struct ChangedClips {
    std::vector<store::Clip> clips;
};
struct DeletedClips {
    std::vector<store::Clip> clips;
    std::optional<UtcTime> until;
};
struct ClipDaysQuery {
    std::string edges;
    std::optional<CameraId> camera;
    std::optional<store::ClipKind> kind;
    std::optional<bool> pinned;
};
struct ClipDays {
    std::vector<std::int64_t> counts;
};
struct DownloadQuery {
    bool download = false;
};
struct ThumbnailQuery {
    std::optional<double> at;
};

struct ExportClip {
    ClipId id;
    int utc_offset_min = 0;
};
struct ExportRequest {
    std::vector<ExportClip> clips;
};

struct TimelineQuery {
    UtcTime from;
    UtcTime to;
    std::optional<CameraId> camera;
};
struct CameraTimeline {
    CameraId camera_id;
    std::vector<store::Clip> clips;
    std::vector<store::Gap> gaps;
    std::vector<store::Event> events;
    std::vector<TimelineMark> marks;
};
struct TimelineView {
    UtcTime from;
    UtcTime to;
    std::vector<CameraTimeline> cameras;
};

struct CameraStorage {
    CameraId camera_id;
    std::string name;
    std::int64_t clips = 0;
    std::int64_t bytes = 0;
    std::int64_t pinned_bytes = 0;
    double bytes_per_day = 0;
};
struct StorageUse {
    StorageView storage;
    std::optional<double> reach_days;
    bool reach_by_age = false;
    double bytes_per_day = 0;
    std::vector<CameraStorage> cameras;
};

template <>
Object<ClipsQuery> describe();
template <>
Object<ClipList> describe();
template <>
Object<ClipChange> describe();
template <>
Object<ClipsChange> describe();
template <>
Object<ChangedClips> describe();
template <>
Object<DeletedClips> describe();
template <>
Object<ClipDaysQuery> describe();
template <>
Object<ClipDays> describe();
template <>
Object<DownloadQuery> describe();
template <>
Object<ThumbnailQuery> describe();
template <>
Object<ExportClip> describe();
template <>
Object<ExportRequest> describe();
template <>
Object<ClipExport> describe();
template <>
Object<TimelineQuery> describe();
template <>
Object<TimelineMark> describe();
template <>
Object<CameraTimeline> describe();
template <>
Object<TimelineView> describe();
template <>
Object<CameraStorage> describe();
template <>
Object<StorageUse> describe();

}  // namespace porchlight::hub::api
