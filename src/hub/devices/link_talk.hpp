// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"
#include "device/link_message.hpp"
#include "net/link/link.hpp"
#include "rt/task.hpp"

#include <vector>

namespace porchlight::hub {

/// What the hub says over a link and how it begins and ends one. A link outlives each call.

[[nodiscard]] net::link::Frame frame_of(const device::LinkMessage& message);

/// Waits for a slow reader. @error Unavailable  The link has ended.
rt::Task<> send(net::link::Link* link, device::LinkMessage message);
/// In their order. @error As `send`.
rt::Task<> send_all(net::link::Link* link, std::vector<device::LinkMessage> messages);

/// A camera's first words.
/// @error InvalidArgument  Something else came.   @error TimedOut  Nothing for 10 s.
rt::Task<device::Hello> hear_hello(net::link::Link* link);

/// Says goodbye with the reason that `why` stands for, and closes the link; a slow reader is given
/// 2 s. @return `why`, which ended it.
rt::Task<> part(net::link::Link* link, Error why);

}  // namespace porchlight::hub
