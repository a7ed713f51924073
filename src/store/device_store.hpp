// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"
#include "store/device_types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::store {

/// The part of a Store that remembers paired devices: whose they are, what is wanted of them, and
/// how they have been. The same promises and common errors as Store.
class DeviceStore {
  public:
    DeviceStore() = default;
    DeviceStore(const DeviceStore&) = delete;
    DeviceStore& operator=(const DeviceStore&) = delete;
    DeviceStore(DeviceStore&&) = delete;
    DeviceStore& operator=(DeviceStore&&) = delete;
    virtual ~DeviceStore() = default;

    /// Those that the home owns, is offered or contests, by serial.
    virtual rt::Task<std::vector<Device>> devices(HomeId home) = 0;
    /// Whoever owns it. @error NotFound
    virtual rt::Task<Device> device(Serial serial) = 0;
    /// @error AlreadyExists  There is one with this serial: exactly one of many callers succeeds.
    virtual rt::Task<> add_device(Device device) = 0;
    /// Keeps `device` if the stored one still has its `version`, which then grows by one. When it
    /// changes owner, its settings, commands, telemetry and health are forgotten: they are
    /// the old owner's.
    /// @return As stored. @error FailedPrecondition  Somebody else has changed it meanwhile: read
    /// it
    ///         again.   @error NotFound
    virtual rt::Task<Device> change_device(Device device) = 0;
    /// Contested ones whose time is up.
    virtual rt::Task<std::vector<Device>> contests_over(UtcTime now) = 0;

    /// Revision 0 when nothing was ever wanted. @error NotFound  No such device.
    virtual rt::Task<DesiredSettings> desired_settings(Serial serial) = 0;
    /// @return The new revision. @error NotFound
    virtual rt::Task<std::int64_t> want_settings(Serial serial, std::string settings) = 0;
    /// Ignored when a newer one was applied already. @error NotFound
    virtual rt::Task<> settings_applied(Serial serial, std::int64_t revision,
                                        std::optional<std::string> problem) = 0;

    /// @return Its id; `id` of what is given is not looked at. @error NotFound  No such device.
    virtual rt::Task<std::int64_t> add_command(DeviceCommand command) = 0;
    /// Waiting ones, oldest first.
    virtual rt::Task<std::vector<DeviceCommand>> waiting_commands(Serial serial) = 0;
    /// Newest first.
    virtual rt::Task<std::vector<DeviceCommand>> commands(Serial serial, int limit) = 0;
    /// Only a waiting command of that device; success and no change for any other.
    virtual rt::Task<> finish_command(Serial serial, std::int64_t id, CommandState state,
                                      std::string sentence, UtcTime at) = 0;
    /// Those that have waited since before `before`. Forgets all but the newest 100 of each device.
    virtual rt::Task<> expire_commands(UtcTime before, UtcTime now) = 0;

    /// All or nothing. A second sample of a device at the same moment replaces the first; samples
    /// of unknown devices are left out.
    virtual rt::Task<> add_telemetry(std::vector<TelemetrySample> samples) = 0;
    /// Of [from, to).
    virtual rt::Task<TelemetrySeries> telemetry(Serial serial, UtcTime from, UtcTime to) = 0;
    /// Turns the oldest samples into hours, and forgets the oldest hours.
    virtual rt::Task<> trim_telemetry(TelemetryLimits limits) = 0;

    /// All or nothing; unknown devices are left out.
    virtual rt::Task<> set_health(std::vector<DeviceHealth> health) = 0;
    /// Of every device that was ever heard.
    virtual rt::Task<std::vector<DeviceHealth>> health() = 0;
};

}  // namespace porchlight::store
