// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace porchlight::net::push {

/// Where a push service takes messages for one browser (RFC 8030 section 4): an https URL that a
/// browser gave, which makes it a stranger's word about where the hub connects to. The name is not
/// looked up here; that its address is one of the internet is checked when the hub connects.
struct Endpoint {
    std::string host;  ///< A name, or an IPv4 address.
    std::uint16_t port = 443;
    std::string target;  ///< Path and query.
    std::string origin;  ///< "https://host", with the port unless it is 443 (RFC 6454).

    /// @error InvalidArgument  Not https, with a user, with a fragment, or of other characters.
    static Result<Endpoint> parse(std::string_view url);
};

}  // namespace porchlight::net::push
