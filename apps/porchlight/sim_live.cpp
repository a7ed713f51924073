// SPDX-License-Identifier: Apache-2.0
#include "porchlight/sim_live.hpp"

#include "base/log.hpp"
#include "base/stop_signals.hpp"
#include "base/temporary_folder.hpp"
#include "household/device_folder.hpp"
#include "household/hub_links.hpp"
#include "household/living.hpp"
#include "household/panel.hpp"
#include "household/pictures.hpp"
#include "hub/config.hpp"
#include "net/http/server.hpp"
#include "porchlight/surroundings.hpp"
#include "rt/io_thread.hpp"
#include "rt/job.hpp"
#include "rt/launch.hpp"
#include "sim/deeds.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace porchlight::app {

namespace {

using household::LivingHousehold;

Result<hub::ListenAddress> panel_address(const std::string& text) {
    PL_TRY(auto address, hub::parse_listen(text));
    if (!hub::is_loopback(address)) {
        return Error(
            ErrorCode::InvalidArgument,
            fmt::format("--panel {}: the panel asks nobody for a password, so it is served "
                        "to this machine only; use 127.0.0.1",
                        text));
    }
    return address;
}

Result<net::link::HubAddress> hub_address(const std::string& text) {
    const auto address = hub::parse_listen(text);
    if (!address) {
        return address.error().wrap("--hub " + text);
    }
    return net::link::HubAddress{address->address, address->port};
}

struct Addresses {
    hub::ListenAddress panel;
    net::link::HubAddress hub;
};

/// The household, its panel, its pictures and its ways to a hub, on one thread.
struct LiveProcess {
    LiveProcess(const SimCommand& wanted, std::string folder,
                std::unique_ptr<sim::Household> household)
        : command(wanted),
          state(std::move(folder)),
          living(std::move(household), clock, wanted.speed) {}

    rt::Task<> start(Addresses addresses);
    Result<> open_hubs(net::link::HubAddress address);
    rt::Task<> stop();
    void on_step();
    void print_addresses();

    const SimCommand& command;
    std::string state;
    SystemClock clock;
    Random random;
    rt::IoThread strand{"household"};
    rt::IoThread files{"files"};
    LivingHousehold living;
    std::unique_ptr<household::Pictures> pictures;
    std::unique_ptr<household::HubLinks> hubs;
    std::unique_ptr<household::Panel> panel;
    std::unique_ptr<net::http::Server> server;
    std::optional<rt::Job> life;
    std::size_t told = 0;
};

Result<> LiveProcess::open_hubs(net::link::HubAddress address) {
    const household::DeviceLink::Parts parts{strand.executor(), files.executor(),    &clock,
                                             &random,           &living.household(), pictures.get(),
                                             std::move(address)};
    PL_TRY(hubs, household::HubLinks::create(parts, state));
    return {};
}

rt::Task<> LiveProcess::start(Addresses addresses) {
    PL_CO_TRY(pictures, household::Pictures::create({strand.executor(), &living, &clock, &random,
                                                     command.first_camera_port}));
    PL_CO_TRY_VOID(open_hubs(std::move(addresses.hub)));
    household::Panel::Parts parts;
    parts.living = &living;
    parts.streams = [this](const sim::Device& device) { return pictures->stream_of(device); };
    parts.hubs = [this](const sim::Device& device) { return hubs->view_of(device); };
    const std::string folder = command.web_dir.empty() ? default_web_dir() : command.web_dir;
    if (auto web = net::http::StaticFiles::create(folder)) {
        parts.web = std::move(*web);
    } else {
        log::warning("household", "the panel's page is not here; ./run builds it");
    }
    panel = std::make_unique<household::Panel>(std::move(parts));
    net::http::Server::Options options;
    options.listen = {{addresses.panel.address, addresses.panel.port, net::http::Security::Plain}};
    options.handler = panel->handler();
    options.clock = &clock;
    PL_CO_TRY(server,
              net::http::Server::create(strand.executor(), files.executor(), std::move(options)));
    print_addresses();
    living.on_step([this] { on_step(); });
    life.emplace(strand.executor(), "the household", LivingHousehold::live(&living));
    co_return Result<>();
}

void LiveProcess::print_addresses() {
    fmt::print("The panel: http://127.0.0.1:{}\n", server->ports().front());
    for (const auto& device : living.household().devices()) {
        if (const auto stream = pictures->stream_of(*device)) {
            fmt::print("The picture of \"{}\", while it is online: {}\n", device->name(),
                       stream->url);
        }
        if (const auto view = hubs->view_of(*device); view && !view->is_paired) {
            fmt::print("The code of \"{}\", while it is open to be set up: {}\n", device->name(),
                       view->code);
        }
    }
    fmt::print("Ctrl+C ends it.\n\n");
    std::fflush(stdout);
}

void LiveProcess::on_step() {
    pictures->follow();
    panel->tell_news();
    const std::size_t before =
        std::exchange(told, print_story(living.household(), told, command.form));
    if (told != before) {
        std::fflush(stdout);
    }
}

rt::Task<> LiveProcess::stop() {
    if (life) {
        life->cancel();
        std::ignore = co_await life->join();
    }
    if (server) {
        std::ignore = co_await server->stop();
    }
    if (hubs) {
        std::ignore = co_await hubs->stop();
        hubs.reset();
    }
    if (pictures) {
        std::ignore = co_await pictures->stop();
    }
    co_return Result<>();
}

}  // namespace

Result<> run_live(const SimCommand& command, sim::HouseholdPlan plan, const std::string& path) {
    Addresses addresses;
    PL_TRY(addresses.panel, panel_address(command.panel));
    PL_TRY(addresses.hub, hub_address(command.hub));
    const TemporaryFolder for_this_run;
    const std::string& state = command.state_dir.empty() ? for_this_run.path() : command.state_dir;
    PL_TRY_VOID(household::recall(plan, state));
    auto living = std::make_unique<sim::Household>(std::move(plan), command.seed);
    PL_TRY_VOID(sim::schedule_happenings(*living, path));
    const sigset_t stop_signals = hold_stop_signals();
    LiveProcess process(command, state, std::move(living));
    const auto started = rt::run_blocking(process.strand, process.start(std::move(addresses)));
    if (started) {
        int signal = 0;
        sigwait(&stop_signals, &signal);
    }
    std::ignore = rt::run_blocking(process.strand, process.stop());
    return started;
}

}  // namespace porchlight::app
