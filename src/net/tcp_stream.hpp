// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/stream.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>

namespace porchlight::net {

/// A connected socket as a Stream that notices when its peer vanishes.
[[nodiscard]] std::unique_ptr<Stream> make_tcp_stream(boost::asio::ip::tcp::socket socket);

}  // namespace porchlight::net
