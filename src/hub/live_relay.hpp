// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hub {

/// The owner's own TURN server, through which browsers watch that cannot reach the hub's port.
/// Empty by default: nothing goes outside. @source RFC 8656; RFC 7065 for the addresses.
struct RelaySettings {
    static constexpr std::size_t kMostUrls = 4;

    std::vector<std::string> urls;  ///< "turn:relay.example:3478?transport=udp"
    std::string user;
    Secret secret;
};

/// `turn:` or `turns:`, a host, and maybe a port and a transport.
[[nodiscard]] bool is_relay_url(std::string_view url);

/// @param store Outlives the call. Nothing that was ever saved is empty settings.
rt::Task<RelaySettings> read_relay(store::Store* store);
rt::Task<> write_relay(store::Store* store, RelaySettings settings);

/// The Link header fields by which a browser is told of it, one for each address.
/// @source RFC 9725 section 4.6.
[[nodiscard]] std::vector<std::string> relay_links(const RelaySettings& settings);

}  // namespace porchlight::hub
