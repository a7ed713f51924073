// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/secret.hpp"
#include "hub/attempt_limiter.hpp"
#include "net/http/websocket.hpp"
#include "net/password.hpp"
#include "store/store.hpp"

#include <deque>
#include <functional>
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

/// Where somebody signs in from.
struct SignInFrom {
    std::string network;  ///< http::Peer::network.
    std::string address;
    std::string browser;  ///< In words.
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
    rt::Task<NewSession> set_up(Secret token, std::string name, Secret password, SignInFrom from);

    /// How long a sign-in from there must wait; zero when it may be tried.
    [[nodiscard]] std::chrono::seconds wait(const std::string& name,
                                            const std::string& network) const;
    /// @error PermissionDenied  Name or password is wrong; it never says which.
    /// @error Exhausted  Too many tries; `wait` says for how long.
    rt::Task<NewSession> sign_in(std::string name, Secret password, SignInFrom from);
    /// Ends the person's other sessions. @param token Of the session that goes on.
    /// @error PermissionDenied  Not the old one.   @error InvalidArgument  The new one.
    /// @error Exhausted  Too many tries.
    rt::Task<> change_password(store::User user, Secret old_one, Secret new_one, std::string token,
                               std::string network);
    /// For a password that has been checked.
    rt::Task<std::string> hash(Secret password);
    /// Signs in somebody who has shown who they are.
    rt::Task<NewSession> begin_session(store::User user, SignInFrom from);
    /// Whose session it is; keeps it alive. @error PermissionDenied  It ended, or never was.
    rt::Task<store::User> user_of(std::string token);
    /// Ends the session and what hangs on it.
    rt::Task<> sign_out(std::string token);
    /// The same by what is stored of the token.
    rt::Task<> end_session(std::string token_hash);
    /// Ends what hangs on a person's sessions, and leaves the sessions.
    rt::Task<> close_open_of(UserId user);
    /// Ties a WebSocket to the session that opened it.
    void attach(const std::string& token, std::weak_ptr<net::http::WebSocket> socket);
    /// Ties anything else to it. @param ended Called once, when the session ends or more than
    /// `kMostEndings` were tied to it later: what is so old is over by itself.
    void attach(const std::string& token, std::function<void()> ended);
    static constexpr std::size_t kMostEndings = 64;

    /// Called when somebody has signed in from a place that is new.
    std::function<void(const store::User&, const SignInFrom&)> new_place = [](const auto&,
                                                                              const auto&) {};

  private:
    using Endings = std::deque<std::function<void()>>;
    rt::Task<bool> is_right(store::User user, Secret password, std::string network);
    void close_open(const std::string& token_hash, const rt::asio::any_io_executor& executor);
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
    std::map<std::string, Endings> endings_;
};

}  // namespace porchlight::hub
