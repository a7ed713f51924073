// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// One question to a time server. @source RFC 5905 section 7.3, RFC 4330
namespace porchlight::hub::probing {

/// A client's question that was sent at `now`.
[[nodiscard]] std::string ntp_question(UtcTime now);
/// How far this machine's clock is behind the server's; negative when it is ahead.
/// @param asked, answered By this machine's clock.
/// @error Corrupt  Not an answer to the question sent at `asked`.   @error Unavailable  The server
/// does not know the time itself.
Result<std::chrono::microseconds> parse_ntp_answer(std::string_view bytes, UtcTime asked,
                                                   UtcTime answered);

/// @param clock Outlives the call. @error TimedOut, Unavailable, Corrupt, Cancelled
rt::Task<std::chrono::microseconds> clock_offset(std::string address, std::uint16_t port,
                                                 const Clock* clock);

}  // namespace porchlight::hub::probing
