// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <chrono>
#include <string>

namespace date {
class time_zone;
}

namespace porchlight::hub {

/// A time zone of the IANA database, as this machine has it (package tzdata). After 2037 the clocks
/// are taken to stay on winter time. A small value; thread-safe.
class TimeZone {
  public:
    /// @param name "Europe/Berlin"; empty for the machine's. @error InvalidArgument  There is no
    /// such zone.
    static Result<TimeZone> find(const std::string& name);
    /// The machine's own; UTC where it does not say, or knows no zones at all.
    static TimeZone machine();

    [[nodiscard]] std::string name() const;
    /// What a clock on the wall shows then.
    [[nodiscard]] std::chrono::local_time<Microseconds> local(UtcTime time) const;
    /// When a clock on the wall shows that: the first time if it does so twice, and for what it
    /// skips the moment at which it skips.
    [[nodiscard]] UtcTime utc(std::chrono::local_time<Microseconds> time) const;

  private:
    explicit TimeZone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_;  ///< Null: UTC.
};

}  // namespace porchlight::hub
