// SPDX-License-Identifier: Apache-2.0
#include "porchlight/hub_command.hpp"

#include "base/log.hpp"
#include "base/stop_signals.hpp"
#include "hub/config.hpp"
#include "porchlight/hub_process.hpp"
#include "porchlight/surroundings.hpp"
#include "porchlight/welcome.hpp"

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <sys/stat.h>
#include <utility>

namespace porchlight::app {

namespace {

/// The config file, the command line over it, and what neither says.
Result<hub::HubConfig> settle(const HubCommand& command) {
    hub::HubConfig config;
    if (!command.config_file.empty()) {
        PL_TRY(config, hub::load_config(command.config_file));
    }
    if (!command.listen.empty()) {
        config.listen.clear();
    }
    for (const std::string& text : command.listen) {
        PL_TRY(auto address, hub::parse_listen(text));
        config.listen.push_back(std::move(address));
    }
    if (!command.state_dir.empty()) {
        config.state_dir = std::filesystem::absolute(command.state_dir).string();
    }
    if (config.state_dir.empty()) {
        PL_TRY(config.state_dir, hub::default_state_dir());
    }
    if (config.clips_dir.empty()) {
        config.clips_dir = config.state_dir + "/clips";
    }
    if (!command.web_dir.empty()) {
        config.web_dir = std::filesystem::absolute(command.web_dir).string();
    }
    if (config.web_dir.empty()) {
        config.web_dir = default_web_dir();
    }
    return config;
}

int complain(const Error& error) {
    fmt::print(stderr, "porchlight: {}\n", error.message());
    return 1;
}

int run(const hub::HubConfig& config) {
    const sigset_t stop_signals = hold_stop_signals();
    ::umask(0077);
    HubProcess process(config);
    const auto started = process.start();
    if (started) {
        print_welcome(config, *started);
        int signal = 0;
        sigwait(&stop_signals, &signal);
        log::info("hub", "stopping");
    }
    process.stop();
    return started ? 0 : complain(started.error());
}

}  // namespace

int run_hub(const HubCommand& command) {
    const auto config = settle(command);
    if (!config) {
        return complain(config.error());
    }
    if (command.task == HubCommand::Task::CheckConfig) {
        fmt::print("The config is fine.\n");
        return 0;
    }
    log::set_level(config->log_level);
    return run(*config);
}

}  // namespace porchlight::app
