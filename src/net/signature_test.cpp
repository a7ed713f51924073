// SPDX-License-Identifier: Apache-2.0
#include "net/signature.hpp"

#include "base/base64.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <type_traits>

namespace porchlight::net {
namespace {

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Printable<SecretKey>);

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Signature, IsWhatTheStandardsSay) {
    // FIPS 180-2 appendix B.1.
    EXPECT_EQ(to_hex(sha256(bytes_of("abc"))),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    // RFC 8032 section 7.1, test 2.
    const auto key = SecretKey::from_text(
        Secret("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key()),
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    EXPECT_EQ(to_hex(key->sign(bytes_of("r"))),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signature, HoldsForTheseBytesAndThisKeyAlone) {
    const SecretKey key = SecretKey::generate();
    const SecretKey other = SecretKey::generate();
    const Signature signature = key.sign(bytes_of("an update"));
    EXPECT_TRUE(is_signed(bytes_of("an update"), signature, key.public_key()));
    EXPECT_FALSE(is_signed(bytes_of("an updatE"), signature, key.public_key()));
    EXPECT_FALSE(is_signed(bytes_of("an update"), signature, other.public_key()));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        Signature flipped = signature;
        flipped.at(bit / 8) ^= static_cast<std::uint8_t>(1U << (bit % 8));
        EXPECT_FALSE(is_signed(bytes_of("an update"), flipped, key.public_key())) << bit;
    }
}

TEST(SecretKey, IsTheSameAfterItWasKept) {
    const SecretKey key = SecretKey::generate();
    const auto again = SecretKey::from_text(key.to_text());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_key(), key.public_key());
    EXPECT_EQ(key.to_text().reveal().size(), 64U);
}

TEST(SecretKey, RefusesOtherTextAndRepeatsNoneOfIt) {
    const std::string whole = SecretKey::generate().to_text().reveal();
    for (const std::string& text : {std::string(), whole.substr(1), whole + "00", whole + "\n",
                                    "g" + whole.substr(1), whole.substr(0, 62)}) {
        const auto key = SecretKey::from_text(Secret(text));
        ASSERT_FALSE(key) << text;
        EXPECT_EQ(key.error().message(), "This is not a secret key.");
    }
}

}  // namespace
}  // namespace porchlight::net
