// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/serial.hpp"
#include "device/telemetry.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// How a device is, by what was heard of it and when.
enum class HealthState : std::uint8_t {
    NeverSeen,      ///< Paired, and not one telemetry yet.
    Online,         ///< Its link is up, and its last telemetry is at most 90 s old.
    Quiet,          ///< Its link is up, and it has said nothing for longer.
    Offline,        ///< Its link has ended.
    NotSinceStart,  ///< The hub has begun anew and has not heard it yet.
};

struct HealthView {
    HealthState state = HealthState::NeverSeen;
    std::optional<UtcTime> last_seen;            ///< By the hub's clock.
    std::optional<device::Telemetry> telemetry;  ///< The last one, however old.
    std::string address;                         ///< Where it was last connected from.
    std::string sentence;                        ///< For a householder.
    /// Since the last sign of it, and since its last telemetry; nothing since the hub began.
    std::optional<std::chrono::seconds> heard_ago;
    std::optional<std::chrono::seconds> told_ago;
};

/// How every device has been: its last telemetry, when it was last heard, and all of it as a time
/// series in the store. The state is worked out anew each time somebody asks, from the monotonic
/// clock, so that "online" can never be left over.
///
/// What is heard is kept in memory and written together by `flush`: a thousand devices at one
/// telemetry each 30 s are one transaction a minute. A kill costs at most what came since.
/// Strand-bound.
class HealthLedger {
  public:
    /// Three telemetries of the usual 30 s.
    static constexpr std::chrono::seconds kFresh{90};
    static constexpr std::chrono::seconds kFlushEvery{60};
    /// More of them than this wait for a flush only when the store fails; the oldest are dropped.
    static constexpr std::size_t kMostWaiting = 100'000;

    /// Both outlive this.
    HealthLedger(store::Store& store, const Clock& clock);

    /// What the store remembers; before anything else.
    rt::Task<> load();

    void linked(const Serial& serial, std::string address);
    void heard(const Serial& serial, device::Telemetry telemetry);
    void unlinked(const Serial& serial);
    /// It has changed hands: nothing of it may be shown any more.
    void forget(const Serial& serial);

    [[nodiscard]] HealthView view(const Serial& serial) const;

    /// Writes what has come since. @error As the store's; what was not written is tried again.
    rt::Task<> flush();

  private:
    struct Entry {
        std::optional<device::Telemetry> telemetry;
        std::optional<UtcTime> last_seen;
        /// The last sign of it, by the clock that never jumps; unset since the hub began.
        std::optional<MonotonicTime> heard;
        std::optional<MonotonicTime> told;  ///< The last telemetry, likewise.
        bool linked = false;
        bool dirty = false;
        std::string address;
    };
    [[nodiscard]] HealthState state_of(const Entry& entry) const;
    [[nodiscard]] std::vector<store::DeviceHealth> dirty_rows();

    store::Store* store_;
    const Clock* clock_;
    std::map<Serial, Entry> entries_;
    std::vector<store::TelemetrySample> waiting_;
    std::optional<MonotonicTime> trimmed_;
};

}  // namespace porchlight::hub
