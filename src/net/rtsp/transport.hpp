// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace porchlight::net::rtsp {

/// How a client wants a track sent.
struct TransportWish {
    enum class Carrier : std::uint8_t { Interleaved, Datagrams };
    Carrier carrier = Carrier::Interleaved;
    /// Interleaved: the channel for RTP, and the next one for RTCP; empty: the server chooses.
    std::optional<std::uint8_t> channel;
    /// Datagrams: the client's ports. Never 0.
    std::uint16_t rtp_port = 0;
    std::uint16_t rtcp_port = 0;
};

/// The first way among those that a client offers which a unicast server can go; nothing if there
/// is none. The client's address is that of its connection, whatever `destination` says: else
/// anyone could have a stream sent at others.
/// @param header The value of Transport. @source RFC 2326 section 12.39.
[[nodiscard]] std::optional<TransportWish> choose_transport(std::string_view header);

}  // namespace porchlight::net::rtsp
