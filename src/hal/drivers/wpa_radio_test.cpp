// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/wpa_radio.hpp"

#include "base/temporary_folder.hpp"
#include "hal/drivers/join_watch.hpp"
#include "hal/drivers/scripted_nl80211_for_test.hpp"
#include "hal/drivers/scripted_wpa_for_test.hpp"
#include "hal/drivers/wpa_reply.hpp"
#include "hal/radio_contract.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <filesystem>

namespace porchlight::hal {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

class WpaRadioBench {
  public:
    Radio& radio() { return radio_; }
    void put(FakeNetwork network) { service_.put(std::move(network)); }
    void remove(const std::string& bssid) { service_.remove(bssid); }
    void switch_off() { service_.switch_off(); }
    void unplug() { service_.stop(); }
    void plug_in() { service_.start(); }

    ScriptedWpa& service() { return service_; }
    WpaRadioOptions& options() { return options_; }
    [[nodiscard]] std::size_t files() const {
        const std::filesystem::directory_iterator folder(folder_.path());
        return static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
    }

  private:
    TemporaryFolder folder_;
    ScriptedWpa service_{folder_.path() + "/wlan0"};
    // The limit on joining is what the silent network of the contract costs.
    WpaRadioOptions options_{folder_.path() + "/wlan0", folder_.path(), 5s, 5s, 2s};
    WpaRadio radio_{options_};
};
INSTANTIATE_TYPED_TEST_SUITE_P(Wpa, RadioContract, WpaRadioBench);

class WpaRadioTest : public ::testing::Test {
  protected:
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    Result<JoinOutcome> join_home() {
        return await(bench_.radio().join({"Home", Secret("correct horse")}));
    }

    WpaRadioBench bench_;
    rt::IoThread thread_{"test"};
};

TEST_F(WpaRadioTest, LeavesNothingOnDisk) {
    bench_.put(network("Home", "correct horse"));
    ASSERT_EQ(*join_home(), JoinOutcome::Joined);
    EXPECT_EQ(bench_.files(), 1U) << "the service's own socket";
    EXPECT_THAT(bench_.service().commands(), Not(Contains(StartsWith("SAVE_CONFIG"))));
}

TEST_F(WpaRadioTest, AsksForWpa3AndDoesWithoutIt) {
    bench_.put(network("Home", "correct horse"));
    ASSERT_EQ(*join_home(), JoinOutcome::Joined);
    EXPECT_THAT(bench_.service().commands(), Contains("SET_NETWORK 0 key_mgmt WPA-PSK SAE"));
    EXPECT_THAT(bench_.service().commands(), Contains("SET_NETWORK 0 ieee80211w 1"));
    bench_.service().set_wpa3(ScriptedWpa::Wpa3::Unknown);
    ASSERT_EQ(*join_home(), JoinOutcome::Joined);
    EXPECT_THAT(bench_.service().commands(), Contains("SET_NETWORK 0 key_mgmt WPA-PSK"));
}

TEST_F(WpaRadioTest, AnOpenNetworkIsJoinedWithoutKeys) {
    bench_.put(network("Guests", ""));
    ASSERT_EQ(*await(bench_.radio().join({"Guests", {}})), JoinOutcome::Joined);
    EXPECT_THAT(bench_.service().commands(), Contains("SET_NETWORK 0 key_mgmt NONE"));
    EXPECT_THAT(bench_.service().commands(), Not(Contains(HasSubstr("psk"))));
}

TEST_F(WpaRadioTest, NoErrorHoldsThePassword) {
    bench_.service().answer("SET_NETWORK 0 psk", "FAIL\n");
    const auto outcome = join_home();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code(), ErrorCode::Unavailable);
    EXPECT_THAT(outcome.error().message(), HasSubstr("SET_NETWORK"));
    EXPECT_THAT(outcome.error().message(), Not(HasSubstr("horse")));
}

TEST_F(WpaRadioTest, AServiceThatRefusesOrTalksNonsenseIsAClearError) {
    for (const char* nonsense : {"FAIL\n", "UNKNOWN COMMAND\n", "0 0\n", "\n", "-1\n"}) {
        bench_.service().answer("ADD_NETWORK", nonsense);
        const auto outcome = join_home();
        ASSERT_FALSE(outcome) << nonsense;
        EXPECT_THAT(outcome.error().message(), HasSubstr("refuses a new network"));
    }
    bench_.service().answer("SCAN", "FAIL\n");
    EXPECT_THAT(await(bench_.radio().scan()).error().message(), HasSubstr("could not look"));
    bench_.service().answer("STATUS", "FAIL\n");
    EXPECT_EQ(await(bench_.radio().status()).error().code(), ErrorCode::Corrupt);
}

TEST_F(WpaRadioTest, AScanThatRunsAlreadyIsAwaited) {
    bench_.put(network("Home", "correct horse"));
    bench_.service().answer("SCAN", "FAIL-BUSY\n");
    EXPECT_EQ(await(bench_.radio().scan())->size(), 1U);
}

TEST_F(WpaRadioTest, WhatTheServiceLeavesOutTheKernelTells) {
    bench_.put(network("Home", "correct horse"));
    ASSERT_EQ(*join_home(), JoinOutcome::Joined);
    ScriptedNl80211::Script script{
        {interface_message().bytes()}, {station_message(-70).bytes()}, std::nullopt};
    WpaRadio radio(bench_.options(), std::make_unique<ScriptedNl80211>(script));
    EXPECT_EQ(await(radio.status())->rssi, Dbm(-61)) << "the service's own word";
    bench_.service().answer("SIGNAL_POLL", "FAIL\n");
    const auto status = await(radio.status());
    EXPECT_EQ(status->rssi, Dbm(-70));
    EXPECT_EQ(status->width, Megahertz(80));
    EXPECT_EQ(status->rate, KilobitsPerSecond(433300));
    EXPECT_EQ(status->frequency, Megahertz(2437)) << "of STATUS";
    script.error = Error(ErrorCode::Unsupported, "no Wi-Fi");
    EXPECT_EQ(await(radio.status())->state, RadioState::Joined);
    EXPECT_FALSE(await(radio.status())->rssi);
}

TEST_F(WpaRadioTest, ASilentServiceIsATimeout) {
    bench_.service().answer("STATUS", "");
    WpaRadioOptions hasty = bench_.options();
    hasty.answer_limit = 20ms;
    WpaRadio radio(hasty);
    const auto status = await(radio.status());
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code(), ErrorCode::TimedOut);
    EXPECT_THAT(status.error().message(), HasSubstr("Wi-Fi service"));
    EXPECT_EQ(bench_.files(), 1U);
}

rt::Task<> join_twice(Radio* radio) {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace boost::asio::experimental::awaitable_operators;
    auto first = radio->join({"Home", Secret("correct horse")});
    auto second = radio->join({"Home", Secret("correct horse")});
    const auto both = co_await (std::move(first) && std::move(second));
    const auto& [one, two] = both;
    EXPECT_TRUE(one);
    EXPECT_FALSE(two);
    EXPECT_EQ(two.error().code(), ErrorCode::Unavailable);
    co_return Result<>();
}

TEST_F(WpaRadioTest, OneJoinAtATimeAndTheTurnIsGivenBack) {
    bench_.put(network("Home", "correct horse"));
    ASSERT_TRUE(await(join_twice(&bench_.radio())));
    EXPECT_EQ(*join_home(), JoinOutcome::Joined);
}

TEST_F(WpaRadioTest, APathThatNoSocketCanHaveIsRefused) {
    WpaRadioOptions options = bench_.options();
    options.own_folder = std::string(200, 'x');
    WpaRadio radio(options);
    EXPECT_EQ(await(radio.status()).error().code(), ErrorCode::InvalidArgument);
    options.own_folder = "/nowhere";
    WpaRadio homeless(options);
    EXPECT_EQ(await(homeless.status()).error().code(), ErrorCode::NotFound);
}

WpaEvent event(std::string_view text) {
    return parse_event(text);
}

TEST(JoinWatch, OneRefusalOrMissMayBeChanceTwoAreNot) {
    JoinWatch refused;
    EXPECT_FALSE(refused.on_event(event("<3>CTRL-EVENT-ASSOC-REJECT status_code=30")));
    EXPECT_EQ(refused.at_deadline(), JoinOutcome::Refused);
    EXPECT_EQ(refused.on_event(event("<3>CTRL-EVENT-AUTH-REJECT 02:00 status_code=1")),
              JoinOutcome::Refused);
    JoinWatch missing;
    EXPECT_FALSE(missing.on_event(event("<3>CTRL-EVENT-NETWORK-NOT-FOUND ")));
    EXPECT_EQ(missing.at_deadline(), JoinOutcome::NotFound);
    EXPECT_EQ(missing.on_event(event("<3>CTRL-EVENT-CONNECTED - ok")), JoinOutcome::Joined);
    EXPECT_EQ(JoinWatch().at_deadline(), JoinOutcome::TimedOut);
}

TEST(JoinWatch, AWrongPasswordIsToldByWpa2AndByWpa3) {
    EXPECT_EQ(JoinWatch().on_event(event("<3>CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\"H\" "
                                         "auth_failures=1 duration=10 reason=WRONG_KEY")),
              JoinOutcome::WrongPassword);
    EXPECT_EQ(JoinWatch().on_event(event("<3>CTRL-EVENT-AUTH-REJECT 02:00:00:00:00:01 auth_type=3 "
                                         "auth_transaction=2 status_code=15")),
              JoinOutcome::WrongPassword);
    // A name that looks like a reason is none.
    EXPECT_FALSE(
        JoinWatch().on_event(event("<3>CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\" "
                                   "reason=WRONG_KEY \" auth_failures=1 duration=10 "
                                   "reason=CONN_FAILED")));
}

}  // namespace
}  // namespace porchlight::hal
