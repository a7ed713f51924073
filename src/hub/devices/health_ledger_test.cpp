// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/health_ledger.hpp"

#include "hub/devices/device_fixture.hpp"

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

class HealthLedgerTest : public DeviceFixture {
  protected:
    HealthLedgerTest() {
        EXPECT_TRUE(await(service_->registry().claim(claimant("PL-000001", home_))));
    }
    static device::Telemetry telemetry(int battery = 3000) {
        device::Telemetry telemetry;
        telemetry.battery = Millivolts(battery);
        telemetry.uptime = 5s;
        return telemetry;
    }
    HealthState state() { return ledger_.view(serial_).state; }

    Serial serial_ = *Serial::parse("PL-000001");
    HealthLedger ledger_{*store_, clock_};
};

TEST_F(HealthLedgerTest, IsOnlineOnlyWhileLinkedAndHeardOfLate) {
    EXPECT_EQ(state(), HealthState::NeverSeen);
    ledger_.linked(serial_, "192.168.1.9");
    EXPECT_EQ(state(), HealthState::Quiet) << "a link alone says nothing of how it is";
    ledger_.heard(serial_, telemetry());
    EXPECT_EQ(state(), HealthState::Online);
    clock_.advance(90s);
    EXPECT_EQ(state(), HealthState::Online);
    clock_.advance(1s);
    EXPECT_EQ(state(), HealthState::Quiet);
    EXPECT_EQ(ledger_.view(serial_).sentence, "It is connected, but has said nothing for 91 s.");
    ledger_.heard(serial_, telemetry());
    EXPECT_EQ(state(), HealthState::Online);
    ledger_.unlinked(serial_);
    EXPECT_EQ(state(), HealthState::Offline);
    clock_.advance(3h);
    EXPECT_EQ(ledger_.view(serial_).sentence, "It has not been connected for 3 h.");
}

TEST_F(HealthLedgerTest, ANewLinkDoesNotMakeOldWordsNew) {
    ledger_.linked(serial_, "");
    ledger_.heard(serial_, telemetry());
    ledger_.unlinked(serial_);
    clock_.advance(1h);
    ledger_.linked(serial_, "");
    EXPECT_EQ(state(), HealthState::Quiet);
    EXPECT_EQ(ledger_.view(serial_).sentence, "It is connected, but has said nothing for 0 s.");
    ledger_.heard(serial_, telemetry());
    EXPECT_EQ(state(), HealthState::Online);
}

TEST_F(HealthLedgerTest, AWallClockThatJumpsMakesNothingOnlineOrStale) {
    ledger_.linked(serial_, "");
    ledger_.heard(serial_, telemetry());
    clock_.set_utc(clock_.utc_now() + 24h * 365);
    EXPECT_EQ(state(), HealthState::Online);
    clock_.advance(91s);
    clock_.set_utc(clock_.utc_now() - 24h * 365 - 91s);
    EXPECT_EQ(state(), HealthState::Quiet);
}

TEST_F(HealthLedgerTest, AfterARestartItKnowsTheLastWordsAndDoesNotTakeThemForNews) {
    ledger_.linked(serial_, "192.168.1.9");
    ledger_.heard(serial_, telemetry(2900));
    const auto seen = ledger_.view(serial_).last_seen;
    ASSERT_TRUE(await(ledger_.flush()));
    HealthLedger next(*store_, clock_);
    ASSERT_TRUE(await(next.load()));
    const HealthView view = next.view(serial_);
    EXPECT_EQ(view.state, HealthState::NotSinceStart);
    EXPECT_EQ(view.last_seen, seen);
    EXPECT_EQ(view.telemetry->battery, Millivolts(2900));
    EXPECT_EQ(view.address, "192.168.1.9");
    next.linked(serial_, "192.168.1.10");
    EXPECT_NE(next.view(serial_).state, HealthState::NotSinceStart);
}

TEST_F(HealthLedgerTest, KeepsEveryTelemetryAsASeries) {
    ledger_.linked(serial_, "");
    const UtcTime begin = clock_.utc_now();
    for (int i = 0; i < 5; ++i) {
        ledger_.heard(serial_, telemetry(3000 - i));
        clock_.advance(30s);
    }
    ASSERT_TRUE(await(ledger_.flush()));
    ASSERT_TRUE(await(ledger_.flush()));
    const auto series = *await(store_->telemetry(serial_, begin, clock_.utc_now()));
    ASSERT_EQ(series.samples.size(), 5U);
    EXPECT_EQ(series.samples[4].battery_mv, 2996);
    EXPECT_EQ(series.samples[4].at, begin + 120s);
    EXPECT_EQ(series.samples[4].uptime_s, 5);
    EXPECT_FALSE(series.samples[4].rssi_dbm);
}

TEST_F(HealthLedgerTest, OfADeviceThatChangedHandsNothingIsLeft) {
    ledger_.linked(serial_, "");
    ledger_.heard(serial_, telemetry());
    ledger_.forget(serial_);
    EXPECT_EQ(state(), HealthState::NeverSeen);
    ASSERT_TRUE(await(ledger_.flush()));
    EXPECT_EQ(await(store_->health())->size(), 0U);
    EXPECT_EQ(await(store_->telemetry(serial_, UtcTime(), clock_.utc_now() + 1s))->samples.size(),
              0U);
}

}  // namespace
}  // namespace porchlight::hub
