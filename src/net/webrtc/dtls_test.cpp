// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/dtls.hpp"

#include "net/webrtc/dtls_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <sys/time.h>

namespace porchlight::net::webrtc {
namespace {

using namespace std::chrono_literals;
using State = DtlsSession::State;

/// How far OpenSSL's clock is ahead of the true one.
std::atomic<std::int64_t>& microseconds_ahead() {
    static std::atomic<std::int64_t> ahead{0};
    return ahead;
}

}  // namespace
}  // namespace porchlight::net::webrtc

/// OpenSSL reads the time for its retries with this, here with ours: no test has to wait.
extern "C" int gettimeofday(timeval* now, void* /*zone*/) noexcept {
    const auto true_time = porchlight::SystemClock().utc_now().time_since_epoch();
    const auto moment = std::chrono::duration_cast<std::chrono::microseconds>(true_time).count() +
                        porchlight::net::webrtc::microseconds_ahead();
    now->tv_sec = moment / 1'000'000;
    now->tv_usec = moment % 1'000'000;
    return 0;
}

namespace porchlight::net::webrtc {
namespace {

void let_pass(std::chrono::microseconds time) {
    microseconds_ahead() += time.count();
}

/// Retries until both have keys, as often as it may be.
void persist(Meeting& meeting) {
    constexpr int kPatience = 12;
    meeting.run();
    for (int i = 0; i < kPatience && !meeting.is_keyed(); ++i) {
        let_pass(5s);
        meeting.retry();
    }
}

void expect_met(const Meeting& meeting) {
    ASSERT_TRUE(meeting.is_keyed()) << (meeting.last ? "" : meeting.last.error().message());
    const SrtpKeys& keys = *meeting.session->keys();
    expect_same_keys(keys, meeting.browser.profile(),
                     meeting.browser.exported(keys.ours.size + keys.theirs.size));
    EXPECT_FALSE(meeting.session->retry_in());
}

TEST(IsDtls, GoesByTheFirstByte) {
    EXPECT_FALSE(is_dtls({}));
    for (const auto [byte, expected] :
         {std::pair(19, false), {20, true}, {63, true}, {64, false}, {0, false}, {128, false}}) {
        const Datagram datagram{static_cast<std::uint8_t>(byte), 1, 2};
        EXPECT_EQ(is_dtls(datagram), expected) << byte;
    }
}

TEST(DtlsIdentity, ShowsTheCertificateWhoseFingerprintItTells) {
    Meeting meeting;
    meeting.run();
    expect_met(meeting);
    EXPECT_EQ(meeting.browser.fingerprint_seen(), meeting.identity->fingerprint());
    EXPECT_NE(DtlsIdentity::create().value()->fingerprint(), meeting.identity->fingerprint());
}

TEST(DtlsSession, PrefersGcmWhateverTheBrowserNamesFirst) {
    Meeting meeting;
    meeting.run();
    expect_met(meeting);
    EXPECT_EQ(meeting.session->keys()->profile, SrtpProfile::Aes128Gcm);
    EXPECT_EQ(meeting.session->keys()->ours.size, 28U);
}

TEST(DtlsSession, TakesCounterModeFromABrowserThatHasNoGcm) {
    Meeting meeting({}, {.profiles = "SRTP_AES128_CM_SHA1_32:SRTP_AES128_CM_SHA1_80"});
    meeting.run();
    expect_met(meeting);
    EXPECT_EQ(meeting.session->keys()->profile, SrtpProfile::Aes128CmSha1_80);
    EXPECT_EQ(meeting.session->keys()->ours.size, 30U);
}

TEST(DtlsSession, HasNoKeysBeforeTheEnd) {
    Meeting meeting([](Way way, std::size_t index, const Datagram& datagram) {
        return way == Way::ToSession && index > 0 ? Datagrams{} : Datagrams(1, datagram);
    });
    meeting.run();
    EXPECT_EQ(meeting.session->state(), State::Handshaking);
    EXPECT_FALSE(meeting.session->keys());
}

TEST(DtlsSession, SendsDatagramsOfAtMost1200BytesAndReassemblesSmallerPieces) {
    Meeting whole({}, {}, SelfSigned::make(tls::KeyPtr(EVP_RSA_gen(2048))));
    whole.run();
    expect_met(whole);
    EXPECT_LE(whole.largest, 1200U);
    EXPECT_EQ(whole.sent(Way::ToBrowser), 2U) << "two flights";
    Meeting pieces({}, {.largest_datagram = 300}, SelfSigned::make(tls::KeyPtr(EVP_RSA_gen(2048))));
    pieces.run();
    expect_met(pieces);
    EXPECT_GT(pieces.sent(Way::ToSession), whole.sent(Way::ToSession) + 1);
}

Network losing(Way lossy, std::size_t lost) {
    return [lossy, lost](Way way, std::size_t index, const Datagram& datagram) {
        return way == lossy && index == lost ? Datagrams{} : Datagrams(1, datagram);
    };
}

TEST(DtlsSession, SurvivesTheLossOfAnyDatagram) {
    for (const int largest : {300, 1200}) {
        const BrowserTraits traits{.largest_datagram = largest};
        Meeting without_loss({}, traits);
        without_loss.run();
        ASSERT_TRUE(without_loss.is_keyed());
        for (const Way way : {Way::ToSession, Way::ToBrowser}) {
            for (std::size_t lost = 0; lost < without_loss.sent(way); ++lost) {
                SCOPED_TRACE(testing::Message()
                             << largest << (way == Way::ToSession ? '>' : '<') << lost);
                Meeting meeting(losing(way, lost), traits);
                meeting.run();
                EXPECT_FALSE(meeting.is_keyed());
                persist(meeting);
                expect_met(meeting);
            }
        }
    }
}

TEST(DtlsSession, SurvivesLossDuplicatesAndAnotherOrder) {
    constexpr unsigned kTries = 60;
    for (unsigned seed = 0; seed < kTries; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);  // NOLINT(cert-msc51-cpp): the same each time
        Datagrams late;
        Meeting meeting(
            [&](Way way, std::size_t /*index*/, const Datagram& datagram) {
                Datagrams arriving;
                const auto chance = random() % 10;
                if (way == Way::ToSession && chance == 0) {
                    late.push_back(datagram);
                    return arriving;
                }
                if (chance > 1) {
                    arriving.assign(chance > 7 ? 2 : 1, datagram);
                }
                if (way == Way::ToSession) {
                    std::ranges::move(late, std::back_inserter(arriving));
                    late.clear();
                }
                return arriving;
            },
            {.largest_datagram = 400});
        persist(meeting);
        expect_met(meeting);
    }
}

/// A record of DTLS 1.2 with what an attacker who sees nothing can write into it.
Datagram noise(std::mt19937& random) {
    Datagram datagram(1 + random() % 300);
    std::ranges::generate(datagram, [&] { return static_cast<std::uint8_t>(random()); });
    datagram[0] = static_cast<std::uint8_t>(20 + random() % 44);
    return datagram;
}

TEST(DtlsSession, PassesOverNoiseAndDatagramsThatAreCutShort) {
    std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same each time
    Meeting meeting([&](Way way, std::size_t /*index*/, const Datagram& datagram) {
        Datagrams arriving;
        for (std::size_t i = 0; way == Way::ToSession && i < 20; ++i) {
            arriving.push_back(noise(random));
            arriving.emplace_back(
                datagram.begin(),
                datagram.end() - static_cast<std::ptrdiff_t>(1 + random() % (datagram.size() - 1)));
        }
        arriving.push_back(datagram);
        return arriving;
    });
    meeting.run();
    expect_met(meeting);
    for (int i = 0; i < 200; ++i) {
        EXPECT_TRUE(meeting.session->take(noise(random)));
    }
    EXPECT_EQ(meeting.session->state(), State::Keyed);
}

TEST(DtlsSession, PassesOverAForgedEndOnceItIsKeyed) {
    Datagram genuine;
    Meeting meeting([&](Way way, std::size_t /*index*/, const Datagram& datagram) {
        genuine = way == Way::ToSession ? datagram : genuine;
        return Datagrams(1, datagram);
    });
    meeting.run();
    ASSERT_TRUE(meeting.is_keyed());
    // close_notify in the clear, and as of the keys that it has not got
    EXPECT_TRUE(
        meeting.session->take(Datagram{21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 1, 0}));
    Datagram forged{21, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 26};
    forged.resize(13 + 26);
    EXPECT_TRUE(meeting.session->take(forged));
    EXPECT_EQ(meeting.session->state(), State::Keyed);
}

TEST(DtlsSession, RefusesACertificateThatWasNotTold) {
    Meeting meeting;
    meeting.expect(SelfSigned::make().fingerprint());
    meeting.run();
    ASSERT_FALSE(meeting.last);
    EXPECT_EQ(meeting.last.error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(meeting.session->state(), State::Closed);
    EXPECT_FALSE(meeting.session->keys());
    EXPECT_TRUE(meeting.browser.has_failed());
    EXPECT_EQ(meeting.session->take(Datagram{22}).error().code(), ErrorCode::Unavailable);
    EXPECT_FALSE(meeting.session->retry_in());
}

TEST(DtlsSession, RefusesAFingerprintThatIsOnlyTheBeginning) {
    Meeting meeting;
    auto fingerprint = meeting.own.fingerprint();
    fingerprint.resize(16);
    meeting.expect(fingerprint);
    meeting.run();
    ASSERT_FALSE(meeting.last);
    EXPECT_EQ(meeting.last.error().code(), ErrorCode::PermissionDenied);
}

class UnfitBrowser : public testing::TestWithParam<BrowserTraits> {};

TEST_P(UnfitBrowser, GetsNoKeys) {
    Meeting meeting({}, GetParam());
    meeting.run();
    ASSERT_FALSE(meeting.last);
    EXPECT_EQ(meeting.last.error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(meeting.session->state(), State::Closed);
    EXPECT_FALSE(meeting.session->keys());
}

INSTANTIATE_TEST_SUITE_P(
    All, UnfitBrowser,
    testing::Values(BrowserTraits{.shows_certificate = false}, BrowserTraits{.profiles = ""},
                    BrowserTraits{.profiles = "SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_32"},
                    BrowserTraits{.version = DTLS1_VERSION}));

TEST(DtlsSession, TellsTheEndAndIsToldIt) {
    Meeting left;
    left.run();
    ASSERT_TRUE(left.is_keyed());
    left.browser.leave();
    left.deliver();
    ASSERT_FALSE(left.last);
    EXPECT_EQ(left.last.error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(left.session->state(), State::Closed);

    Meeting leaving;
    leaving.run();
    ASSERT_TRUE(leaving.is_keyed());
    leaving.session->close();
    leaving.deliver();
    EXPECT_TRUE(leaving.browser.was_left());
    EXPECT_EQ(leaving.session->state(), State::Closed);
}

TEST(DtlsSession, RetriesLessAndLessOftenAndThenGivesUp) {
    Meeting meeting([](Way way, std::size_t /*index*/, const Datagram& datagram) {
        return way == Way::ToBrowser ? Datagrams{} : Datagrams(1, datagram);
    });
    EXPECT_FALSE(meeting.session->retry_in());
    meeting.run();
    ASSERT_TRUE(meeting.session->retry_in());
    EXPECT_GT(*meeting.session->retry_in(), 300ms);
    EXPECT_LE(*meeting.session->retry_in(), 400ms);
    std::chrono::microseconds whole = 0us;
    Result<> outcome;
    for (int tries = 0; outcome && tries < 100; ++tries) {
        const std::size_t sent = meeting.sent(Way::ToBrowser);
        const auto wait = meeting.session->retry_in();
        ASSERT_TRUE(wait);
        EXPECT_TRUE(meeting.session->passed());
        EXPECT_EQ(meeting.sent(Way::ToBrowser), sent) << "it was too early";
        let_pass(*wait);
        whole += *wait;
        outcome = meeting.session->passed();
        EXPECT_EQ(meeting.sent(Way::ToBrowser) > sent, outcome.has_value());
    }
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code(), ErrorCode::TimedOut);
    EXPECT_EQ(meeting.session->state(), State::Closed);
    EXPECT_GT(whole, 20s);
    EXPECT_LT(whole, 60s);
}

}  // namespace
}  // namespace porchlight::net::webrtc
