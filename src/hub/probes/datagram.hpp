// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

/// Questions of one datagram, and knocks at doors.
namespace porchlight::hub::probing {

struct Letter {
    std::string address;  ///< Numeric.
    std::uint16_t port = 0;
    std::string bytes;
};
struct Reply {
    std::string from;  ///< Numeric address.
    std::string bytes;
};

/// Sends a letter up to `tries` times, `patience` apart, until its addressee answers.
/// @error TimedOut  No answer.   @error Unavailable  The port is shut, or there is no way there.
/// @error Cancelled
rt::Task<std::string> ask(Letter letter, int tries, std::chrono::milliseconds patience);

/// Sends letters from one socket, twice, and takes what anybody answers until the time is over.
/// @error Unavailable  No such socket.   @error Cancelled
rt::Task<std::vector<Reply>> ask_all(std::vector<Letter> letters, std::chrono::milliseconds time);

/// What became of a TCP connection.
enum class Door : std::uint8_t { Open, Refused, Silent };
struct Knock {
    Door door = Door::Silent;
    std::chrono::milliseconds took{0};
};
/// Connects and hangs up. A door that nothing leads to is Silent. @error Cancelled
rt::Task<Knock> knock(std::string address, std::uint16_t port, std::chrono::milliseconds limit);

}  // namespace porchlight::hub::probing
