// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/wpa_reply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::hal {
namespace {

TEST(WpaReply, AnEventHasALevelAndAnAnswerHasNot) {
    EXPECT_TRUE(is_event("<3>CTRL-EVENT-CONNECTED - x"));
    EXPECT_FALSE(is_event("OK"));
    EXPECT_FALSE(is_event(""));
}

TEST(WpaReply, ReadsTheEventsThatAJoinEndsWith) {
    EXPECT_EQ(parse_event("<3>CTRL-EVENT-CONNECTED - Connection to 02").kind,
              WpaEventKind::Connected);
    EXPECT_EQ(parse_event("<3>CTRL-EVENT-TERMINATING ").kind, WpaEventKind::Terminating);
    const WpaEvent reject =
        parse_event("<3>CTRL-EVENT-ASSOC-REJECT bssid=02:00:00:00:00:01 status_code=17 timeout");
    EXPECT_EQ(reject.kind, WpaEventKind::AssocReject);
    EXPECT_EQ(reject.status_code, 17);
    EXPECT_EQ(
        parse_event("<3>CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\"H\" reason=WRONG_KEY").reason,
        "WRONG_KEY");
    for (const char* other : {"", "<", "<3>", "<3>CTRL-EVENT-CONNECTEDLY", "CTRL-EVENT-CONNECTED",
                              "<3>Trying to associate with CTRL-EVENT-CONNECTED "}) {
        EXPECT_EQ(parse_event(other).kind, WpaEventKind::Other) << other;
    }
    EXPECT_FALSE(parse_event("<3>CTRL-EVENT-ASSOC-REJECT status_code=x").status_code);
}

TEST(WpaReply, DecodesNamesAndLeavesWhatIsNoEscape) {
    EXPECT_EQ(decode_ssid(R"(a\"b\\c\n\r\t\e)"), "a\"b\\c\n\r\t\033");
    EXPECT_EQ(decode_ssid(R"(\xc3\xA9\x00)"), std::string("\xc3\xa9\0", 3));
    EXPECT_EQ(decode_ssid(R"(\x4 \xzz \q \)"), R"(\x4 \xzz \q \)");
    EXPECT_EQ(decode_ssid(""), "");
}

TEST(WpaReply, KnowsTheStates) {
    const std::pair<const char*, RadioState> states[] = {
        {"DISCONNECTED", RadioState::Idle},       {"INACTIVE", RadioState::Idle},
        {"INTERFACE_DISABLED", RadioState::Off},  {"SCANNING", RadioState::Scanning},
        {"AUTHENTICATING", RadioState::Joining},  {"ASSOCIATING", RadioState::Joining},
        {"ASSOCIATED", RadioState::Joining},      {"4WAY_HANDSHAKE", RadioState::Joining},
        {"GROUP_HANDSHAKE", RadioState::Joining}, {"COMPLETED", RadioState::Joined}};
    for (const auto& [text, state] : states) {
        const auto status = parse_status("ssid=Home\nwpa_state=" + std::string(text) + "\n");
        EXPECT_EQ(status->state, state) << text;
        EXPECT_EQ(status->ssid, state == RadioState::Joined ? "Home" : "") << text;
    }
    EXPECT_EQ(parse_status("FAIL").error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(parse_status("").error().code(), ErrorCode::Corrupt);
}

TEST(WpaReply, LeavesOutMeasurementsThatCannotBe) {
    RadioStatus status;
    status.frequency = Megahertz(2437);
    add_signal("RSSI=-9999\nWIDTH=\nFREQUENCY=0\nnonsense\n=\n", status);
    EXPECT_FALSE(status.rssi);
    EXPECT_FALSE(status.width);
    EXPECT_EQ(status.frequency, Megahertz(2437));
    add_signal("FAIL", status);
    add_signal("RSSI=-70\nWIDTH=40 MHz\nFREQUENCY=5180", status);
    EXPECT_EQ(status.rssi, Dbm(-70));
    EXPECT_EQ(status.width, Megahertz(40));
    EXPECT_EQ(status.frequency, Megahertz(5180));
    add_signal("LINKSPEED=65", status);
    EXPECT_EQ(status.rate, KilobitsPerSecond(65000));
    add_signal("LINKSPEED=2147483647", status);
    EXPECT_FALSE(status.rate);
}

TEST(WpaReply, LeavesOutLinesOfAScanThatAreNotWhole) {
    const auto points = parse_scan_results(
        "bssid / frequency / signal level / flags / ssid\n"
        "02:00:00:00:00:01\t2412\t-80\t[WPA2-PSK-CCMP][ESS]\ta\tb\n"
        "02:00:00:00:00:02\t5180\t-40\t[WPA2-EAP-CCMP][ESS]\tOffice\n"
        "02:00:00:00:00:03\t2412\t-50\t[WEP][ESS]\tOld\n"
        "02:00:00:00:00:04\t2412\t-60\t[ESS]\t\\x00\\x00\n"
        "02:00:00:00:00:05\t2412\t-70\t[SAE][ESS]\tNew\n"
        "02:00:00:00:00:06\t2412\t99\t[ESS]\tloud\n"
        "02:00:00:00:00:07\tx\t-60\t[ESS]\tnowhere\n"
        "short\t2412\t-60\t[ESS]\tshort\n"
        "02:00:00:00:00:08\t2412\n");
    ASSERT_EQ(points.size(), 5U);
    EXPECT_EQ(points[0].security, WifiSecurity::Other);
    EXPECT_EQ(points[1].security, WifiSecurity::Other);
    EXPECT_EQ(points[2].security, WifiSecurity::Open);
    EXPECT_EQ(points[2].ssid, "") << "hidden";
    EXPECT_EQ(points[3].security, WifiSecurity::Password);
    EXPECT_EQ(points[4].security, WifiSecurity::Password);
    EXPECT_EQ(points[4].ssid, "a\tb");
    EXPECT_TRUE(parse_scan_results("").empty());
}

TEST(WifiChannel, IsKnownByItsFrequency) {
    const std::pair<int, std::optional<WifiChannel>> channels[] = {
        {2412, WifiChannel{WifiBand::Ghz2, 1}},
        {2437, WifiChannel{WifiBand::Ghz2, 6}},
        {2472, WifiChannel{WifiBand::Ghz2, 13}},
        {2484, WifiChannel{WifiBand::Ghz2, 14}},
        {5180, WifiChannel{WifiBand::Ghz5, 36}},
        {5885, WifiChannel{WifiBand::Ghz5, 177}},
        {5935, WifiChannel{WifiBand::Ghz6, 2}},
        {5955, WifiChannel{WifiBand::Ghz6, 1}},
        {7115, WifiChannel{WifiBand::Ghz6, 233}},
        {2413, {}},
        {0, {}},
        {-5, {}},
        {60480, {}}};
    for (const auto& [frequency, channel] : channels) {
        EXPECT_EQ(channel_of(Megahertz(frequency)), channel) << frequency;
    }
}

}  // namespace
}  // namespace porchlight::hal
