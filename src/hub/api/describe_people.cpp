// SPDX-License-Identifier: Apache-2.0
#include "hub/api/descriptions.hpp"
#include "hub/api/house_descriptions.hpp"

namespace porchlight::hub::api {

namespace {

constexpr Rules kUserName{.least = 1, .most = 60};
/// Long enough for any password, short enough that hashing it costs nothing extra.
constexpr Rules kPassword{.least = 1, .most = 512};

}  // namespace

template <>
Object<UserView> describe() {
    return Object<UserView>("User", "A person of the home.")
        .field("id", &UserView::id, "Its id.")
        .field("name", &UserView::name, "What the person signs in with.")
        .field("role", &UserView::role, "What they may do.");
}

template <>
Object<SetupState> describe() {
    return Object<SetupState>("SetupState", "Whether the hub is new.")
        .field("needs_owner", &SetupState::needs_owner,
               "True until somebody has used the one-time link printed on the terminal.");
}

template <>
Object<Setup> describe() {
    return Object<Setup>("Setup", "Makes the owner.")
        .field("token", &Setup::token, "From the one-time link.", {.least = 1, .most = 200})
        .field("name", &Setup::name, "What the owner signs in with.", kUserName)
        .field("password", &Setup::password,
               "At least 12 characters, none of the commonest, and not the name.", kPassword);
}

template <>
Object<SignIn> describe() {
    return Object<SignIn>("SignIn", "Who signs in.")
        .field("name", &SignIn::name, "As chosen at set-up.", kUserName)
        .field("password", &SignIn::password, "The password.", kPassword);
}

template <>
Object<SignedIn> describe() {
    return Object<SignedIn>("SignedIn", "Who is signed in now; the session is in the cookie.")
        .field("user", &SignedIn::user, "The person.");
}

template <>
Object<SessionState> describe() {
    return Object<SessionState>("SessionState", "Who is signed in, if anybody.")
        .field("user", &SessionState::user, "The person, or null.");
}

template <>
Object<Health> describe() {
    return Object<Health>("Health", "The hub answers.").field("ok", &Health::ok, "Always true.");
}

template <>
Object<StorageView> describe() {
    return Object<StorageView>("Storage", "How full the place for clips is.")
        .field("clips_bytes", &StorageView::clips_bytes, "All finished clips together.")
        .field("free_bytes", &StorageView::free_bytes, "Free on that disk.")
        .field("limit_bytes", &StorageView::limit_bytes, "How large clips may become together.")
        .field("reserve_bytes", &StorageView::reserve_bytes,
               "Kept free whatever happens, so that the hub itself goes on.")
        .field("oldest_clip_at", &StorageView::oldest_clip_at, "When the oldest clip began.")
        .field("problem", &StorageView::problem, "Why nothing can be stored, if that is so.");
}

template <>
Object<Retention> describe() {
    return Object<Retention>(
               "Retention",
               "How long clips are kept. Pinned clips are kept for ever; with nothing "
               "set, the oldest go when the disk is full.")
        .field("days", &Retention::days, "Clips older than this go.", {.least = 1, .most = 3650})
        .field("limit_bytes", &Retention::limit_bytes, "Clips together stay below this.",
               {.least = 1e9, .most = 1e15});
}

template <>
Object<HomeView> describe() {
    return Object<HomeView>("Home", "The home and its hub.")
        .field("name", &HomeView::name, "What people call it.")
        .field("armed", &HomeView::armed, "Whether the mode in use arms any camera.")
        .field("mode", &HomeView::mode, "The mode in use.")
        .field("modes", &HomeView::modes, "Every mode, in the order in which they are shown.")
        .field("next_mode", &HomeView::next_mode, "What the schedule changes next, if anything.")
        .field("schedule_on", &HomeView::schedule_on,
               "The schedule is followed; else it is paused.")
        .field("has_rules", &HomeView::has_rules, "There are rules to follow.")
        .field("time_zone", &HomeView::time_zone, "What the home's clocks go by: Europe/Berlin.")
        .field("version", &HomeView::version, "Of the hub's program.")
        .field("time", &HomeView::time, "The hub's clock.")
        .field("demo", &HomeView::demo, "The demo cameras of the first start are still there.")
        .field("storage", &HomeView::storage, "The place for clips.")
        .field("retention", &HomeView::retention, "How long clips are kept.");
}

template <>
Object<HomeSettings> describe() {
    return Object<HomeSettings>("HomeSettings", "What the owner sets for the home.")
        .field("name", &HomeSettings::name, "What people call it.", {.least = 1, .most = 60})
        .field(
            "armed", &HomeSettings::armed,
            "False puts the first mode into use that arms no camera, true the last one that armed "
            "some; nothing changes when that is so already.")
        .field("retention", &HomeSettings::retention, "How long clips are kept.");
}

}  // namespace porchlight::hub::api
