// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store_contract.hpp"

#include <string>
#include <vector>

// What every Store must do for paired devices; used as StoreContract is.

namespace porchlight::store {

template <typename StoreMaker>
class DeviceStoreContract : public StoreContract<StoreMaker> {
  protected:
    DeviceStoreContract() {
        Home other;
        other.id = other_home_;
        other.name = "Another";
        EXPECT_TRUE(this->await(this->store_->add_home(other)));
    }

    static Serial serial(const std::string& text = "PL-00001") { return *Serial::parse(text); }

    Device add(const std::string& text = "PL-00001") {
        Device device;
        device.serial = serial(text);
        device.model = "porchlight-camera";
        device.public_key = std::string(64, 'a');
        device.name = "Porch";
        device.first_seen = kNoon;
        device.binding = BindingKind::Bound;
        device.owner = this->home_;
        EXPECT_TRUE(this->await(this->store_->add_device(device)));
        return device;
    }

    std::int64_t add_command(const std::string& action, UtcTime created = kNoon) {
        DeviceCommand command;
        command.serial = serial();
        command.action = action;
        command.created = created;
        return *this->await(this->store_->add_command(command));
    }

    static TelemetrySample sample(std::chrono::seconds after, int battery = 3000) {
        TelemetrySample sample;
        sample.serial = serial();
        sample.at = kNoon + after;
        sample.battery_mv = battery;
        sample.uptime_s = after.count();
        return sample;
    }

    HomeId other_home_{2};
};

TYPED_TEST_SUITE_P(DeviceStoreContract);

TYPED_TEST_P(DeviceStoreContract, KeepsADeviceAndShowsItToItsHomesOnly) {
    Device device = this->add();
    EXPECT_EQ(this->await(this->store_->devices(this->other_home_))->size(), 0U);
    device.binding = BindingKind::Contested;
    device.other = this->other_home_;
    device.contest_ends = kNoon + 30 * 24h;
    const Device after = *this->await(this->store_->change_device(device));
    EXPECT_EQ(after.version, 1);
    for (const HomeId home : {this->home_, this->other_home_}) {
        const auto devices = *this->await(this->store_->devices(home));
        ASSERT_EQ(devices.size(), 1U);
        EXPECT_EQ(devices[0].serial.text(), "PL-00001");
        EXPECT_EQ(devices[0].name, "Porch");
        EXPECT_EQ(devices[0].public_key, std::string(64, 'a'));
        EXPECT_EQ(devices[0].binding, BindingKind::Contested);
        EXPECT_EQ(devices[0].contest_ends, kNoon + 30 * 24h);
    }
    EXPECT_EQ(this->await(this->store_->contests_over(kNoon + 30 * 24h - 1s))->size(), 0U);
    EXPECT_EQ(this->await(this->store_->contests_over(kNoon + 30 * 24h))->size(), 1U);
    EXPECT_EQ(this->await(this->store_->device(this->serial("PL-00002"))).error().code(),
              ErrorCode::NotFound);
}

TYPED_TEST_P(DeviceStoreContract, ASerialIsThereOnce) {
    const Device device = this->add();
    EXPECT_EQ(this->await(this->store_->add_device(device)).error().code(),
              ErrorCode::AlreadyExists);
}

TYPED_TEST_P(DeviceStoreContract, OfChangesMadeFromTheSameVersionOneIsKept) {
    Device device = this->add();
    device.name = "first";
    EXPECT_TRUE(this->await(this->store_->change_device(device)));
    device.name = "second";
    EXPECT_EQ(this->await(this->store_->change_device(device)).error().code(),
              ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->await(this->store_->device(this->serial()))->name, "first");
}

TYPED_TEST_P(DeviceStoreContract, ANewOwnerFindsNothingOfTheOldOne) {
    Device device = this->add();
    ASSERT_TRUE(this->await(this->store_->want_settings(this->serial(), "{}")));
    this->add_command("{}");
    ASSERT_TRUE(this->await(this->store_->add_telemetry({this->sample(0s)})));
    ASSERT_TRUE(this->await(this->store_->set_health({{this->serial(), kNoon, "{}", "1.2.3.4"}})));
    device.owner = this->other_home_;
    ASSERT_TRUE(this->await(this->store_->change_device(device)));
    EXPECT_EQ(this->await(this->store_->desired_settings(this->serial()))->revision, 0);
    EXPECT_EQ(this->await(this->store_->commands(this->serial(), 10))->size(), 0U);
    EXPECT_EQ(
        this->await(this->store_->telemetry(this->serial(), kNoon, kNoon + 1h))->samples.size(),
        0U);
    EXPECT_EQ(this->await(this->store_->health())->size(), 0U);
}

TYPED_TEST_P(DeviceStoreContract, SettingsGrowByOneRevisionAndRememberWhatWasApplied) {
    this->add();
    EXPECT_EQ(this->await(this->store_->desired_settings(this->serial()))->revision, 0);
    EXPECT_EQ(*this->await(this->store_->want_settings(this->serial(), "a")), 1);
    EXPECT_EQ(*this->await(this->store_->want_settings(this->serial(), "b")), 2);
    ASSERT_TRUE(this->await(this->store_->settings_applied(this->serial(), 2, "no lamp")));
    // An answer that comes late changes nothing, and neither does one that nobody asked for.
    ASSERT_TRUE(this->await(this->store_->settings_applied(this->serial(), 1, std::nullopt)));
    ASSERT_TRUE(this->await(this->store_->settings_applied(this->serial(), 9, std::nullopt)));
    const DesiredSettings settings = *this->await(this->store_->desired_settings(this->serial()));
    EXPECT_EQ(settings.revision, 2);
    EXPECT_EQ(settings.settings, "b");
    EXPECT_EQ(settings.applied, 2);
    EXPECT_EQ(settings.problem, "no lamp");
    EXPECT_EQ(
        this->await(this->store_->want_settings(this->serial("PL-00002"), "a")).error().code(),
        ErrorCode::NotFound);
}

TYPED_TEST_P(DeviceStoreContract, ACommandWaitsUntilItIsFinishedOrTooOld) {
    this->add();
    this->add("PL-00002");
    const std::int64_t first = this->add_command("1");
    const std::int64_t second = this->add_command("2", kNoon + 1h);
    EXPECT_LT(first, second);
    ASSERT_EQ(this->await(this->store_->waiting_commands(this->serial()))->size(), 2U);
    const auto finish = [&](const Serial& of, CommandState state) {
        ASSERT_TRUE(
            this->await(this->store_->finish_command(of, first, state, "too dark", kNoon + 1min)));
    };
    finish(this->serial("PL-00002"), CommandState::Done);  // not its command
    EXPECT_EQ(this->await(this->store_->waiting_commands(this->serial()))->size(), 2U);
    finish(this->serial(), CommandState::Failed);
    finish(this->serial(), CommandState::Done);  // it has been answered
    ASSERT_TRUE(this->await(this->store_->expire_commands(kNoon + 1h + 1s, kNoon + 2h)));
    const auto all = *this->await(this->store_->commands(this->serial(), 10));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].state, CommandState::Expired);
    EXPECT_EQ(all[1].state, CommandState::Failed);
    EXPECT_EQ(all[1].sentence, "too dark");
    EXPECT_EQ(all[1].finished, kNoon + 1min);
}

TYPED_TEST_P(DeviceStoreContract, ForgetsAllButTheNewestHundredCommands) {
    this->add();
    for (int i = 0; i < 103; ++i) {
        this->add_command(std::to_string(i));
    }
    ASSERT_TRUE(this->await(this->store_->expire_commands(kNoon + 1s, kNoon + 1s)));
    const auto left = *this->await(this->store_->commands(this->serial(), 200));
    ASSERT_EQ(left.size(), 100U);
    EXPECT_EQ(left.back().action, "3");
    EXPECT_GT(this->add_command("next"), left.front().id);
}

TYPED_TEST_P(DeviceStoreContract, OldSamplesBecomeHoursAndNoneIsCountedTwice) {
    this->add();
    std::vector<TelemetrySample> samples;
    for (int i = 0; i < 4 * 120; ++i) {  // four hours, one each 30 s
        samples.push_back(this->sample(i * 30s, 3000 - i));
    }
    samples[10].uptime_s = 0;  // it began anew
    ASSERT_TRUE(this->await(this->store_->add_telemetry(samples)));
    ASSERT_TRUE(this->await(this->store_->add_telemetry({samples[5]})));  // again
    // The newest 130 begin in the third hour, which is kept whole.
    ASSERT_TRUE(this->await(this->store_->trim_telemetry({130, 100})));
    ASSERT_TRUE(this->await(this->store_->trim_telemetry({130, 100})));
    const auto series = *this->await(this->store_->telemetry(this->serial(), kNoon, kNoon + 4h));
    ASSERT_EQ(series.hours.size(), 2U);
    EXPECT_EQ(series.samples.size(), 240U);
    EXPECT_EQ(series.samples.front().at, kNoon + 2h);
    EXPECT_EQ(series.hours[0].start, kNoon);
    EXPECT_EQ(series.hours[0].samples, 120);
    EXPECT_EQ(series.hours[0].battery_mv_most, 3000);
    EXPECT_EQ(series.hours[0].battery_mv_least, 3000 - 119);
    EXPECT_EQ(series.hours[0].starts, 1);
    EXPECT_FALSE(series.hours[0].rssi_dbm_mean);
    EXPECT_EQ(series.hours[1].starts, 0);
    // One that comes late joins its hour.
    ASSERT_TRUE(this->await(this->store_->add_telemetry({this->sample(31s, 2000)})));
    ASSERT_TRUE(this->await(this->store_->trim_telemetry({130, 100})));
    const auto joined = *this->await(this->store_->telemetry(this->serial(), kNoon, kNoon + 1h));
    ASSERT_EQ(joined.hours.size(), 1U);
    EXPECT_EQ(joined.hours[0].samples, 121);
    EXPECT_EQ(joined.hours[0].battery_mv_least, 2000);
    EXPECT_EQ(joined.hours[0].battery_mv_most, 3000);
    ASSERT_TRUE(this->await(this->store_->trim_telemetry({130, 1})));
    const auto left = *this->await(this->store_->telemetry(this->serial(), kNoon, kNoon + 4h));
    ASSERT_EQ(left.hours.size(), 1U);
    EXPECT_EQ(left.hours[0].start, kNoon + 1h);
}

TYPED_TEST_P(DeviceStoreContract, OfUnknownDevicesNothingIsKept) {
    ASSERT_TRUE(this->await(this->store_->add_telemetry({this->sample(0s)})));
    ASSERT_TRUE(this->await(this->store_->set_health({{this->serial(), kNoon, "{}", ""}})));
    EXPECT_EQ(this->await(this->store_->health())->size(), 0U);
}

TYPED_TEST_P(DeviceStoreContract, HealthIsTheLastThatWasSaid) {
    this->add();
    ASSERT_TRUE(this->await(this->store_->set_health({{this->serial(), kNoon, "1", "a"}})));
    ASSERT_TRUE(this->await(this->store_->set_health({{this->serial(), kNoon + 1s, "2", "b"}})));
    const auto health = *this->await(this->store_->health());
    ASSERT_EQ(health.size(), 1U);
    EXPECT_EQ(health[0].last_seen, kNoon + 1s);
    EXPECT_EQ(health[0].telemetry, "2");
    EXPECT_EQ(health[0].address, "b");
}

REGISTER_TYPED_TEST_SUITE_P(DeviceStoreContract, KeepsADeviceAndShowsItToItsHomesOnly,
                            ASerialIsThereOnce, OfChangesMadeFromTheSameVersionOneIsKept,
                            ANewOwnerFindsNothingOfTheOldOne,
                            SettingsGrowByOneRevisionAndRememberWhatWasApplied,
                            ACommandWaitsUntilItIsFinishedOrTooOld,
                            ForgetsAllButTheNewestHundredCommands,
                            OldSamplesBecomeHoursAndNoneIsCountedTwice,
                            OfUnknownDevicesNothingIsKept, HealthIsTheLastThatWasSaid);

}  // namespace porchlight::store
