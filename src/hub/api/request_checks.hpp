// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/http/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hub::api {

/// Whether the Host field names us: an IP address, or one of `names`, or a name under ".localhost".
/// A page of a stranger whose name was pointed at our address (DNS rebinding) has the stranger's
/// name there.
[[nodiscard]] bool is_our_host(std::string_view host, const std::vector<std::string>& names);

/// Whether a request that changes something comes from our own pages: Sec-Fetch-Site says
/// same-origin or none, or, from browsers that do not send it, Origin names the very host that the
/// request goes to.
[[nodiscard]] bool is_same_origin(const net::http::Request& request);

}  // namespace porchlight::hub::api
