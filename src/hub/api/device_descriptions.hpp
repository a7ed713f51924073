// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/link_message.hpp"
#include "hub/api/json_types.hpp"
#include "hub/devices/device_service.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::hub::api {
/// What may be asked of a device.
enum class CommandKind : std::uint8_t { Snapshot, Restart, Identify, Firmware };
}  // namespace porchlight::hub::api

namespace porchlight::store {

template <>
std::span<const Name<hub::HealthState>> names_of();
template <>
std::span<const Name<hub::InvitationState>> names_of();
template <>
std::span<const Name<hub::api::CommandKind>> names_of();
template <>
std::span<const Name<net::link::PairingMethod>> names_of();

}  // namespace porchlight::store

/// What requests and answers about paired devices hold; as descriptions.hpp.
namespace porchlight::hub::api {

struct EnergyUseItem {
    std::string use;
    double mwh = 0;
};
struct EnergyItem {
    std::int64_t counted_s = 0;
    std::optional<double> days_left;
    std::vector<EnergyUseItem> uses;
};
struct TelemetryItem {
    std::optional<int> battery_mv;
    std::optional<int> battery_percent;
    std::optional<double> energy_used_mwh;
    std::optional<EnergyItem> energy;
    std::optional<int> rssi_dbm;
    std::optional<int> rate_kbps;
    std::optional<std::string> band;
    std::optional<int> channel;
    std::optional<double> temperature_c;
    std::optional<std::int64_t> storage_used;
    std::optional<std::int64_t> storage_total;
    std::optional<bool> night_lamp;
    std::int64_t uptime_s = 0;
    std::string reboot;
    std::string firmware;
    std::string stage;
    std::string light;
};
struct DeviceItem {
    std::string serial;
    std::string model;
    std::string name;
    store::BindingKind binding = store::BindingKind::Bound;
    bool yours = true;
    std::optional<CameraId> camera;
    std::optional<UtcTime> contest_ends;
    HealthState health = HealthState::NeverSeen;
    std::string sentence;
    std::optional<UtcTime> last_seen;
    std::string address;
    std::optional<TelemetryItem> telemetry;
    std::int64_t settings_revision = 0;
    std::int64_t settings_applied = 0;
    std::optional<std::string> settings_problem;
};
struct DeviceList {
    std::vector<DeviceItem> devices;
};
struct DeviceChange {
    std::string name;
};
struct OfferRequest {
    HomeId home;
};
struct CommandRequest {
    CommandKind kind = CommandKind::Identify;
    std::optional<std::string> version;
};
struct CommandItem {
    std::int64_t id = 0;
    std::string kind;
    UtcTime created;
    store::CommandState state = store::CommandState::Waiting;
    std::optional<UtcTime> finished;
    std::string sentence;
};
struct CommandList {
    std::vector<CommandItem> commands;
};
struct TelemetryQuery {
    UtcTime from;
    UtcTime to;
};
struct TelemetryView {
    std::vector<store::TelemetryHour> hours;
    std::vector<store::TelemetrySample> samples;
};
struct WaitingItem {
    std::string serial;
    std::string model;
    std::vector<net::link::PairingMethod> methods;
    std::string address;
    UtcTime since;
};
struct PairingState {
    std::vector<WaitingItem> waiting;
};
/// The network that a camera is to join.
struct WifiItem {
    std::string ssid;
    std::string password;
};
struct PairRequest {
    std::string serial;
    std::string code;
    std::string label;
    std::string name;
    std::optional<WifiItem> wifi;
    bool contest = false;
};
struct InvitationRequest {
    std::string name;
    std::optional<WifiItem> wifi;
};
struct InvitationItem {
    std::string id;
    std::optional<std::string> text;
    UtcTime expires;
    InvitationState state = InvitationState::Open;
    std::optional<std::string> serial;
    std::string sentence;
};
struct FirmwareItem {
    std::string version;
    std::int64_t bytes = 0;
};
struct FirmwareList {
    std::vector<FirmwareItem> bundles;
};

template <>
Object<EnergyUseItem> describe();
template <>
Object<EnergyItem> describe();
template <>
Object<TelemetryItem> describe();
template <>
Object<DeviceItem> describe();
template <>
Object<DeviceList> describe();
template <>
Object<DeviceChange> describe();
template <>
Object<OfferRequest> describe();
template <>
Object<device::DeviceSettings> describe();
template <>
Object<CommandRequest> describe();
template <>
Object<CommandItem> describe();
template <>
Object<CommandList> describe();
template <>
Object<TelemetryQuery> describe();
template <>
Object<store::TelemetryHour> describe();
template <>
Object<store::TelemetrySample> describe();
template <>
Object<TelemetryView> describe();
template <>
Object<WaitingItem> describe();
template <>
Object<PairingState> describe();
template <>
Object<WifiItem> describe();
template <>
Object<PairRequest> describe();
template <>
Object<InvitationRequest> describe();
template <>
Object<InvitationItem> describe();
template <>
Object<FirmwareItem> describe();
template <>
Object<FirmwareList> describe();

}  // namespace porchlight::hub::api
