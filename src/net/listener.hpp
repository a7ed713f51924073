// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/stream.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace porchlight::net {

/// A TCP port that others connect to. Strand-bound; destroying it ends a waiting `accept`.
class Listener {
  public:
    /// @param address Numeric, ours: "127.0.0.1", "0.0.0.0" or "::" for all.   @param port 0 for
    /// any that is free.
    /// @error InvalidArgument  No such address.   @error AlreadyExists  Another program has the
    /// port.
    /// @error PermissionDenied  Ports below 1024 are for the administrator.   @error Unavailable
    static Result<std::unique_ptr<Listener>> open(const rt::asio::any_io_executor& executor,
                                                  const std::string& address, std::uint16_t port);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    Listener(Listener&&) = delete;
    Listener& operator=(Listener&&) = delete;
    virtual ~Listener() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// The next connection, plain, on the listener's executor.
    /// @error Cancelled   @error Unavailable  Too many descriptors are open: wait a little.
    virtual rt::Task<std::unique_ptr<Stream>> accept() = 0;
    /// Gives the port back at once; a waiting `accept` ends with Cancelled.
    virtual void close() = 0;

  protected:
    Listener() = default;
};

}  // namespace porchlight::net
