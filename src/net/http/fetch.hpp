// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/message.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace porchlight::net::http {

/// One small page asked of a server.
struct Errand {
    std::string address;  ///< Where the server is: a name or an address.
    std::uint16_t port = 80;
    std::string host;  ///< What the request calls it; empty: `address`.
    std::string path = "/";
    std::string type;                       ///< Content-Type of `body`.
    std::string body;                       ///< If it is empty the method is GET, else POST.
    std::chrono::milliseconds limit{3000};  ///< For all of it.
    Headers headers;                        ///< More fields; their values are trusted.
    /// Tls: with a full check of the certificate.
    Security security = Security::Plain;
    std::string authority_pem;  ///< With Tls: as ServerTarget's, both.
    std::function<bool(std::string_view address)> may_reach;
};
struct Page {
    int status = 0;
    std::string location;     ///< Where it sends us; not followed.
    std::string body;         ///< At most 64 KiB.
    std::string retry_after;  ///< As it came (RFC 9110 section 10.2.3).
};

/// Asks once, on a connection of its own.
/// @error Unavailable  Closed, no way there, or it hung up.   @error TimedOut
/// @error Corrupt  Not HTTP, or more than 64 KiB.   @error NotFound  No such host.
/// @error FailedPrecondition, PermissionDenied  As connect_to_server.   @error Cancelled
rt::Task<Page> fetch(Errand errand);

/// Reads an answer that came whole. @error Corrupt
Result<Page> parse_page(std::string_view bytes);

}  // namespace porchlight::net::http
