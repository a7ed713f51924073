// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "net/token.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {
namespace {

using http::Method;
using namespace std::chrono_literals;

class SessionTest : public ApiTest {
  protected:
    int set_up_with(std::string_view token, std::string_view name, std::string_view password) {
        return ask(Method::Post, "/api/v1/setup",
                   fmt::format(R"({{"token":"{}","name":"{}","password":"{}"}})", token, name,
                               password))
            .status;
    }
    bool is_signed_in() { return ask(Method::Get, "/api/v1/home").status == 200; }
};

TEST_F(SessionTest, TheOneTimeLinkMakesOneOwner) {
    EXPECT_TRUE(ask(Method::Get, "/api/v1/setup").body.at("needs_owner").as_bool());
    const std::string token = (**run(accounts_->setup_token())).reveal();
    EXPECT_EQ((**run(accounts_->setup_token())).reveal(), token);
    EXPECT_EQ(set_up_with("wrong", "Ann", kPassword), 403);
    EXPECT_EQ(set_up_with(token, "Ann", "short"), 400);
    EXPECT_EQ(set_up_with(token, "Ann", kPassword), 200);
    EXPECT_EQ(set_up_with(token, "Eve", kPassword), 403);
    EXPECT_FALSE(ask(Method::Get, "/api/v1/setup").body.at("needs_owner").as_bool());
    EXPECT_FALSE(run(accounts_->setup_token())->has_value());
}

TEST_F(SessionTest, PasswordsThatAStrangerWouldTryAreRefused) {
    for (const char* password : {"eleven char", "aaaaaaaaaaaaaaaa", "123456789012", "Password1234",
                                 "QWERTYUIOP123", "abababababab", "mrs ann porch"}) {
        EXPECT_FALSE(check_new_password(password, "Mrs Ann Porch")) << password;
    }
    EXPECT_TRUE(check_new_password("twelve chars", "Ann"));
    // Characters count, not bytes.
    EXPECT_FALSE(check_new_password("äöüäöüß", "Ann"));
}

TEST_F(SessionTest, TheCookieIsBoundAsTightlyAsTheConnectionAllows) {
    set_up();
    const Answer plain = sign_in("Ann", kPassword);
    const std::string cookie(plain.response.headers.find("Set-Cookie"));
    EXPECT_TRUE(cookie.starts_with("porchlight_session="));
    EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
    EXPECT_NE(cookie.find("; SameSite=Strict"), std::string::npos);
    EXPECT_NE(cookie.find("; Path=/"), std::string::npos);
    EXPECT_EQ(cookie.find("Domain"), std::string::npos);
    EXPECT_EQ(cookie.find("Secure"), std::string::npos);
    http::Request over_tls = request(Method::Post, "/api/v1/session",
                                     fmt::format(R"({{"name":"ann","password":"{}"}})", kPassword));
    over_tls.peer.security = http::Security::Tls;
    const std::string secure(answer(std::move(over_tls)).response.headers.find("Set-Cookie"));
    EXPECT_TRUE(secure.starts_with("__Host-porchlight_session="));
    EXPECT_NE(secure.find("; Secure"), std::string::npos);
}

TEST_F(SessionTest, SigningInAgainGivesANewTokenAndEndsTheOldOne) {
    set_up();
    const std::string first = session_;
    http::Request again = request(Method::Post, "/api/v1/session",
                                  fmt::format(R"({{"name":"Ann","password":"{}"}})", kPassword));
    ASSERT_EQ(answer(std::move(again)).status, 200);
    EXPECT_FALSE(is_signed_in());
    session_ = first;
    EXPECT_FALSE(is_signed_in());
}

TEST_F(SessionTest, TheStoreHoldsNoTokenAndNoPassword) {
    set_up();
    const auto row = run(store_->session(net::token_hash(session_)));
    ASSERT_TRUE(row);
    EXPECT_EQ(row->token_hash.find(session_), std::string::npos);
}

TEST_F(SessionTest, SigningOutEndsIt) {
    set_up();
    EXPECT_TRUE(is_signed_in());
    const Answer out = ask(Method::Delete, "/api/v1/session");
    EXPECT_EQ(out.status, 204);
    EXPECT_NE(out.response.headers.find("Set-Cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_FALSE(is_signed_in());
    EXPECT_TRUE(ask(Method::Get, "/api/v1/session").body.at("user").is_null());
}

TEST_F(SessionTest, ASessionEndsAfterThirtyIdleDaysAndAfterNinetyInAnyCase) {
    set_up();
    clock_.advance(29 * 24h);
    EXPECT_TRUE(is_signed_in());
    clock_.advance(31 * 24h);
    EXPECT_FALSE(is_signed_in());
    sign_in("Ann", kPassword);
    for (int i = 0; i < 8; ++i) {
        EXPECT_TRUE(is_signed_in()) << i;
        clock_.advance(11 * 24h);
    }
    EXPECT_TRUE(is_signed_in());  // 88 days
    clock_.advance(3 * 24h);
    EXPECT_FALSE(is_signed_in());
}

TEST_F(SessionTest, WrongNameAndWrongPasswordReadTheSame) {
    set_up();
    const Answer name = sign_in("Eve", kPassword, "10.0.0.1");
    const Answer password = sign_in("Ann", "something else", "10.0.0.1");
    EXPECT_EQ(name.status, 401);
    EXPECT_EQ(password.status, 401);
    EXPECT_EQ(error_text(name, "sentence"), error_text(password, "sentence"));
}

TEST_F(SessionTest, GuessingGetsSlowerByAddressAndByAccountAndIsNeverLockedForGood) {
    set_up();
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(sign_in("Ann", "guess", "10.0.0.1").status, 401) << i;
    }
    const Answer refused = sign_in("Ann", "guess", "10.0.0.1");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.response.headers.find("Retry-After"), "1");
    // Another address meets the account's wait; the address where Ann lives does not.
    EXPECT_EQ(sign_in("Ann", "guess", "10.0.0.2").status, 429);
    EXPECT_EQ(sign_in("Ann", kPassword, "192.168.1.7").status, 200);
    clock_.advance(1h);
    EXPECT_EQ(sign_in("Ann", kPassword, "10.0.0.1").status, 200);
}

TEST_F(SessionTest, AMonthOfGuessingFromEverywhereGetsFewTries) {
    set_up();
    int tries = 0;
    AttemptLimiter limiter(clock_);
    for (int minute = 0; minute < 30 * 24 * 60; ++minute) {
        if (limiter.wait("account ann").count() == 0) {
            limiter.failed("account ann");
            ++tries;
        }
        clock_.advance(1min);
    }
    EXPECT_GT(tries, 2000);  // never locked for good
    EXPECT_LE(tries, 10'000);
}

TEST_F(SessionTest, TheLimiterForgetsTheOldestOfTooMany) {
    AttemptLimiter limiter(clock_);
    for (int i = 0; i < 10; ++i) {
        limiter.failed("first");
    }
    EXPECT_GT(limiter.wait("first").count(), 0);
    for (std::size_t i = 0; i < AttemptLimiter::kMostKeys; ++i) {
        clock_.advance(1us);
        limiter.failed(std::to_string(i));
    }
    EXPECT_EQ(limiter.wait("first").count(), 0);
}

}  // namespace
}  // namespace porchlight::hub::api
