// SPDX-License-Identifier: Apache-2.0
#include "net/digest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace porchlight::net {
namespace {

using Headers = std::vector<std::string>;

TEST(Digest, MatchesTheExamplesOfTheRfcs) {
    // RFC 7616 section 3.9.1.
    Challenge challenge;
    challenge.realm = "http-auth@example.org";
    challenge.nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    challenge.qop_auth = true;
    challenge.scheme = AuthScheme::DigestSha256;
    const DigestInput input{"Mufasa",
                            "Circle of Life",
                            "GET",
                            "/dir/index.html",
                            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                            1};
    EXPECT_EQ(*digest_response(challenge, input),
              "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    challenge.scheme = AuthScheme::DigestMd5;
    EXPECT_EQ(*digest_response(challenge, input), "8ca523f5e9506fed4657c9700eebdbec");
    // RFC 2617 section 3.5.
    challenge.realm = "testrealm@host.com";
    challenge.nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
    EXPECT_EQ(*digest_response(
                  challenge, {"Mufasa", "Circle Of Life", "GET", "/dir/index.html", "0a4f113b", 1}),
              "6629fae49393a05397450978507c4ef1");
}

TEST(Digest, TakesTheStrongestChallengeThatItCanAnswer) {
    const Headers headers = {
        "Basic realm=\"cam\"",
        "Digest realm=\"cam\", nonce=\"n1\", Digest realm=\"cam\",algorithm=SHA-256 , "
        "nonce=\"n2\", "
        "qop=\"auth, auth-int\", opaque=\"o\\\"q\", stale=TRUE",
        "Digest realm=\"cam\", nonce=\"n3\", algorithm=SHA-512-256",
        "Digest realm=\"cam\", nonce=\"n4\", algorithm=SHA-256-sess, qop=\"auth-int\""};
    const auto best = strongest_challenge(headers);
    ASSERT_TRUE(best);
    EXPECT_EQ(best->scheme, AuthScheme::DigestSha256);
    EXPECT_EQ(best->nonce, "n2");
    EXPECT_EQ(best->opaque, "o\"q");
    EXPECT_TRUE(best->qop_auth);
    EXPECT_TRUE(best->stale);
    EXPECT_FALSE(
        strongest_challenge(Headers{"Negotiate", "Digest realm=\"no nonce\"", "", "=,\"\""}));
    EXPECT_EQ(strongest_challenge(Headers{"Basic"})->scheme, AuthScheme::Basic);
    EXPECT_EQ(strongest_challenge(Headers{"digest  REALM=cam,NONCE=unquoted"})->nonce, "unquoted");
}

Authenticator login() {
    return {"admin", Secret("pw")};
}

TEST(Authenticator, SaysNothingUntilAskedThenBasicOrDigest) {
    auto basic = login();
    EXPECT_EQ(*basic.authorization("DESCRIBE", "rtsp://cam/"), "");
    ASSERT_TRUE(basic.on_challenge(Headers{"Basic realm=\"cam\""}));
    EXPECT_EQ(*basic.authorization("DESCRIBE", "rtsp://cam/"), "Basic YWRtaW46cHc=");

    auto digest = login();
    ASSERT_TRUE(digest.on_challenge(Headers{"Digest realm=\"cam\", nonce=\"n\""}));
    // md5(md5(admin:cam:pw):n:md5(DESCRIBE:rtsp://cam/))
    EXPECT_EQ(*digest.authorization("DESCRIBE", "rtsp://cam/"),
              "Digest username=\"admin\", realm=\"cam\", nonce=\"n\", uri=\"rtsp://cam/\", "
              "response=\"e5987a6d9f60dbf31631e2efe2bddfab\"");
}

TEST(Authenticator, CountsTheUsesOfANonceAndStartsAgainWithANewOne) {
    auto digest = login();
    const std::string tail = "realm=\"cam\", qop=\"auth\", algorithm=MD5";
    ASSERT_TRUE(digest.on_challenge(Headers{"Digest nonce=\"a\", " + tail}));
    EXPECT_NE(digest.authorization("PLAY", "u")->find("nc=00000001"), std::string::npos);
    EXPECT_NE(digest.authorization("PLAY", "u")->find("nc=00000002"), std::string::npos);
    digest.on_accepted();
    ASSERT_TRUE(digest.on_challenge(Headers{"Digest nonce=\"b\", stale=true, " + tail}));
    const std::string value = *digest.authorization("PLAY", "u");
    EXPECT_NE(value.find("nonce=\"b\""), std::string::npos);
    EXPECT_NE(value.find("nc=00000001"), std::string::npos);
    EXPECT_NE(value.find("algorithm=MD5"), std::string::npos);
}

TEST(Authenticator, GivesUpWhenThePasswordIsRefusedOrMissing) {
    const Headers first = {"Digest realm=\"cam\", nonce=\"a\""};
    const Headers stale = {"Digest realm=\"cam\", nonce=\"b\", stale=true"};
    auto wrong = login();
    ASSERT_TRUE(wrong.on_challenge(first));
    ASSERT_TRUE(wrong.on_challenge(stale));
    EXPECT_EQ(wrong.on_challenge(stale).error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(wrong.on_challenge(first).error().fault(), "stream.auth_wrong_account");
    Authenticator nobody({}, {});
    EXPECT_EQ(nobody.on_challenge(first).error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(login().on_challenge(Headers{"Negotiate"}).error().code(), ErrorCode::Unsupported);
}

}  // namespace
}  // namespace porchlight::net
