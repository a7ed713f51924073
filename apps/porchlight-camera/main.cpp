// SPDX-License-Identifier: Apache-2.0
#include "porchlight-camera/camera_command.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using porchlight::app::CameraCommand;
    CLI::App app("A Porchlight camera: on a board with a camera, or virtual on any computer",
                 "porchlight-camera");
    CameraCommand command;
    app.add_flag_callback(
        "--virtual", [&] { command.hardware = CameraCommand::Hardware::Virtual; },
        "Make up the whole board: light, button, cells, radio and picture");
    app.add_option("--model", command.model, "What it is, of spec/models")->capture_default_str();
    app.add_option("--name", command.name, "What it calls itself");
    app.add_option("--state", command.state_dir,
                   "Folder of its memory (default: $XDG_STATE_HOME/porchlight-camera)");
    app.add_option("--board", command.board_file, "What the board is built from")
        ->capture_default_str();
    app.add_option("--video", command.video,
                   "/dev/video0, or scene://porch?people=often for a drawn picture");
    app.add_option("--rtsp", command.listen, "ADDRESS:PORT or PORT to serve the picture at")
        ->capture_default_str();
    app.add_option("--hub", command.hub, "ADDRESS:PORT where it looks for a hub while unpaired")
        ->capture_default_str();
    app.add_option(
        "--firmware-keys", command.firmware_keys,
        "With --virtual: whose updates it takes, the \"root\" of porchlight bundle keys");
    app.add_option("--rtsp-password", command.password,
                   "With --standalone: what players log in with, as user \"viewer\"");
    app.add_flag_callback(
        "--standalone", [&] { command.home = CameraCommand::Home::Standalone; },
        "Without a Porchlight hub: for other recorders and players");
    CLI11_PARSE(app, argc, argv);
    return porchlight::app::run_camera(command);
}
