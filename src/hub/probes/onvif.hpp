// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// What a camera tells by ONVIF without any login.
namespace porchlight::hub::probing {

/// Asks its date and time. @source ONVIF Core Specification section 8.3.4 (no login is needed)
/// @error Unavailable, TimedOut, Corrupt  It does not speak ONVIF there.   @error Cancelled
rt::Task<UtcTime> camera_time(std::string address, std::uint16_t port);
/// Reads the answer. @error Corrupt
Result<UtcTime> parse_camera_time(std::string_view xml);

/// Who answered a search for cameras.
enum class Search : std::uint8_t { Answers, OnlyDirect, Silent };
/// Searches by multicast, and asks the camera directly. @source WS-Discovery 1.1, ONVIF section 7
/// @error Unavailable, Cancelled
rt::Task<Search> search_for(std::string address);

}  // namespace porchlight::hub::probing
