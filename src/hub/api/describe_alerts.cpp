// SPDX-License-Identifier: Apache-2.0
#include "hub/api/alert_descriptions.hpp"

namespace porchlight::hub::api {

namespace {

constexpr Rules kMayMiss{.need = Need::Defaulted};
constexpr Rules kClockTime{.least = 5, .most = 5};
constexpr double kDay = 86'400;

template <typename IdType>
std::optional<IdType> if_any(IdType id) {
    return id ? std::optional(id) : std::nullopt;
}

}  // namespace

template <>
Object<store::Alert> describe() {
    using store::Alert;
    return Object<Alert>("Alert", "Something that people want to be told of.")
        .field("id", &Alert::id, "Its id; ids order by time.")
        .field("kind", &Alert::kind, "What it is about.")
        .field("at", &Alert::at, "When.")
        .field("ended", &Alert::ended, "When a state was over again; else null.")
        .computed(
            "camera_id", [](const Alert& alert) { return if_any(alert.camera); },
            "Its camera, perhaps one that was removed; null: of none.")
        .computed(
            "clip_id", [](const Alert& alert) { return if_any(alert.clip); },
            "The clip of it, while there is one.")
        .field("picture", &Alert::picture, "The clip has a picture.")
        .field("place", &Alert::place, "What the camera, or the person, was called.")
        .field("detail", &Alert::detail, "A sentence more, or empty.")
        .spoken()
        .field("quiet", &Alert::quiet, "It came in quiet hours, or late: nobody was disturbed.");
}

template <>
Object<AlertForPerson> describe() {
    return Object<AlertForPerson>("ListedAlert", "An alert as you have it.")
        .embed(&AlertForPerson::alert)
        .field("seen", &AlertForPerson::seen, "You have seen it.");
}

template <>
Object<AlertPage> describe() {
    return Object<AlertPage>("Alerts", "A page of alerts, newest first.")
        .field("alerts", &AlertPage::alerts, "The alerts.")
        .field("unseen", &AlertPage::unseen, "How many of all you have not seen.")
        .field("next", &AlertPage::next, "For `before`, to get the next page; null at the end.");
}

template <>
Object<AlertQuery> describe() {
    return Object<AlertQuery>("AlertQuery", "Which alerts.")
        .field("camera", &AlertQuery::camera, "Of this camera.", kMayMiss)
        .field("kind", &AlertQuery::kind, "Of this kind.", kMayMiss)
        .field("before", &AlertQuery::before, "What follows this alert: `next` of the page before.",
               kMayMiss)
        .field("limit", &AlertQuery::limit, "How many at most.",
               {.least = 1, .most = 200, .need = Need::Defaulted});
}

template <>
Object<AlertsSeen> describe() {
    return Object<AlertsSeen>("AlertsSeen", "You have seen alerts, perhaps in another browser.")
        .field("alerts", &AlertsSeen::alerts, "These.");
}

template <>
Object<SeenWish> describe() {
    return Object<SeenWish>("SeenWish", "Which alerts you have seen.")
        .field("up_to", &SeenWish::up_to, "All up to and with this one.", kMayMiss)
        .field("alerts", &SeenWish::alerts, "These.", {.most = 500, .need = Need::Defaulted});
}

template <>
Object<QuietItem> describe() {
    return Object<QuietItem>("QuietHours", "By the home's clock; over midnight if `to` is earlier.")
        .field("from", &QuietItem::from, "\"22:00\"", kClockTime)
        .field("to", &QuietItem::to, "\"07:00\"; the same as `from`: all day.", kClockTime);
}

template <>
Object<AlertRuleItem> describe() {
    return Object<AlertRuleItem>("AlertRule", "When something of a kind becomes an alert.")
        .field("kind", &AlertRuleItem::kind, "What it is about.")
        .field("camera_id", &AlertRuleItem::camera,
               "Of this camera; null: of all without a rule of their own.")
        .field("on", &AlertRuleItem::is_on, "Whether it becomes an alert at all.")
        .field("quiet", &AlertRuleItem::quiet,
               "When it is listed and nobody is disturbed; null: never.")
        .field("rest_s", &AlertRuleItem::rest_s,
               "After one, for so long there is none of this kind and camera.",
               {.least = 0, .most = kDay})
        .field("after_s", &AlertRuleItem::after_s,
               "For \"silent\": so long without a picture. Else it has no meaning.",
               {.least = 0, .most = kDay});
}

template <>
Object<AlertRuleList> describe() {
    return Object<AlertRuleList>("AlertRules", "What becomes an alert.")
        .field("rules", &AlertRuleList::rules, "One for each kind, then those of single cameras.",
               {.most = 1000});
}

}  // namespace porchlight::hub::api
