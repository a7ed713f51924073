// SPDX-License-Identifier: Apache-2.0
#include "hub/people/people.hpp"

#include "net/token.hpp"

#include <algorithm>
#include <map>

namespace porchlight::hub {

namespace {

Error no_invite() {
    return {ErrorCode::PermissionDenied,
            "This link was used, taken back or is older than a day. Ask for a new one."};
}

InviteView view_of(const store::Invite& invite, const std::map<UserId, std::string>& names) {
    const auto by = names.find(invite.invited_by);
    return {invite.id, invite.role, by == names.end() ? "" : by->second, invite.created,
            invite.expires};
}

SignInView view_of(const store::SessionRow& row, const std::string& here) {
    return {row.id, row.created, row.last_used, row.address, row.browser, row.token_hash == here};
}

}  // namespace

People::People(store::Store& store, Accounts& accounts, const Clock& clock, Random& random,
               HomeId home)
    : store_(&store), accounts_(&accounts), clock_(&clock), random_(&random), home_(home) {}

rt::Task<PeopleView> People::list(store::User who, std::string token) {
    const std::string here = net::token_hash(token);
    const UtcTime now = clock_->utc_now();
    const bool sees_all = who.role == store::Role::Owner;
    PL_CO_TRY(const auto users, co_await store_->users(home_));
    PL_CO_TRY(const auto rows, co_await store_->sessions(home_));
    PeopleView view;
    std::map<UserId, std::string> names;
    for (const store::User& user : users) {
        names[user.id] = user.name;
        if (!sees_all && user.id != who.id) {
            continue;
        }
        PersonView person{user.id, user.name, user.role, user.created, user.id == who.id, {}};
        for (const store::SessionRow& row : rows) {
            if (row.user == user.id && row.expires > now) {
                person.sign_ins.push_back(view_of(row, here));
            }
        }
        view.people.push_back(std::move(person));
    }
    if (!sees_all) {
        co_return view;
    }
    PL_CO_TRY(const auto invites, co_await store_->invites(home_));
    for (const store::Invite& invite : invites) {
        if (invite.expires > now) {
            view.invites.push_back(view_of(invite, names));
        }
    }
    co_return view;
}

rt::Task<> People::need_room() {
    PL_CO_TRY(const auto users, co_await store_->users(home_));
    PL_CO_TRY(const auto invites, co_await store_->invites(home_));
    if (users.size() >= kMostPeople || invites.size() >= kMostInvites) {
        co_return Error(ErrorCode::Exhausted,
                        "There are as many people and open invites as there can be. Take an "
                        "invite back, or remove somebody.");
    }
    co_return Result<>();
}

rt::Task<NewInvite> People::invite(store::User by, store::Role role) {
    PL_CO_TRY_VOID(co_await need_room());
    const UtcTime now = clock_->utc_now();
    NewInvite made{{InviteId::create(now, *random_), role, by.name, now, now + kInviteLife},
                   net::random_token()};
    store::Invite row{
        made.invite.id,     net::token_hash(made.token.reveal()), home_, role, by.id, now,
        made.invite.expires};
    auto adding = store_->add_invite(std::move(row));
    PL_CO_TRY_VOID(co_await std::move(adding));
    co_return made;
}

rt::Task<> People::take_back(InviteId id) {
    auto removing = store_->remove_invite(id);
    if (const auto removed = co_await std::move(removing); !removed) {
        co_return removed.error().code() == ErrorCode::NotFound
            ? Error(ErrorCode::NotFound, "There is no such invite; it may have been used.")
            : removed.error();
    }
    co_return Result<>();
}

rt::Task<store::Invite> People::find(Secret token) {
    auto looking = store_->invite(net::token_hash(token.reveal()));
    const auto invite = co_await std::move(looking);
    if (!invite) {
        co_return invite.error().code() == ErrorCode::NotFound ? no_invite() : invite.error();
    }
    if (invite->home != home_ || clock_->utc_now() >= invite->expires) {
        co_return no_invite();
    }
    co_return *invite;
}

rt::Task<InviteOffer> People::offer(Secret token) {
    auto finding = find(std::move(token));
    PL_CO_TRY(const auto invite, co_await std::move(finding));
    PL_CO_TRY(const auto homes, co_await store_->homes());
    const auto home = std::ranges::find(homes, home_, &store::Home::id);
    auto asking = person(invite.invited_by);
    PL_CO_TRY(const auto by, co_await std::move(asking));
    co_return InviteOffer{home == homes.end() ? "" : home->name, by.name, invite.role,
                          invite.expires};
}

rt::Task<NewSession> People::join(Secret token, std::string name, Secret password,
                                  SignInFrom from) {
    auto finding = find(std::move(token));
    PL_CO_TRY(const auto invite, co_await std::move(finding));
    PL_CO_TRY_VOID(check_new_password(password.reveal(), name));
    auto hashing = accounts_->hash(std::move(password));
    PL_CO_TRY(auto hash, co_await std::move(hashing));
    const UtcTime now = clock_->utc_now();
    store::User user{
        UserId::create(now, *random_), home_, std::move(name), std::move(hash), invite.role, now};
    auto accepting = store_->accept_invite(invite.id, user);
    if (const auto accepted = co_await std::move(accepting); !accepted) {
        switch (accepted.error().code()) {
            case ErrorCode::NotFound:
                co_return no_invite();
            case ErrorCode::AlreadyExists:
                co_return Error(ErrorCode::AlreadyExists,
                                "Somebody here has that name already. Choose another.");
            default:
                co_return accepted.error();
        }
    }
    auto beginning = accounts_->begin_session(std::move(user), std::move(from));
    co_return co_await std::move(beginning);
}

rt::Task<store::User> People::person(UserId id) {
    auto asking = store_->user(id);
    auto user = co_await std::move(asking);
    if ((user && user->home != home_) || (!user && user.error().code() == ErrorCode::NotFound)) {
        co_return Error(ErrorCode::NotFound, "There is no such person in this home.");
    }
    co_return user;
}

rt::Task<> People::set_role(UserId id, store::Role role) {
    auto asking = person(id);
    PL_CO_TRY(const auto user, co_await std::move(asking));
    if (user.role == role) {
        co_return Result<>();
    }
    auto setting = store_->set_role(id, role);
    PL_CO_TRY_VOID(co_await std::move(setting));
    // What is open was opened with the old role's rights; the app comes back with the new one's.
    auto closing = accounts_->close_open_of(id);
    co_return co_await std::move(closing);
}

rt::Task<> People::remove(UserId id) {
    auto asking = person(id);
    PL_CO_TRY(const auto user, co_await std::move(asking));
    PL_CO_TRY(const auto rows, co_await store_->sessions(home_));
    auto removing = store_->remove_user(id);
    PL_CO_TRY_VOID(co_await std::move(removing));
    for (const store::SessionRow& row : rows) {
        if (row.user == user.id) {
            auto ending = accounts_->end_session(row.token_hash);
            PL_CO_TRY_VOID(co_await std::move(ending));
        }
    }
    on_removed(id);
    co_return Result<>();
}

rt::Task<> People::end_sign_in(store::User who, SessionId id) {
    PL_CO_TRY(const auto rows, co_await store_->sessions(home_));
    const auto row = std::ranges::find(rows, id, &store::SessionRow::id);
    if (row == rows.end() || (who.role != store::Role::Owner && row->user != who.id)) {
        co_return Error(ErrorCode::NotFound, "That browser is signed out already.");
    }
    auto ending = accounts_->end_session(row->token_hash);
    co_return co_await std::move(ending);
}

}  // namespace porchlight::hub
