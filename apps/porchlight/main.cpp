// SPDX-License-Identifier: Apache-2.0
#include "porchlight/hub_command.hpp"
#include "porchlight/openapi_command.hpp"
#include "porchlight/probe_command.hpp"
#include "porchlight/version_command.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace {

using porchlight::app::HubCommand;

/// What the chosen command does; its result is the process's exit status.
using Run = std::function<int()>;

void add_hub(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand("hub", "Watch the cameras, record, and serve the app");
    const auto options = std::make_shared<HubCommand>();
    command->add_option("--config", options->config_file, "hub.toml to read")
        ->check(CLI::ExistingFile);
    command->add_option("--state", options->state_dir,
                        "Folder for database and keys (default: $XDG_STATE_HOME/porchlight)");
    command->add_option(
        "--listen", options->listen,
        "ADDRESS:PORT to listen on, in place of what the config says; may be repeated");
    command->add_option("--web", options->web_dir, "Folder of the web app's files");
    command->add_flag_callback(
        "--check-config", [options] { options->task = HubCommand::Task::CheckConfig; },
        "Read the config, say what is wrong with it, and end");
    command->callback([options, &run] { run = [options] { return run_hub(*options); }; });
}

void add_openapi(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand("openapi", "Print the API's OpenAPI 3.1 document");
    command->callback([&run] { run = porchlight::app::print_openapi; });
}

void add_probe(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand("probe", "Say what a camera offers, or why not");
    const auto options = std::make_shared<porchlight::app::ProbeCommand>();
    command
        ->add_option("url", options->url,
                     "rtsp://user:password@address/path, /dev/video0, file:///x.mp4")
        ->required();
    command->add_option("--picture", options->picture, "Write what it sees to this JPEG file");
    command->callback([options, &run] { run = [options] { return run_probe(*options); }; });
}

void add_version(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand("version", "Print the version");
    command->callback([&run] { run = porchlight::app::print_version; });
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Porchlight: a home camera system on its owner's own machine", "porchlight");
    app.require_subcommand(1);
    Run run;
    add_hub(app, run);
    add_openapi(app, run);
    add_probe(app, run);
    add_version(app, run);
    CLI11_PARSE(app, argc, argv);
    return run();
}
