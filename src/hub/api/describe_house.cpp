// SPDX-License-Identifier: Apache-2.0
#include "hub/api/house_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::api::Weekday>> names_of() {
    using hub::api::Weekday;
    static constexpr std::array kNames{
        Name{Weekday::Monday, "mon"},    Name{Weekday::Tuesday, "tue"},
        Name{Weekday::Wednesday, "wed"}, Name{Weekday::Thursday, "thu"},
        Name{Weekday::Friday, "fri"},    Name{Weekday::Saturday, "sat"},
        Name{Weekday::Sunday, "sun"}};
    return kNames;
}

template <>
std::span<const Name<hub::SunDay::Kind>> names_of() {
    using Kind = hub::SunDay::Kind;
    static constexpr std::array kNames{Name{Kind::Usual, "usual"},
                                       Name{Kind::AlwaysUp, "always_up"},
                                       Name{Kind::AlwaysDown, "always_down"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

namespace {

constexpr Rules kMayMiss{.need = Need::Defaulted};

}  // namespace

template <>
Object<ArmedCamera> describe() {
    return Object<ArmedCamera>("ArmedCamera", "What a mode says of one camera.")
        .field("camera_id", &ArmedCamera::camera_id, "The camera.")
        .field("armed", &ArmedCamera::armed, "Its motion is recorded in that mode.");
}

template <>
Object<ModeView> describe() {
    return Object<ModeView>("Mode", "One way in which the home watches.")
        .field("id", &ModeView::id, "Its id.")
        .field("kind", &ModeView::kind, "One of the first three, or the owner's own.")
        .nullable_field("name", &ModeView::name,
                        "What people call it; null: as its kind is called.")
        .field("armed", &ModeView::armed, "It arms at least one camera.")
        .field("arms_new", &ModeView::arms_new, "It arms cameras that are added later.")
        .field("cameras", &ModeView::cameras, "Every camera, and whether it is armed.");
}

template <>
Object<ModeInUseView> describe() {
    return Object<ModeInUseView>("ModeInUse", "The mode that holds.")
        .field("id", &ModeInUseView::id, "The mode.")
        .field("since", &ModeInUseView::since, "When it was chosen.")
        .field("by", &ModeInUseView::by,
               "What chose it: a person, the schedule, or the first start.")
        .field("person", &ModeInUseView::person, "Who, when a person did and is still known.");
}

template <>
Object<NextModeView> describe() {
    return Object<NextModeView>("NextMode", "What the schedule changes next.")
        .field("mode_id", &NextModeView::mode_id, "The mode.")
        .field("at", &NextModeView::at, "When.");
}

template <>
Object<ModeWish> describe() {
    return Object<ModeWish>("ModeWish", "A mode as its owner wants it.")
        .as_input("NewMode")
        .nullable_field("name", &ModeWish::name,
                        "What people call it. One of the first three may go without: null.",
                        {.least = 1, .most = 30})
        .field("arms_new", &ModeWish::arms_new,
               "Whether it arms cameras that are added later, and those that are never named here.",
               kMayMiss)
        .field("cameras", &ModeWish::cameras,
               "Cameras to arm or not; those that are not named stay as they are.", kMayMiss);
}

template <>
Object<ModeChoice> describe() {
    return Object<ModeChoice>("ModeChoice", "Which mode to put into use.")
        .field("mode_id", &ModeChoice::mode_id, "The mode.");
}

template <>
Object<store::Place> describe() {
    using store::Place;
    return Object<Place>("Place", "Where the home is, as its owner typed it in.")
        .field("name", &Place::name, "What people call it.", {.least = 1, .most = 60})
        .field("latitude", &Place::latitude, "Degrees, north is positive.",
               {.least = -90, .most = 90})
        .field("longitude", &Place::longitude, "Degrees, east is positive.",
               {.least = -180, .most = 180});
}

template <>
Object<RuleView> describe() {
    return Object<RuleView>("ModeRule", "On these days at this moment: that mode.")
        .field("days", &RuleView::days, "The days of the week.", {.least = 1, .most = 7})
        .field("moment", &RuleView::moment, "What the minutes count from.")
        .field("minutes", &RuleView::minutes,
               "Of the clock: after midnight, up to 1439. Of the sun: after its rise or set, or "
               "before it when negative, up to 360.",
               {.least = -360, .most = 1439})
        .field("mode_id", &RuleView::mode_id, "The mode.");
}

template <>
Object<ScheduleSettings> describe() {
    using S = ScheduleSettings;
    return Object<S>("ScheduleSettings", "What the owner sets for the schedule.")
        .field("on", &S::on, "It is followed. Off: paused, and no rule does anything.")
        .field("time_zone", &S::time_zone,
               "Of the IANA database, as Europe/Berlin; null: that of the hub's machine.")
        .field("place", &S::place, "Where the home is; rules by the sun need it.")
        .field("rules", &S::rules, "What it does. Of two for one moment the later holds.",
               {.most = HouseService::kMostRules});
}

template <>
Object<MomentView> describe() {
    return Object<MomentView>("ModeMoment", "When a rule puts a mode into use.")
        .field("minute", &MomentView::minute, "Of the day, by the home's clock.")
        .field("at", &MomentView::at, "The moment.")
        .field("mode_id", &MomentView::mode_id, "The mode.")
        .field("rule", &MomentView::rule, "The place of its rule in the list.");
}

template <>
Object<DayView> describe() {
    return Object<DayView>("ScheduleDay", "One day of the schedule, by the home's clock.")
        .field("date", &DayView::date, "As 2026-11-26.")
        .field("weekday", &DayView::weekday, "Its day of the week.")
        .field("today", &DayView::today, "It is today.")
        .field("sun", &DayView::sun, "What the sun does; null while no place is known.")
        .field("sunrise", &DayView::sunrise, "Minute of the day; null when it does not rise.")
        .field("sunset", &DayView::sunset, "Minute of the day; null when it does not set.")
        .field("begins_in", &DayView::begins_in, "The mode at midnight, by the rules alone.")
        .field("moments", &DayView::moments, "What changes, the earliest first.");
}

template <>
Object<ScheduleView> describe() {
    return Object<ScheduleView>("Schedule", "The schedule, and how it lays out this week.")
        .embed(&ScheduleView::settings)
        .field("machine_zone", &ScheduleView::machine_zone, "The time zone of the hub's machine.")
        .field("week", &ScheduleView::week, "Monday to Sunday of the week that today is in.");
}

}  // namespace porchlight::hub::api
