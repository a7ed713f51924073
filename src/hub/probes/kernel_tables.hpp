// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What this machine's kernel knows of its network, read through rtnetlink.
namespace porchlight::hub::probing {

struct Link {
    int index = 0;
    std::string name;
    bool is_loopback = false;
    bool is_up = false;
    bool has_carrier = false;  ///< A cable that leads somewhere, or a Wi-Fi joined.
};
struct OwnAddress {
    int link = 0;
    std::string text;  ///< "192.168.1.5"
    int prefix = 0;    ///< 24
};
struct Gateway {
    int link = 0;
    std::string address;
};
/// A machine on the same wire, as ARP or IPv6's neighbour discovery heard of it.
struct Neighbour {
    int link = 0;
    std::string address;
    std::string mac;  ///< Empty while nobody has answered.
    /// The kernel asked, and nobody answered.
    bool is_missing = false;
    std::chrono::milliseconds heard_ago{0};
};
struct KernelTables {
    std::vector<Link> links;
    std::vector<OwnAddress> addresses;
    std::vector<Gateway> gateways;  ///< Of default routes, the preferred first.
    std::vector<Neighbour> neighbours;
};

/// Asks the kernel. Does not wait for anybody on the network. @error Unavailable  No netlink.
Result<KernelTables> read_kernel_tables();

/// The link over which an address is reached without a router; nothing if there is none.
[[nodiscard]] std::optional<int> link_to(const KernelTables& tables, std::string_view address);
[[nodiscard]] const Neighbour* neighbour_of(const KernelTables& tables, std::string_view address);
/// Whether it is of this machine only, or what a machine gives itself when nobody gave it one.
[[nodiscard]] bool is_self_given(std::string_view address);
/// The addresses of an IPv4 network of at most 254 machines around `own`; empty for others.
[[nodiscard]] std::vector<std::string> addresses_around(const OwnAddress& own);

}  // namespace porchlight::hub::probing
