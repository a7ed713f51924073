// SPDX-License-Identifier: Apache-2.0
#include "device/link_message.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace porchlight::device {
namespace {

UtcTime some_time() {
    return UtcTime(Microseconds(1'795'000'000'123'456));
}

Telemetry full_telemetry() {
    Telemetry telemetry;
    telemetry.at = some_time();
    telemetry.uptime = std::chrono::seconds(3600);
    telemetry.reboot = RebootReason::Watchdog;
    telemetry.battery = Millivolts(2911);
    telemetry.energy_used = MilliwattHours(1234.5);
    telemetry.energy.emplace();
    telemetry.energy->counted_for = std::chrono::seconds(90'000);
    telemetry.energy->days_left = 210.4;
    for (std::size_t use = 0; use < kEnergyUses; ++use) {
        telemetry.energy->used.amounts.at(use) = MilliwattHours(0.1 + static_cast<double>(use));
    }
    telemetry.battery_percent = 61;
    telemetry.rssi = Dbm(-71);
    telemetry.rate = KilobitsPerSecond(433'300);
    telemetry.band = Band::Ghz5;
    telemetry.channel = 36;
    telemetry.temperature = Celsius(-12.25);
    telemetry.firmware = "1.2.0";
    telemetry.storage_used = mebibytes(12);
    telemetry.storage_total = gibibytes(64);
    telemetry.since_press = std::chrono::seconds(9);
    telemetry.night_lamp = false;
    telemetry.stage = Stage::RecordingLive;
    telemetry.light = LightMeaning::BatteryLow;
    return telemetry;
}

/// One of each, with every field set.
std::vector<LinkMessage> one_of_each() {
    return {
        Hello{1, "porchlight-camera", "1.2.0", 7,
              StreamOffer{8554, "/main", "hub", Secret("a\"b")}},
        Welcome{1, some_time(), std::chrono::seconds(30)},
        Goodbye{GoodbyeReason::NotRegistered, "Pair it again."},
        full_telemetry(),
        EventReport{4, EventReportKind::Ring, some_time(), some_time(), 0.75, "front"},
        EventSeen{4},
        SettingsWanted{8,
                       {false, 9, std::chrono::milliseconds(0), std::chrono::milliseconds(1),
                        std::chrono::milliseconds(5000), false, false, false}},
        SettingsApplied{8, "no lamp"},
        Command{11, TakeSnapshot{}},
        Command{12, Restart{}},
        Command{13, Identify{}},
        Command{14, FirmwareOffer{"1.3.0", mebibytes(20)}},
        CommandResult{11, CommandOutcome::Failed, "too dark", Bytes(3)},
        ClipOffer{2, 4, some_time(), std::chrono::milliseconds(12345), mebibytes(3)},
        ClipTaken{2},
        DataRequest{DataKind::Firmware, 14, 60000},
        CertificateWish{"-----BEGIN"},
        CertificateIssued{"-----BEGIN"},
    };
}

TEST(LinkMessage, IsReadAsItWasWritten) {
    for (const LinkMessage& message : one_of_each()) {
        const std::string text = to_json(message);
        const auto again = link_message_from_json(text);
        ASSERT_TRUE(again) << text << " " << again.error().message();
        EXPECT_EQ(*again, message) << text;
    }
}

TEST(LinkMessage, OfADeviceThatKnowsLittleIsShort) {
    EXPECT_EQ(to_json(LinkMessage(Telemetry{})),
              R"({"uptime_s":0,"reboot":"unknown","firmware":"","stage":"online",)"
              R"("light":"online","type":"telemetry"})");
}

TEST(LinkMessage, OfACameraThatKnowsNoEnergyButTheSumIsUnderstood) {
    const auto old =
        telemetry_from_json(R"({"uptime_s":9,"reboot":"unknown","firmware":"0.1.0",)"
                            R"("energy_used_mwh":7,"stage":"online","light":"online"})");
    ASSERT_TRUE(old) << old.error().message();
    EXPECT_EQ(old->energy_used, MilliwattHours(7));
    EXPECT_EQ(old->energy, std::nullopt);
}

TEST(LinkMessage, LeavesOutWhatNoEnergyWentInto) {
    Telemetry telemetry;
    telemetry.energy.emplace();
    telemetry.energy->used[EnergyUse::StatusLight] = MilliwattHours(1.5);
    const std::string text = to_json(telemetry);
    EXPECT_NE(text.find(R"("energy":{"counted_s":0,"used_mwh":{"status_light":1.5E0}})"),
              std::string::npos)
        << text;
    EXPECT_EQ(telemetry_from_json(text).value(), telemetry);
}

TEST(LinkMessage, RefusesEnergyThatCannotBe) {
    const auto refusal = [](const std::string& energy) {
        const auto read = telemetry_from_json(
            R"({"uptime_s":9,"reboot":"unknown","firmware":"","stage":"online",)"
            R"("light":"online","energy":)" +
            energy + "}");
        return read ? std::string() : read.error().message();
    };
    EXPECT_EQ(refusal(R"({"counted_s":1,"used_mwh":{}})"), "");
    for (const char* wrong :
         {"7", "{}", R"({"counted_s":1})", R"({"counted_s":-1,"used_mwh":{}})",
          R"({"counted_s":1,"days_left":-1,"used_mwh":{}})",
          R"({"counted_s":1,"days_left":36501,"used_mwh":{}})",
          R"({"counted_s":1,"used_mwh":{"radio":-1}})",
          R"({"counted_s":1,"used_mwh":{"radio":1e10}})",
          R"({"counted_s":1,"used_mwh":{"toaster":1}})", R"({"counted_s":1,"used_mwh":[1]})"}) {
        EXPECT_NE(refusal(wrong), "") << wrong;
    }
}

TEST(LinkMessage, HasAWordForEachStageAndLight) {
    for (std::size_t stage = 0; stage < kStages; ++stage) {
        for (int light = 0; light < kLightMeanings; ++light) {
            Telemetry telemetry;
            telemetry.stage = static_cast<Stage>(stage);
            telemetry.light = static_cast<LightMeaning>(light);
            const auto again = telemetry_from_json(to_json(telemetry));
            ASSERT_TRUE(again) << again.error().message();
            EXPECT_EQ(*again, telemetry);
        }
    }
}

TEST(LinkMessage, OfAnUnknownTypeIsToldFromAWrongOne) {
    EXPECT_EQ(link_message_from_json(R"({"type":"dance"})").error().code(), ErrorCode::Unsupported);
    EXPECT_EQ(link_message_from_json(R"({"type":"command","id":1,"action":{"do":"erase"}})")
                  .error()
                  .message(),
              R"(command: "action" is wrong: it: "erase" is not known here)");
    EXPECT_EQ(link_message_from_json("{}").error().message(), R"(the message: "type" is missing)");
}

TEST(LinkMessage, IsRefusedWithASentenceWhenAFieldIsOutOfItsLimits) {
    EXPECT_EQ(link_message_from_json(R"({"type":"event_seen","id":0})").error().message(),
              R"(event_seen: "id" must be a whole number of 1 or more)");
    EXPECT_EQ(link_message_from_json(R"({"type":"event_seen","id":1,"x":1})").error().message(),
              R"(event_seen: "x" is not known)");
    std::string text = to_json(LinkMessage(full_telemetry()));
    text.replace(text.find("-71"), 3, "-171");
    EXPECT_EQ(link_message_from_json(text).error().message(),
              R"(telemetry: "rssi_dbm" must be a whole number from -120 to 20)");
}

TEST(LinkMessage, SettingsAndActionsAreReadAsTheyWereKept) {
    DeviceSettings settings;
    settings.sensitivity = 2;
    EXPECT_EQ(device_settings_from_json(to_json(settings)).value(), settings);
    const CommandAction action = FirmwareOffer{"1.3.0", Bytes(5)};
    EXPECT_EQ(command_action_from_json(to_json(action)).value(), action);
}

TEST(DataPiece, IsReadAsItWasWritten) {
    const DataPiece piece{DataKind::Clip, 0x0102030405060708, 60'000, std::string("\0\xFF", 2)};
    EXPECT_EQ(data_from_frame(data_to_frame(piece)).value(), piece);
    EXPECT_EQ(data_from_frame(data_to_frame({DataKind::Firmware, 1, 0, ""})).value().bytes, "");
}

TEST(DataPiece, ThatIsDamagedIsRefused) {
    const std::string frame = data_to_frame({DataKind::Clip, 1, 0, "x"});
    EXPECT_FALSE(data_from_frame(frame.substr(0, 16)));
    EXPECT_FALSE(data_from_frame(std::string(1, '\3') + frame.substr(1)));
    EXPECT_FALSE(data_from_frame(frame + std::string(kMostData, 'x')));
    EXPECT_FALSE(data_from_frame(data_to_frame({DataKind::Clip, 0, 0, ""})));
    EXPECT_FALSE(data_from_frame(data_to_frame({DataKind::Clip, 1, -1, ""})));
}

}  // namespace
}  // namespace porchlight::device
