// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace porchlight::device {

/// Firmware is kept twice; an update is written to the slot that is not running.
enum class FirmwareSlot : std::uint8_t { A, B };

[[nodiscard]] constexpr FirmwareSlot other(FirmwareSlot slot) {
    return slot == FirmwareSlot::A ? FirmwareSlot::B : FirmwareSlot::A;
}

struct Firmware {
    FirmwareSlot running = FirmwareSlot::A;
    bool on_trial = false;  ///< Installed, but it has not passed its first self-test yet.
    bool operator==(const Firmware&) const = default;
};

/// A factory reset, one write to flash after the other, in this order. From Mark to Unmark the mark
/// says that an erase is under way: whatever cuts it off, the next boot goes on with it. Repeating
/// a step does no harm.
///
/// Clips are in none of them. A camera has none; a hub forgets the link to its drive, and the drive
/// stays as it is. Source: origin article C14.
enum class EraseStep : std::uint8_t {
    Mark,
    HubKey,
    WifiCredentials,
    Settings,
    StorageLink,
    Unmark
};

/// What a device remembers without power. Which home owns it is not in here: see `Binding`.
struct Memory {
    bool has_hub_key = false;
    bool has_wifi_credentials = false;
    bool has_settings = false;
    bool has_storage_link = false;
    Firmware firmware = {};
    std::optional<EraseStep> erase_at =
        std::nullopt;  ///< The step that comes next, while the mark is set.
    bool operator==(const Memory&) const = default;
};

/// Knows a network and a hub, all of it, and is not being erased.
[[nodiscard]] constexpr bool is_paired(const Memory& memory) {
    return memory.has_wifi_credentials && memory.has_hub_key && !memory.erase_at;
}

/// The step of a factory reset that is to be done next; Mark if none has begun.
[[nodiscard]] constexpr EraseStep next_erase_step(const Memory& memory) {
    return memory.erase_at.value_or(EraseStep::Mark);
}

/// The memory once `next_erase_step` is written. After Unmark all is forgotten but the firmware.
[[nodiscard]] constexpr Memory after_erase_step(Memory memory) {
    switch (next_erase_step(memory)) {
        case EraseStep::Mark:
            memory.erase_at = EraseStep::HubKey;
            break;
        case EraseStep::HubKey:
            memory.has_hub_key = false;
            memory.erase_at = EraseStep::WifiCredentials;
            break;
        case EraseStep::WifiCredentials:
            memory.has_wifi_credentials = false;
            memory.erase_at = EraseStep::Settings;
            break;
        case EraseStep::Settings:
            memory.has_settings = false;
            memory.erase_at = EraseStep::StorageLink;
            break;
        case EraseStep::StorageLink:
            memory.has_storage_link = false;
            memory.erase_at = EraseStep::Unmark;
            break;
        case EraseStep::Unmark:
            memory.erase_at.reset();
            break;
    }
    return memory;
}

}  // namespace porchlight::device
