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
    return Part::bursts(colour, count, Milliseconds(200), Milliseconds(200), Milliseconds(1500));
}
// 1.4 flashes a second.
constexpr Part slow(Colour colour, int count) {
    return Part::bursts(colour, count, Milliseconds(350), Milliseconds(350), Milliseconds(1900));
}
// 0.8 flashes a second.
constexpr Part very_slow(Colour colour, int count) {
    return Part::bursts(colour, count, Milliseconds(600), Milliseconds(600), Milliseconds(2500));
}

constexpr Code normal(CodeId id, std::string_view name, std::string_view meaning, auto... parts) {
    return {id, name, Group::Normal, Pattern{parts...}, meaning};
}
constexpr Code fault(CodeId id, std::string_view name, std::string_view meaning, auto... parts) {
    return {id, name, Group::Fault, Pattern{parts...}, meaning};
}
constexpr Code reset(CodeId id, std::string_view name, std::string_view meaning, Part part) {
    return {id, name, Group::Reset, Pattern{part}, meaning};
}

// C9 to C18: the rulings on what the origin articles say of lights.
constexpr std::array kCodes = {
    normal(CodeId::Dark, "dark",
           "No power, too little of it to shine, or nobody added the camera for 15 minutes: a "
           "press of "
           "2 to 8 seconds opens it again."),
    // C11: a blue light means starting; the gaps keep it apart from any steady light.
    normal(CodeId::Starting, "starting", "Starting and testing itself.", blink(Blue, 2000, 200)),
    // C9: slow blue.
    normal(CodeId::CameraPairing, "camera_pairing", "The camera waits to be added in the app.",
           blink(Blue, 1000, 1000)),
    // C9, C10: the same, beside a steady green.
    normal(CodeId::HubPairing, "hub_pairing", "The hub waits to be added in the app.",
           steady(Green), blink(Blue, 1000, 1000)),
    normal(CodeId::JoiningWifi, "joining_wifi", "Joining the Wi-Fi.", blink(Blue, 500, 500)),
    normal(CodeId::SeekingHub, "seeking_hub", "On the Wi-Fi, looking for its hub.",
           blink(Green, 150, 1850)),
    normal(CodeId::Online, "online", "All is well: the camera is with its hub.",
           blink(Green, 100, 3900)),
    // C11: both, solid.
    normal(CodeId::HubOnline, "hub_online", "All is well: the hub watches over its cameras.",
           steady(Green), steady(Blue)),
    // C17: blue, never red.
    normal(CodeId::Recording, "recording", "Recording a clip.", blink(Blue, 3700, 300)),
    normal(CodeId::Live, "live", "Someone is watching live.", blink(White, 2000, 2000)),
    // C18: blue and green take turns, never red.
    normal(CodeId::Updating, "updating", "Installing an update. Leave the power on.",
           turns(Blue, Green, 1200)),
    normal(CodeId::Identify, "identify", "This is the camera that you asked for in the app.",
           blink(White, 150, 150)),
    // C10: steady blue, green blinks: working here, trying to get out.
    normal(CodeId::NoInternet, "no_internet",
           "The hub has no internet. Everything at home works; watching from away does not.",
           steady(Blue), blink(Green, 500, 500)),

    fault(CodeId::WifiPasswordRefused, "wifi_password_refused",
          "The Wi-Fi refuses the password that the camera was given.", slow(Red, 3)),
    fault(CodeId::NoWifi, "no_wifi", "The camera cannot find its Wi-Fi network.", slow(Red, 5)),
    fault(CodeId::NoHub, "no_hub", "The camera is on the Wi-Fi and cannot reach its hub.",
          quick(Red, 7)),
    fault(CodeId::HubRefuses, "hub_refuses",
          "The hub answers and does not take this camera: it was deleted there, or belongs to "
          "another "
          "home. Add it again in the app.",
          very_slow(Red, 3)),
    fault(CodeId::TooHot, "too_hot", "Too hot to work. The camera goes on when it has cooled down.",
          turns(Red, White, 600)),
    fault(CodeId::TooCold, "too_cold",
          "Too cold to work. The camera goes on when it has warmed up.", turns(Red, Blue, 2400)),
    // C16: five pulses and a pause.
    fault(CodeId::BatteryLow, "battery_low", "The batteries are low. Have new ones ready.",
          quick(Red, 5)),
    fault(CodeId::BatteryCritical, "battery_critical",
          "The batteries are nearly empty and the camera has stopped recording. Change them now.",
          blink(Red, 100, 900)),
    fault(CodeId::StorageFault, "storage_fault",
          "The hub cannot save clips: its drive is full, failing or missing.", steady(Green),
          quick(Red, 3)),
    fault(CodeId::StuckButton, "stuck_button",
          "The reset button is stuck: it has been down for over 30 seconds. Nothing was erased.",
          blink(Red, 1100, 100)),
    fault(CodeId::FirmwareFailed, "firmware_failed", "The camera's software does not start.",
          blink(Red, 75, 75)),

    reset(CodeId::SoftReset, "soft_reset", "Understood: restarting. Nothing is erased.",
          quick(Green, 3)),
    reset(CodeId::EraseWarning, "erase_warning",
          "Let go now and nothing happens. Hold on, and the settings will be erased.",
          blink(Red, 275, 275)),
    reset(CodeId::EraseArmed, "erase_armed",
          "Let go now, and the settings are erased. Clips are kept.", steady(Red)),
    reset(CodeId::Erasing, "erasing", "Erasing the settings. Leave the power on.",
          turns(Red, Blue, 300)),
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
