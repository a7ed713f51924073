// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Private to net/: what streams of every kind do with TCP.
namespace porchlight::net {

/// A dead peer is noticed within about 20 s, whether we have something to send or not.
void notice_dead_peers(const boost::asio::ip::tcp::socket& socket);

/// How failures to connect are told.
struct ConnectSentences {
    std::string_view
        closed;              ///< The host is there, its port is not; {} stands for "port 554 at x".
    std::string_view fault;  ///< The fault id of that, or empty.
    std::string_view whose;  ///< "the camera's": whose address one may use in place of a name.
};

/// Which numeric addresses may be connected to; empty: all.
using AddressFilter = std::function<bool(std::string_view address)>;

/// Connects, trying each address of the host in turn; those that may not be reached are passed
/// over. @param sentences Outlives the call.
/// @error NotFound (net.dns_wrong), Unavailable, TimedOut, PermissionDenied, Cancelled
rt::Task<boost::asio::ip::tcp::socket> connect_tcp(std::string host, std::uint16_t port,
                                                   const ConnectSentences* sentences,
                                                   AddressFilter may_reach = {});

}  // namespace porchlight::net
