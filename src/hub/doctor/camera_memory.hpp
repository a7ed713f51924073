// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "hub/devices/health_ledger.hpp"
#include "hub/doctor/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace porchlight::hub {

/// How a camera was when it last gave video, and what has changed here since: the cheapest strong
/// evidence there is. Holds no login, only that it was changed.
struct CameraMemory {
    std::optional<UtcTime> worked;  ///< When video last came; nothing: never yet.
    // As it was then.
    std::string firmware;
    std::optional<int> channel;
    std::string link_address;  ///< Of a paired device.
    std::string mac;           ///< Of its network card; empty: not on the hub's own wire.
    int width = 0;             ///< Of its picture.
    int height = 0;
    // Since then.
    bool is_login_changed = false;
    bool is_address_changed = false;  ///< Host, port or path, by its owner.
    bool has_clock_jumped = false;
    bool operator==(const CameraMemory&) const = default;
};

/// Its video comes: this is how it is when it works.
[[nodiscard]] CameraMemory working(UtcTime now, const std::optional<HealthView>& health);
/// Its owner gave it another address; `before` and `now` are whole URLs with logins.
void note_new_url(CameraMemory& memory, const Secret& before, const Secret& now);

/// What is different. @param health Of a paired device, as it is now.
[[nodiscard]] EvidenceList evidence_of(const CameraMemory& memory,
                                       const std::optional<HealthView>& health);

[[nodiscard]] std::string to_json(const CameraMemory& memory);
/// @error InvalidArgument
Result<CameraMemory> camera_memory_from_json(std::string_view text);

}  // namespace porchlight::hub
