// SPDX-License-Identifier: Apache-2.0
#include "light/codes.hpp"

#include <algorithm>
#include <array>

namespace porchlight::light {
namespace {

using enum Colour;
using Group = Code::Group;

constexpr Part steady(Colour colour) {
    return Part::steady(colour);
}
constexpr Part blink(Colour colour, int on, int off) {
    return Part::blink(colour, Milliseconds(on), Milliseconds(off));
}
constexpr Part turns(Colour first, Colour second, int hold) {
    return Part::alternate({first, second}, Milliseconds(hold));
}
// 2.5 flashes a second.
constexpr Part quick(Colour colour, int count) {
    return Part::bursts(colour, count, Milliseconds(200), Milliseconds(200), Milliseconds(2000));
}
// 1.4 flashes a second.
constexpr Part slow(Colour colour, int count) {
    return Part::bursts(colour, count, Milliseconds(350), Milliseconds(350), Milliseconds(2000));
}

// Sources beside each: origin article rulings (C9 to C18) and the press grammar.
constexpr std::array kCodes = {
    Code{CodeId::Dark, "dark", Group::Normal, Pattern(),
         "No power, or the status light is switched off in the settings."},
    // C11: a blue light means starting; the gaps keep it apart from any steady light.
    Code{CodeId::Starting, "starting", Group::Normal, {blink(Blue, 2000, 200)},
         "Starting and testing itself."},
    // C9: slow blue.
    Code{CodeId::CameraPairing, "camera_pairing", Group::Normal, {blink(Blue, 1000, 1000)},
         "The camera waits to be added in the app."},
    // C9, C10: the same, beside a steady green.
    Code{CodeId::HubPairing, "hub_pairing", Group::Normal,
         {steady(Green), blink(Blue, 1000, 1000)},
         "The hub waits to be added in the app."},
    Code{CodeId::JoiningWifi, "joining_wifi", Group::Normal, {blink(Blue, 500, 500)},
         "Joining the Wi-Fi."},
    Code{CodeId::SeekingHub, "seeking_hub", Group::Normal, {blink(Green, 150, 1850)},
         "On the Wi-Fi, looking for its hub."},
    Code{CodeId::Online, "online", Group::Normal, {blink(Green, 100, 3900)},
         "All is well: the camera is with its hub."},
    // C11: both, solid.
    Code{CodeId::HubOnline, "hub_online", Group::Normal, {steady(Green), steady(Blue)},
         "All is well: the hub watches over its cameras."},
    // C17: blue, never red.
    Code{CodeId::Recording, "recording", Group::Normal, {blink(Blue, 3700, 300)},
         "Recording a clip."},
    Code{CodeId::Live, "live", Group::Normal, {blink(White, 2000, 2000)},
         "Someone is watching live."},
    // C18: blue and green take turns, never red.
    Code{CodeId::Updating, "updating", Group::Normal, {turns(Blue, Green, 1200)},
         "Installing an update. Leave the power on."},
    Code{CodeId::Identify, "identify", Group::Normal, {blink(White, 150, 150)},
         "This is the camera that you asked for in the app."},
    // C10: steady blue, green blinks: working here, trying to get out.
    Code{CodeId::NoInternet, "no_internet", Group::Normal,
         {steady(Blue), blink(Green, 500, 500)},
         "The hub has no internet. Everything at home works; watching from away does not."},

    Code{CodeId::WifiPasswordRefused, "wifi_password_refused", Group::Fault, {slow(Red, 3)},
         "The Wi-Fi refuses the password that the camera was given."},
    Code{CodeId::WifiNotFound, "wifi_not_found", Group::Fault, {slow(Red, 5)},
         "The camera cannot find its Wi-Fi network."},
    Code{CodeId::HubNotFound, "hub_not_found", Group::Fault, {quick(Red, 7)},
         "The camera is on the Wi-Fi and cannot reach its hub."},
    Code{CodeId::TooHot, "too_hot", Group::Fault, {turns(Red, White, 600)},
         "Too hot to work. The camera goes on when it has cooled down."},
    Code{CodeId::TooCold, "too_cold", Group::Fault, {turns(Red, Blue, 2400)},
         "Too cold to work. The camera goes on when it has warmed up."},
    // C16: five pulses and a pause.
    Code{CodeId::BatteryLow, "battery_low", Group::Fault, {quick(Red, 5)},
         "The batteries are low. Have new ones ready."},
    Code{CodeId::BatteryCritical, "battery_critical", Group::Fault, {blink(Red, 100, 900)},
         "The batteries are nearly empty and the camera has stopped recording. Change them now."},
    Code{CodeId::StorageFault, "storage_fault", Group::Fault, {steady(Green), quick(Red, 3)},
         "The hub cannot save clips: its drive is full, failing or missing."},
    Code{CodeId::ButtonStuck, "button_stuck", Group::Fault, {blink(Red, 1100, 100)},
         "The reset button is stuck: it has been down for over 30 seconds. Nothing was erased."},
    Code{CodeId::FirmwareFailed, "firmware_failed", Group::Fault, {blink(Red, 75, 75)},
         "The camera's software does not start."},

    Code{CodeId::SoftReset, "soft_reset", Group::Reset, {quick(Green, 3)},
         "Understood: restarting. Nothing is erased."},
    Code{CodeId::ResetWarning, "reset_warning", Group::Reset, {blink(Red, 275, 275)},
         "Let go now and nothing happens. Hold on, and everything on the camera is erased."},
    Code{CodeId::EraseArmed, "erase_armed", Group::Reset, {steady(Red)},
         "Let go now, and everything on the camera is erased."},
    Code{CodeId::Erasing, "erasing", Group::Reset, {turns(Red, Blue, 300)},
         "Erasing everything on the camera. Leave the power on."},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kCodes.size(); ++i) {
        if (kCodes.at(i).id != static_cast<CodeId>(i)) {
            return false;
        }
    }
    return kCodes.back().id == CodeId::Erasing;
}
static_assert(is_in_order(), "own_code() finds a code by its place");

}  // namespace

std::span<const Code> own_codes() {
    return kCodes;
}

const Code& own_code(CodeId id) {
    return kCodes.at(static_cast<std::size_t>(id));
}

const Code* find_own_code(std::string_view name) {
    const auto* const found = std::find_if(kCodes.begin(), kCodes.end(),
                                           [&](const Code& code) { return code.name == name; });
    return found == kCodes.end() ? nullptr : found;
}

}  // namespace porchlight::light
