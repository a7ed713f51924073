// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/secret.hpp"
#include "hub/accounts.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// One signed-in browser.
struct SignInView {
    SessionId id;
    UtcTime since;
    UtcTime last_used;    ///< Within the hour.
    std::string address;  ///< Where it began; empty: not known.
    std::string browser;  ///< In words; empty: not known.
    bool here = false;    ///< The one that asks.
};
struct PersonView {
    UserId id;
    std::string name;
    store::Role role = store::Role::Viewer;
    UtcTime since;
    bool you = false;
    std::vector<SignInView> sign_ins;  ///< Last used first.
};
/// A link that nobody has used yet.
struct InviteView {
    InviteId id;
    store::Role role = store::Role::Viewer;
    std::string invited_by;
    UtcTime created;
    UtcTime expires;
};
struct PeopleView {
    std::vector<PersonView> people;   ///< In the order in which they came.
    std::vector<InviteView> invites;  ///< Likewise.
};
/// An invite as whoever holds its link sees it.
struct InviteOffer {
    std::string home;
    std::string invited_by;
    store::Role role = store::Role::Viewer;
    UtcTime expires;
};
struct NewInvite {
    InviteView invite;
    Secret token;  ///< Shown once.
};

/// Who belongs to the home and what they may do: invites, roles, removal. What a person may not do
/// any more ends at once: their sessions, and what hangs on them. Strand-bound to the hub's control
/// thread.
class People {
  public:
    static constexpr std::chrono::hours kInviteLife{24};
    static constexpr std::size_t kMostPeople = 100;
    static constexpr std::size_t kMostInvites = 20;

    /// All outlive this.
    People(store::Store& store, Accounts& accounts, const Clock& clock, Random& random,
           HomeId home);

    /// All of them for an owner, else only whoever asks. @param token Of the session that asks.
    rt::Task<PeopleView> list(store::User who, std::string token);
    /// @error Exhausted  Too many people or invites.
    rt::Task<NewInvite> invite(store::User by, store::Role role);
    /// @error NotFound  No such invite.
    rt::Task<> take_back(InviteId id);
    /// @error PermissionDenied  Not a link, used, over, or taken back.
    rt::Task<InviteOffer> offer(Secret token);
    /// Makes the person and signs in. @error PermissionDenied  As offer's.
    /// @error InvalidArgument  The password.   @error AlreadyExists  The name is taken.
    rt::Task<NewSession> join(Secret token, std::string name, Secret password, SignInFrom from);

    // Both: @error NotFound  No such person.  @error FailedPrecondition  There would be no owner.
    rt::Task<> set_role(UserId id, store::Role role);
    rt::Task<> remove(UserId id);
    /// One's own, or anybody's for an owner. @error NotFound
    rt::Task<> end_sign_in(store::User who, SessionId id);

    /// Called when somebody was removed.
    std::function<void(UserId)> on_removed = [](UserId) {};

  private:
    rt::Task<store::Invite> find(Secret token);
    rt::Task<> need_room();
    [[nodiscard]] rt::Task<store::User> person(UserId id);

    store::Store* store_;
    Accounts* accounts_;
    const Clock* clock_;
    Random* random_;
    HomeId home_;
};

}  // namespace porchlight::hub
