// SPDX-License-Identifier: Apache-2.0
#include "hub/api/people_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/people/people.hpp"

namespace porchlight::hub::api {

namespace {

/// The person or invite of the path; one that is none names nobody.
template <typename IdType>
IdType id_of(const Call& call) {
    return IdType::parse(call.path.front()).value_or(IdType());
}

Reply<PeopleView> list_people(const Services* hub, CallPtr call, Nothing /*query*/,
                              Nothing /*body*/) {
    auto listing = hub->people->list(call->asker(), call->session_token);
    co_return co_await std::move(listing);
}

Reply<InviteMade> make_invite(const Services* hub, CallPtr call, Nothing /*query*/,
                              RoleChoice body) {
    auto inviting = hub->people->invite(call->asker(), body.role);
    PL_CO_TRY(const NewInvite made, co_await std::move(inviting));
    co_return InviteMade{made.invite, made.token.reveal()};
}

Reply<Nothing> take_back_invite(const Services* hub, CallPtr call, Nothing /*query*/,
                                Nothing /*body*/) {
    auto taking = hub->people->take_back(id_of<InviteId>(*call));
    PL_CO_TRY_VOID(co_await std::move(taking));
    co_return Nothing();
}

Reply<InviteOffer> show_offer(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                              LinkToken body) {
    auto looking = hub->people->offer(Secret(std::move(body.token)));
    co_return co_await std::move(looking);
}

Reply<SignedIn> join(const Services* hub, CallPtr call, Nothing /*query*/, Joining body) {
    auto joining = hub->people->join(Secret(std::move(body.token)), std::move(body.name),
                                     Secret(std::move(body.password)), sign_in_from(call->request));
    const auto session = co_await std::move(joining);
    if (!session) {
        const ErrorCode code = session.error().code();
        co_return Failure(session.error(), code == ErrorCode::InvalidArgument ? "password"
                                           : code == ErrorCode::AlreadyExists ? "name"
                                                                              : "");
    }
    // A session that this browser had ends: the new one never shares its token.
    if (!call->session_token.empty()) {
        auto ending = hub->accounts->sign_out(call->session_token);
        PL_CO_TRY_VOID(co_await std::move(ending));
    }
    co_return signed_in(*call, *session);
}

Reply<Nothing> change_role(const Services* hub, CallPtr call, Nothing /*query*/, RoleChoice body) {
    auto changing = hub->people->set_role(id_of<UserId>(*call), body.role);
    PL_CO_TRY_VOID(co_await std::move(changing));
    co_return Nothing();
}

Reply<Nothing> remove_person(const Services* hub, CallPtr call, Nothing /*query*/,
                             Nothing /*body*/) {
    auto removing = hub->people->remove(id_of<UserId>(*call));
    PL_CO_TRY_VOID(co_await std::move(removing));
    co_return Nothing();
}

Reply<Nothing> end_sign_in(const Services* hub, CallPtr call, Nothing /*query*/, Nothing /*body*/) {
    auto ending = hub->people->end_sign_in(call->asker(), id_of<SessionId>(*call));
    PL_CO_TRY_VOID(co_await std::move(ending));
    co_return Nothing();
}

Reply<Nothing> change_password(const Services* hub, CallPtr call, Nothing /*query*/,
                               PasswordChange body) {
    auto changing = hub->accounts->change_password(
        call->asker(), Secret(std::move(body.old_password)), Secret(std::move(body.new_password)),
        call->session_token, call->request.peer.network);
    if (const auto changed = co_await std::move(changing); !changed) {
        switch (changed.error().code()) {
            case ErrorCode::InvalidArgument:
                co_return Failure(changed.error(), "new_password");
            case ErrorCode::PermissionDenied:
                co_return Failure(changed.error(), "old_password");
            case ErrorCode::Exhausted:
                co_return too_many_requests(changed.error());
            default:
                co_return changed.error();
        }
    }
    co_return Nothing();
}

}  // namespace

void add_people_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string one = "/api/v1/people/{id}";
    const std::string invites = "/api/v1/invites";
    table.add(hub,
              {Method::Get, "/api/v1/people", Access::Viewer,
               "The people of the home and where they are signed in; yourself if you are no owner"},
              list_people);
    table.add(hub, {Method::Patch, one, Access::Owner, "Change what somebody may do"}, change_role);
    table.add(hub, {Method::Delete, one, Access::Owner, "Remove somebody; their sessions end"},
              remove_person);
    table.add(hub,
              {Method::Delete, "/api/v1/sign-ins/{id}", Access::Viewer,
               "End a session: your own, or anybody's for an owner"},
              end_sign_in);
    table.add(hub,
              {Method::Post, invites, Access::Owner, "Make a one-time link to join the home", 201},
              make_invite);
    table.add(hub, {Method::Delete, invites + "/{id}", Access::Owner, "Take an invite back"},
              take_back_invite);
    table.add(hub,
              {Method::Post, "/api/v1/join/offer", Access::OneTimeLink, "What a link invites to"},
              show_offer);
    table.add(hub,
              {Method::Post, "/api/v1/join", Access::OneTimeLink,
               "Join the home by a one-time link, and sign in"},
              join);
    table.add(hub,
              {Method::Put, "/api/v1/session/password", Access::Viewer,
               "Change your own password; your other sessions end"},
              change_password);
}

}  // namespace porchlight::hub::api
