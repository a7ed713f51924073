// SPDX-License-Identifier: Apache-2.0
#include "net/digest_guard.hpp"

#include "net/digest.hpp"

#include <gtest/gtest.h>

namespace porchlight::net {
namespace {

constexpr std::string_view kUri = "rtsp://192.168.1.20:554/main/track1";

std::vector<Login> logins() {
    return {{"hub", Secret("of the hub")}, {"viewer", Secret("pass \"word\"")}};
}

/// What our own client answers.
std::string answer(const std::vector<std::string>& challenges, const std::string& user,
                   const std::string& password, std::string_view method = "SETUP",
                   std::string_view uri = kUri) {
    Authenticator client(user, Secret(password));
    EXPECT_TRUE(client.on_challenge(challenges));
    return *client.authorization(method, uri);
}

TEST(DigestGuard, LetsInWhoKnowsThePasswordByEitherHash) {
    const DigestGuard guard("camera", logins());
    const auto challenges = guard.challenges();
    ASSERT_EQ(challenges.size(), 2U);
    for (const std::string& challenge : challenges) {
        EXPECT_EQ(guard.user_of(answer({challenge}, "hub", "of the hub"), "SETUP", kUri), "hub");
        EXPECT_EQ(guard.user_of(answer({challenge}, "viewer", "pass \"word\""), "SETUP", kUri),
                  "viewer");
    }
}

TEST(DigestGuard, RefusesEveryoneElse) {
    const DigestGuard guard("camera", logins());
    const auto all = guard.challenges();
    EXPECT_EQ(guard.user_of("", "SETUP", kUri), std::nullopt);
    EXPECT_EQ(guard.user_of("Basic aHViOm9mIHRoZSBodWI=", "SETUP", kUri), std::nullopt);
    EXPECT_EQ(guard.user_of(answer(all, "hub", "wrong"), "SETUP", kUri), std::nullopt);
    EXPECT_EQ(guard.user_of(answer(all, "viewer", "of the hub"), "SETUP", kUri), std::nullopt);
    EXPECT_EQ(guard.user_of(answer(all, "hub", "of the hub"), "PLAY", kUri), std::nullopt)
        << "made for another request";
    EXPECT_EQ(guard.user_of(answer(all, "hub", "of the hub"), "SETUP", "rtsp://x/other"),
              std::nullopt);
    const DigestGuard nobody("camera", {});
    EXPECT_EQ(nobody.user_of(answer(nobody.challenges(), "hub", "of the hub"), "SETUP", kUri),
              std::nullopt);
}

TEST(DigestGuard, AnAnswerIsWorthNothingOnAnotherConnection) {
    const DigestGuard one("camera", logins());
    const DigestGuard other("camera", logins());
    EXPECT_EQ(other.user_of(answer(one.challenges(), "hub", "of the hub"), "SETUP", kUri),
              std::nullopt);
}

TEST(DigestGuard, TakesAnAnswerForThePathAlone) {
    const DigestGuard guard("camera", logins());
    EXPECT_EQ(
        guard.user_of(answer(guard.challenges(), "hub", "of the hub", "SETUP", "/main/track1"),
                      "SETUP", kUri),
        "hub");
}

TEST(DigestGuard, ReadsWhatNoClientWouldSend) {
    const DigestGuard guard("camera", logins());
    for (const char* text : {"Digest", "Digest =", "Digest username", "Digest username=\"hub",
                             "Digest nc=zz, qop=auth, response=\"\"", "\\\"=,,=\"\\"}) {
        EXPECT_EQ(guard.user_of(text, "SETUP", kUri), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace porchlight::net
