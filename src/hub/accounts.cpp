// SPDX-License-Identifier: Apache-2.0
#include "hub/accounts.hpp"

#include "hub/people/browser_words.hpp"
#include "net/ascii.hpp"
#include "net/token.hpp"

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::hub {

namespace {

constexpr std::size_t kShortest = 12;
constexpr std::size_t kLongestPassword = 512;
constexpr std::size_t kFewestDifferent = 5;
constexpr std::size_t kMostKnown = 1024;
/// A session's last use is written at most this often.
constexpr std::chrono::hours kTouchEvery{1};

/// What people choose when a rule says "twelve": the longer ones of the lists of leaked passwords,
/// and the shorter ones made longer.
constexpr std::array<std::string_view, 24> kCommonest{
    "123456789012",     "1234567890123", "12345678901234", "123456789abc",  "1q2w3e4r5t6y",
    "1qaz2wsx3edc",     "abcdefghijkl",  "abcd12345678",   "administrator", "changemeplease",
    "iloveyou1234",     "letmein12345",  "mypassword123",  "password1234",  "password12345",
    "passwordpassword", "qwerty123456",  "qwertyuiop12",   "qwertyuiop123", "qwertyuiopasdf",
    "qwertyuiop[]",     "unbelievable",  "welcome12345",   "1234qwerasdf"};

Error refused(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

Error wrong_login() {
    return {ErrorCode::PermissionDenied, "That name and password do not belong together."};
}

Error too_many_tries(std::chrono::seconds left) {
    return {ErrorCode::Exhausted,
            fmt::format("Too many wrong passwords. Try again in {} s.", left.count())};
}

Error no_session() {
    return {ErrorCode::PermissionDenied, "You are not signed in."};
}

std::string account_key(const std::string& name) {
    return "account " + net::ascii_lower(name);
}

std::string network_key(const std::string& network) {
    return "network " + network;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_simple(const std::string& lower) {
    const std::set<char> different(lower.begin(), lower.end());
    return different.size() < kFewestDifferent ||
           std::ranges::find(kCommonest, lower) != kCommonest.end();
}

}  // namespace

Result<> check_new_password(const std::string& password, const std::string& user_name) {
    const std::string lower = net::ascii_lower(password);
    if (characters(password) < kShortest) {
        return refused("The password needs at least 12 characters.");
    }
    if (password.size() > kLongestPassword) {
        return refused("The password may have at most 512 characters.");
    }
    if (is_simple(lower)) {
        return refused("That password is one of the first that a stranger would try.");
    }
    if (lower == net::ascii_lower(user_name)) {
        return refused("The password must not be the name.");
    }
    return {};
}

Accounts::Accounts(store::Store& store, net::PasswordHasher& hasher, const Clock& clock,
                   Random& random, HomeId home)
    : store_(&store),
      hasher_(&hasher),
      clock_(&clock),
      random_(&random),
      home_(home),
      limiter_(clock) {}

rt::Task<bool> Accounts::needs_owner() {
    if (!has_owner_) {
        PL_CO_TRY(const auto users, co_await store_->users(home_));
        has_owner_ = !users.empty();
    }
    co_return !has_owner_;
}

rt::Task<std::optional<Secret>> Accounts::setup_token() {
    PL_CO_TRY(const bool needed, co_await needs_owner());
    if (!needed) {
        co_return std::optional<Secret>();
    }
    if (!setup_token_) {
        setup_token_ = net::random_token();
    }
    co_return setup_token_;
}

rt::Task<NewSession> Accounts::set_up(Secret token, std::string name, Secret password,
                                      SignInFrom from) {
    PL_CO_TRY(const bool needed, co_await needs_owner());
    if (!needed || !setup_token_ || !net::equal_secrets(token.reveal(), setup_token_->reveal())) {
        co_return Error(ErrorCode::PermissionDenied,
                        "This link was used already or is an old one. Restart the hub for a new "
                        "link, or sign in.");
    }
    PL_CO_TRY_VOID(check_new_password(password.reveal(), name));
    // Taken for good while the hash is made, so that the link works once.
    const Secret taken = std::move(*setup_token_);
    setup_token_.reset();
    auto hashing = hasher_->hash(std::move(password));
    auto hash = co_await std::move(hashing);
    if (!hash) {
        setup_token_ = taken;
        co_return hash.error();
    }
    store::User user{UserId::create(clock_->utc_now(), *random_),
                     home_,
                     std::move(name),
                     std::move(*hash),
                     store::Role::Owner,
                     clock_->utc_now()};
    auto adding = store_->add_user(user);
    if (const auto added = co_await std::move(adding); !added) {
        setup_token_ = taken;
        co_return added.error();
    }
    has_owner_ = true;
    auto session = begin_session(std::move(user), std::move(from));
    co_return co_await std::move(session);
}

std::chrono::seconds Accounts::wait(const std::string& name, const std::string& network) const {
    const auto there = limiter_.wait(network_key(network));
    return knows(name, network) ? there : std::max(there, limiter_.wait(account_key(name)));
}

rt::Task<NewSession> Accounts::sign_in(std::string name, Secret password, SignInFrom from) {
    if (const auto left = wait(name, from.network); left.count() > 0) {
        co_return too_many_tries(left);
    }
    auto looking = store_->user_by_name(home_, name);
    auto user = co_await std::move(looking);
    if (!user && user.error().code() != ErrorCode::NotFound) {
        co_return user.error();
    }
    // Nobody's password takes as long to be wrong as somebody's.
    store::User nobody;
    nobody.name = name;
    auto checking = is_right(user ? *user : nobody, std::move(password), from.network);
    PL_CO_TRY(const bool right, co_await std::move(checking));
    if (!right) {
        co_return wrong_login();
    }
    remember(name, from.network);
    auto session = begin_session(std::move(*user), std::move(from));
    co_return co_await std::move(session);
}

/// Counts the try before it is made, so that tries at once count each.
rt::Task<bool> Accounts::is_right(store::User user, Secret password, std::string network) {
    const std::string account = account_key(user.name);
    limiter_.failed(account);
    limiter_.failed(network_key(network));
    auto verifying = hasher_->verify(user.password_hash, std::move(password));
    PL_CO_TRY(const bool right, co_await std::move(verifying));
    if (right) {
        limiter_.succeeded(account);
        limiter_.succeeded(network_key(network));
    }
    co_return right;
}

rt::Task<std::string> Accounts::hash(Secret password) {
    return hasher_->hash(std::move(password));
}

rt::Task<> Accounts::change_password(store::User user, Secret old_one, Secret new_one,
                                     std::string token, std::string network) {
    if (const auto left = wait(user.name, network); left.count() > 0) {
        co_return too_many_tries(left);
    }
    PL_CO_TRY_VOID(check_new_password(new_one.reveal(), user.name));
    auto checking = is_right(user, std::move(old_one), network);
    PL_CO_TRY(const bool right, co_await std::move(checking));
    if (!right) {
        co_return Error(ErrorCode::PermissionDenied, "That is not your password until now.");
    }
    auto hashing = hash(std::move(new_one));
    PL_CO_TRY(auto hashed, co_await std::move(hashing));
    auto setting = store_->set_password_hash(user.id, std::move(hashed));
    PL_CO_TRY_VOID(co_await std::move(setting));
    const std::string here = net::token_hash(token);
    PL_CO_TRY(const auto rows, co_await store_->sessions(home_));
    for (const store::SessionRow& row : rows) {
        if (row.user == user.id && row.token_hash != here) {
            auto ending = end_session(row.token_hash);
            PL_CO_TRY_VOID(co_await std::move(ending));
        }
    }
    co_return Result<>();
}

rt::Task<NewSession> Accounts::begin_session(store::User user, SignInFrom from) {
    const UtcTime now = clock_->utc_now();
    NewSession session{net::random_token(), std::move(user)};
    store::SessionRow row{net::token_hash(session.token.reveal()),
                          SessionId::create(now, *random_),
                          session.user.id,
                          now,
                          now,
                          now + kIdle,
                          from.address,
                          from.browser};
    auto cleaning = store_->remove_expired_sessions(now);
    PL_CO_TRY_VOID(co_await std::move(cleaning));
    auto adding = store_->add_session(std::move(row));
    PL_CO_TRY_VOID(co_await std::move(adding));
    auto noting = store_->note_place(session.user.id, place_of(from.network, from.browser), now);
    PL_CO_TRY(const bool is_new, co_await std::move(noting));
    if (is_new) {
        new_place(session.user, from);
    }
    co_return session;
}

rt::Task<store::User> Accounts::user_of(std::string token) {
    if (token.empty()) {
        co_return no_session();
    }
    const std::string hash = net::token_hash(token);
    auto looking = store_->session(hash);
    const auto session = co_await std::move(looking);
    if (!session) {
        co_return session.error().code() == ErrorCode::NotFound ? no_session() : session.error();
    }
    const UtcTime now = clock_->utc_now();
    if (now >= session->expires || now >= session->created + kLongest) {
        auto removing = store_->remove_session(hash);
        PL_CO_TRY_VOID(co_await std::move(removing));
        co_return no_session();
    }
    if (now - session->last_used > kTouchEvery) {
        const UtcTime expires = std::min<UtcTime>(now + kIdle, session->created + kLongest);
        auto touching = store_->touch_session(hash, now, expires);
        PL_CO_TRY_VOID(co_await std::move(touching));
    }
    auto user = store_->user(session->user);
    co_return co_await std::move(user);
}

rt::Task<> Accounts::sign_out(std::string token) {
    auto ending = end_session(net::token_hash(token));
    co_return co_await std::move(ending);
}

rt::Task<> Accounts::end_session(std::string token_hash) {
    auto removing = store_->remove_session(token_hash);
    const auto removed = co_await std::move(removing);
    close_open(token_hash, co_await rt::asio::this_coro::executor);
    co_return removed;
}

rt::Task<> Accounts::close_open_of(UserId user) {
    PL_CO_TRY(const auto rows, co_await store_->sessions(home_));
    for (const store::SessionRow& row : rows) {
        if (row.user == user) {
            close_open(row.token_hash, co_await rt::asio::this_coro::executor);
        }
    }
    co_return Result<>();
}

void Accounts::close_open(const std::string& token_hash,
                          const rt::asio::any_io_executor& executor) {
    constexpr std::uint16_t kPolicy = 1008;
    const auto [first, last] = sockets_.equal_range(token_hash);
    for (auto each = first; each != last; ++each) {
        if (const auto socket = each->second.lock()) {
            rt::spawn(executor, "close a WebSocket", socket->close(kPolicy));
        }
    }
    sockets_.erase(token_hash);
    for (const auto& ended : std::exchange(endings_[token_hash], {})) {
        ended();
    }
    endings_.erase(token_hash);
}

void Accounts::attach(const std::string& token, std::function<void()> ended) {
    Endings& endings = endings_[net::token_hash(token)];
    endings.push_back(std::move(ended));
    if (endings.size() > kMostEndings) {
        endings.pop_front();
    }
}

void Accounts::attach(const std::string& token, std::weak_ptr<net::http::WebSocket> socket) {
    std::erase_if(sockets_, [](const auto& entry) { return entry.second.expired(); });
    sockets_.emplace(net::token_hash(token), std::move(socket));
}

bool Accounts::knows(const std::string& name, const std::string& network) const {
    return known_.contains({net::ascii_lower(name), network});
}

void Accounts::remember(const std::string& name, const std::string& network) {
    if (known_.size() >= kMostKnown) {
        known_.clear();
    }
    known_.emplace(net::ascii_lower(name), network);
}

}  // namespace porchlight::hub
