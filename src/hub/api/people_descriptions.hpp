// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/people/people.hpp"

#include <optional>
#include <string>

/// What requests and answers about people hold, and the description of it.
namespace porchlight::hub::api {

struct RoleChoice {
    store::Role role = store::Role::Viewer;
};
struct InviteMade {
    InviteView invite;
    std::string token;
};
struct LinkToken {
    std::string token;
};
struct Joining {
    std::string token;
    std::string name;
    std::string password;
};
struct PasswordChange {
    std::string old_password;
    std::string new_password;
};

template <>
Object<SignInView> describe();
template <>
Object<PersonView> describe();
template <>
Object<InviteView> describe();
template <>
Object<PeopleView> describe();
template <>
Object<InviteOffer> describe();
template <>
Object<RoleChoice> describe();
template <>
Object<InviteMade> describe();
template <>
Object<LinkToken> describe();
template <>
Object<Joining> describe();
template <>
Object<PasswordChange> describe();

}  // namespace porchlight::hub::api
