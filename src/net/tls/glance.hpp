// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace porchlight::net::tls {

/// What a TLS server showed before anything was said.
struct Glance {
    UtcTime not_before;  ///< Of its certificate.
    UtcTime not_after;
    std::chrono::milliseconds took{0};
};

/// Shakes hands with a TLS server, takes any certificate and hangs up.
/// @param host A name or an address.   @param limit For the handshake, once TCP is connected, and
/// again for connecting.
/// @error Unavailable  TCP did not connect: closed, or no way there.   @error TimedOut  Nothing
/// answered while connecting.   @error Unsupported  It connected, and the handshake failed.
/// @error Exhausted  It connected, and the handshake did not end in time.   @error Cancelled
rt::Task<Glance> glance(std::string host, std::uint16_t port, std::chrono::milliseconds limit);

}  // namespace porchlight::net::tls
