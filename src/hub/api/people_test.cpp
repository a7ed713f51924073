// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight::hub::api {
namespace {

using http::Method;
using namespace std::chrono_literals;

/// Ann is the owner and signed in.
class PeopleTest : public ApiTest {
  protected:
    PeopleTest() { set_up(); }

    std::string invite(std::string_view role = "viewer") {
        const Answer made =
            ask(Method::Post, "/api/v1/invites", fmt::format(R"({{"role":"{}"}})", role));
        EXPECT_EQ(made.status, 201);
        return std::string(made.body.at("token").as_string());
    }
    Answer join(const std::string& token, std::string_view name,
                std::string_view password = kPassword) {
        Answer joined = ask(
            Method::Post, "/api/v1/join",
            fmt::format(R"({{"token":"{}","name":"{}","password":"{}"}})", token, name, password));
        take_cookie(joined);
        return joined;
    }
    Answer offer(const std::string& token) {
        return ask(Method::Post, "/api/v1/join/offer", fmt::format(R"({{"token":"{}"}})", token));
    }
    void take_cookie(const Answer& answer) {
        const std::string_view cookie = answer.response.headers.find("Set-Cookie");
        if (answer.status == 200 && !cookie.empty()) {
            const auto equals = cookie.find('=');
            session_ = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
        }
    }
    json::array people() { return ask(Method::Get, "/api/v1/people").body.at("people").as_array(); }
    std::string path_of(const store::User& user) { return "/api/v1/people/" + user.id.text(); }
    std::string ann_path() {
        return "/api/v1/people/" + run(store_->user_by_name(home_, "Ann"))->id.text();
    }
    bool is_signed_in() { return ask(Method::Get, "/api/v1/home").status == 200; }
    Answer change_password(std::string_view from, std::string_view to) {
        return ask(Method::Put, "/api/v1/session/password",
                   fmt::format(R"({{"old_password":"{}","new_password":"{}"}})", from, to));
    }
};

TEST_F(PeopleTest, ALinkLetsOneIn) {
    const std::string token = invite("member");
    const std::string ann = session_;
    session_.clear();
    const Answer offered = offer(token);
    EXPECT_EQ(offered.body.at("home").as_string(), "Home");
    EXPECT_EQ(offered.body.at("invited_by").as_string(), "Ann");
    EXPECT_EQ(offered.body.at("role").as_string(), "member");
    EXPECT_EQ(join(token, "Ben", "short").status, 400);
    EXPECT_EQ(error_text(join(token, "ann"), "field"), "name");
    const Answer joined = join(token, "Ben");
    EXPECT_EQ(joined.status, 200);
    EXPECT_EQ(joined.body.at("user").at("role").as_string(), "member");
    EXPECT_TRUE(is_signed_in());
    session_.clear();
    EXPECT_EQ(join(token, "Eve").status, 403);
    EXPECT_EQ(offer(token).status, 403);
    EXPECT_EQ(join("guess", "Eve").status, 403);
    session_ = ann;
    EXPECT_EQ(people().size(), 2U);
}

TEST_F(PeopleTest, ALinkIsOverAfterADayOrWhenItIsTakenBack) {
    const std::string old = invite();
    clock_.advance(24h);
    EXPECT_EQ(join(old, "Eve").status, 403);
    sign_in("Ann", kPassword);
    const std::string token = invite();
    const auto invites = ask(Method::Get, "/api/v1/people").body.at("invites").as_array();
    ASSERT_EQ(invites.size(), 1U);
    const std::string path = "/api/v1/invites/" + std::string(invites[0].at("id").as_string());
    EXPECT_EQ(ask(Method::Delete, path).status, 204);
    EXPECT_EQ(ask(Method::Delete, path).status, 404);
    EXPECT_EQ(join(token, "Eve").status, 403);
}

TEST_F(PeopleTest, TheStoreHoldsNoLink) {
    const std::string token = invite();
    for (const store::Invite& row : *run(store_->invites(home_))) {
        EXPECT_EQ(row.token_hash.find(token), std::string::npos);
    }
    const Answer listed = ask(Method::Get, "/api/v1/people");
    EXPECT_EQ(std::get<std::string>(listed.response.body).find(token), std::string::npos);
}

TEST_F(PeopleTest, OwnersSeeEverybodyAndWhereTheyAreSignedInTheRestOnlyThemselves) {
    const store::User ben = sign_in_as("Ben", store::Role::Member);
    auto mine = people();
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0].at("name").as_string(), "Ben");
    EXPECT_TRUE(mine[0].at("you").as_bool());
    sign_in("Ann", kPassword);
    const auto all = people();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].at("sign_ins").as_array().size(), 1U);
    const auto& first = all[0].at("sign_ins").as_array().front();
    EXPECT_EQ(first.at("address").as_string(), "192.168.1.7");
    EXPECT_EQ(first.at("browser").as_string(), "A browser");
    EXPECT_EQ(std::ranges::count_if(all[0].at("sign_ins").as_array(),
                                    [](const auto& one) { return one.at("here").as_bool(); }),
              1);
    EXPECT_EQ(ask(Method::Patch, path_of(ben), R"({"role":"viewer"})").status, 204);
    EXPECT_EQ(people()[1].at("role").as_string(), "viewer");
}

TEST_F(PeopleTest, WhoIsRemovedIsOutAtOnce) {
    const store::User ben = sign_in_as("Ben", store::Role::Member);
    const std::string his = session_;
    ASSERT_TRUE(is_signed_in());
    int ended = 0;
    run(body([&] { accounts_->attach(his, [&ended] { ++ended; }); })).value();
    sign_in("Ann", kPassword);
    EXPECT_EQ(ask(Method::Delete, path_of(ben)).status, 204);
    EXPECT_EQ(ask(Method::Delete, path_of(ben)).status, 404);
    EXPECT_EQ(ended, 1) << "what he watched ended with it";
    session_ = his;
    EXPECT_FALSE(is_signed_in());
    EXPECT_EQ(sign_in("Ben", kPassword).status, 401);
}

TEST_F(PeopleTest, AnotherRoleHoldsAtOnceAndClosesWhatWasOpen) {
    const store::User ben = sign_in_as("Ben", store::Role::Member);
    const std::string his = session_;
    int ended = 0;
    run(body([&] { accounts_->attach(his, [&ended] { ++ended; }); })).value();
    EXPECT_EQ(ask(Method::Patch, "/api/v1/home", R"({"armed":false})").status, 200);
    sign_in("Ann", kPassword);
    EXPECT_EQ(ask(Method::Patch, path_of(ben), R"({"role":"viewer"})").status, 204);
    EXPECT_EQ(ended, 1);
    session_ = his;
    EXPECT_EQ(ask(Method::Patch, "/api/v1/home", R"({"armed":true})").status, 403);
    EXPECT_TRUE(is_signed_in());
}

TEST_F(PeopleTest, MembersArmAndChangeNothingElseOfTheHome) {
    sign_in_as("Ben", store::Role::Member);
    EXPECT_EQ(ask(Method::Patch, "/api/v1/home", R"({"armed":false})").status, 200);
    for (const char* body : {R"({"name":"Mine"})", R"({"armed":true,"name":"Mine"})",
                             R"({"retention":{"days":1,"limit_bytes":null}})"}) {
        EXPECT_EQ(ask(Method::Patch, "/api/v1/home", body).status, 403) << body;
    }
}

TEST_F(PeopleTest, TheLastOwnerCannotGoOrStepDown) {
    const Answer gone = ask(Method::Delete, ann_path());
    EXPECT_EQ(gone.status, 409);
    EXPECT_EQ(error_text(gone, "sentence"),
              "Somebody has to be the owner. Make another person the owner first.");
    EXPECT_EQ(ask(Method::Patch, ann_path(), R"({"role":"member"})").status, 409);
    EXPECT_TRUE(is_signed_in());
    const store::User ben = sign_in_as("Ben", store::Role::Viewer);
    sign_in("Ann", kPassword);
    EXPECT_EQ(ask(Method::Patch, path_of(ben), R"({"role":"owner"})").status, 204);
    EXPECT_EQ(ask(Method::Patch, ann_path(), R"({"role":"member"})").status, 204);
    EXPECT_EQ(ask(Method::Get, "/api/v1/pairing").status, 403);
}

TEST_F(PeopleTest, SessionsAreEndedByTheirPersonOrAnOwner) {
    const std::string ann = session_;
    const auto id_of_first = [this] {
        return "/api/v1/sign-ins/" +
               std::string(people().back().at("sign_ins").as_array()[0].at("id").as_string());
    };
    sign_in_as("Ben", store::Role::Viewer);
    const std::string his = session_;
    const std::string path = id_of_first();
    sign_in_as("Eve", store::Role::Member);
    EXPECT_EQ(ask(Method::Delete, path).status, 404);
    session_ = his;
    EXPECT_TRUE(is_signed_in());
    session_ = ann;
    EXPECT_EQ(ask(Method::Delete, path).status, 204);
    session_ = his;
    EXPECT_FALSE(is_signed_in());
    sign_in("Ben", kPassword);
    EXPECT_EQ(ask(Method::Delete, id_of_first()).status, 204);
    EXPECT_FALSE(is_signed_in());
}

TEST_F(PeopleTest, ANewPasswordAsksTheOldOneAndEndsTheOtherSessions) {
    const std::string other = session_;
    sign_in("Ann", kPassword);
    const std::string here = session_;
    const Answer wrong = change_password("not my password", "another good phrase");
    EXPECT_EQ(wrong.status, 403);
    EXPECT_EQ(error_text(wrong, "field"), "old_password");
    EXPECT_EQ(error_text(change_password(kPassword, "short"), "field"), "new_password");
    EXPECT_EQ(change_password(kPassword, "another good phrase").status, 204);
    EXPECT_TRUE(is_signed_in());
    session_ = other;
    EXPECT_FALSE(is_signed_in());
    EXPECT_EQ(sign_in("Ann", kPassword).status, 401);
    EXPECT_EQ(sign_in("Ann", "another good phrase").status, 200);
    session_ = here;
    EXPECT_TRUE(is_signed_in());
}

TEST_F(PeopleTest, GuessingTheOldPasswordIsSlowedLikeASignIn) {
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(change_password("guess", "another good phrase").status, 403);
    }
    EXPECT_EQ(change_password(kPassword, "another good phrase").status, 429);
}

TEST_F(PeopleTest, OfTheThingsTiedToASessionTheOldestAreForgotten) {
    int ended = 0;
    run(body([&] {
        for (std::size_t i = 0; i < Accounts::kMostEndings + 5; ++i) {
            accounts_->attach(session_, [&ended] { ++ended; });
        }
    })).value();
    EXPECT_EQ(ask(Method::Delete, "/api/v1/session").status, 204);
    EXPECT_EQ(ended, static_cast<int>(Accounts::kMostEndings));
}

}  // namespace
}  // namespace porchlight::hub::api
