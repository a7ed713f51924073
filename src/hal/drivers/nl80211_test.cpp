// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/nl80211.hpp"

#include "hal/drivers/scripted_nl80211_for_test.hpp"
#include "hal/drivers/watched_radio.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace porchlight::hal {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

WifiLink whole_link() {
    WifiLink link;
    link.ssid = "Home";
    link.bssid = "02:00:00:00:00:01";
    link.frequency = Megahertz(5180);
    link.width = Megahertz(80);
    link.rssi = Dbm(-61);
    link.rate = KilobitsPerSecond(433300);
    return link;
}

WifiLink read(const std::vector<std::byte>& message) {
    WifiLink link;
    add_message(message, link);
    return link;
}

ScriptedNl80211::Script joined_script() {
    return {{interface_message().bytes()}, {station_message().bytes()}, std::nullopt};
}

TEST(Nl80211, TellsNetworkAccessPointSignalChannelAndRate) {
    auto script = joined_script();
    ScriptedNl80211 kernel(script);
    EXPECT_EQ(*read_link(kernel, "wlan0"), whole_link());
    script.stations.clear();
    EXPECT_EQ(read_link(kernel, "wlan0")->bssid, "");
}

TEST(Nl80211, AnErrorOfTheKernelIsHandedOn) {
    auto script = joined_script();
    ScriptedNl80211 kernel(script);
    EXPECT_EQ(read_link(kernel, "wlan1").error().code(), ErrorCode::NotFound);
    script.error = Error(ErrorCode::Unavailable, "busy");
    EXPECT_EQ(read_link(kernel, "wlan0").error().code(), ErrorCode::Unavailable);
}

TEST(Nl80211, TakesTheAverageSignalAndTheNarrowRateWhereThereIsNoOther) {
    Nl80211Message rate(0);
    rate.add(NL80211_RATE_INFO_BITRATE, std::uint16_t{540});
    Nl80211Message station(0);
    station.add(NL80211_STA_INFO_SIGNAL_AVG, std::int8_t{-80})
        .nest(NL80211_STA_INFO_TX_BITRATE, rate);
    Nl80211Message message(NL80211_CMD_NEW_STATION);
    message.nest(NL80211_ATTR_STA_INFO, station);
    const WifiLink link = read(message.bytes());
    EXPECT_EQ(link.rssi, Dbm(-80));
    EXPECT_EQ(link.rate, KilobitsPerSecond(54000));
    EXPECT_EQ(link.bssid, "") << "it has no address";
}

TEST(Nl80211, LeavesOutWhatCannotBe) {
    EXPECT_EQ(read(station_message(20).bytes()).rssi, Dbm(-63)) << "the average instead";
    Nl80211Message message(NL80211_CMD_NEW_INTERFACE);
    message.add(NL80211_ATTR_WIPHY_FREQ, std::uint32_t{0xFFFFFFFF})
        .add(NL80211_ATTR_CHANNEL_WIDTH, std::uint32_t{99})
        .add_bytes(NL80211_ATTR_SSID, std::string(33, 's'));
    EXPECT_EQ(read(message.bytes()), WifiLink());
    Nl80211Message short_values(NL80211_CMD_NEW_INTERFACE);
    short_values.add(NL80211_ATTR_WIPHY_FREQ, std::uint16_t{5180});
    EXPECT_EQ(read(short_values.bytes()), WifiLink());
    Nl80211Message other(NL80211_CMD_NEW_SCAN_RESULTS);
    other.add(NL80211_ATTR_WIPHY_FREQ, std::uint32_t{5180});
    EXPECT_EQ(read(other.bytes()), WifiLink());
}

TEST(Nl80211, AMessageCutAnywhereIsReadAsFarAsItGoes) {
    const auto whole = station_message().bytes();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        std::vector<std::byte> cut(whole.begin(),
                                   whole.begin() + static_cast<std::ptrdiff_t>(length));
        EXPECT_EQ(read(cut), WifiLink()) << "its header says more than there is";
        if (length >= NLMSG_HDRLEN) {
            const auto honest = static_cast<std::uint32_t>(length);
            std::memcpy(cut.data(), &honest, sizeof(honest));
            const WifiLink link = read(cut);
            EXPECT_TRUE(link.bssid.empty() || link.bssid == whole_link().bssid) << length;
            EXPECT_TRUE(!link.rate || link.rate == whole_link().rate) << length;
        }
    }
}

TEST(Nl80211, AnyBytesAsANameStayAsTheyAre) {
    const std::string odd("\"q\\ \n\xc3\xa9\x01\x00z", 11);
    EXPECT_EQ(read(interface_message(odd).bytes()).ssid, odd);
}

class WatchedRadioTest : public ::testing::Test {
  protected:
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }

    ScriptedNl80211::Script script_ = joined_script();
    WatchedRadio radio_{{"wlan0", 40ms, 10ms}, std::make_unique<ScriptedNl80211>(script_)};
    rt::IoThread thread_{"test"};
};

TEST_F(WatchedRadioTest, IsJoinedWhereTheSystemIs) {
    RadioStatus joined;
    joined.state = RadioState::Joined;
    joined.ssid = "Home";
    add_link(whole_link(), joined);
    EXPECT_EQ(*await(radio_.status()), joined);
    EXPECT_EQ(joined.rate, KilobitsPerSecond(433300));
    EXPECT_EQ(*await(radio_.join({"Another name", {}})), JoinOutcome::Joined);
    EXPECT_TRUE(await(radio_.leave()));
    EXPECT_EQ(*await(radio_.status()), joined) << "it is the system's";
}

TEST_F(WatchedRadioTest, WaitsForTheSystemAndNotForEver) {
    script_.stations.clear();
    RadioStatus idle;
    idle.state = RadioState::Idle;
    EXPECT_EQ(*await(radio_.status()), idle);
    script_.questions = 0;
    EXPECT_EQ(*await(radio_.join({})), JoinOutcome::NotFound);
    EXPECT_EQ(script_.questions, 2 * 5) << "each look has two questions";
}

TEST_F(WatchedRadioTest, WithoutItsAdapterItIsAnError) {
    script_.error = Error(ErrorCode::NotFound, "gone");
    EXPECT_EQ(await(radio_.status()).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(await(radio_.join({})).error().code(), ErrorCode::NotFound);
    EXPECT_EQ(await(radio_.scan()).error().code(), ErrorCode::FailedPrecondition);
}

TEST(KernelNl80211, AnInterfaceWithoutWifiIsAClearSentence) {
    KernelNl80211 kernel;
    const auto cable = read_link(kernel, "lo");
    ASSERT_FALSE(cable);
    EXPECT_THAT(cable.error().message(), HasSubstr("no Wi-Fi"));
    const auto none = read_link(kernel, "no-such-adapter");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code(), ErrorCode::NotFound);
    EXPECT_THAT(none.error().message(), HasSubstr("no-such-adapter"));
}

TEST(KernelNl80211, ReadsTheWifiOfThisMachine) {
    std::string interface;
    for (const auto& entry : std::filesystem::directory_iterator("/sys/class/net")) {
        if (std::filesystem::exists(entry.path() / "phy80211")) {
            interface = entry.path().filename();
        }
    }
    if (interface.empty()) {
        GTEST_SKIP() << "this machine has no Wi-Fi, not even the kernel's simulated one "
                        "(mac80211_hwsim)";
    }
    KernelNl80211 kernel;
    const auto link = read_link(kernel, interface);
    ASSERT_TRUE(link) << link.error().message();
    EXPECT_TRUE(link->bssid.empty() || link->frequency);
}

}  // namespace
}  // namespace porchlight::hal
