// SPDX-License-Identifier: Apache-2.0
#include "device/energy.hpp"
#include "device/event.hpp"
#include "device/light_meaning.hpp"
#include "device/stage.hpp"

#include <array>

namespace porchlight::device {

namespace {

constexpr std::array<std::string_view, 3> kKinds{"Camera", "Doorbell", "Hub"};

constexpr std::array<std::string_view, kStages> kStageNames{
    "Unpowered",  "HungUnpowered", "Starting",   "Pairing", "Asleep",        "Joining",
    "SeekingHub", "Online",        "Recording",  "Live",    "RecordingLive", "Updating",
    "Hung",       "Erasing",       "HalfErased", "TooFlat", "Failed",
};

constexpr std::array<std::string_view, kEvents> kEventNames{
    "PowerApplied",    "PowerLost",     "ChargeDrained",       "SelfTestPassed",
    "SelfTestFailed",  "Froze",         "WatchdogBit",         "CredentialsReceived",
    "PairingTimeUp",   "WifiJoined",    "WifiPasswordRefused", "WifiNotFound",
    "WifiLost",        "HubFound",      "HubNotFound",         "HubRefused",
    "HubLost",         "RetryDue",      "BackOnlineLate",      "InternetLost",
    "InternetBack",    "MotionStarted", "MotionEnded",         "RingPressed",
    "LiveStarted",     "LiveEnded",     "FirmwareCheckDue",    "UpdateOffered",
    "UpdateFinished",  "UpdateFailed",  "ButtonShort",         "ButtonSoft",
    "ButtonWarning",   "ButtonArmed",   "ButtonStuck",         "ButtonHeldAtBoot",
    "ButtonReleased",  "EraseStepDone", "BatteryGood",         "BatteryLow",
    "BatteryCritical", "BatteryFlat",   "TemperatureGood",     "TooHot",
    "TooCold",         "StorageGood",   "StorageFailed",       "IdentifyAsked",
    "IdentifyOver",
};

constexpr std::array<std::string_view, kLightMeanings> kMeaningNames{
    "Off",          "Starting",        "Pairing",      "JoiningWifi",    "SeekingHub",
    "Online",       "Recording",       "Live",         "Updating",       "WifiPasswordRefused",
    "NoWifi",       "NoHub",           "NoInternet",   "TooHot",         "TooCold",
    "BatteryLow",   "BatteryCritical", "StorageFault", "StuckButton",    "SoftReset",
    "EraseWarning", "EraseArmed",      "Erasing",      "FirmwareFailed", "Identify",
    "HubRefuses",
};

constexpr std::array<std::string_view, kEnergyUses> kEnergyUseNames{
    "standby", "radio", "recording", "live view", "infrared lamp", "status light", "motion wakes"};

}  // namespace

std::string_view name_of(Kind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(Stage stage) {
    return kStageNames.at(static_cast<std::size_t>(stage));
}

std::string_view name_of(Event event) {
    return kEventNames.at(static_cast<std::size_t>(event));
}

std::string_view name_of(LightMeaning meaning) {
    return kMeaningNames.at(static_cast<std::size_t>(meaning));
}

std::string_view name_of(EnergyUse use) {
    return kEnergyUseNames.at(static_cast<std::size_t>(use));
}

}  // namespace porchlight::device
