// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/srtp.hpp"

#include "base/base64.hpp"
#include "net/tls/openssl.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

namespace porchlight::net::webrtc {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes(std::string_view hexadecimal) {
    return from_hex(hexadecimal).value();
}
Bytes operator+(Bytes first, const Bytes& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}
Bytes part(const Bytes& whole, std::size_t from, std::size_t size) {
    const auto found = std::span(whole).subspan(from, size);
    return {found.begin(), found.end()};
}

// What the RFCs say, once more with OpenSSL: an end of the wire that is not libsrtp.

using CipherPtr = std::unique_ptr<EVP_CIPHER_CTX, tls::Freed<EVP_CIPHER_CTX_free>>;

/// AES-CM as the function that derives keys. @param salt  14 bytes. @source RFC 3711 section 4.3.
Bytes derive(const Bytes& master, Bytes salt, std::uint8_t label, int size) {
    salt[7] ^= label;
    const Bytes counter = salt + Bytes{0, 0};
    const Bytes zeros(static_cast<std::size_t>(size));
    Bytes key(zeros.size());
    int written = 0;
    const CipherPtr cipher(EVP_CIPHER_CTX_new());
    EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_ctr(), nullptr, master.data(), counter.data());
    EVP_EncryptUpdate(cipher.get(), key.data(), &written, zeros.data(), size);
    return key;
}

/// Ciphertext and tag. @param nonce  Without the salt.
Bytes seal(const Bytes& key, const Bytes& salt, Bytes nonce, const Bytes& beside,
           const Bytes& plain) {
    std::ranges::transform(nonce, salt, nonce.begin(), std::bit_xor<>());
    Bytes sealed(plain.size());
    Bytes tag(16);
    int written = 0;
    const CipherPtr cipher(EVP_CIPHER_CTX_new());
    EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, key.data(), nonce.data());
    EVP_EncryptUpdate(cipher.get(), nullptr, &written, beside.data(),
                      static_cast<int>(beside.size()));
    EVP_EncryptUpdate(cipher.get(), sealed.data(), &written, plain.data(),
                      static_cast<int>(plain.size()));
    EVP_EncryptFinal_ex(cipher.get(), nullptr, &written);
    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, 16, tag.data());
    return sealed + tag;
}

/// @source RFC 7714 section 8.1, with a rollover counter of 0.
Bytes sealed_rtp(const Bytes& key, const Bytes& salt, const Bytes& packet) {
    const Bytes header = part(packet, 0, 12);
    const Bytes nonce = Bytes{0, 0} + part(header, 8, 4) + Bytes(4) + part(header, 2, 2);
    return header + seal(key, salt, nonce, header, part(packet, 12, packet.size() - 12));
}

/// @source RFC 7714 section 9.1.
Bytes sealed_rtcp(const Bytes& key, const Bytes& salt, std::uint16_t index, const Bytes& packet) {
    const Bytes low{static_cast<std::uint8_t>(index >> 8U), static_cast<std::uint8_t>(index)};
    const Bytes header = part(packet, 0, 8);
    const Bytes trailer = Bytes{0x80, 0} + low;
    const Bytes nonce = Bytes{0, 0} + part(header, 4, 4) + Bytes(4) + low;
    return header + seal(key, salt, nonce, header + trailer, part(packet, 8, packet.size() - 8)) +
           trailer;
}

const Bytes kRfcKey = bytes("000102030405060708090a0b0c0d0e0f");
const Bytes kRfcSalt = bytes("517569642070726f2071756f");  // "Quid pro quo"
const Bytes kRfcRtp = bytes(
    "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e207061727465732074"
    "72"
    "6573");
const Bytes kRfcRtcp = bytes(
    "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbe"
    "ef"
    "deadbeef");

TEST(OtherEnd, SealsAsTheRfcsDo) {
    // RFC 7714 sections 16.1.1 and 17.1
    EXPECT_EQ(
        to_hex(sealed_rtp(kRfcKey, kRfcSalt, kRfcRtp)),
        "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b"
        "36de3adf8833899d7f27beb16a9152cf765ee4390cce");
    EXPECT_EQ(
        to_hex(sealed_rtcp(kRfcKey, kRfcSalt, 0x5d4, kRfcRtcp)),
        "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b46"
        "86303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
    // RFC 3711 appendix B.3
    EXPECT_EQ(to_hex(derive(bytes("e1f97a0d3e018be0d64fa32c06de4139"),
                            bytes("0ec675ad498afeebb6960b3aabe6"), 0, 16)),
              "c61e7a93744f39ee10734afe3ff7a087");
    EXPECT_EQ(to_hex(derive(bytes("e1f97a0d3e018be0d64fa32c06de4139"),
                            bytes("0ec675ad498afeebb6960b3aabe6"), 2, 14)),
              "30cbbc08863d8c85d49db34a9ae1");
}

SrtpKey key_of(std::size_t size, std::uint8_t first) {
    SrtpKey key{.size = size};
    for (std::size_t i = 0; i < size; ++i) {
        key.bytes.at(i) = static_cast<std::uint8_t>(first + i * 3);
    }
    return key;
}

SrtpKeys keys_of(SrtpProfile profile) {
    const std::size_t size = profile == SrtpProfile::Aes128Gcm ? 28 : 30;
    return {.profile = profile, .ours = key_of(size, 1), .theirs = key_of(size, 100)};
}

/// Of the plain packet in a buffer with room behind.
using Work = Result<std::size_t> (Srtp::*)(std::span<std::uint8_t>, std::size_t);
using Opening = Result<std::size_t> (Srtp::*)(std::span<std::uint8_t>);

Bytes protected_by(Srtp& end, Work work, Bytes packet) {
    const std::size_t size = packet.size();
    packet.resize(size + Srtp::kLargestTrailer);
    const auto length = (end.*work)(packet, size);
    EXPECT_TRUE(length.has_value());
    packet.resize(length ? *length : 0);
    return packet;
}
/// Empty: refused.
Bytes opened_by(Srtp& end, Opening opening, Bytes packet) {
    const auto length = (end.*opening)(packet);
    if (!length) {
        EXPECT_EQ(length.error().code(), ErrorCode::PermissionDenied);
        return {};
    }
    packet.resize(*length);
    return packet;
}

Bytes rtp(std::uint16_t sequence, std::size_t payload = 900) {
    const Bytes header{0x80,
                       96,
                       static_cast<std::uint8_t>(sequence >> 8U),
                       static_cast<std::uint8_t>(sequence),
                       0,
                       1,
                       2,
                       3,
                       0xCA,
                       0xFE,
                       0xBA,
                       0xBE};
    return header + Bytes(payload, static_cast<std::uint8_t>(sequence));
}

TEST(Srtp, ProtectsWithGcmAsTheRfcsDo) {
    const SrtpKeys keys = keys_of(SrtpProfile::Aes128Gcm);
    const auto end = Srtp::create(keys).value();
    const Bytes master(keys.ours.bytes.begin(), keys.ours.bytes.begin() + 16);
    const Bytes salt = Bytes(keys.ours.bytes.begin() + 16, keys.ours.bytes.begin() + 28) + Bytes(2);
    EXPECT_EQ(
        to_hex(protected_by(*end, &Srtp::protect_rtp, kRfcRtp)),
        to_hex(sealed_rtp(derive(master, salt, 0, 16), derive(master, salt, 2, 12), kRfcRtp)));
    // libsrtp counts from 1
    EXPECT_EQ(
        to_hex(protected_by(*end, &Srtp::protect_rtcp, kRfcRtcp)),
        to_hex(sealed_rtcp(derive(master, salt, 3, 16), derive(master, salt, 5, 12), 1, kRfcRtcp)));
}

class SrtpPair : public testing::TestWithParam<SrtpProfile> {
  protected:
    static SrtpKeys swapped(SrtpKeys keys) {
        std::swap(keys.ours, keys.theirs);
        return keys;
    }
    std::unique_ptr<Srtp> hub = Srtp::create(keys_of(GetParam())).value();
    std::unique_ptr<Srtp> browser = Srtp::create(swapped(keys_of(GetParam()))).value();
};

TEST_P(SrtpPair, OpensWhatTheOtherProtectedBothWays) {
    const Bytes packet = rtp(7);
    const Bytes wire = protected_by(*hub, &Srtp::protect_rtp, packet);
    EXPECT_EQ(wire.size(), packet.size() + (GetParam() == SrtpProfile::Aes128Gcm ? 16 : 10));
    EXPECT_NE(part(wire, 12, 100), part(packet, 12, 100));
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtp, wire), packet);
    EXPECT_EQ(opened_by(*hub, &Srtp::open_rtp, protected_by(*browser, &Srtp::protect_rtp, packet)),
              packet);
    EXPECT_EQ(
        opened_by(*browser, &Srtp::open_rtcp, protected_by(*hub, &Srtp::protect_rtcp, kRfcRtcp)),
        kRfcRtcp);
    EXPECT_EQ(
        opened_by(*hub, &Srtp::open_rtcp, protected_by(*browser, &Srtp::protect_rtcp, kRfcRtcp)),
        kRfcRtcp);
}

TEST_P(SrtpPair, RefusesWhatItProtectedItself) {
    EXPECT_TRUE(
        opened_by(*hub, &Srtp::open_rtp, protected_by(*hub, &Srtp::protect_rtp, rtp(1))).empty());
}

TEST_P(SrtpPair, RefusesAnyFlippedBit) {
    const Bytes media = protected_by(*hub, &Srtp::protect_rtp, rtp(9, 20));
    const Bytes report = protected_by(*hub, &Srtp::protect_rtcp, kRfcRtcp);
    for (std::size_t bit = 0; bit < media.size() * 8; ++bit) {
        Bytes damaged = media;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtp, damaged).empty()) << bit;
    }
    for (std::size_t bit = 0; bit < report.size() * 8; ++bit) {
        Bytes damaged = report;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtcp, damaged).empty()) << bit;
    }
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtp, media), rtp(9, 20));
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtcp, report), kRfcRtcp);
}

TEST_P(SrtpPair, RefusesWhatIsCutShort) {
    const Bytes media = protected_by(*hub, &Srtp::protect_rtp, rtp(9, 20));
    const Bytes report = protected_by(*hub, &Srtp::protect_rtcp, kRfcRtcp);
    for (std::size_t size = 0; size < media.size(); ++size) {
        EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtp, part(media, 0, size)).empty()) << size;
    }
    for (std::size_t size = 0; size < report.size(); ++size) {
        EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtcp, part(report, 0, size)).empty()) << size;
    }
}

TEST_P(SrtpPair, RefusesReplaysAndTakesAnotherOrder) {
    const Bytes first = protected_by(*hub, &Srtp::protect_rtp, rtp(1));
    const Bytes second = protected_by(*hub, &Srtp::protect_rtp, rtp(2));
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtp, second), rtp(2));
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtp, first), rtp(1));
    EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtp, first).empty());
    EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtp, second).empty());
    const Bytes report = protected_by(*hub, &Srtp::protect_rtcp, kRfcRtcp);
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtcp, report), kRfcRtcp);
    EXPECT_TRUE(opened_by(*browser, &Srtp::open_rtcp, report).empty());
}

TEST_P(SrtpPair, ProtectsAgainForAResendAcrossTheRollOfSequenceNumbers) {
    const std::uint16_t begin = 64'500;
    const Bytes early = protected_by(*hub, &Srtp::protect_rtp, rtp(begin));
    for (std::uint16_t i = 1; i < 2000; ++i) {
        const auto sequence = static_cast<std::uint16_t>(begin + i);
        EXPECT_EQ(opened_by(*browser, &Srtp::open_rtp,
                            protected_by(*hub, &Srtp::protect_rtp, rtp(sequence))),
                  rtp(sequence));
    }
    const Bytes again = protected_by(*hub, &Srtp::protect_rtp, rtp(begin));
    EXPECT_EQ(again, early);
    EXPECT_EQ(opened_by(*browser, &Srtp::open_rtp, again), rtp(begin));
}

TEST_P(SrtpPair, ProtectsNothingThatIsNoPacketOrHasNoRoom) {
    Bytes version_1 = rtp(1) + Bytes(Srtp::kLargestTrailer);
    version_1[0] = 0x40;
    Bytes without_room = rtp(1);
    Bytes short_one(Srtp::kLargestTrailer + 20, 0x80);
    for (const Work work : {&Srtp::protect_rtp, &Srtp::protect_rtcp}) {
        const auto refused = [&](Bytes& buffer, std::size_t size) {
            const auto outcome = (hub.get()->*work)(buffer, size);
            return !outcome && outcome.error().code() == ErrorCode::InvalidArgument;
        };
        EXPECT_TRUE(refused(version_1, rtp(1).size()));
        EXPECT_TRUE(refused(without_room, without_room.size()));
        EXPECT_TRUE(refused(short_one, 7));
        EXPECT_TRUE(refused(short_one, 0));
    }
    // says that it has 15 sources
    Bytes many_sources = rtp(1, 8) + Bytes(Srtp::kLargestTrailer);
    many_sources[0] = 0x8F;
    EXPECT_EQ(hub->protect_rtp(many_sources, 20).error().code(), ErrorCode::InvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(Both, SrtpPair,
                         testing::Values(SrtpProfile::Aes128Gcm, SrtpProfile::Aes128CmSha1_80));

TEST(Srtp, WantsKeysOfTheRightLength) {
    SrtpKeys keys = keys_of(SrtpProfile::Aes128Gcm);
    keys.theirs.size = 30;
    EXPECT_EQ(Srtp::create(keys).error().code(), ErrorCode::Internal);
}

}  // namespace
}  // namespace porchlight::net::webrtc
