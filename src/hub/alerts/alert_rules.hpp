// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "device/telemetry.hpp"
#include "store/alert_store.hpp"
#include "store/types.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// When something becomes an alert. Pure.
namespace porchlight::hub {

/// One for each kind: what holds until an owner says otherwise.
[[nodiscard]] std::span<const store::AlertRule> usual_alert_rules();
/// The camera's own, else the one for all cameras, else the usual one. Points into `rules` or lives
/// for ever.
[[nodiscard]] const store::AlertRule& alert_rule(const std::vector<store::AlertRule>& rules,
                                                 store::AlertKind kind, CameraId camera);
/// Whether `local`, minutes of the home's day, is within them.
[[nodiscard]] bool is_within(const store::QuietHours& hours, std::chrono::minutes local);

/// What becomes of something that happened.
enum class AlertVerdict : std::uint8_t {
    Nothing,  ///< Nobody wants to know, or the last one is too fresh.
    Listed,   ///< It is quiet hours: it can be read, and nobody is disturbed.
    Told,
};

/// Remembers when the last alerts were, so that a windy tree does not ring forty times.
///
/// ```
///   off ──────────────▶ Nothing
///   last one too fresh ▶ Nothing       somebody rang there just now, and it is motion ▶ Nothing
///   quiet hours ───────▶ Listed
///   else ──────────────▶ Told
/// ```
/// Strand-bound.
class AlertGate {
  public:
    /// Whoever rings also moves: told once.
    static constexpr std::chrono::seconds kRingHidesMotion{15};

    struct Moment {
        MonotonicTime at;
        std::chrono::minutes local{};  ///< Of the home's day.
    };
    /// Something happened that `rule` is about. Unless it comes to nothing, the rest begins.
    AlertVerdict decide(const store::AlertRule& rule, CameraId camera, const Moment& now);

  private:
    [[nodiscard]] bool is_resting(const store::AlertRule& rule, CameraId camera,
                                  MonotonicTime now) const;

    std::map<std::pair<store::AlertKind, CameraId>, MonotonicTime> last_;
};

/// How cells stand. Between the two, what was said last holds, so that cells that waver are told
/// once.
enum class CellState : std::uint8_t { Low, Fine };
inline constexpr int kLowPercent = 15;
inline constexpr int kFinePercent = 25;
inline constexpr double kLowDays = 14;
inline constexpr double kFineDays = 21;
/// Nothing: nobody can tell, or between the two.
[[nodiscard]] std::optional<CellState> cell_state(const device::Telemetry& telemetry);
/// "About 9 days are left.", "12 % is left."
[[nodiscard]] std::string cells_left(const device::Telemetry& telemetry);

/// What an alert is called, for a person: "Motion at Porch".
[[nodiscard]] std::string alert_title(const store::Alert& alert);

/// Whether that person may know of it: viewers of what the cameras see, members of all but others'
/// sign-ins, owners of everything.
[[nodiscard]] bool may_see_alert(const store::Alert& alert, UserId who, store::Role role);

}  // namespace porchlight::hub
