// SPDX-License-Identifier: Apache-2.0
#include "porchlight-camera/camera_command.hpp"

#include "base/stop_signals.hpp"
#include "porchlight-camera/camera_process.hpp"

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::app {

namespace {

int complain(const Error& error) {
    fmt::print(stderr, "porchlight-camera: {}\n", error.message());
    return 1;
}

}  // namespace

int run_camera(const CameraCommand& command) {
    const sigset_t stop_signals = hold_stop_signals();
    ::umask(0077);
    CameraProcess process(command, [] { ::kill(::getpid(), SIGTERM); });
    const auto started = process.start();
    if (started) {
        int signal = 0;
        sigwait(&stop_signals, &signal);
    }
    const auto stopped = process.stop();
    if (!started) {
        return complain(started.error());
    }
    if (!stopped) {
        return complain(stopped.error());
    }
    return *stopped == Afterwards::StartAgain ? kStartAgain : 0;
}

}  // namespace porchlight::app
