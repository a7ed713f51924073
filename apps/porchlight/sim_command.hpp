// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace porchlight::app {

/// `porchlight sim [FILE|NAME]`: runs a virtual household and tells its story as it happens, on a
/// simulated clock or, with --live, in real time.
struct SimCommand {
    enum class Form : std::uint8_t { Text, Json };

    std::string household;    ///< A file, or the name of an example; empty: which there are.
    std::string time = "1d";  ///< How long it runs, on its own clock.
    std::uint64_t seed = 1;
    Form form = Form::Text;

    /// In real time, with its panel and its pictures, until Ctrl+C; else as fast as it can.
    enum class Time : std::uint8_t { Simulated, Real };
    Time runs_in = Time::Simulated;
    double speed = 1;                        ///< Real time only: how much faster than life.
    std::string panel = "127.0.0.1:8440";    ///< Where the panel listens.
    std::uint16_t first_camera_port = 8560;  ///< 0: any that are free.
    std::string hub = "127.0.0.1:8430";      ///< Where its own cameras look for a real hub.
    std::string state_dir;                   ///< Of what these remember; empty: for this run.
    std::string web_dir;                     ///< Empty: default_web_dir().
};

/// @return 0, or 1 when there is no such household or its file is wrong.
int run_sim(const SimCommand& command);

}  // namespace porchlight::app
