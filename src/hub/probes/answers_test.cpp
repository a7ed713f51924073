// SPDX-License-Identifier: Apache-2.0
// What comes from outside is read as it is meant, or not at all.
#include "hub/probes/dhcp.hpp"
#include "hub/probes/dns.hpp"
#include "hub/probes/kernel_tables.hpp"
#include "hub/probes/ntp.hpp"
#include "hub/probes/onvif.hpp"
#include "net/http/fetch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace porchlight::hub::probing {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using std::chrono::seconds;
using std::chrono_literals::operator""s;
using std::string_literals::operator""s;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint16_t kId = 0x1234;

/// An answer to "cam.lab": an alias, then an address of either kind.
std::string dns_answer(char code) {
    std::string bytes = "\x12\x34\x81"s + static_cast<char>(0x80 | code) + "\0\1\0\3\0\0\0\0"s;
    bytes += "\3cam\3lab\0\0\1\0\1"s;
    bytes += "\xc0\x0c\0\5\0\1\0\0\0\x3c\0\6\3box\xc0\x10"s;
    bytes += "\xc0\x25\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\7"s;
    bytes += "\xc0\x25\0\x1c\0\1\0\0\0\x3c\0\x10\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\7"s;
    return bytes;
}

TEST(DnsAnswer, HoldsEveryAddressWhateverTheNamesAreAliasesOf) {
    const auto answer = parse_dns_answer(dns_answer(0), kId);
    ASSERT_TRUE(answer) << answer.error().message();
    EXPECT_EQ(answer->code, 0);
    EXPECT_THAT(answer->addresses, ElementsAre("192.0.2.7", "2001:db8::7"));
}

TEST(DnsAnswer, ToAnotherQuestionIsNone) {
    EXPECT_FALSE(parse_dns_answer(dns_answer(0), kId + 1));
}

TEST(DnsAnswer, ThatIsCutOffIsNone) {
    const std::string whole = dns_answer(0);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(parse_dns_answer(std::string_view(whole).substr(0, size), kId)) << size;
    }
}

TEST(DnsAnswer, OurOwnQuestionIsNoAnswer) {
    const auto question = dns_question("cam.lab", RecordType::A, kId);
    ASSERT_TRUE(question);
    EXPECT_FALSE(parse_dns_answer(*question, kId));
}

TEST(DnsQuestion, OfANameThatCannotBeIsRefused) {
    EXPECT_FALSE(dns_question("", RecordType::A, kId));
    EXPECT_FALSE(dns_question(std::string(300, 'a'), RecordType::A, kId));
}

/// What a server whose clock is ahead would answer at once.
std::string ntp_answer(UtcTime asked, seconds ahead, char leap_and_mode, char stratum) {
    const std::string question = ntp_question(asked);
    const std::string server_time = ntp_question(asked + ahead).substr(40, 8);
    std::string bytes(48, '\0');
    bytes[0] = leap_and_mode;
    bytes[1] = stratum;
    bytes.replace(24, 8, question.substr(40, 8));
    bytes.replace(32, 8, server_time);
    bytes.replace(40, 8, server_time);
    return bytes;
}

constexpr UtcTime kNow(std::chrono::seconds(1'790'000'000));

TEST(NtpAnswer, TellsHowFarThisClockIsBehind) {
    for (const seconds ahead : {0s, 90s, -90s, 700'000'000s, -700'000'000s}) {
        const auto offset = parse_ntp_answer(ntp_answer(kNow, ahead, 0x24, 1), kNow, kNow);
        ASSERT_TRUE(offset);
        EXPECT_LE(std::chrono::abs(*offset - ahead), std::chrono::microseconds(2)) << ahead.count();
    }
}

TEST(NtpAnswer, BeyondTheYear2036IsStillATime) {
    const UtcTime later(std::chrono::seconds(2'200'000'000));
    const auto offset = parse_ntp_answer(ntp_answer(later, 5s, 0x24, 1), later, later);
    ASSERT_TRUE(offset);
    EXPECT_LE(std::chrono::abs(*offset - 5s), std::chrono::microseconds(2));
}

TEST(NtpAnswer, OfAServerThatDoesNotKnowTheTimeIsNone) {
    EXPECT_FALSE(parse_ntp_answer(ntp_answer(kNow, 0s, '\xe4', 1), kNow, kNow));
    EXPECT_FALSE(parse_ntp_answer(ntp_answer(kNow, 0s, 0x24, 0), kNow, kNow));
}

TEST(NtpAnswer, ToAnotherQuestionIsNone) {
    EXPECT_FALSE(parse_ntp_answer(ntp_answer(kNow, 0s, 0x24, 1), kNow + 1s, kNow + 1s));
}

std::string offer(std::uint32_t id, std::string_view options) {
    std::string bytes = dhcp_question("\2\0\0\0\0\1", id).substr(0, 236);
    bytes[0] = 2;
    bytes.replace(16, 4, "\x0a\0\0\x09"s);
    return bytes + "\x63\x82\x53\x63"s + std::string(options);
}

TEST(DhcpOffer, SaysWhoOffersWhat) {
    const auto read = parse_dhcp_offer(offer(7, "\0\x35\1\2\x36\4\x0a\0\0\1\xff"s), 7);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->server, "10.0.0.1");
    EXPECT_EQ(read->address, "10.0.0.9");
}

TEST(DhcpOffer, ToAnotherNewcomerIsNone) {
    EXPECT_FALSE(parse_dhcp_offer(offer(7, "\x35\1\2\x36\4\x0a\0\0\1\xff"s), 8));
}

TEST(DhcpOffer, WhoseOptionsEndTooEarlyIsNone) {
    EXPECT_FALSE(parse_dhcp_offer(offer(7, "\x35\1\2\x36\4\x0a\0"s), 7));
    EXPECT_FALSE(parse_dhcp_offer(offer(7, "\x35\xff"s), 7));
    EXPECT_FALSE(parse_dhcp_offer(offer(7, ""), 7));
}

TEST(CameraTime, IsReadWhateverPrefixesTheCameraChose) {
    const auto time = parse_camera_time(
        "<S:E><S:B><q:SystemDateAndTime><q:UTCDateTime><q:Time><q:Hour>7</q:Hour>"
        "<q:Minute>8</q:Minute><q:Second>9</q:Second></q:Time><q:Date><q:Year>2026</q:Year>"
        "<q:Month>11</q:Month><q:Day>26</q:Day></q:Date></q:UTCDateTime>"
        "<q:LocalDateTime><q:Time><q:Hour>23</q:Hour></q:Time></q:LocalDateTime>"
        "</q:SystemDateAndTime></S:B></S:E>");
    ASSERT_TRUE(time) << time.error().message();
    EXPECT_EQ(to_rfc3339(*time), "2026-11-26T07:08:09.000Z");
}

TEST(CameraTime, ThatIsNoTimeIsNone) {
    EXPECT_FALSE(parse_camera_time(""));
    EXPECT_FALSE(parse_camera_time("<html><body>404</body></html>"));
    EXPECT_FALSE(
        parse_camera_time("<UTCDateTime><Year>2026</Year><Month>1</Month><Day>1</Day>"
                          "<Hour>1</Hour><Minute>1</Minute></UTCDateTime>"));
    EXPECT_FALSE(
        parse_camera_time("<a><UTCDateTime><Year>x</Year><Month>1</Month><Day>1</Day>"
                          "<Hour>1</Hour><Minute>1</Minute><Second>1</Second></UTCDateTime></a>"));
}

TEST(HttpPage, IsReadWholeOrNotAtAll) {
    const auto page = net::http::parse_page(
        "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 5\r\n\r\nhello");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->status, 302);
    EXPECT_EQ(page->location, "http://login.example/");
    EXPECT_EQ(page->body, "hello");
    EXPECT_FALSE(net::http::parse_page("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"));
    EXPECT_FALSE(net::http::parse_page("RTSP/1.0 200 OK\r\n\r\n"));
    EXPECT_FALSE(net::http::parse_page("")) << "nothing came";
}

TEST(KernelTables, KnowThisMachinesOwnLoop) {
    const auto tables = read_kernel_tables();
    ASSERT_TRUE(tables) << tables.error().message();
    EXPECT_TRUE(std::ranges::any_of(tables->links, &Link::is_loopback));
}

TEST(KernelTables, TellWhatIsOnTheSameWire) {
    KernelTables tables;
    tables.addresses = {{1, "127.0.0.1", 8}, {2, "192.168.1.5", 24}, {2, "2001:db8::5", 64}};
    EXPECT_EQ(link_to(tables, "192.168.1.77"), 2);
    EXPECT_EQ(link_to(tables, "2001:db8::99"), 2);
    EXPECT_FALSE(link_to(tables, "192.168.2.77"));
    EXPECT_FALSE(link_to(tables, "2001:db8:1::99"));
    EXPECT_FALSE(link_to(tables, "not an address"));
}

TEST(AddressesAround, AreThoseOfASmallNetworkOnly) {
    EXPECT_EQ(addresses_around({1, "192.168.1.5", 24}).size(), 254);
    EXPECT_THAT(addresses_around({1, "10.0.0.5", 8}), IsEmpty());
    EXPECT_THAT(addresses_around({1, "2001:db8::5", 64}), IsEmpty());
}

}  // namespace
}  // namespace porchlight::hub::probing
