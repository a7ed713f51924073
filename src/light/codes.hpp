// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "light/pattern.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace porchlight::light {

/// What our own cameras and hubs say with their lights.
///
/// The law (a test proves it for every pair of the table):
///  - two codes differ even when a person miscounts by one or misjudges a rate by 30 %, and never
///    by colour alone: without any colour, two such errors lie between them;
///  - red is for faults and for warnings before an erase; every fault shows red;
///  - recording and updating are never red;
///  - the infrared lamp is not the status light.
///
/// Since colour may not decide, the rhythms do, as with lights at sea: bursts of 3, 5 and 7 quick
/// flashes, of 3 and 5 slow ones and of 3 very slow ones; even blinks, each 1.8 times as fast as
/// the next or more; short flashes in the dark; short gaps in the light; and turns of two colours
/// that nobody mixes up. Two lights at once are a hub's.
///
/// Our doorbell pairs with the camera's slow blue: red is for faults. That a real Blink doorbell
/// blinks red when it pairs (origin article C9) stands in its own model file.
enum class CodeId : std::uint8_t {
    Dark,
    Starting,
    CameraPairing,
    HubPairing,
    JoiningWifi,
    SeekingHub,
    Online,
    HubOnline,
    Recording,
    Live,
    Updating,
    Identify,
    NoInternet,
    WifiPasswordRefused,
    NoWifi,
    NoHub,
    HubRefuses,
    TooHot,
    TooCold,
    BatteryLow,
    BatteryCritical,
    StorageFault,
    StuckButton,
    FirmwareFailed,
    SoftReset,
    EraseWarning,
    EraseArmed,
    Erasing,
};

struct Code {
    enum class Group : std::uint8_t {
        Normal,  ///< Nothing to do about the camera.
        Fault,   ///< Someone has to do something.
        Reset,   ///< The reset button's answers.
    };

    CodeId id{};
    std::string_view name;  ///< As in JSON and tables, e.g. "wifi_password_refused".
    Group group = Group::Normal;
    Pattern pattern;
    std::string_view meaning;  ///< A sentence for a householder.
};

/// All of them, each once, in the order of CodeId.
[[nodiscard]] std::span<const Code> own_codes();
[[nodiscard]] const Code& own_code(CodeId id);
/// By its name; nullptr if there is none.
[[nodiscard]] const Code* find_own_code(std::string_view name);

}  // namespace porchlight::light
