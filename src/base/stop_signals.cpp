// SPDX-License-Identifier: Apache-2.0
#include "base/stop_signals.hpp"

namespace porchlight {

sigset_t hold_stop_signals() {
    sigset_t stop_signals;
    sigemptyset(&stop_signals);
    sigaddset(&stop_signals, SIGINT);
    sigaddset(&stop_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return stop_signals;
}

}  // namespace porchlight
