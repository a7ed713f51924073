// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace porchlight::hub {

/// What a browser calls itself, for a person: "Firefox on Linux", "Safari on an iPhone". Whatever
/// is not known becomes "A browser". Made of our own words alone, never of what was sent.
/// @param user_agent The User-Agent field (RFC 9110 section 10.1.5). Pure.
[[nodiscard]] std::string browser_in_words(std::string_view user_agent);

/// Where somebody sits, as far as it tells one place from another: their browser, and the network
/// unless it is the home's own (there, addresses change by themselves). Pure.
/// @param network http::Peer::network.
[[nodiscard]] std::string place_of(std::string_view network, std::string_view browser);

/// "Firefox on Linux, in the home's own network (192.168.1.7)."
[[nodiscard]] std::string place_in_words(std::string_view address, std::string_view browser);

}  // namespace porchlight::hub
