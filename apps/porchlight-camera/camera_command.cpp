// SPDX-License-Identifier: Apache-2.0
#include "porchlight-camera/camera_command.hpp"

#include "porchlight-camera/camera_process.hpp"

#include <fmt/core.h>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

namespace porchlight::app {

namespace {

/// SIGINT and SIGTERM for sigwait(); SIGPIPE is what a viewer that leaves causes. Before any thread
/// starts, since threads inherit it.
sigset_t hold_signals() {
    sigset_t stop_signals;
    sigemptyset(&stop_signals);
    sigaddset(&stop_signals, SIGINT);
    sigaddset(&stop_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return stop_signals;
}

int complain(const Error& error) {
    fmt::print(stderr, "porchlight-camera: {}\n", error.message());
    return 1;
}

}  // namespace

int run_camera(const CameraCommand& command) {
    const sigset_t stop_signals = hold_signals();
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
    return stopped ? 0 : complain(stopped.error());
}

}  // namespace porchlight::app
