// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace porchlight::device {

struct Life;

/// Everything that the light of one of our devices can mean. How each looks is a code of light/.
/// What a model's file calls the same thing has the same name (`model::CodeMeaning`).
enum class LightMeaning : std::uint8_t {
    Off,  ///< No power, too flat to shine, or asleep because nobody paired it in time: dark.
    Starting,
    Pairing,
    JoiningWifi,
    SeekingHub,
    Online,
    Recording,
    Live,
    Updating,
    WifiPasswordRefused,
    NoWifi,
    NoHub,
    NoInternet,
    TooHot,
    TooCold,
    BatteryLow,
    BatteryCritical,
    StorageFault,
    StuckButton,
    SoftReset,     ///< Letting go now restarts radio and services.
    EraseWarning,  ///< Letting go now does nothing; holding on arms.
    EraseArmed,    ///< Letting go now erases the memory.
    Erasing,
    FirmwareFailed,
    Identify,
    HubRefuses,
};
inline constexpr int kLightMeanings = 26;

[[nodiscard]] std::string_view name_of(LightMeaning meaning);

/// What the light shows: the first of these that holds.
///
///   1. nothing can shine (no power, flat cells)  Off
///   2. the firmware hangs                        what it last showed
///   3. memory is being erased                    Erasing
///   4. a hand is on the button                   StuckButton, EraseArmed, EraseWarning, SoftReset
///   5. someone asks which one it is              Identify
///   6. the self-test failed                      FirmwareFailed
///   7. pairing has closed                        Off
///   8. harm is near                              TooHot, TooCold, BatteryCritical
///   9. somebody is being seen                    Live, Recording
///  10. nothing can be kept                       StorageFault
///  11. it is on its way                          Starting, Pairing, Updating,
///      joining a network                         JoiningWifi, WifiPasswordRefused, NoWifi,
///      or seeking a hub                          SeekingHub, NoHub, HubRefuses
///  12. it works, but                             FirmwareFailed, BatteryLow, NoInternet
///  13.                                           Online
///
/// It never promises what would not happen: EraseArmed, EraseWarning and SoftReset are shown only
/// where letting go (or holding on) has that effect. Only a hung device may, whose light nobody
/// changes any more: there no press has any effect.
[[nodiscard]] LightMeaning light_meaning(const Life& life);

}  // namespace porchlight::device
