// SPDX-License-Identifier: Apache-2.0
#include "base/base64url.hpp"
#include "net/push/endpoint.hpp"
#include "net/push/message.hpp"
#include "net/push/p256.hpp"
#include "net/push/push_receiver_for_test.hpp"
#include "net/push/vapid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>

#include <algorithm>

namespace porchlight::net::push {
namespace {

using namespace std::chrono_literals;

template <std::size_t Size>
std::array<std::uint8_t, Size> bytes(std::string_view text) {
    std::array<std::uint8_t, Size> into{};
    std::ranges::copy(*from_base64url(text), into.begin());
    return into;
}

std::string text_of(const std::vector<std::uint8_t>& raw) {
    return {raw.begin(), raw.end()};
}

/// The sender of RFC 8291 appendix A.
MessageSecrets rfc_sender() {
    MessageSecrets secrets;
    secrets.point = bytes<65>(
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
    secrets.scalar =
        Secret(text_of(*from_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")));
    secrets.salt = bytes<16>("DGv6ra1nlYgDCS1FRnbzlw");
    return secrets;
}

TEST(PushMessage, IsTheOneOfTheRfc) {
    const auto keys = ReceiverKeys::parse(kTestKey, kTestAuth);
    ASSERT_TRUE(keys);
    const auto body = encrypt("When I grow up, I want to be a watermelon", *keys, rfc_sender());
    ASSERT_TRUE(body);
    EXPECT_EQ(to_base64url({reinterpret_cast<const std::uint8_t*>(body->data()), body->size()}),
              "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
              "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
              "WGNWQexSgSxsj_Qulcy4a-fN");
}

TEST(PushMessage, OnlyTheReceiverReadsItAndNoTwoAreAlike) {
    const auto keys = ReceiverKeys::parse(kTestKey, kTestAuth);
    const std::string text(kLargestText, 'x');
    const auto first = encrypt(text, *keys, *MessageSecrets::fresh());
    const auto second = encrypt(text, *keys, *MessageSecrets::fresh());
    EXPECT_EQ(read_push(*first), text);
    EXPECT_EQ(read_push(*second), text);
    EXPECT_NE(*first, *second);
    EXPECT_EQ(first->size(), 4096U) << "what push services take at most";
    std::string changed = *first;
    changed.back() ^= '\x01';
    EXPECT_EQ(read_push(changed), std::nullopt);
    EXPECT_FALSE(encrypt(text + "x", *keys, *MessageSecrets::fresh()));
}

TEST(PushMessage, KeysThatAreNoneAreRefused) {
    std::string off_the_curve(kTestKey);
    off_the_curve[40] = off_the_curve[40] == 'A' ? 'B' : 'A';
    const std::string right(kTestKey);
    const std::string secret(kTestAuth);
    struct Case {
        std::string key;
        std::string auth;
    };
    for (const auto& [key, auth] :
         {Case{"", secret}, Case{right, ""}, Case{"AAAA", secret}, Case{right, "AAAA"},
          Case{off_the_curve, secret}, Case{right + "AA", secret},
          Case{"+" + right.substr(1), secret}}) {
        EXPECT_FALSE(ReceiverKeys::parse(key, auth)) << key << " " << auth;
    }
}

/// "vapid t=<t>, k=<k>"
struct Field {
    std::string header;
    std::string claims;
    std::string signed_part;
    std::vector<std::uint8_t> signature;
    std::string key;
};
Field read_field(const std::string& text) {
    const auto comma = text.find(", k=");
    const std::string token = text.substr(8, comma - 8);
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    return {text_of(*from_base64url(token.substr(0, first))),
            text_of(*from_base64url(token.substr(first + 1, second - first - 1))),
            token.substr(0, second), *from_base64url(token.substr(second + 1)),
            text.substr(comma + 4)};
}

bool is_signed_by(const Field& field) {
    PublicPoint point{};
    std::ranges::copy(*from_base64url(field.key), point.begin());
    const auto key = key_from_point(point);
    ECDSA_SIG* signature = ECDSA_SIG_new();
    ECDSA_SIG_set0(signature, BN_bin2bn(field.signature.data(), 32, nullptr),
                   BN_bin2bn(field.signature.data() + 32, 32, nullptr));
    std::uint8_t* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature, &der);
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    const bool is_right =
        EVP_DigestVerifyInit(digest, nullptr, EVP_sha256(), nullptr, key->get()) == 1 &&
        EVP_DigestVerify(digest, der, static_cast<std::size_t>(size),
                         reinterpret_cast<const std::uint8_t*>(field.signed_part.data()),
                         field.signed_part.size()) == 1;
    EVP_MD_CTX_free(digest);
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
    return is_right;
}

TEST(Vapid, SignsForOneServiceAndOneDay) {
    const auto key = VapidKey::generate();
    const UtcTime noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + 12h;
    for (int i = 0; i < 40; ++i) {  // halves of a signature may begin with zeros
        const auto text = key->authorization("https://push.example", noon);
        ASSERT_TRUE(text);
        ASSERT_TRUE(text->starts_with("vapid t="));
        const Field field = read_field(*text);
        EXPECT_EQ(field.header, R"({"typ":"JWT","alg":"ES256"})");
        EXPECT_THAT(field.claims, testing::HasSubstr(R"("aud":"https://push.example")"));
        EXPECT_THAT(field.claims, testing::HasSubstr(R"("exp":1795694400)"));
        EXPECT_EQ(field.signature.size(), 64U);
        EXPECT_EQ(field.key, key->public_text());
        EXPECT_TRUE(is_signed_by(field));
    }
}

TEST(Vapid, TheKeySurvivesBeingKept) {
    const auto key = VapidKey::generate();
    const auto again = VapidKey::from_text(key->to_text());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_text(), key->public_text());
    EXPECT_EQ(from_base64url(key->public_text())->size(), 65U);
    EXPECT_FALSE(VapidKey::from_text(Secret("nonsense")));
}

TEST(PushEndpoint, IsAnHttpsAddressAndNothingElse) {
    const auto endpoint =
        Endpoint::parse("https://Updates.Push.example:8443/wpush/v2/gAAA-b_c?x=1");
    ASSERT_TRUE(endpoint);
    EXPECT_EQ(endpoint->host, "updates.push.example");
    EXPECT_EQ(endpoint->port, 8443);
    EXPECT_EQ(endpoint->target, "/wpush/v2/gAAA-b_c?x=1");
    EXPECT_EQ(endpoint->origin, "https://updates.push.example:8443");
    EXPECT_EQ(Endpoint::parse("https://push.example")->target, "/");
    EXPECT_EQ(Endpoint::parse("https://push.example/a")->origin, "https://push.example");
    for (const std::string url :
         {"", "http://push.example/a", "https://", "https:///a", "https://user@push.example/a",
          "https://user:secret@push.example/a", "https://push.example/a#b", "ftp://push.example/a",
          "https://push.example/a b", "https://push.example/a\r\nX: y", "https://[::1]/a",
          "https://push.example:0/a", "https://push.example:99999/a", "https://p%75sh.example%00/a",
          "javascript:alert(1)", "//push.example/a", "/a"}) {
        EXPECT_FALSE(Endpoint::parse(url)) << url;
    }
    EXPECT_FALSE(Endpoint::parse("https://push.example/" + std::string(3000, 'a')));
}

}  // namespace
}  // namespace porchlight::net::push
