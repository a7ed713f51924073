// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/device_service.hpp"

#include "base/log.hpp"
#include "rt/launch.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace link = net::link;

namespace {

constexpr std::chrono::hours kHouseEvery{1};
constexpr int kCommandsShown = 50;

}  // namespace

DeviceService::DeviceService(Parts parts)
    : parts_(std::move(parts)),
      firmware_(parts_.firmware_folder),
      registry_(
          parts_.store, parts_.clock,
          [this](const auto& before, const auto& after) { links_.on_change(before, after); },
          [this](const store::Alert& alert) { parts_.hooks.told(alert); }),
      ledger_(parts_.store, parts_.clock),
      pairing_({parts_.executor, registry_, parts_.authority, parts_.clock, parts_.addresses,
                [store = &parts_.store](HomeId home) { return home_name(store, home); }}),
      links_({parts_.executor, parts_.files, parts_.store, registry_, ledger_, pairing_,
              parts_.authority, firmware_, parts_.clock, parts_.hooks}) {}

DeviceService::~DeviceService() = default;

rt::Task<std::string> DeviceService::home_name(store::Store* store, HomeId home) {
    PL_CO_TRY(const auto homes, co_await store->homes());
    const auto found = std::ranges::find(homes, home, &store::Home::id);
    co_return found == homes.end() ? std::string() : found->name;
}

rt::Task<> DeviceService::start(std::vector<Listen> listens, net::tls::Credentials server) {
    PL_CO_TRY_VOID(co_await ledger_.load());
    house_.emplace(parts_.executor, "devices", keep_house());
    flushing_.emplace(parts_.executor, "telemetry", flush_often());
    PL_CO_TRY(const auto context,
              link::LinkContext::for_hub(server, parts_.authority.certificate_pem()));
    for (const Listen& listen : listens) {
        link::LinkListener::Options options;
        options.address = listen.address;
        options.port = listen.port;
        options.limits = listen.limits;
        options.context = context;
        options.handler = [this](std::unique_ptr<link::Link> taken) {
            return links_.serve(std::move(taken));
        };
        PL_CO_TRY(auto listener, link::LinkListener::create(parts_.executor, std::move(options)));
        listeners_.push_back(std::move(listener));
    }
    co_return Result<>();
}

Result<> DeviceService::set_certificate(const net::tls::Credentials& server) {
    PL_TRY(const auto context,
           link::LinkContext::for_hub(server, parts_.authority.certificate_pem()));
    for (const auto& listener : listeners_) {
        listener->set_context(context);
    }
    return {};
}

rt::Task<> DeviceService::stop() {
    for (auto* job : {&house_, &flushing_}) {
        if (*job) {
            (*job)->cancel();
            std::ignore = co_await (*job)->join();
            job->reset();
        }
    }
    for (const auto& listener : listeners_) {
        PL_CO_TRY_VOID(co_await listener->stop());
    }
    listeners_.clear();
    PL_CO_TRY_VOID(co_await links_.stop());
    co_return co_await ledger_.flush();
}

std::vector<std::uint16_t> DeviceService::ports() const {
    std::vector<std::uint16_t> ports;
    ports.reserve(listeners_.size());
    for (const auto& listener : listeners_) {
        ports.push_back(listener->port());
    }
    return ports;
}

rt::Task<> DeviceService::keep_house() {
    while (true) {
        if (const auto ended = co_await registry_.end_contests(); !ended) {
            log::warning("devices", "cannot end contests: {}", ended.error().message());
        }
        const UtcTime now = parts_.clock.utc_now();
        auto expiring = parts_.store.expire_commands(now - LinkServer::kCommandLife, now);
        if (const auto expired = co_await std::move(expiring); !expired) {
            log::warning("devices", "cannot expire commands: {}", expired.error().message());
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kHouseEvery));
    }
}

rt::Task<> DeviceService::flush_often() {
    while (true) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(HealthLedger::kFlushEvery));
        if (const auto flushed = co_await ledger_.flush(); !flushed) {
            log::warning("devices", "cannot write telemetry: {}", flushed.error().message());
        }
    }
}

rt::Task<DeviceView> DeviceService::view_of(store::Device device) {
    DeviceView view;
    view.health = ledger_.view(device.serial);
    auto reading = parts_.store.desired_settings(device.serial);
    PL_CO_TRY(view.settings, co_await std::move(reading));
    view.device = std::move(device);
    co_return view;
}

rt::Task<DeviceView> DeviceService::view(Serial serial, HomeId home) {
    auto finding = registry_.owned(std::move(serial), home);
    PL_CO_TRY(auto device, co_await std::move(finding));
    auto viewing = view_of(std::move(device));
    co_return co_await std::move(viewing);
}

rt::Task<std::vector<DeviceView>> DeviceService::views(HomeId home) {
    auto finding = registry_.devices(home);
    PL_CO_TRY(auto devices, co_await std::move(finding));
    std::vector<DeviceView> views;
    for (store::Device& device : devices) {
        if (device.owner != home) {
            // Offered: of its life in the other home nothing is shown.
            store::Device offered = std::move(device);
            offered.name.clear();
            views.push_back({std::move(offered), {}, {}});
            continue;
        }
        auto viewing = view_of(std::move(device));
        PL_CO_TRY(auto view, co_await std::move(viewing));
        views.push_back(std::move(view));
    }
    co_return views;
}

rt::Task<device::DeviceSettings> DeviceService::settings(Serial serial, HomeId home) {
    auto finding = registry_.owned(serial, home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    auto reading = parts_.store.desired_settings(serial);
    PL_CO_TRY(const auto desired, co_await std::move(reading));
    if (desired.revision == 0) {
        co_return device::DeviceSettings();
    }
    co_return device::device_settings_from_json(desired.settings);
}

rt::Task<> DeviceService::want(Serial serial, HomeId home, device::DeviceSettings settings) {
    auto finding = registry_.owned(serial, home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    auto wanting = parts_.store.want_settings(serial, device::to_json(settings));
    const auto revision = co_await std::move(wanting);
    links_.wake(serial);
    co_return revision ? Result<>() : Result<>(revision.error());
}

rt::Task<> DeviceService::give_name(Serial serial, HomeId home, std::string name) {
    auto finding = registry_.owned(serial, home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    if (device.name == name) {
        co_return Result<>();
    }
    auto renaming = registry_.rename(std::move(serial), home, std::move(name));
    PL_CO_TRY(const auto renamed, co_await std::move(renaming));
    co_return Result<>();
}

rt::Task<> DeviceService::follow(CameraView camera, HomeId home) {
    if (!camera.device) {
        co_return Result<>();
    }
    auto naming = give_name(*camera.device, home, camera.settings.name);
    PL_CO_TRY_VOID(co_await std::move(naming));
    auto reading = settings(*camera.device, home);
    PL_CO_TRY(const auto before, co_await std::move(reading));
    device::DeviceSettings wanted = before;
    const store::CameraSettings& chosen = camera.settings;
    wanted.armed = camera.armed;
    wanted.sensitivity = chosen.sensitivity;
    wanted.pre_roll = chosen.pre_roll;
    wanted.post_roll = chosen.post_roll;
    wanted.max_clip = chosen.max_clip;
    wanted.record_audio = chosen.record_audio;
    if (wanted == before) {
        co_return Result<>();
    }
    auto wanting = want(*camera.device, home, wanted);
    co_return co_await std::move(wanting);
}

rt::Task<std::int64_t> DeviceService::command(Serial serial, HomeId home,
                                              device::CommandAction action) {
    auto finding = registry_.owned(serial, home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    if (auto* offer = std::get_if<device::FirmwareOffer>(&action)) {
        auto look = [shelf = firmware_, version = offer->version] { return shelf.size(version); };
        PL_CO_TRY(offer->size, co_await rt::offload(parts_.files, std::move(look)));
    }
    store::DeviceCommand command;
    command.serial = serial;
    command.action = device::to_json(action);
    command.created = parts_.clock.utc_now();
    auto adding = parts_.store.add_command(std::move(command));
    PL_CO_TRY(const auto id, co_await std::move(adding));
    links_.wake(serial);
    co_return id;
}

rt::Task<std::vector<FirmwareShelf::Bundle>> DeviceService::firmware() {
    auto look = [shelf = firmware_] { return Result(shelf.bundles()); };
    co_return co_await rt::offload(parts_.files, std::move(look));
}

rt::Task<std::vector<store::DeviceCommand>> DeviceService::commands(Serial serial, HomeId home) {
    auto finding = registry_.owned(serial, home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    auto reading = parts_.store.commands(std::move(serial), kCommandsShown);
    co_return co_await std::move(reading);
}

rt::Task<store::TelemetrySeries> DeviceService::telemetry(Serial serial, HomeId home, UtcTime from,
                                                          UtcTime to) {
    auto finding = registry_.owned(serial, home);
    PL_CO_TRY(const auto device, co_await std::move(finding));
    auto reading = parts_.store.telemetry(std::move(serial), from, to);
    co_return co_await std::move(reading);
}

}  // namespace porchlight::hub
