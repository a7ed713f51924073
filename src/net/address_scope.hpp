// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace porchlight::net {

/// Whether a numeric address is one of the internet at large: not of this machine, a home, a link,
/// a provider's own net, a document, a multicast group, or an IPv4 address of those dressed as
/// IPv6. Text that is no address is not.
/// @source IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates).
[[nodiscard]] bool is_public_address(std::string_view address);

}  // namespace porchlight::net
