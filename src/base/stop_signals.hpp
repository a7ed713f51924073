// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>

namespace porchlight {

/// Holds back SIGINT and SIGTERM, for sigwait(), and ignores SIGPIPE, which is what a browser or a
/// viewer that leaves causes. Before any thread starts, since threads inherit it.
[[nodiscard]] sigset_t hold_stop_signals();

}  // namespace porchlight
