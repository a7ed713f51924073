// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/device_store.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>
#include <string>
#include <vector>

// What each call of DeviceStore does, as plain functions on the one connection; as tables.hpp.

namespace porchlight::store::sqlite {

// devices.cpp
Result<std::vector<Device>> devices(Connection& db, HomeId home);
Result<Device> device(Connection& db, const Serial& serial);
Result<> add_device(Connection& db, const Device& device);
Result<Device> change_device(Connection& db, const Device& changed);
Result<std::vector<Device>> contests_over(Connection& db, UtcTime now);
Result<DesiredSettings> desired_settings(Connection& db, const Serial& serial);
Result<std::int64_t> want_settings(Connection& db, const Serial& serial,
                                   const std::string& settings);
Result<> settings_applied(Connection& db, const Serial& serial, std::int64_t revision,
                          const std::optional<std::string>& problem);
Result<std::int64_t> add_command(Connection& db, const DeviceCommand& command);
Result<std::vector<DeviceCommand>> waiting_commands(Connection& db, const Serial& serial);
Result<std::vector<DeviceCommand>> commands(Connection& db, const Serial& serial, int limit);
Result<> finish_command(Connection& db, const Serial& serial, std::int64_t id, CommandState state,
                        const std::string& sentence, UtcTime at);
Result<> expire_commands(Connection& db, UtcTime before, UtcTime now);
Result<> set_health(Connection& db, const std::vector<DeviceHealth>& health);
Result<std::vector<DeviceHealth>> health(Connection& db);

// telemetry.cpp
Result<> add_telemetry(Connection& db, const std::vector<TelemetrySample>& samples);
Result<TelemetrySeries> telemetry(Connection& db, const Serial& serial, UtcTime from, UtcTime to);
Result<> trim_telemetry(Connection& db, TelemetryLimits limits);

}  // namespace porchlight::store::sqlite
