// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/stun.hpp"

#include "base/base64.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <rapidcheck.h>

namespace porchlight::net::webrtc {
namespace {

using Bytes = std::vector<std::uint8_t>;

// RFC 5769 sections 2.1 to 2.3.
constexpr std::string_view kPassword = "VOkJxbRl1RmTxUk/WvJxBt";
constexpr std::string_view kRequest =
    "000100582112a442b7e7a701bc34d686fa87dfae"
    "802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36"
    "000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
    "80280004e57a3bcf";
constexpr std::string_view kResponseV4 =
    "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96";
constexpr std::string_view kResponseV6 =
    "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
    "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
    "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c";

Bytes bytes(std::string_view hex) {
    return from_hex(hex).value();
}

StunAddress address_v4() {
    return {{192, 0, 2, 1}, false, 32853};
}

StunAddress address_v6() {
    StunAddress address{{}, true, 32853};
    std::ranges::copy(bytes("20010db8123456780011223344556677"), address.bytes.begin());
    return address;
}

/// A Binding request of these attributes, padded, without integrity and fingerprint.
Bytes request(const std::vector<std::pair<std::uint16_t, Bytes>>& attributes) {
    Bytes message = bytes("000100002112a442000102030405060708090a0b");
    for (const auto& [type, value] : attributes) {
        const auto size = value.size();
        message.insert(message.end(),
                       {static_cast<std::uint8_t>(type >> 8U), static_cast<std::uint8_t>(type),
                        static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)});
        message.insert(message.end(), value.begin(), value.end());
        message.resize((message.size() + 3) / 4 * 4);
    }
    message[2] = static_cast<std::uint8_t>((message.size() - 20) >> 8U);
    message[3] = static_cast<std::uint8_t>(message.size() - 20);
    return message;
}

bool contains(const Bytes& message, std::string_view hex) {
    return !std::ranges::search(message, bytes(hex)).empty();
}

/// Our answers are no requests; but for their type they are held to the same rules.
Result<StunCheck> read_back(Bytes answer) {
    // The fingerprint covers the type: both are left out.
    answer[0] = 0;
    answer[1] = 1;
    answer[3] = static_cast<std::uint8_t>(answer[3] - 8);
    answer.resize(answer.size() - 8);
    auto check = parse_stun_check(answer);
    if (check) {
        check->username = {};  // A view into what ends here.
    }
    return check;
}

TEST(Stun, TheRequestOfRfc5769IsReadAndBelieved) {
    const Bytes message = bytes(kRequest);
    ASSERT_TRUE(is_stun(message));
    const auto check = parse_stun_check(message);
    ASSERT_TRUE(check) << check.error().message();
    EXPECT_EQ(to_hex(check->transaction), "b7e7a701bc34d686fa87dfae");
    EXPECT_EQ(check->username, "evtj:h6vY");
    EXPECT_EQ(check->priority, 0x6e0001ffU);
    EXPECT_FALSE(check->nominates);
    EXPECT_TRUE(check->has_integrity);
    EXPECT_TRUE(check->has_fingerprint);
    EXPECT_TRUE(check->unknown.empty());
    EXPECT_TRUE(has_right_integrity(message, kPassword));
    EXPECT_FALSE(has_right_integrity(message, "VOkJxbRl1RmTxUk/WvJxBT"));
    EXPECT_FALSE(has_right_integrity(message, ""));
}

TEST(Stun, TheResponsesOfRfc5769AreNoChecksAndTheirIntegrityIsRight) {
    for (const auto& message : {bytes(kResponseV4), bytes(kResponseV6)}) {
        EXPECT_TRUE(is_stun(message));
        EXPECT_EQ(parse_stun_check(message).error().code(), ErrorCode::Unsupported);
        EXPECT_TRUE(has_right_integrity(message, kPassword));
    }
}

TEST(Stun, ASuccessShowsTheAddressAsRfc5769DoesAndIsProtected) {
    const StunCheck check = parse_stun_check(bytes(kRequest)).value();
    const Bytes v4 = stun_success(check, address_v4(), kPassword);
    EXPECT_TRUE(contains(v4, "0101002c2112a442b7e7a701bc34d686fa87dfae"));
    EXPECT_TRUE(contains(v4, "002000080001a147e112a643"));
    EXPECT_TRUE(has_right_integrity(v4, kPassword));
    const Bytes v6 = stun_success(check, address_v6(), kPassword);
    EXPECT_TRUE(contains(v6, "010100382112a442b7e7a701bc34d686fa87dfae"));
    EXPECT_TRUE(contains(v6, "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"));
    EXPECT_TRUE(has_right_integrity(v6, kPassword));
    EXPECT_FALSE(has_right_integrity(v6, "another password of a stranger"));
}

// Made apart from ours with Python's hmac and binascii.crc32, from the attributes of RFC 5769.
TEST(Stun, ASuccessIsByteForByteWhatAnotherProgramMakes) {
    const StunCheck check = parse_stun_check(bytes(kRequest)).value();
    EXPECT_EQ(to_hex(stun_success(check, address_v4(), kPassword)),
              "0101002c2112a442b7e7a701bc34d686fa87dfae"
              "002000080001a147e112a643"
              "0008001474c9371ebf3148548518699c3e3174c20dd9e68a80280004fae4043a");
}

TEST(Stun, AnErrorSaysItsCodeAndWhatWasNotUnderstood) {
    const Bytes asked = request({{0x0006, {'a'}}, {0x7777, {}}, {0x1234, {1}}, {0xC057, {1, 2}}});
    const auto check = parse_stun_check(asked);
    ASSERT_TRUE(check) << check.error().message();
    EXPECT_EQ(check->unknown, (std::vector<std::uint16_t>{0x7777, 0x1234}));
    EXPECT_FALSE(check->has_integrity);
    EXPECT_FALSE(check->has_fingerprint);
    const Bytes answer = stun_error(*check, 420, "What?");
    EXPECT_TRUE(contains(answer, "011100202112a442000102030405060708090a0b"));
    EXPECT_TRUE(contains(answer, "0009000900000414576861743f000000000a000477771234"));
    EXPECT_FALSE(has_right_integrity(answer, kPassword));
    const Bytes protected_answer = stun_error(*check, 487, "", kPassword);
    EXPECT_TRUE(contains(protected_answer, "0009000400000457"));
    EXPECT_FALSE(contains(protected_answer, "000a0004"));
    EXPECT_TRUE(has_right_integrity(protected_answer, kPassword));
}

TEST(Stun, AnyChangedByteIsSeenByTheFingerprintOrTheIntegrity) {
    const Bytes good = bytes(kRequest);
    for (std::size_t i = 0; i < good.size(); ++i) {
        Bytes changed = good;
        changed[i] ^= 0x10U;
        // Of another type it is no fingerprint: the check is one without.
        const auto check = parse_stun_check(changed);
        EXPECT_FALSE(check && check->has_fingerprint) << i;
        // The last 8 bytes are the fingerprint's: they are not protected.
        EXPECT_EQ(has_right_integrity(changed, kPassword), i >= good.size() - 8) << i;
    }
}

TEST(Stun, AMessageCutShortAnywhereIsRefused) {
    const Bytes whole = bytes(kRequest);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(parse_stun_check(cut)) << size;
        EXPECT_FALSE(has_right_integrity(cut, kPassword)) << size;
        if (size >= 20) {
            // Even if its header owns up to it: only where attributes end can it be a message.
            cut[3] = static_cast<std::uint8_t>(size - 20);
            const auto check = parse_stun_check(cut);
            EXPECT_FALSE(check && check->has_fingerprint) << size;
        }
    }
    Bytes longer = whole;
    longer.resize(longer.size() + 4);
    EXPECT_FALSE(parse_stun_check(longer));
}

TEST(Stun, WhatFollowsTheIntegrityIsNotBelieved) {
    const Bytes tag(20);
    const Bytes asked = request({{0x0006, {'a', ':', 'b'}},
                                 {0x0008, tag},
                                 {0x0006, {'x'}},
                                 {0x0024, {9, 9, 9, 9}},
                                 {0x0025, {}},
                                 {0x7777, {}}});
    const auto check = parse_stun_check(asked);
    ASSERT_TRUE(check) << check.error().message();
    EXPECT_EQ(check->username, "a:b");
    EXPECT_EQ(check->priority, 0U);
    EXPECT_FALSE(check->nominates);
    EXPECT_TRUE(check->unknown.empty());
}

TEST(Stun, OfTwoAttributesOfOneTypeTheFirstCounts) {
    const Bytes asked = request({{0x0006, {'a'}},
                                 {0x0006, {'b'}},
                                 {0x0024, {0, 0, 0, 1}},
                                 {0x0024, {0, 0, 0, 2}},
                                 {0x0025, {}}});
    const auto check = parse_stun_check(asked);
    ASSERT_TRUE(check) << check.error().message();
    EXPECT_EQ(check->username, "a");
    EXPECT_EQ(check->priority, 1U);
    EXPECT_TRUE(check->nominates);
}

TEST(Stun, LengthsThatCannotBeAreRefused) {
    EXPECT_EQ(parse_stun_check(request({{0x0024, {1, 2, 3}}})).error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(parse_stun_check(request({{0x0008, Bytes(24)}})).error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(parse_stun_check(request({{0x8028, Bytes(4)}})).error().code(), ErrorCode::Corrupt);
    Bytes beyond = request({{0x0006, {1, 2, 3, 4}}});
    beyond[23] = 5;
    EXPECT_EQ(parse_stun_check(beyond).error().code(), ErrorCode::Corrupt);
    Bytes half = request({});
    half.resize(22);
    half[3] = 2;
    EXPECT_EQ(parse_stun_check(half).error().code(), ErrorCode::Corrupt);
}

TEST(Stun, NothingMayFollowTheFingerprint) {
    // Both fingerprints are right, by Python's binascii.crc32.
    const auto last =
        parse_stun_check(bytes("000100082112a442000102030405060708090a0b802800045b0ff6fc"));
    ASSERT_TRUE(last) << last.error().message();
    EXPECT_TRUE(last->has_fingerprint);
    const auto followed =
        parse_stun_check(bytes("0001000c2112a442000102030405060708090a0b802800042807d13300250000"));
    ASSERT_FALSE(followed);
    EXPECT_EQ(followed.error().code(), ErrorCode::Corrupt);
}

TEST(Stun, OnlyBindingRequestsAreChecks) {
    for (const int kind : {0x11, 0x03, 0x02}) {  // An indication, and other methods.
        Bytes other = request({});
        other[1] = static_cast<std::uint8_t>(kind);
        EXPECT_EQ(parse_stun_check(other).error().code(), ErrorCode::Unsupported);
    }
    Bytes dtls = request({});
    dtls[0] = 22;
    EXPECT_FALSE(is_stun(dtls));
    Bytes no_cookie = request({});
    no_cookie[7] = 0;
    EXPECT_FALSE(is_stun(no_cookie));
    EXPECT_FALSE(is_stun({}));
}

TEST(Stun, ALongListOfUnknownAttributesDoesNotMakeALongAnswer) {
    const std::vector<std::pair<std::uint16_t, Bytes>> many(300, {0x7777, {}});
    const auto check = parse_stun_check(request(many));
    ASSERT_TRUE(check) << check.error().message();
    EXPECT_EQ(check->unknown.size(), 16U);
    EXPECT_LT(stun_error(*check, 420, "").size(), 100U);
}

TEST(StunLaw, WhatIsWrittenForAnyAddressIsReadAgain) {
    EXPECT_TRUE(rc::check([](const std::array<std::uint8_t, 12>& transaction,
                             const std::array<std::uint8_t, 16>& bytes, bool is_v6,
                             std::uint16_t port, const std::string& password) {
        StunCheck check;
        check.transaction = transaction;
        const Bytes answer = stun_success(check, {bytes, is_v6, port}, password);
        RC_ASSERT(is_stun(answer));
        RC_ASSERT(has_right_integrity(answer, password) == !password.empty());
        RC_ASSERT(!has_right_integrity(answer, password + "x"));
        RC_ASSERT((answer[26] << 8U | answer[27]) == (port ^ 0x2112U));
        for (std::size_t i = 0; i < (is_v6 ? 16U : 4U); ++i) {
            RC_ASSERT((answer[28 + i] ^ answer[4 + i]) == bytes[i]);
        }
        const auto read = read_back(answer);
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->transaction == transaction);
        RC_ASSERT(read->has_integrity);
    }));
}

TEST(StunLaw, AnythingIsReadWithoutHarm) {
    EXPECT_TRUE(rc::check([](Bytes body) {
        body.resize(body.size() / 4 * 4);
        Bytes message = request({});
        message.insert(message.end(), body.begin(), body.end());
        message[2] = static_cast<std::uint8_t>(body.size() >> 8U);
        message[3] = static_cast<std::uint8_t>(body.size());
        const auto check = parse_stun_check(message);
        RC_ASSERT(!has_right_integrity(message, "password"));
        RC_ASSERT((!check || check->username.size() <= body.size()));
    }));
}

}  // namespace
}  // namespace porchlight::net::webrtc
