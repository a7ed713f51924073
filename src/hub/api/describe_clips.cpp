// SPDX-License-Identifier: Apache-2.0
#include "hub/api/clip_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::MarkKind>> names_of() {
    using hub::MarkKind;
    static constexpr std::array kNames{
        Name<MarkKind>{MarkKind::Restarted, "restarted"},
        Name<MarkKind>{MarkKind::Quiet, "quiet"},
        Name<MarkKind>{MarkKind::Back, "back"},
        Name<MarkKind>{MarkKind::BatteryLow, "battery_low"},
        Name<MarkKind>{MarkKind::BatteryNew, "battery_new"},
        Name<MarkKind>{MarkKind::Firmware, "firmware"},
        Name<MarkKind>{MarkKind::FirmwareFailed, "firmware_failed"},
        Name<MarkKind>{MarkKind::Cause, "cause"},
        Name<MarkKind>{MarkKind::DoctorEnded, "doctor_ended"},
    };
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

namespace {

constexpr Rules kMayMiss{.need = Need::Defaulted};

}  // namespace

template <>
Object<ClipsQuery> describe() {
    return Object<ClipsQuery>("ClipsQuery", "Which clips.")
        .field("camera", &ClipsQuery::camera, "Of this camera.", kMayMiss)
        .field("from", &ClipsQuery::from, "That end after this.", kMayMiss)
        .field("to", &ClipsQuery::to, "That begin before this.", kMayMiss)
        .field("kind", &ClipsQuery::kind, "Of this kind.", kMayMiss)
        .field("pinned", &ClipsQuery::pinned, "Pinned, or not.", kMayMiss)
        .field("limit", &ClipsQuery::limit, "How many at most.",
               {.least = 1, .most = 200, .need = Need::Defaulted})
        .field("before", &ClipsQuery::before, "What follows this clip: `next` of the page before.",
               kMayMiss);
}

template <>
Object<ClipList> describe() {
    return Object<ClipList>("Clips", "A page of clips, newest first.")
        .field("clips", &ClipList::clips, "The clips.")
        .field("next", &ClipList::next, "For `before`, to get the next page; null at the end.");
}

template <>
Object<ClipChange> describe() {
    return Object<ClipChange>("ClipChange", "What to change.")
        .field("pinned", &ClipChange::pinned, "Keep it for ever, or not.");
}

template <>
Object<ClipsChange> describe() {
    return Object<ClipsChange>("ClipsChange", "What to change about many clips at once.")
        .field("clips", &ClipsChange::clips, "Their ids.",
               {.least = 1, .most = ClipFiles::kMostClips})
        .field("pinned", &ClipsChange::pinned, "Keep them for ever, or not.", kMayMiss)
        .field("deleted", &ClipsChange::deleted,
               "Delete them, or bring back those that were deleted in the last minutes.", kMayMiss);
}

template <>
Object<ChangedClips> describe() {
    return Object<ChangedClips>("ChangedClips", "What became of a change.")
        .field("clips", &ChangedClips::clips,
               "Those that have changed, as they are now. Clips that are gone are missing.");
}

template <>
Object<DeletedClips> describe() {
    return Object<DeletedClips>("DeletedClips", "What was deleted and can be brought back.")
        .field("clips", &DeletedClips::clips, "Newest first, at most 200.")
        .field("until", &DeletedClips::until,
               "Until then all of them can be; null when there are none.");
}

template <>
Object<ClipDaysQuery> describe() {
    return Object<ClipDaysQuery>("ClipDaysQuery", "Which clips to count.")
        .field("edges", &ClipDaysQuery::edges,
               "Where one day ends and the next begins, in the zone of whoever asks: 2 to 64 "
               "ascending times in seconds since 1970, with commas between them.")
        .field("camera", &ClipDaysQuery::camera, "Of this camera.", kMayMiss)
        .field("kind", &ClipDaysQuery::kind, "Of this kind.", kMayMiss)
        .field("pinned", &ClipDaysQuery::pinned, "Pinned, or not.", kMayMiss);
}

template <>
Object<ClipDays> describe() {
    return Object<ClipDays>("ClipDays", "How many clips began on each day.")
        .field("counts", &ClipDays::counts, "One for each pair of neighbouring edges.");
}

template <>
Object<DownloadQuery> describe() {
    return Object<DownloadQuery>("DownloadQuery", "How the browser should take a file.")
        .field("download", &DownloadQuery::download, "1 to save it instead of playing it.",
               kMayMiss);
}

template <>
Object<ThumbnailQuery> describe() {
    return Object<ThumbnailQuery>("ThumbnailQuery", "Which picture.")
        .field("at", &ThumbnailQuery::at,
               "Seconds from the clip's start: the last whole picture at or before. Without it "
               "the clip's own picture.",
               {.least = 0, .most = 86400, .need = Need::Defaulted});
}

template <>
Object<ExportClip> describe() {
    return Object<ExportClip>("ExportClip", "A clip to put into an archive.")
        .field("id", &ExportClip::id, "Its id.")
        .field("utc_offset_min", &ExportClip::utc_offset_min,
               "Minutes east of UTC in which its file's name tells the time.",
               {.least = -1080, .most = 1080, .need = Need::Defaulted});
}

template <>
Object<ExportRequest> describe() {
    return Object<ExportRequest>("ExportRequest", "What to put into one archive.")
        .field("clips", &ExportRequest::clips, "The clips, in any order.",
               {.least = 1, .most = ClipFiles::kMostClips});
}

template <>
Object<ClipExport> describe() {
    return Object<ClipExport>("Export", "An archive that is ready to be fetched.")
        .field("id", &ClipExport::id, "Its id.")
        .field("clips", &ClipExport::clips, "How many are in it.")
        .field("left_out", &ClipExport::left_out, "How many were asked for and are gone.")
        .field("size_bytes", &ClipExport::size_bytes, "Of the whole archive.")
        .field("expires_at", &ClipExport::expires_at, "Until then it can be fetched.");
}

template <>
Object<TimelineQuery> describe() {
    return Object<TimelineQuery>("TimelineQuery", "What to draw.")
        .field("from", &TimelineQuery::from, "Its beginning.")
        .field("to", &TimelineQuery::to, "Its end, at most 31 days later.")
        .field("camera", &TimelineQuery::camera, "Of this camera alone.", kMayMiss);
}

template <>
Object<TimelineMark> describe() {
    return Object<TimelineMark>("TimelineMark", "Something that happened to a camera's health.")
        .field("at", &TimelineMark::at, "When.")
        .field("kind", &TimelineMark::kind, "What.")
        .field("text", &TimelineMark::text,
               "The version of new firmware, or what the doctor made of it; else empty.")
        .spoken()
        .field("value", &TimelineMark::value,
               "Percent of a battery, seconds of silence, or how many restarts; else null.")
        .field("session", &TimelineMark::session, "The walk with the doctor, if it was one.");
}

template <>
Object<CameraTimeline> describe() {
    return Object<CameraTimeline>("CameraTimeline",
                                  "What one camera kept and missed, oldest first.")
        .field("camera_id", &CameraTimeline::camera_id, "The camera.")
        .field("clips", &CameraTimeline::clips, "What was recorded.")
        .field("gaps", &CameraTimeline::gaps, "What was not.")
        .field("events", &CameraTimeline::events, "What happened.")
        .field("marks", &CameraTimeline::marks, "How the camera itself fared.");
}

template <>
Object<TimelineView> describe() {
    return Object<TimelineView>("Timeline", "A span of time, camera by camera.")
        .field("from", &TimelineView::from, "Its beginning.")
        .field("to", &TimelineView::to, "Its end.")
        .field("cameras", &TimelineView::cameras, "Every camera, also one with nothing.");
}

template <>
Object<CameraStorage> describe() {
    return Object<CameraStorage>("CameraStorage", "What one camera's clips take.")
        .field("camera_id", &CameraStorage::camera_id, "The camera.")
        .field("name", &CameraStorage::name, "Its name; empty when it was removed and left clips.")
        .field("clips", &CameraStorage::clips, "How many clips.")
        .field("bytes", &CameraStorage::bytes, "Together.")
        .field("pinned_bytes", &CameraStorage::pinned_bytes, "Of these, what is pinned.")
        .field("bytes_per_day", &CameraStorage::bytes_per_day, "As of the last seven days.");
}

template <>
Object<StorageUse> describe() {
    return Object<StorageUse>("StorageUse", "What clips take, and how far back they will reach.")
        .field("storage", &StorageUse::storage, "As in Home.")
        .field("reach_days", &StorageUse::reach_days,
               "How many days back clips will reach when everything goes on as in the last seven "
               "days; null while too little is known.")
        .field("reach_by_age", &StorageUse::reach_by_age,
               "The limit in days ends it, and not the room.")
        .field("bytes_per_day", &StorageUse::bytes_per_day, "Of all cameras together.")
        .field("cameras", &StorageUse::cameras, "The one that takes most first.");
}

}  // namespace porchlight::hub::api
