// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hal {

/// A slot that a boot loader can start, as RAUC tells of it.
struct RaucSlot {
    std::string name;      ///< "rootfs.0"
    std::string group;     ///< RAUC's class: "rootfs".
    std::string bootname;  ///< What the boot loader calls it.
    std::string device;    ///< "/dev/mmcblk0p2"
    std::string state;     ///< "booted", "active" or "inactive".
};

/// RAUC on the system bus (or where $DBUS_SYSTEM_BUS_ADDRESS says): a connection for each call, for
/// RAUC may be restarted in between. Each blocks, for 25 s at most.
/// @error Unavailable  No bus, no RAUC, or RAUC says no; with its words.
/// @source de.pengutronix.rauc.Installer.xml of RAUC 1.8
[[nodiscard]] Result<std::vector<RaucSlot>> rauc_slots();
/// The name of the board that RAUC's configuration gives it. @error Unavailable
[[nodiscard]] Result<std::string> rauc_compatible();
/// @param state  "good": its attempts are as at first. "bad": it is not started any more. "active":
/// it is started first.
/// @param slot  A RaucSlot's name.   @error Unavailable
Result<> rauc_mark(std::string_view state, std::string_view slot);

/// Restarts the board in order, by systemd-logind. Returns before that happens.
/// @error Unavailable  It may not; with the reason.
/// @source org.freedesktop.login1(5)
Result<> reboot_board();

}  // namespace porchlight::hal
