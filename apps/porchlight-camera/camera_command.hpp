// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace porchlight::app {

/// `porchlight-camera`, as it was typed.
struct CameraCommand {
    enum class Hardware : std::uint8_t { Real, Virtual };
    enum class Home : std::uint8_t { Hub, Standalone };

    Hardware hardware = Hardware::Real;
    Home home = Home::Hub;
    std::string model = "porchlight-camera";
    std::string name;
    std::string state_dir;
    std::string board_file = "/etc/porchlight/board.toml";
    std::string video;  ///< Empty: a scene if virtual, else what the board file says.
    std::string listen = "127.0.0.1:8554";
    std::string hub = "127.0.0.1:8430";  ///< Where an unpaired camera looks for a hub.
    std::string firmware_keys;           ///< File of whose updates it takes; empty: none.
    std::string password;                ///< Of RTSP, standalone; empty: none, on loopback only.
};

/// Exit status by which the program asks to be started anew, through porchlight-camera-start:
/// another version is to come up. @source sysexits.h: EX_TEMPFAIL
inline constexpr int kStartAgain = 75;

/// Runs until SIGINT or SIGTERM, or until another version is to come up. @return The process's exit
/// status.
int run_camera(const CameraCommand& command);

}  // namespace porchlight::app
