// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace porchlight::hal {

/// A connection to wpa_supplicant's control socket: UNIX datagrams, one command and one answer at a
/// time, with events between. Strand-bound; outlives its calls.
/// @source wpa_supplicant 2.10, src/common/wpa_ctrl.c
class WpaLink {
  public:
    /// @param control The service's socket, e.g. "/run/wpa_supplicant/wlan0".
    /// @param own Ours, which the service answers to; made here and removed at the end.
    /// @param patience How long it waits for an answer.
    /// @error Unavailable  No service there.   @error InvalidArgument  A path of more than 107
    /// bytes.
    /// @error NotFound, PermissionDenied  Our socket cannot be made.
    static Result<std::unique_ptr<WpaLink>> open(const rt::asio::any_io_executor& executor,
                                                 const std::string& control, std::string own,
                                                 std::chrono::milliseconds patience);
    ~WpaLink();
    WpaLink(const WpaLink&) = delete;
    WpaLink& operator=(const WpaLink&) = delete;
    WpaLink(WpaLink&&) = delete;
    WpaLink& operator=(WpaLink&&) = delete;

    /// The answer to a command, without the line's end. @param command A secret because some hold
    /// a password.   @error TimedOut, Unavailable, Cancelled
    rt::Task<std::string> ask(Secret command);
    /// As `ask`, for commands that are answered by "OK".
    /// @error Unavailable  It answered anything else.
    rt::Task<> tell(Secret command);
    /// The oldest event since ATTACH that was not taken yet; waits without end.
    /// @error Unavailable, Cancelled
    rt::Task<std::string> next_event();
    /// Those that have arrived mean an earlier matter.
    void forget_events();

  private:
    struct Sockets;
    explicit WpaLink(std::unique_ptr<Sockets> sockets);
    rt::Task<std::string> exchange(Secret command);
    rt::Task<std::string> receive();

    std::unique_ptr<Sockets> sockets_;
};

}  // namespace porchlight::hal
