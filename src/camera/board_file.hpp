// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/board.hpp"
#include "hal/drivers/device_calls.hpp"
#include "hal/drivers/evdev_button.hpp"
#include "hal/drivers/gpio_light.hpp"
#include "hal/drivers/gpio_line.hpp"
#include "hal/drivers/sysfs_light.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace porchlight::camera {

/// Where a board's slots are, and what it takes for them.
struct FirmwarePlan {
    enum class Slots : std::uint8_t { Folders, Rauc };

    Slots slots = Slots::Folders;
    std::string folder;    ///< Of the slots, a whole path; empty for RAUC's.
    std::string hardware;  ///< Of the bundles; empty: what the board goes by anyway.
    std::string keys =
        "/etc/porchlight/firmware-keys";  ///< The "root" of `porchlight bundle keys`.
};

/// LEDs that the kernel drives, or GPIO lines; both empty: there is no such light.
struct LampPlan {
    std::vector<hal::SysfsLamp> leds;
    std::vector<hal::GpioLamp> lines;
};

/// What a board is built from, as its builder wrote it into board.toml. What is not named is not
/// there.
struct BoardPlan {
    std::string video;             ///< "/dev/video0"; empty if not said.
    std::string encoder = "auto";  ///< "auto", "x264" or a device, see sources::is_encoder_choice.
    std::string microphone;        ///< As ALSA names it; empty: none.
    std::string speaker;           ///< The same.
    LampPlan light;
    LampPlan infrared;  ///< The lamp for the night, and the filter that moves with it.
    std::variant<std::monostate, hal::EvdevKey, hal::GpioPin> button;
    std::optional<hal::GpioPin> motion;
    std::optional<std::string> battery;  ///< Under /sys/class/power_supply; "" for the first.
    int cells_in_series = 2;
    std::optional<std::string> thermal_zone;  ///< Its type; "" for the first.
    std::optional<std::string> wifi;          ///< wpa_supplicant's control socket.
    /// A Wi-Fi interface that the system joins by itself, "wlan0"; the camera watches it only.
    std::optional<std::string> watched_wifi;
    std::optional<FirmwarePlan> firmware;  ///< Without it the board is updated by hand.
};

/// Reads the file's text:
///
///     video = "/dev/video0"
///     encoder = "auto"          # or "x264", or a device like "/dev/video11"
///     [sound]
///     device = "default"        # the microphone, as "arecord -L" names it; "" for none
///     [speaker]
///     device = "default"        # the loudspeaker, as "aplay -L" names it; "" for none
///     [light]                   # a colour each: an LED of the kernel, or a GPIO line
///     red = "red:status"
///     green = { chip = "gpiochip0", line = 27, active_low = true }
///     white = ["red:status", "green:status", "blue:status"]
///     [infrared]                # the lamp for the night: an LED of the kernel, or a GPIO line
///     lamp = { line = 23 }      # or several in [ ]
///     filter = { line = 24 }    # active while infrared light may reach the sensor
///     [button]
///     event = "event0"          # with key = 408; or chip and line
///     key = 408
///     [motion]
///     line = 17                 # chip = "gpiochip0" unless said otherwise
///     [battery]
///     name = ""                 # the first there is; cells = 2
///     [thermal]
///     zone = "cpu-thermal"
///     [wifi]
///     control = "/run/wpa_supplicant/wlan0"   # or interface = "wlan0"
///     [firmware]
///     slots = "/var/lib/porchlight-camera/slots"   # folders; or rauc = true
///     hardware = "linux-aarch64"
///     keys = "/etc/porchlight/firmware-keys"
///
/// @error InvalidArgument  The sentence names the line or the key, and what belongs there.
Result<BoardPlan> parse_board(std::string_view text, const std::string& name);

struct OpenedBoard {
    Board board;
    /// What was named and is not there, a sentence each. The camera does without it.
    std::vector<std::string> missing;
};
/// Opens the drivers. @param calls Outlives the board.   @param root "/sys", or a copy of a
/// board's.
[[nodiscard]] OpenedBoard open_board(const BoardPlan& plan, hal::DeviceCalls& calls,
                                     const std::string& root);

}  // namespace porchlight::camera
