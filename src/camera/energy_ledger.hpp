// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/units.hpp"
#include "device/energy.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::camera {

/// What each use draws. @source Our own estimates for a small board (no maker publishes them);
/// a board's builder measures and puts own figures into the board file.
struct EnergyRates {
    std::array<double, device::kEnergyUses> milliwatts{3, 60, 900, 1100, 700, 8, 0};
    double wake_milliwatt_hours = 0.5;
    /// What new cells hold. @source Two lithium AA of 1.5 V and 3000 mAh (origin articles C35).
    double cells_milliwatt_hours = 9000;
};

/// What used how much energy since new cells went in, and for how many days there is enough left.
/// It counts by time and rate; nothing is measured. Strand-bound, pure.
class EnergyLedger {
  public:
    using Amounts = std::array<double, device::kEnergyUses>;  ///< mWh by use.

    /// @param used Of an earlier run since the same new cells.   @param age How long ago these went
    /// in, time without power not counted.
    explicit EnergyLedger(EnergyRates rates, const Amounts& used = {}, Microseconds age = {});

    /// From now on it goes on, or not.
    void set(device::EnergyUse use, bool goes_on, MonotonicTime now);
    /// The device woke because something moved.
    void count_wake();
    /// Counts up to now.
    void advance(MonotonicTime now);
    /// All counts from nothing.
    void new_cells(MonotonicTime now);

    [[nodiscard]] const Amounts& used() const { return used_; }
    [[nodiscard]] double total() const;  ///< mWh.
    [[nodiscard]] Microseconds age() const { return age_; }
    /// What used most; nothing if nothing was used.
    [[nodiscard]] std::optional<device::EnergyUse> largest() const;
    /// Days left at the average since new cells; never less than 0. Nothing before `kTooEarly`: a
    /// first hour says little about a year. Nothing if nothing was used.
    [[nodiscard]] std::optional<double> days_left() const;
    static constexpr std::chrono::hours kTooEarly{24};
    /// All of it for whoever owns the device, in whole tenths.
    [[nodiscard]] device::EnergyAccount account() const;

  private:
    EnergyRates rates_;
    Amounts used_;
    Microseconds age_;
    std::array<bool, device::kEnergyUses> goes_on_{true};  // standby
    std::optional<MonotonicTime> counted_to_;
};

/// An account as text for a file, and back; nothing if it is not such a text.
[[nodiscard]] std::string to_text(const EnergyLedger& ledger);
[[nodiscard]] std::optional<EnergyLedger> parse_ledger(std::string_view text,
                                                       const EnergyRates& rates);

/// Tells new cells from old ones that rested: the voltage of each rises by that much at once, to
/// what only a new cell has. @source Lithium AA cells rest at 1.7 to 1.8 V when new; a used one
/// recovers by some 50 mV (`device::BatteryThresholds::recovery`).
[[nodiscard]] bool are_new_cells(Millivolts before, Millivolts now);

}  // namespace porchlight::camera
