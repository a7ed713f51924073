// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/secret.hpp"
#include "hub/attempt_limiter.hpp"
#include "net/http/websocket.hpp"
#include "net/password.hpp"
#include "store/store.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace porchlight::hub {

/// Whether a password may be chosen: 12 to 512 characters, not among the commonest, not the name.
/// @error InvalidArgument  With the sentence for the person.
Result<> check_new_password(const std::string& password, const std::string& user_name);

/// A session that has just begun. Its token goes into a cookie and nowhere else.
struct NewSession {
    Secret token;
    store::User user;
};

/// Who the people of the home are, and which browsers are signed in. Strand-bound to the hub's
/// control thread.
class Accounts {
  public:
    static constexpr std::chrono::days kIdle{30};
    static constexpr std::chrono::days kLongest{90};

    /// Everything outlives this.
    Accounts(store::Store& store, net::PasswordHasher& hasher, const Clock& clock, Random& random,
             HomeId home);

    /// True until the home has an owner.
    rt::Task<bool> needs_owner();
    /// The token of the one-time link that makes the owner: the same until it is used or the hub
    /// stops. Empty when there is an owner.
    rt::Task<std::optional<Secret>> setup_token();
    /// Makes the owner and signs in.
    /// @error PermissionDenied  Not the token, or it was used. @error InvalidArgument  The
    /// password.
    rt::Task<NewSession> set_up(Secret token, std::string name, Secret password);

    /// How long a sign-in from there must wait; zero when it may be tried.
    [[nodiscard]] std::chrono::seconds wait(const std::string& name,
                                            const std::string& network) const;
    /// @param network http::Peer::network, where the person sits.
    /// @error PermissionDenied  Name or password is wrong; it never says which.
    /// @error Exhausted  Too many tries; `wait` says for how long.
    rt::Task<NewSession> sign_in(std::string name, Secret password, std::string network);
    /// Whose session it is; keeps it alive. @error PermissionDenied  It ended, or never was.
    rt::Task<store::User> user_of(std::string token);
    /// Ends the session and its WebSockets.
    rt::Task<> sign_out(std::string token);
    /// Ties a WebSocket to the session that opened it.
    void attach(const std::string& token, std::weak_ptr<net::http::WebSocket> socket);

  private:
    rt::Task<NewSession> begin_session(store::User user);
    [[nodiscard]] bool knows(const std::string& name, const std::string& network) const;
    void remember(const std::string& name, const std::string& network);

    store::Store* store_;
    net::PasswordHasher* hasher_;
    const Clock* clock_;
    Random* random_;
    HomeId home_;
    bool has_owner_ = false;
    std::optional<Secret> setup_token_;
    AttemptLimiter limiter_;
    /// From where a person has signed in before: there, strangers' failures do not keep them
    /// waiting.
    std::set<std::pair<std::string, std::string>> known_;
    std::multimap<std::string, std::weak_ptr<net::http::WebSocket>> sockets_;
};

}  // namespace porchlight::hub
