// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>

#include <cstdint>
#include <functional>
#include <span>

/// Private to net/webrtc/.
namespace porchlight::net::webrtc {

/// What a session's OpenSSL reads from and writes to. Unlike a memory BIO it keeps the bounds of
/// datagrams.
struct DatagramPipe {
    /// The datagram that came and was not read yet; empty: none.
    std::span<const std::uint8_t> inbox;
    std::function<void(std::span<const std::uint8_t>)> send;
};

/// @param pipe  Stays the caller's, and must outlive the BIO. Null when memory is out.
[[nodiscard]] BIO* new_datagram_bio(DatagramPipe& pipe);

}  // namespace porchlight::net::webrtc
