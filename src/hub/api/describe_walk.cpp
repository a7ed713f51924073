// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"
#include "hub/api/walk_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::ReplayState>> names_of() {
    using hub::ReplayState;
    static constexpr std::array kNames{Name<ReplayState>{ReplayState::None, "none"},
                                       Name<ReplayState>{ReplayState::Waiting, "waiting"},
                                       Name<ReplayState>{ReplayState::Running, "running"},
                                       Name<ReplayState>{ReplayState::Done, "done"},
                                       Name<ReplayState>{ReplayState::Cancelled, "cancelled"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

template <>
Object<TriedSettings> describe() {
    return Object<TriedSettings>("TriedSettings",
                                 "What of a camera's settings is tried before it is saved.")
        .field("sensitivity", &TriedSettings::sensitivity, "1 sees little, 9 sees much.",
               {.least = 1, .most = 9})
        .field("min_motion_s", &TriedSettings::min_motion, "Shorter motion is no event.",
               {.least = 0, .most = 10})
        .field("zones", &TriedSettings::zones, "Areas of the picture.", {.most = 32});
}

template <>
Object<AreaView> describe() {
    return Object<AreaView>("Area", "A rectangle, as shares (0 to 1) of the picture.")
        .field("x", &AreaView::x, "Its left side.")
        .field("y", &AreaView::y, "Its upper side.")
        .field("width", &AreaView::width, "Its width.")
        .field("height", &AreaView::height, "Its height.");
}

template <>
Object<CandidateView> describe() {
    return Object<CandidateView>("Candidate", "Something seen that does not count yet.")
        .field("area", &CandidateView::area, "Where it is.")
        .field("nearness", &CandidateView::nearness, "How near it is to counting, 0 to 1.");
}

template <>
Object<TriggerView> describe() {
    return Object<TriggerView>("Trigger", "An event would have begun.")
        .field("at", &TriggerView::at, "When.")
        .field("after_s", &TriggerView::after_s, "Seconds after the thing came into sight.");
}

template <>
Object<WalkView> describe() {
    return Object<WalkView>("Walk",
                            "What the detector sees of somebody who walks before the camera.")
        .field("live", &WalkView::live, "Pictures come.")
        .field("problem", &WalkView::problem, "Why not, if not.")
        .field("learning", &WalkView::learning,
               "The first seconds: things must get farther to be believed.")
        .field("motion", &WalkView::motion, "An event would be going on.")
        .field("level", &WalkView::level,
               "How near the surest thing is to counting, 0 to 1; 1: it counts.")
        .field("counting", &WalkView::counting, "What counts as motion.")
        .field("candidates", &WalkView::candidates, "What may yet come to nothing.")
        .field("outside", &WalkView::outside, "What would count, but for the activity zones.")
        .field("ignored", &WalkView::ignored, "Why what changed does not count.")
        .field("trigger", &WalkView::trigger, "An event would have begun in this moment.");
}

template <>
Object<ReplayClip> describe() {
    return Object<ReplayClip>("ReplayClip", "A clip, and how often an event would begin in it.")
        .field("clip_id", &ReplayClip::clip, "The clip.")
        .field("start", &ReplayClip::start, "Its beginning.")
        .field("end", &ReplayClip::end, "Its end.")
        .field("thumbnail", &ReplayClip::thumbnail, "It has a picture.")
        .field("tried", &ReplayClip::tried, "With the settings that are tried.")
        .field("saved", &ReplayClip::saved, "With those that are saved.");
}

template <>
Object<NotRecorded> describe() {
    return Object<NotRecorded>("NotRecorded", "Time that cannot be counted.")
        .field("reason", &NotRecorded::reason, "Why nothing was recorded.")
        .field("seconds", &NotRecorded::seconds, "For how long, all in all.");
}

template <>
Object<ReplayView> describe() {
    return Object<ReplayView>("Replay",
                              "The detector run again over what was recorded of a camera.")
        .field("camera_id", &ReplayView::camera, "The camera.")
        .field("state", &ReplayView::state,
               "none: not begun since the hub started. waiting: for another camera's turn.")
        .field("tried", &ReplayView::tried, "The settings that are tried.")
        .field("from", &ReplayView::from, "Since when.")
        .field("to", &ReplayView::to, "Until when.")
        .field("done", &ReplayView::done, "How far it is, 0 to 1.")
        .field("looked_s", &ReplayView::looked_s, "Seconds of video looked at, newest first.")
        .field("whole_s", &ReplayView::whole_s, "Seconds of video that there are.")
        .field("all_time_s", &ReplayView::all_time_s, "Of them, what was recorded whatever moved.")
        .field("tried_times", &ReplayView::tried_times,
               "Events in what was looked at, with the settings that are tried.")
        .field("saved_times", &ReplayView::saved_times, "The same with those that are saved.")
        .field("recorded_events", &ReplayView::recorded_events,
               "Motion that the hub noted down in that time.")
        .field("unreadable", &ReplayView::unreadable, "Clips whose file could not be read.")
        .field("clips", &ReplayView::clips,
               "What was looked at, newest first; of continuous recording what would count.")
        .field("more_clips", &ReplayView::more_clips, "How many more there are.")
        .field("not_recorded", &ReplayView::not_recorded, "What cannot be counted.");
}

}  // namespace porchlight::hub::api
