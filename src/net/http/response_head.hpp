// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "net/http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

/// Private to net/http: what goes over the wire in an answer, beside the body.
namespace porchlight::net::http {

/// How much of a file is read and sent at once.
constexpr std::size_t kPieceBytes = 128U << 10U;

/// What becomes of the connection after an answer.
enum class Next : std::uint8_t { KeepAlive, Close };

/// Whether answers of that status have a body (RFC 9110 section 6.4.1).
[[nodiscard]] bool has_body(int status);

/// Status line and header fields, with the empty line at their end. Fields that hold a line break
/// are left out: they could forge others.
[[nodiscard]] std::string response_head(const Response& response, Next next, UtcTime now);

/// The next `kPieceBytes` of a slice, or what is left of it. Blocks.
/// @error Corrupt  The file became shorter. @error by errno.
Result<std::string> read_piece(const FileSlice& slice);

}  // namespace porchlight::net::http
