// SPDX-License-Identifier: Apache-2.0
#include "hub/api/people_descriptions.hpp"

namespace porchlight::hub::api {

namespace {

constexpr Rules kUserName{.least = 1, .most = 60};
constexpr Rules kPassword{.least = 1, .most = 512};
constexpr Rules kToken{.least = 1, .most = 200};

}  // namespace

template <>
Object<SignInView> describe() {
    return Object<SignInView>("SignedInBrowser", "A browser that is signed in.")
        .field("id", &SignInView::id, "Its id; it opens nothing.")
        .field("since", &SignInView::since, "When it signed in.")
        .field("last_used_at", &SignInView::last_used, "When it was last used, within the hour.")
        .field("address", &SignInView::address, "Where it signed in; empty: not known.")
        .field("browser", &SignInView::browser, "\"Firefox on Linux\"; empty: not known.")
        .field("here", &SignInView::here, "It is the one that asks.");
}

template <>
Object<PersonView> describe() {
    return Object<PersonView>("Person", "Somebody who belongs to the home.")
        .field("id", &PersonView::id, "Their id.")
        .field("name", &PersonView::name, "What they sign in with.")
        .field("role", &PersonView::role,
               "Owners do everything; members see, arm and keep clips; viewers look.")
        .field("since", &PersonView::since, "When they came.")
        .field("you", &PersonView::you, "It is whoever asks.")
        .field("sign_ins", &PersonView::sign_ins, "Where they are signed in, last used first.");
}

template <>
Object<InviteView> describe() {
    return Object<InviteView>("Invite", "A link that nobody has used yet.")
        .field("id", &InviteView::id, "Its id; it opens nothing.")
        .field("role", &InviteView::role, "What they will be.")
        .field("invited_by", &InviteView::invited_by, "Who made the link.")
        .field("created_at", &InviteView::created, "When it was made.")
        .field("expires_at", &InviteView::expires, "Until when it works.");
}

template <>
Object<PeopleView> describe() {
    return Object<PeopleView>("People", "All people of the home for an owner, else yourself alone.")
        .field("people", &PeopleView::people, "In the order in which they came.")
        .field("invites", &PeopleView::invites, "Open ones, for owners.");
}

template <>
Object<InviteOffer> describe() {
    return Object<InviteOffer>("InviteOffer", "An invite as whoever holds its link sees it.")
        .field("home", &InviteOffer::home, "What the home is called.")
        .field("invited_by", &InviteOffer::invited_by, "Who invites.")
        .field("role", &InviteOffer::role, "What you will be.")
        .field("expires_at", &InviteOffer::expires, "Until when the link works.");
}

template <>
Object<RoleChoice> describe() {
    return Object<RoleChoice>("RoleChoice", "What somebody may do.")
        .field("role", &RoleChoice::role, "Their role.");
}

template <>
Object<InviteMade> describe() {
    return Object<InviteMade>("InviteMade", "A new invite. Its token is shown this once.")
        .field("invite", &InviteMade::invite, "The invite.")
        .field("token", &InviteMade::token, "For the link: /join#token=….");
}

template <>
Object<LinkToken> describe() {
    return Object<LinkToken>("LinkToken", "What a link holds.")
        .field("token", &LinkToken::token, "From the link.", kToken);
}

template <>
Object<Joining> describe() {
    return Object<Joining>("Joining", "Joins the home by an invite.")
        .field("token", &Joining::token, "From the link.", kToken)
        .field("name", &Joining::name, "What you will sign in with.", kUserName)
        .field("password", &Joining::password,
               "At least 12 characters, none of the commonest, and not the name.", kPassword);
}

template <>
Object<PasswordChange> describe() {
    return Object<PasswordChange>("PasswordChange", "Your own password.")
        .field("old_password", &PasswordChange::old_password, "The one until now.", kPassword)
        .field("new_password", &PasswordChange::new_password, "The one from now on.", kPassword);
}

}  // namespace porchlight::hub::api
