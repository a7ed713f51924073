// SPDX-License-Identifier: Apache-2.0
#include "device/link_message.hpp"
#include "hub/api/device_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/devices/device_service.hpp"

#include <algorithm>

namespace porchlight::hub::api {

namespace {

constexpr std::chrono::days kLongestSeries{401};

/// Of the path; one that is none names no device.
Serial serial_of(const Call& call) {
    return Serial::parse(call.path.front()).value_or(Serial());
}

template <typename Unit>
auto count_of(const std::optional<Unit>& value) -> std::optional<decltype(value->count())> {
    return value ? std::optional(value->count()) : std::nullopt;
}

EnergyItem item_of(const device::EnergyAccount& account) {
    EnergyItem item;
    item.counted_s = account.counted_for.count();
    item.days_left = account.days_left;
    for (std::size_t i = 0; i < device::kEnergyUses; ++i) {
        const auto use = static_cast<device::EnergyUse>(i);
        if (account.used[use] > MilliwattHours(0)) {
            item.uses.push_back({std::string(device::word_of(use)), account.used[use].count()});
        }
    }
    std::ranges::sort(item.uses, std::ranges::greater(), &EnergyUseItem::mwh);
    return item;
}

TelemetryItem item_of(const device::Telemetry& telemetry) {
    TelemetryItem item;
    item.battery_mv = count_of(telemetry.battery);
    item.battery_percent = telemetry.battery_percent;
    item.energy_used_mwh = count_of(telemetry.energy_used);
    if (telemetry.energy) {
        item.energy = item_of(*telemetry.energy);
    }
    item.rssi_dbm = count_of(telemetry.rssi);
    item.rate_kbps = count_of(telemetry.rate);
    if (telemetry.band) {
        item.band = std::string(device::word_of(*telemetry.band));
    }
    item.channel = telemetry.channel;
    if (telemetry.temperature) {
        item.temperature_c = telemetry.temperature->degrees();
    }
    item.storage_used = count_of(telemetry.storage_used);
    item.storage_total = count_of(telemetry.storage_total);
    item.night_lamp = telemetry.night_lamp;
    item.uptime_s = telemetry.uptime.count();
    item.reboot = std::string(device::word_of(telemetry.reboot));
    item.firmware = telemetry.firmware;
    item.stage = std::string(device::word_of(telemetry.stage));
    item.light = std::string(device::word_of(telemetry.light));
    return item;
}

std::optional<CameraId> camera_of(const Services* hub, const Serial& serial) {
    const auto cameras = hub->cameras->list();
    const auto found = std::ranges::find(cameras, std::optional(serial), &CameraView::device);
    return found == cameras.end() ? std::nullopt : std::optional(found->id);
}

DeviceItem item_of(const DeviceView& view, const Services* hub) {
    const HomeId home = hub->home;
    DeviceItem item;
    item.camera = camera_of(hub, view.device.serial);
    item.serial = view.device.serial.text();
    item.model = view.device.model;
    item.name = view.device.name;
    item.binding = view.device.binding;
    item.yours = view.device.owner == home;
    item.contest_ends = view.device.contest_ends;
    item.health = view.health.state;
    item.sentence = view.health.sentence;
    item.last_seen = view.health.last_seen;
    item.address = view.health.address;
    if (view.health.telemetry) {
        item.telemetry = item_of(*view.health.telemetry);
    }
    item.settings_revision = view.settings.revision;
    item.settings_applied = view.settings.applied;
    item.settings_problem = view.settings.problem;
    return item;
}

CommandItem item_of(const store::DeviceCommand& command) {
    const auto action = device::command_action_from_json(command.action);
    return {command.id,       action ? std::string(device::word_of(*action)) : "",
            command.created,  command.state,
            command.finished, command.sentence};
}

device::CommandAction action_of(const CommandRequest& request) {
    switch (request.kind) {
        case CommandKind::Snapshot:
            return device::TakeSnapshot{};
        case CommandKind::Restart:
            return device::Restart{};
        case CommandKind::Identify:
            return device::Identify{};
        case CommandKind::Firmware:
            return device::FirmwareOffer{request.version.value_or(""), Bytes(0)};
    }
    return device::Identify{};
}

rt::Task<DeviceItem> show(const Services* hub, Serial serial) {
    auto viewing = hub->devices->view(std::move(serial), hub->home);
    PL_CO_TRY(const auto view, co_await std::move(viewing));
    co_return item_of(view, hub);
}

Reply<DeviceList> list_devices(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               Nothing /*body*/) {
    auto viewing = hub->devices->views(hub->home);
    PL_CO_TRY(const auto views, co_await std::move(viewing));
    DeviceList list;
    for (const DeviceView& view : views) {
        list.devices.push_back(item_of(view, hub));
    }
    co_return list;
}

Reply<DeviceItem> show_device(const Services* hub, CallPtr call, Nothing /*query*/,
                              Nothing /*body*/) {
    auto showing = show(hub, serial_of(*call));
    co_return co_await std::move(showing);
}

Reply<DeviceItem> rename_device(const Services* hub, CallPtr call, Nothing /*query*/,
                                DeviceChange body) {
    const Serial serial = serial_of(*call);
    auto renaming = hub->devices->registry().rename(serial, hub->home, std::move(body.name));
    PL_CO_TRY(const auto renamed, co_await std::move(renaming));
    auto showing = show(hub, serial);
    co_return co_await std::move(showing);
}

Reply<Nothing> remove_device(const Services* hub, CallPtr call, Nothing /*query*/,
                             Nothing /*body*/) {
    auto removing = hub->devices->registry().remove(serial_of(*call), hub->home);
    PL_CO_TRY_VOID(co_await std::move(removing));
    co_return Nothing();
}

Reply<DeviceItem> offer_device(const Services* hub, CallPtr call, Nothing /*query*/,
                               OfferRequest body) {
    const Serial serial = serial_of(*call);
    auto offering = hub->devices->registry().offer(serial, hub->home, body.home);
    PL_CO_TRY(const auto offered, co_await std::move(offering));
    auto showing = show(hub, serial);
    co_return co_await std::move(showing);
}

Reply<DeviceItem> withdraw_offer(const Services* hub, CallPtr call, Nothing /*query*/,
                                 Nothing /*body*/) {
    const Serial serial = serial_of(*call);
    auto withdrawing = hub->devices->registry().withdraw(serial, hub->home);
    PL_CO_TRY(const auto kept, co_await std::move(withdrawing));
    auto showing = show(hub, serial);
    co_return co_await std::move(showing);
}

Reply<DeviceItem> accept_offer(const Services* hub, CallPtr call, Nothing /*query*/,
                               Nothing /*body*/) {
    const Serial serial = serial_of(*call);
    auto accepting = hub->devices->registry().accept(serial, hub->home);
    PL_CO_TRY(const auto accepted, co_await std::move(accepting));
    auto showing = show(hub, serial);
    co_return co_await std::move(showing);
}

Reply<DeviceItem> keep_device(const Services* hub, CallPtr call, Nothing /*query*/,
                              Nothing /*body*/) {
    const Serial serial = serial_of(*call);
    auto keeping = hub->devices->registry().keep(serial, hub->home);
    PL_CO_TRY(const auto kept, co_await std::move(keeping));
    auto showing = show(hub, serial);
    co_return co_await std::move(showing);
}

Reply<device::DeviceSettings> show_settings(const Services* hub, CallPtr call, Nothing /*query*/,
                                            Nothing /*body*/) {
    auto reading = hub->devices->settings(serial_of(*call), hub->home);
    co_return co_await std::move(reading);
}

Reply<device::DeviceSettings> change_settings(const Services* hub, CallPtr call, Nothing /*query*/,
                                              PatchOf<device::DeviceSettings> body) {
    const Serial serial = serial_of(*call);
    auto reading = hub->devices->settings(serial, hub->home);
    PL_CO_TRY(auto settings, co_await std::move(reading));
    if (const auto problem = body.apply(settings)) {
        co_return Failure(Error(ErrorCode::InvalidArgument, problem->sentence), problem->field);
    }
    auto wanting = hub->devices->want(serial, hub->home, settings);
    PL_CO_TRY_VOID(co_await std::move(wanting));
    co_return settings;
}

Reply<CommandList> list_commands(const Services* hub, CallPtr call, Nothing /*query*/,
                                 Nothing /*body*/) {
    auto reading = hub->devices->commands(serial_of(*call), hub->home);
    PL_CO_TRY(const auto commands, co_await std::move(reading));
    CommandList list;
    for (const store::DeviceCommand& command : commands) {
        list.commands.push_back(item_of(command));
    }
    co_return list;
}

Reply<CommandList> give_command(const Services* hub, CallPtr call, Nothing query,
                                CommandRequest body) {
    auto giving = hub->devices->command(serial_of(*call), hub->home, action_of(body));
    if (const auto given = co_await std::move(giving); !given) {
        co_return Failure(given.error(),
                          given.error().code() == ErrorCode::InvalidArgument ? "version" : "");
    }
    auto listing = list_commands(hub, std::move(call), query, Nothing());
    co_return co_await std::move(listing);
}

Reply<http::Response> show_snapshot(const Services* hub, CallPtr call, Nothing /*query*/,
                                    Nothing /*body*/) {
    const Serial serial = serial_of(*call);
    auto finding = hub->devices->registry().owned(serial, hub->home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    const auto snapshot = hub->devices->links().snapshot(serial);
    if (!snapshot) {
        co_return Failure(
            Error(ErrorCode::NotFound, "It has not taken a picture yet. Ask it for one."));
    }
    http::Response response = http::text_response(200, "image/jpeg", snapshot->jpeg);
    response.headers.set("Cache-Control", "private, no-store");
    co_return response;
}

Reply<TelemetryView> show_telemetry(const Services* hub, CallPtr call, TelemetryQuery query,
                                    Nothing /*body*/) {
    if (query.to <= query.from || query.to - query.from > kLongestSeries) {
        co_return Failure(
            Error(ErrorCode::InvalidArgument, "`to` must be after `from`, at most 400 days later."),
            "to");
    }
    auto reading = hub->devices->telemetry(serial_of(*call), hub->home, query.from, query.to);
    PL_CO_TRY(auto series, co_await std::move(reading));
    co_return TelemetryView{std::move(series.hours), std::move(series.samples)};
}

Reply<FirmwareList> list_firmware(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                  Nothing /*body*/) {
    PL_CO_TRY(auto bundles, co_await hub->devices->firmware());
    FirmwareList list;
    for (FirmwareShelf::Bundle& bundle : bundles) {
        list.bundles.push_back({std::move(bundle.version), bundle.size.count()});
    }
    co_return list;
}

}  // namespace

void add_device_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string one = "/api/v1/devices/{id}";
    table.add(hub, {Method::Get, "/api/v1/devices", Access::Member, "Paired devices"},
              list_devices);
    table.add(hub, {Method::Get, one, Access::Member, "One paired device"}, show_device);
    table.add(hub, {Method::Patch, one, Access::Owner, "Rename a device"}, rename_device);
    table.add(hub,
              {Method::Delete, one, Access::Owner,
               "Delete a device: it belongs to nobody, and anybody can pair it"},
              remove_device);
    table.add(hub, {Method::Put, one + "/offer", Access::Owner, "Hand a device to another home"},
              offer_device);
    table.add(hub, {Method::Delete, one + "/offer", Access::Owner, "Take an offer back"},
              withdraw_offer);
    table.add(hub, {Method::Post, one + "/accept", Access::Owner, "Take what is offered"},
              accept_offer);
    table.add(hub,
              {Method::Post, one + "/keep", Access::Owner,
               "Say that a device that another home asks for stays yours"},
              keep_device);
    table.add(hub, {Method::Get, one + "/settings", Access::Member, "What a device is to do"},
              show_settings);
    table.add(hub,
              {Method::Patch, one + "/settings", Access::Owner,
               "Change what a device is to do, now or when it is back"},
              change_settings);
    table.add(hub, {Method::Get, one + "/commands", Access::Member, "What a device was asked"},
              list_commands);
    table.add(hub, {Method::Post, one + "/commands", Access::Owner, "Ask a device to do something"},
              give_command);
    table.add(hub,
              {Method::Get, one + "/snapshot", Access::Member,
               "The picture that a device took when it was last asked", 200, "image/jpeg"},
              show_snapshot);
    table.add(hub, {Method::Get, one + "/telemetry", Access::Member, "How a device has been"},
              show_telemetry);
    table.add(hub,
              {Method::Get, "/api/v1/firmware", Access::Member, "What can be offered to devices"},
              list_firmware);
}

}  // namespace porchlight::hub::api
