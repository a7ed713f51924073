// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <chrono>
#include <string>
#include <vector>

/// Echo requests (ping) and ARP. Both need a right that the kernel may not give; then there is no
/// result at all.
namespace porchlight::hub::probing {

struct Echoes {
    int sent = 0;
    int received = 0;
    std::chrono::milliseconds median{0};  ///< Of those that came back.
};
/// Sends twenty, 75 ms apart, and waits a second for the last.
/// @param size Of the payload, in bytes.
/// @error PermissionDenied  No socket for it (net.ipv4.ping_group_range, CAP_NET_RAW).
/// @error Unavailable  No way there.   @error Cancelled
rt::Task<Echoes> ping(std::string address, std::size_t size = 32);

/// Asks the wire who has an IPv4 address, three times within a second.
/// @return The hardware addresses that claimed it, sorted, each once; empty when nobody did.
/// @error PermissionDenied  No CAP_NET_RAW.   @error Unavailable  No such link.   @error Cancelled
rt::Task<std::vector<std::string>> who_has(std::string address, int link);

}  // namespace porchlight::hub::probing
