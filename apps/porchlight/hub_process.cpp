// SPDX-License-Identifier: Apache-2.0
#include "porchlight/hub_process.hpp"

#include "base/log.hpp"
#include "doctor/knowledge_file.hpp"
#include "household/trial.hpp"
#include "hub/accounts.hpp"
#include "hub/alerts/alert_service.hpp"
#include "hub/api/api.hpp"
#include "hub/demo.hpp"
#include "hub/devices/device_cameras.hpp"
#include "hub/devices/device_service.hpp"
#include "hub/doctor/doctor_service.hpp"
#include "hub/engine.hpp"
#include "hub/house/house_service.hpp"
#include "hub/people/browser_words.hpp"
#include "hub/people/people.hpp"
#include "hub/probes/kernel_tables.hpp"
#include "hub/probes/probes.hpp"
#include "hub/push/push_service.hpp"
#include "hub/replay/replay_service.hpp"
#include "net/address_scope.hpp"
#include "net/http/server.hpp"
#include "net/tls/certificate_authority.hpp"
#include "net/url.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <utility>

namespace porchlight::app {

namespace {

using net::http::Security;

/// How often the certificate is compared with this machine's addresses, which the router may
/// change.
constexpr std::chrono::hours kCertificateEvery{1};

Result<> make_folder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return Error(ErrorCode::PermissionDenied,
                     fmt::format("Cannot make the folder {}: {}", folder, error.message()));
    }
    return {};
}

bool needs_tls(const hub::HubConfig& config) {
    return !std::ranges::all_of(config.listen, hub::is_loopback);
}

std::vector<net::http::Listen> listens(const hub::HubConfig& config) {
    std::vector<net::http::Listen> listens;
    listens.reserve(config.listen.size());
    for (const hub::ListenAddress& address : config.listen) {
        listens.push_back({address.address, address.port,
                           hub::is_loopback(address) ? Security::Plain : Security::Tls});
    }
    return listens;
}

/// An address of this machine in the home's network, else its name: names need a helper to resolve.
std::string home_address(const net::tls::ServerNames& names) {
    const auto found = std::ranges::find_if(names.addresses, [](const std::string& address) {
        return address.find(':') == std::string::npos && !address.starts_with("127.");
    });
    return found == names.addresses.end() ? names.names.back() : *found;
}

/// What to type into a browser for one address that the hub listens on.
std::string browser_address(const hub::ListenAddress& listen, std::uint16_t port,
                            const net::tls::ServerNames& names) {
    if (hub::is_loopback(listen)) {
        const bool v6 = listen.address.find(':') != std::string::npos;
        return fmt::format("http://{}:{}", v6 ? "[" + listen.address + "]" : listen.address, port);
    }
    const bool any = listen.address == "0.0.0.0" || listen.address == "::";
    return fmt::format("https://{}:{}", any ? home_address(names) : listen.address, port);
}

/// Where a camera of this home finds the hub: loopback is of use to virtual ones alone.
std::vector<net::link::HubAddress> camera_addresses(const hub::HubConfig& config,
                                                    const std::vector<std::uint16_t>& ports,
                                                    const net::tls::ServerNames& names) {
    if (ports.empty()) {
        return {};
    }
    const auto open = std::ranges::find_if_not(config.listen, hub::is_loopback);
    if (open == config.listen.end()) {
        return {{config.listen.front().address, ports.front()}};
    }
    const bool any = open->address == "0.0.0.0" || open->address == "::";
    return {{any ? home_address(names) : open->address, ports.back()}};
}

std::chrono::minutes minutes_of_day(const hub::TimeZone& zone, UtcTime at) {
    const auto local = zone.local(at);
    return std::chrono::floor<std::chrono::minutes>(local -
                                                    std::chrono::floor<std::chrono::days>(local));
}

std::string hardware_address(const hub::CameraView& camera) {
    const auto url = net::CameraUrl::parse(camera.settings.url.reveal());
    const auto tables = hub::probing::read_kernel_tables();
    if (!url || !tables) {
        return {};
    }
    const auto* neighbour = hub::probing::neighbour_of(*tables, url->host());
    return neighbour == nullptr || neighbour->is_missing ? std::string() : neighbour->mac;
}

}  // namespace

struct HubProcess::Parts {
    explicit Parts(hub::HubConfig own_config) : config(std::move(own_config)) {}

    rt::Task<store::Home> ensure_home();
    Result<> open_files();
    Result<> open_tls();
    void make_devices(HomeId home);
    void make_doctor(HomeId home);
    void make_alerts(HomeId home);
    hub::DeviceHooks device_hooks(HomeId home);
    void make_house(HomeId home, store::House known);
    void make_api(HomeId home);
    [[nodiscard]] rt::Task<std::vector<hub::ProbeAnswer>> probe(
        std::optional<hub::CameraView> camera, hub::CameraMemory memory) const;
    [[nodiscard]] std::optional<live::WebRtcSettings> webrtc_settings() const;
    rt::Task<> start_devices();
    rt::Task<Started> start();
    rt::Task<> serve();
    [[nodiscard]] rt::Task<> keep_certificate() const;
    [[nodiscard]] Result<> renew_certificates() const;
    rt::Task<> stop();

    hub::HubConfig config;
    SystemClock clock;
    Random random;
    net::tls::ServerNames names;
    /// Everything above the store lives on this thread.
    rt::IoThread control{"control"};
    rt::IoThread files{"files"};
    net::PasswordHasher hasher;
    std::unique_ptr<store::Store> store;
    std::shared_ptr<const UniqueFd> clips;
    std::unique_ptr<net::tls::CertificateAuthority> authority;
    /// Another one than browsers trust: whoever makes that one anew keeps the paired cameras.
    std::unique_ptr<net::tls::CertificateAuthority> camera_authority;
    std::shared_ptr<const net::tls::ServerContext> tls;
    std::unique_ptr<hub::EventFeed> feed;
    std::unique_ptr<hub::Accounts> accounts;
    std::unique_ptr<hub::Engine> engine;
    std::unique_ptr<hub::DeviceCameras> device_cameras;
    std::unique_ptr<hub::DeviceService> devices;
    std::unique_ptr<hub::DoctorService> doctor;
    std::unique_ptr<hub::AlertService> alerts;
    std::unique_ptr<hub::People> people;
    std::unique_ptr<hub::PushService> push;
    std::unique_ptr<hub::ReplayService> replays;
    std::unique_ptr<hub::HouseService> house;
    std::unique_ptr<household::Trial> try_home;
    std::unique_ptr<hub::api::Api> api;
    std::unique_ptr<net::http::Server> server;
    std::optional<rt::Job> certificate_job;
};

Result<> HubProcess::Parts::open_files() {
    PL_TRY_VOID(make_folder(config.state_dir));
    PL_TRY_VOID(make_folder(config.clips_dir));
    PL_TRY(auto folder, open_file(config.clips_dir, O_PATH | O_DIRECTORY));
    clips = std::make_shared<const UniqueFd>(std::move(folder));
    PL_TRY(store, store::open_sqlite_store(config.state_dir + "/porchlight.db"));
    PL_TRY(auto for_cameras,
           net::tls::CertificateAuthority::open(config.state_dir + "/cameras", clock, {}));
    camera_authority = std::make_unique<net::tls::CertificateAuthority>(std::move(for_cameras));
    return {};
}

Result<> HubProcess::Parts::open_tls() {
    PL_TRY(auto opened,
           net::tls::CertificateAuthority::open(config.state_dir + "/tls", clock, names.names));
    authority = std::make_unique<net::tls::CertificateAuthority>(std::move(opened));
    PL_TRY(const auto credentials, authority->server_credentials(names));
    PL_TRY(tls, net::tls::ServerContext::create(credentials.chain_pem, credentials.key_pem));
    return {};
}

void HubProcess::Parts::make_devices(HomeId home) {
    device_cameras = std::make_unique<hub::DeviceCameras>(hub::DeviceCameras::Parts{
        control.executor(), engine->media(), engine->recorder().disk(), home, clock,
        engine->cameras(), engine->recorder().clip_import(),
        [this, home](hub::CameraView camera) { return devices->follow(std::move(camera), home); }});
    devices = std::make_unique<hub::DeviceService>(hub::DeviceService::Parts{
        control.executor(), files.executor(), *store, *camera_authority, clock,
        [this] { return camera_addresses(config, devices->ports(), names); },
        config.state_dir + "/firmware", device_hooks(home)});
}

/// What devices tell of, for their cameras and for alerts.
hub::DeviceHooks HubProcess::Parts::device_hooks(HomeId home) {
    hub::DeviceHooks hooks = device_cameras->hooks();
    hooks.event = [this, seen = std::move(hooks.event)](const store::Device& device,
                                                        const device::EventReport& event) {
        seen(device, event);
        const auto camera = device_cameras->camera_of(device.serial);
        if (alerts && camera && event.kind == device::EventReportKind::Ring && !event.end) {
            alerts->ring(camera->id);
        }
    };
    hooks.told = [this, home](const store::Alert& alert) {
        if (alerts && alert.home == home) {
            alerts->adopt(alert);
        }
    };
    return hooks;
}

void HubProcess::Parts::make_alerts(HomeId home) {
    push = std::make_unique<hub::PushService>(hub::PushService::Parts{
        control.executor(),
        *store,
        clock,
        random,
        home,
        net::is_public_address,
        {},
        [](std::chrono::milliseconds wait) { return rt::sleep_for(wait); }});
    people = std::make_unique<hub::People>(*store, *accounts, clock, random, home);
    alerts = std::make_unique<hub::AlertService>(hub::AlertService::Parts{
        control.executor(), *store, engine->cameras(), engine->recordings(), *feed, clock, random,
        home, [this](const Serial& serial) { return devices->ledger().view(serial); },
        [this](UtcTime at) { return minutes_of_day(house->timetable().zone(), at); },
        [this](const store::Alert& alert) { push->tell(alert); }});
    people->on_removed = [this](UserId who) {
        alerts->forget(who);
        push->forget(who);
    };
    accounts->new_place = [this](const store::User& who, const hub::SignInFrom& from) {
        alerts->new_place(who, hub::place_in_words(from.address, from.browser));
    };
}

void HubProcess::Parts::make_doctor(HomeId home) {
    doctor = std::make_unique<hub::DoctorService>(hub::DoctorService::Parts{
        control.executor(), *store, engine->cameras(), *feed, clock, random, home,
        ::porchlight::doctor::built_in_knowledge(),
        [this](const Serial& serial) { return devices->ledger().view(serial); },
        [this, home](Serial serial, UtcTime from, UtcTime to) {
            return devices->telemetry(std::move(serial), home, from, to);
        },
        [this, home](Serial serial) { return devices->commands(std::move(serial), home); },
        [this](std::optional<hub::CameraView> camera, hub::CameraMemory memory) {
            return probe(std::move(camera), std::move(memory));
        },
        hardware_address});
}

void HubProcess::Parts::make_house(HomeId home, store::House known) {
    house = std::make_unique<hub::HouseService>(
        hub::HouseService::Parts{control.executor(), *store, engine->cameras(), clock, random, home,
                                 [this] { return api->tell_home(); }},
        std::move(known));
}

rt::Task<std::vector<hub::ProbeAnswer>> HubProcess::Parts::probe(
    std::optional<hub::CameraView> camera, hub::CameraMemory memory) const {
    hub::ProbePlan plan;
    if (camera) {
        hub::ProbedCamera& asked = plan.camera.emplace();
        asked.url = std::move(camera->settings.url);
        asked.mac = std::move(memory.mac);
        if (memory.width > 0) {
            asked.size = std::pair(memory.width, memory.height);
        }
    }
    plan.references = config.reference_hosts;
    plan.beyond = config.beyond;
    plan.storage_dir = config.clips_dir;
    auto probing = hub::run_probes(std::move(plan), files.executor(), &clock);
    co_return co_await std::move(probing);
}

/// As far as the hub itself can be reached.
std::optional<live::WebRtcSettings> HubProcess::Parts::webrtc_settings() const {
    if (config.webrtc_port == 0) {
        return std::nullopt;
    }
    const bool is_here = std::ranges::all_of(config.listen, hub::is_loopback);
    return live::WebRtcSettings{
        config.webrtc_port, is_here ? net::webrtc::Reach::ThisMachine : net::webrtc::Reach::Network,
        config.webrtc_addresses};
}

/// A port that is taken keeps the hub from starting only when its owner chose it.
rt::Task<> HubProcess::Parts::start_devices() {
    if (config.camera_port == 0) {
        co_return Result<>();
    }
    std::vector<hub::DeviceService::Listen> listens;
    for (const hub::ListenAddress& listen : config.listen) {
        const bool seen = std::ranges::any_of(
            listens, [&](const auto& other) { return other.address == listen.address; });
        if (!seen) {
            listens.push_back(
                {listen.address, config.camera_port.value_or(net::link::kDefaultLinkPort), {}});
        }
    }
    PL_CO_TRY(auto credentials, camera_authority->server_credentials(names));
    auto starting = devices->start(std::move(listens), std::move(credentials));
    const auto started = co_await std::move(starting);
    if (!started && !config.camera_port && started.error().code() == ErrorCode::AlreadyExists) {
        log::warning("devices", "{}", started.error().message());
        co_return Result<>();
    }
    co_return started;
}

rt::Task<store::Home> HubProcess::Parts::ensure_home() {
    PL_CO_TRY(auto homes, co_await store->homes());
    if (!homes.empty()) {
        co_return std::move(homes.front());
    }
    store::Home home;
    home.id = HomeId::create(clock.utc_now(), random);
    home.name = "Home";
    home.keep_below = config.keep_below;
    if (config.keep_days) {
        home.keep_for = std::chrono::days(*config.keep_days);
    }
    auto adding = store->add_home(home);
    PL_CO_TRY_VOID(co_await std::move(adding));
    co_return home;
}

void HubProcess::Parts::make_api(HomeId home) {
    hub::api::Api::Options options;
    options.services = {&*store,
                        &engine->cameras(),
                        &engine->recordings(),
                        &*feed,
                        &*accounts,
                        &clock,
                        home,
                        clips,
                        &*devices,
                        &*doctor,
                        &*replays,
                        &*house,
                        &engine->clip_files(),
                        &*try_home,
                        &*alerts,
                        &*people,
                        &*push};
    options.host_names = names.names;
    if (authority) {
        options.trust = hub::api::TrustPage{authority->certificate_der(), authority->fingerprint()};
    }
    if (auto web = net::http::StaticFiles::create(config.web_dir)) {
        options.web = std::move(*web);
    } else {
        log::warning("hub", "the web app is not here; ./run builds it");
    }
    api = std::make_unique<hub::api::Api>(std::move(options));
}

rt::Task<Started> HubProcess::Parts::start() {
    PL_CO_TRY(const auto home, co_await ensure_home());
    feed = std::make_unique<hub::EventFeed>(control.executor(), clock);
    accounts = std::make_unique<hub::Accounts>(*store, hasher, clock, random, home.id);
    engine = std::make_unique<hub::Engine>(
        hub::Engine::Parts{clock, random, *store, *feed, control.executor(), config.clips_dir,
                           config.video_folders, webrtc_settings()});
    auto opening = hub::open_house(&*store, &clock, &random, home.id);
    PL_CO_TRY(auto known, co_await std::move(opening));
    PL_CO_TRY_VOID(co_await engine->start(home, known.mode_in_use()));
    PL_CO_TRY(const bool demo, co_await hub::offer_demo(store.get(), &engine->cameras()));
    make_devices(home.id);
    PL_CO_TRY_VOID(co_await start_devices());
    make_doctor(home.id);
    PL_CO_TRY_VOID(co_await doctor->start());
    replays = std::make_unique<hub::ReplayService>(
        hub::ReplayService::Parts{control.executor(), *store, engine->folder().root(), clock});
    make_house(home.id, std::move(known));
    try_home = std::make_unique<household::Trial>(control.executor(), clock);
    make_alerts(home.id);
    PL_CO_TRY_VOID(co_await push->start());
    PL_CO_TRY_VOID(co_await alerts->start());
    alerts->begin_looking();
    make_api(home.id);
    house->start();
    PL_CO_TRY_VOID(co_await serve());
    Started started;
    started.demo = demo;
    PL_CO_TRY(started.setup_token, co_await accounts->setup_token());
    const auto ports = server->ports();
    for (std::size_t i = 0; i < ports.size(); ++i) {
        started.addresses.push_back(browser_address(config.listen[i], ports[i], names));
    }
    started.fingerprint = authority ? authority->fingerprint() : "";
    co_return started;
}

rt::Task<> HubProcess::Parts::serve() {
    net::http::Server::Options options;
    options.listen = listens(config);
    options.tls = tls;
    options.handler = api->handler();
    options.plain_on_tls = api->plain_handler();
    options.clock = &clock;
    PL_CO_TRY(server,
              net::http::Server::create(control.executor(), files.executor(), std::move(options)));
    certificate_job.emplace(control.executor(), "certificate", keep_certificate());
    co_return Result<>();
}

rt::Task<> HubProcess::Parts::keep_certificate() const {
    while (true) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kCertificateEvery));
        if (const auto renewed = renew_certificates(); !renewed) {
            log::warning("hub", "cannot renew the certificate: {}", renewed.error().message());
        }
    }
}

Result<> HubProcess::Parts::renew_certificates() const {
    const auto now = net::tls::names_of_this_machine(config.names);
    if (authority) {
        PL_TRY(const auto credentials, authority->server_credentials(now));
        PL_TRY(auto fresh,
               net::tls::ServerContext::create(credentials.chain_pem, credentials.key_pem));
        server->set_tls(std::move(fresh));
    }
    PL_TRY(const auto for_cameras, camera_authority->server_credentials(now));
    return devices->set_certificate(for_cameras);
}

rt::Task<> HubProcess::Parts::stop() {
    if (certificate_job) {
        certificate_job->cancel();
        std::ignore = co_await certificate_job->join();
    }
    if (feed) {
        feed->close();
    }
    if (server) {
        std::ignore = co_await server->stop();
    }
    if (alerts) {
        std::ignore = co_await alerts->stop();
    }
    if (push) {
        std::ignore = co_await push->stop();
    }
    if (replays) {
        std::ignore = co_await replays->stop();
    }
    if (house) {
        std::ignore = co_await house->stop();
    }
    if (try_home) {
        std::ignore = co_await try_home->stop();
    }
    if (doctor) {
        std::ignore = co_await doctor->stop();
    }
    if (devices) {
        if (const auto stopped = co_await devices->stop(); !stopped) {
            log::error("devices", "stopping: {}", stopped.error().message());
        }
        std::ignore = co_await device_cameras->stop();
    }
    if (engine) {
        co_return co_await engine->stop();
    }
    co_return Result<>();
}

HubProcess::HubProcess(hub::HubConfig config)
    : parts_(std::make_unique<Parts>(std::move(config))) {}
HubProcess::~HubProcess() = default;

Result<Started> HubProcess::start() {
    parts_->names = net::tls::names_of_this_machine(parts_->config.names);
    PL_TRY_VOID(parts_->open_files());
    if (needs_tls(parts_->config)) {
        PL_TRY_VOID(parts_->open_tls());
    }
    return rt::run_blocking(parts_->control, parts_->start());
}

void HubProcess::stop() {
    const auto stopped = rt::run_blocking(parts_->control, parts_->stop());
    if (!stopped) {
        log::error("hub", "stopping: {}", stopped.error().message());
    }
}

}  // namespace porchlight::app
