// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/bio.h>

/// Private to net/link/.
namespace porchlight::net::link {

/// How OpenSSL reads and writes a non-blocking socket. Its own way would let a peer that closed end
/// the whole program with SIGPIPE. The socket stays the caller's. Null when memory is out.
[[nodiscard]] BIO* new_socket_bio(int fd);

}  // namespace porchlight::net::link
