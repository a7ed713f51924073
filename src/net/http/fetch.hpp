// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace porchlight::net::http {

/// One small page asked of a server by plain HTTP.
struct Errand {
    std::string address;  ///< Where the server is: a name or an address.
    std::uint16_t port = 80;
    std::string host;  ///< What the request calls it; empty: `address`.
    std::string path = "/";
    std::string type;                       ///< Content-Type of `body`.
    std::string body;                       ///< If it is empty the method is GET, else POST.
    std::chrono::milliseconds limit{3000};  ///< For all of it.
};
struct Page {
    int status = 0;
    std::string location;  ///< Where it sends us; not followed.
    std::string body;      ///< At most 64 KiB.
};

/// Asks once, on a connection of its own.
/// @error Unavailable  Closed, no way there, or it hung up.   @error TimedOut
/// @error Corrupt  Not HTTP, or more than 64 KiB.   @error NotFound  No such host.
/// @error Cancelled
rt::Task<Page> fetch(Errand errand);

/// Reads an answer that came whole. @error Corrupt
Result<Page> parse_page(std::string_view bytes);

}  // namespace porchlight::net::http
