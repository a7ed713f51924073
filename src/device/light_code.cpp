// SPDX-License-Identifier: Apache-2.0
#include "device/light_code.hpp"

#include <array>
#include <cstddef>

namespace porchlight::device {
namespace {

using light::CodeId;

struct Shown {
    LightMeaning meaning;
    CodeId by_camera;
    CodeId by_hub;

    constexpr Shown(LightMeaning what, CodeId code) : Shown(what, code, code) {}
    constexpr Shown(LightMeaning what, CodeId camera, CodeId hub)
        : meaning(what), by_camera(camera), by_hub(hub) {}
};

constexpr std::array<Shown, kLightMeanings> kShown{{
    {LightMeaning::Off, CodeId::Dark},
    {LightMeaning::Starting, CodeId::Starting},
    {LightMeaning::Pairing, CodeId::CameraPairing, CodeId::HubPairing},
    {LightMeaning::JoiningWifi, CodeId::JoiningWifi},
    {LightMeaning::SeekingHub, CodeId::SeekingHub},
    {LightMeaning::Online, CodeId::Online, CodeId::HubOnline},
    {LightMeaning::Recording, CodeId::Recording},
    {LightMeaning::Live, CodeId::Live},
    {LightMeaning::Updating, CodeId::Updating},
    {LightMeaning::WifiPasswordRefused, CodeId::WifiPasswordRefused},
    {LightMeaning::NoWifi, CodeId::NoWifi},
    {LightMeaning::NoHub, CodeId::NoHub},
    {LightMeaning::NoInternet, CodeId::NoInternet},
    {LightMeaning::TooHot, CodeId::TooHot},
    {LightMeaning::TooCold, CodeId::TooCold},
    {LightMeaning::BatteryLow, CodeId::BatteryLow},
    {LightMeaning::BatteryCritical, CodeId::BatteryCritical},
    {LightMeaning::StorageFault, CodeId::StorageFault},
    {LightMeaning::StuckButton, CodeId::StuckButton},
    {LightMeaning::SoftReset, CodeId::SoftReset},
    {LightMeaning::EraseWarning, CodeId::EraseWarning},
    {LightMeaning::EraseArmed, CodeId::EraseArmed},
    {LightMeaning::Erasing, CodeId::Erasing},
    {LightMeaning::FirmwareFailed, CodeId::FirmwareFailed},
    {LightMeaning::Identify, CodeId::Identify},
    {LightMeaning::HubRefuses, CodeId::HubRefuses},
}};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kShown.size(); ++i) {
        if (kShown.at(i).meaning != static_cast<LightMeaning>(i)) {
            return false;
        }
    }
    return true;
}
static_assert(is_in_order(), "code_of() finds a meaning by its place");

}  // namespace

const light::Code& code_of(LightMeaning meaning, Kind kind) {
    const Shown& shown = kShown.at(static_cast<std::size_t>(meaning));
    return light::own_code(kind == Kind::Hub ? shown.by_hub : shown.by_camera);
}

}  // namespace porchlight::device
