// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/stream.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace porchlight::net {

/// A server of the internet: other than a camera it has to show who it is.
struct ServerTarget {
    std::string host;  ///< A name or an address, IPv6 without brackets.
    std::uint16_t port = 443;
    /// For everything up to the first byte.
    std::chrono::milliseconds limit{10000};
    std::string authority_pem;  ///< One more authority to trust, beside this machine's.
    /// Which numeric addresses may be connected to; empty: all.
    std::function<bool(std::string_view address)> may_reach;
};

/// Connects with TLS 1.2 or newer. The certificate must be of the host's name, and signed by an
/// authority that this machine trusts.
/// @error NotFound, Unavailable, TimedOut  As net::connect.   @error PermissionDenied  None of its
/// addresses may be reached.   @error FailedPrecondition  It does not show who it is.
rt::Task<std::unique_ptr<Stream>> connect_to_server(ServerTarget target);

}  // namespace porchlight::net
