// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Who gives out addresses: asks as a newcomer would, and takes nothing.
namespace porchlight::hub::probing {

/// A newcomer's question. @param mac Six bytes. @source RFC 2131 section 4.4.1
[[nodiscard]] std::string dhcp_question(std::string_view mac, std::uint32_t id);
struct DhcpOffer {
    std::string server;   ///< Who offers.
    std::string address;  ///< What is offered.
};
/// @error Corrupt  Not an offer to that question.
Result<DhcpOffer> parse_dhcp_offer(std::string_view bytes, std::uint32_t id);

/// Asks everybody on a link and gathers offers for some seconds.
/// @param link Its name: "eth0".
/// @error PermissionDenied  No right to listen on port 68.   @error Unavailable  Somebody else
/// listens there, or the link is gone.   @error Cancelled
rt::Task<std::vector<DhcpOffer>> gather_offers(std::string link);

}  // namespace porchlight::hub::probing
