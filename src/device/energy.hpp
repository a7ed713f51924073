// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/energy.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace porchlight::device {

/// What a device's energy goes into. Several may go on at a time; each is counted for itself.
enum class EnergyUse : std::uint8_t {
    Standby,    ///< Always: memory kept, button and motion sensor watched.
    Radio,      ///< On the Wi-Fi, or looking for it.
    Recording,  ///< Sensor, encoder and storage, while a clip is made.
    Live,       ///< The same, while somebody watches.
    Infrared,   ///< The lamp for the night.
    StatusLight,
    MotionWake,  ///< Each time that something moves: starting up to look.
};
inline constexpr std::size_t kEnergyUses = 7;
/// As people read it: "radio", "motion wakes".
[[nodiscard]] std::string_view name_of(EnergyUse use);

/// An amount for each use.
struct EnergyByUse {
    std::array<MilliwattHours, kEnergyUses> amounts{};

    [[nodiscard]] MilliwattHours& operator[](EnergyUse use) {
        return amounts.at(static_cast<std::size_t>(use));
    }
    [[nodiscard]] const MilliwattHours& operator[](EnergyUse use) const {
        return amounts.at(static_cast<std::size_t>(use));
    }
    bool operator==(const EnergyByUse&) const = default;
};

/// What a device's own ledger says: where the energy of its cells went, and how long they last. It
/// counts by time and by what each use is known to draw; no current is measured.
struct EnergyAccount {
    /// Since new cells went in, time without power not counted.
    std::chrono::seconds counted_for{};
    /// At the average since then, 0 to `kMostDaysLeft`. Nothing while too little was counted.
    std::optional<double> days_left = std::nullopt;
    EnergyByUse used{};

    bool operator==(const EnergyAccount&) const = default;
};
/// Milliwatt hours: far more than any cells hold.
inline constexpr double kMostEnergy = 1e9;
/// A hundred years: longer than any cell keeps.
inline constexpr double kMostDaysLeft = 36'500;

}  // namespace porchlight::device
