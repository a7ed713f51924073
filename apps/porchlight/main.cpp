// SPDX-License-Identifier: Apache-2.0
#include "porchlight/bundle_command.hpp"
#include "porchlight/check_command.hpp"
#include "porchlight/doctor_check_command.hpp"
#include "porchlight/doctor_command.hpp"
#include "porchlight/hub_command.hpp"
#include "porchlight/models_command.hpp"
#include "porchlight/motion_command.hpp"
#include "porchlight/openapi_command.hpp"
#include "porchlight/probe_command.hpp"
#include "porchlight/sim_command.hpp"
#include "porchlight/version_command.hpp"
#include "porchlight/words_command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <functional>

namespace {

using porchlight::app::HubCommand;

/// The exit status for a command line that is not understood.
constexpr int kWrongCall = 2;

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

void add_motion(CLI::App& app, Run& run) {
    CLI::App* command =
        app.add_subcommand("motion", "Find motion in a video file, as the hub does");
    const auto options = std::make_shared<porchlight::app::MotionCommand>();
    command->add_option("file", options->file, "The main stream's video")->required();
    command->add_option("--sub", options->sub_file,
                        "The same scene as a small stream; then it alone is decoded");
    command->add_option("--sensitivity", options->sensitivity, "1 (least) to 9 (most)")
        ->capture_default_str();
    command->add_option("--zones", options->zones_file, "JSON file of activity and privacy zones");
    command->add_option("--json", options->json_file,
                        "Write the result to this file; - for the terminal");
    command->add_flag_callback(
        "--decode-all", [options] { options->mode = porchlight::motion::DecodeMode::Everything; },
        "Decode every frame, not only those that may matter");
    command->callback([options, &run] { run = [options] { return run_motion(*options); }; });
}

void add_check(CLI::App& app, Run& run) {
    CLI::App* command =
        app.add_subcommand("check", "Compare the database with the clips on the disk");
    const auto options = std::make_shared<porchlight::app::CheckCommand>();
    command->add_option("--state", options->state_dir,
                        "Folder of the database (default: $XDG_STATE_HOME/porchlight)");
    command->add_option("--clips", options->clips_dir,
                        "Folder of the clips (default: clips in the state folder)");
    command->add_flag_callback(
        "--repair", [options] { options->repair = porchlight::store::Repair::On; },
        "Mend what can be mended safely");
    command->callback([options, &run] { run = [options] { return run_check(*options); }; });
}

void add_doctor_probe(CLI::App& command, porchlight::app::ProbeOptions& options) {
    CLI::Option* probe = command.add_option(
        "--probe", options.url,
        "Test this camera from here, up to 8 s: rtsp://user:password@address/path");
    command.add_option("--config", options.config_file, "With --probe: hub.toml to read")
        ->check(CLI::ExistingFile)
        ->needs(probe);
    command
        .add_option("--mac", options.mac, "With --probe: its hardware address when it last worked")
        ->needs(probe);
    command.add_option("--size", options.size, "With --probe: its picture's size then, 1920x1080")
        ->needs(probe);
    command
        .add_option("--maker", options.maker_host,
                    "With --probe: its maker's server, to be asked too")
        ->needs(probe);
}

void add_doctor_check(CLI::App& doctor, Run& run) {
    using porchlight::app::DoctorCheckCommand;
    CLI::App* command =
        doctor.add_subcommand("check", "Say what is wrong with the knowledge it reasons with");
    const auto options = std::make_shared<DoctorCheckCommand>();
    command->add_option("folder", options->folder,
                        "Like spec/doctor; without it, what the program carries");
    command->add_flag_callback(
        "--mutate", [options] { options->mutate = DoctorCheckCommand::Mutate::Yes; },
        "Turn each word into its opposite, and say which ones no practice case would miss");
    command->callback([options, &run] { run = [options] { return run_doctor_check(*options); }; });
}

void add_doctor_knowledge(CLI::App& doctor, Run& run) {
    doctor
        .add_subcommand("knowledge",
                        "Its causes, questions and steps as JSON, for programs that show them")
        ->callback([&run] { run = porchlight::app::print_doctor_knowledge; });
}

void add_doctor(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand("doctor", "Say what is wrong with a camera, and why");
    const auto options = std::make_shared<porchlight::app::DoctorCommand>();
    auto* words = command->add_option("words", options->words,
                                      "What is wrong, in your own words; English or German");
    auto* file = command
                     ->add_option("--case", options->case_file,
                                  "JSON of what is known of it; - for standard input")
                     ->excludes(words);
    command
        ->add_option("--check", options->check_folder,
                     "Read the knowledge of this folder and say what is wrong with it")
        ->excludes(file)
        ->excludes(words);
    command->add_flag_callback(
        "--json", [options] { options->form = porchlight::app::DoctorCommand::Form::Json; },
        "The answer as JSON");
    add_doctor_probe(*command, options->probe);
    add_doctor_check(*command, run);
    add_doctor_knowledge(*command, run);
    // Called after its subcommand.
    command->callback([options, &run, command] {
        if (command->get_subcommands().empty()) {
            run = [options] { return run_doctor(*options); };
        }
    });
}

void add_models(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand(
        "models", "Which cameras and hubs Porchlight knows, or all about one of them");
    const auto options = std::make_shared<porchlight::app::ModelsCommand>();
    command->add_option("name", options->name, "Like \"Blink Outdoor 4\" or blink-outdoor-4");
    command->add_flag_callback(
        "--json", [options] { options->form = porchlight::app::ModelsCommand::Form::Json; },
        "Everything that is known, with sources, as JSON");
    command->add_option("--check", options->check_folder,
                        "Read the models of this folder and say what is wrong with them");
    command->callback([options, &run] { run = [options] { return run_models(*options); }; });
}

void add_words(CLI::App& app, Run& run) {
    CLI::App* command =
        app.add_subcommand("words", "Print what it says in another language, as JSON");
    const auto language = std::make_shared<std::string>();
    command->add_option("language", *language, "Like \"de\"")->required();
    command->callback(
        [language, &run] { run = [language] { return porchlight::app::print_words(*language); }; });
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

void add_sim_live(CLI::App& command, porchlight::app::SimCommand& options) {
    using porchlight::app::SimCommand;
    CLI::Option* live = command.add_flag_callback(
        "--live", [&options] { options.runs_in = SimCommand::Time::Real; },
        "In real time, with a panel in the browser and real video, until Ctrl+C");
    command.add_option("--speed", options.speed, "With --live: how much faster than life")
        ->check(CLI::Range(0.1, 10'000.0))
        ->capture_default_str()
        ->needs(live);
    command.add_option("--panel", options.panel, "With --live: ADDRESS:PORT of the panel")
        ->capture_default_str()
        ->needs(live);
    command
        .add_option("--cameras", options.first_camera_port,
                    "With --live: port of the first camera's picture; 0 for any that are free")
        ->capture_default_str()
        ->needs(live);
    command.add_option("--web", options.web_dir, "With --live: folder of the web app's files")
        ->needs(live);
    command
        .add_option("--hub", options.hub,
                    "With --live: ADDRESS:PORT where unpaired Porchlight cameras look for a hub")
        ->capture_default_str()
        ->needs(live);
    command
        .add_option("--state", options.state_dir,
                    "With --live: folder where they keep their pairing for the next time")
        ->needs(live);
}

void add_sim(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand(
        "sim", "Run a virtual household and tell its story; without a name, say which there are");
    const auto options = std::make_shared<porchlight::app::SimCommand>();
    command->add_option("household", options->household, "A household's file, or an example");
    command->add_option("--for", options->time, "How long, on its own clock: 90min, 36h, 2d")
        ->capture_default_str();
    command->add_option("--seed", options->seed, "The same seed tells the same story")
        ->capture_default_str();
    command->add_flag_callback(
        "--json", [options] { options->form = porchlight::app::SimCommand::Form::Json; },
        "One JSON object for each line");
    add_sim_live(*command, *options);
    command->callback([options, &run] { run = [options] { return run_sim(*options); }; });
}

void add_bundle_make(CLI::App& bundle, Run& run) {
    CLI::App* command = bundle.add_subcommand("make", "Make a signed update of an image");
    const auto options = std::make_shared<porchlight::app::BundleMakeCommand>();
    command->add_option("--hardware", options->hardware, "The board it is for, e.g. pl-camera-1")
        ->required();
    command->add_option("--version", options->version, "Three numbers, e.g. 1.2.0")->required();
    command
        ->add_option("--epoch", options->epoch,
                     "Security epoch; a higher one bars all images of a lower one")
        ->required();
    command->add_option("--days", options->days, "How long it may be installed")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str();
    command->add_option("--key", options->keys, "File of a secret key; once for each that signs")
        ->required()
        ->allow_extra_args(false);
    command->add_option("image", options->image, "The image of a slot")->required();
    command->add_option("out", options->out, "Where the update goes")->required();
    command->callback([options, &run] { run = [options] { return run_bundle_make(*options); }; });
}

void add_bundle(CLI::App& app, Run& run) {
    CLI::App* bundle = app.add_subcommand("bundle", "Make and inspect updates for cameras");
    bundle->require_subcommand(1);
    add_bundle_make(*bundle, run);

    CLI::App* keys = bundle->add_subcommand("keys", "Make three signing keys, two of which count");
    const auto made = std::make_shared<porchlight::app::BundleKeysCommand>();
    keys->add_option("folder", made->folder, "Where they go; nothing there is replaced")
        ->required();
    keys->callback([made, &run] { run = [made] { return run_bundle_keys(*made); }; });

    CLI::App* show =
        bundle->add_subcommand("show", "Say what an update is, and whether it would be taken");
    const auto shown = std::make_shared<porchlight::app::BundleShowCommand>();
    show->add_option("file", shown->file, "The update")->required();
    show->add_option("--root", shown->root, "File of the trusted keys");
    show->callback([shown, &run] { run = [shown] { return run_bundle_show(*shown); }; });
}

void add_version(CLI::App& app, Run& run) {
    CLI::App* command = app.add_subcommand("version", "Print the version");
    command->callback([&run] { run = porchlight::app::print_version; });
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Porchlight: a home camera system on its owner's own machine", "porchlight");
    app.require_subcommand(0, 1);  // so that a misspelt one is named, and not "missing"
    Run run;
    add_hub(app, run);
    add_motion(app, run);
    add_check(app, run);
    add_doctor(app, run);
    add_models(app, run);
    add_openapi(app, run);
    add_words(app, run);
    add_probe(app, run);
    add_sim(app, run);
    add_bundle(app, run);
    add_version(app, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kWrongCall;
    }
    if (!run) {
        fmt::print("{}", app.help());
        return kWrongCall;
    }
    return run();
}
