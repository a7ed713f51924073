// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/kernel_tables.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <linux/if_arp.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <memory>
#include <net/if.h>
#include <netlink/attr.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <unistd.h>
#include <utility>

namespace porchlight::hub::probing {
namespace {

namespace ip = boost::asio::ip;

struct FreeSocket {
    void operator()(nl_sock* socket) const { nl_socket_free(socket); }
};

std::string address_of(const nlattr* attribute) {
    if (attribute == nullptr) {
        return {};
    }
    const auto size = static_cast<std::size_t>(nla_len(attribute));
    if (size == sizeof(ip::address_v4::bytes_type)) {
        ip::address_v4::bytes_type bytes{};
        std::memcpy(bytes.data(), nla_data(attribute), size);
        return ip::address_v4(bytes).to_string();
    }
    if (size == sizeof(ip::address_v6::bytes_type)) {
        ip::address_v6::bytes_type bytes{};
        std::memcpy(bytes.data(), nla_data(attribute), size);
        return ip::address_v6(bytes).to_string();
    }
    return {};
}

std::string mac_of(const nlattr* attribute) {
    std::array<std::uint8_t, 6> bytes{};
    if (attribute == nullptr || nla_len(attribute) != static_cast<int>(bytes.size())) {
        return {};
    }
    std::memcpy(bytes.data(), nla_data(attribute), bytes.size());
    return fmt::format("{:02x}", fmt::join(bytes, ":"));
}

template <std::size_t N>
bool attributes(nlmsghdr* message, int header, std::array<nlattr*, N>& into) {
    return nlmsg_parse(message, header, into.data(), static_cast<int>(N) - 1, nullptr) >= 0;
}

void take_link(nlmsghdr* message, KernelTables& tables) {
    std::array<nlattr*, IFLA_MAX + 1> found{};
    if (!attributes(message, sizeof(ifinfomsg), found)) {
        return;
    }
    const auto* header = static_cast<const ifinfomsg*>(nlmsg_data(message));
    Link link;
    link.index = header->ifi_index;
    link.name = found[IFLA_IFNAME] == nullptr ? "" : nla_get_string(found[IFLA_IFNAME]);
    link.is_loopback = (header->ifi_flags & IFF_LOOPBACK) != 0;
    link.is_up = (header->ifi_flags & IFF_UP) != 0;
    // The flag follows the carrier up to a second late; a Wi-Fi has a carrier before it has keys.
    const nlattr* carrier = found[IFLA_CARRIER];
    link.has_carrier =
        (header->ifi_flags & IFF_RUNNING) != 0 && (carrier == nullptr || nla_get_u8(carrier) != 0);
    tables.links.push_back(std::move(link));
}

void take_address(nlmsghdr* message, KernelTables& tables) {
    std::array<nlattr*, IFA_MAX + 1> found{};
    if (!attributes(message, sizeof(ifaddrmsg), found)) {
        return;
    }
    const auto* header = static_cast<const ifaddrmsg*>(nlmsg_data(message));
    const nlattr* own = found[IFA_LOCAL] != nullptr ? found[IFA_LOCAL] : found[IFA_ADDRESS];
    tables.addresses.push_back(
        {static_cast<int>(header->ifa_index), address_of(own), header->ifa_prefixlen});
}

void take_route(nlmsghdr* message, KernelTables& tables) {
    std::array<nlattr*, RTA_MAX + 1> found{};
    if (!attributes(message, sizeof(rtmsg), found)) {
        return;
    }
    const auto* header = static_cast<const rtmsg*>(nlmsg_data(message));
    const bool is_default = header->rtm_dst_len == 0 && header->rtm_table == RT_TABLE_MAIN;
    if (is_default && found[RTA_GATEWAY] != nullptr && found[RTA_OIF] != nullptr) {
        tables.gateways.push_back(
            {static_cast<int>(nla_get_u32(found[RTA_OIF])), address_of(found[RTA_GATEWAY])});
    }
}

void take_neighbour(nlmsghdr* message, KernelTables& tables) {
    std::array<nlattr*, NDA_MAX + 1> found{};
    if (!attributes(message, sizeof(ndmsg), found)) {
        return;
    }
    const auto* header = static_cast<const ndmsg*>(nlmsg_data(message));
    Neighbour neighbour;
    neighbour.link = header->ndm_ifindex;
    neighbour.address = address_of(found[NDA_DST]);
    neighbour.mac = mac_of(found[NDA_LLADDR]);
    neighbour.is_missing = (header->ndm_state & (NUD_FAILED | NUD_INCOMPLETE)) != 0;
    if (found[NDA_CACHEINFO] != nullptr) {
        nda_cacheinfo info{};
        nla_memcpy(&info, found[NDA_CACHEINFO], sizeof(info));
        const auto ticks = std::max(1L, ::sysconf(_SC_CLK_TCK));
        neighbour.heard_ago = std::chrono::milliseconds(info.ndm_confirmed * 1000L / ticks);
    }
    tables.neighbours.push_back(std::move(neighbour));
}

int on_message(nl_msg* message, void* argument) {
    auto& tables = *static_cast<KernelTables*>(argument);
    nlmsghdr* header = nlmsg_hdr(message);
    switch (header->nlmsg_type) {
        case RTM_NEWLINK:
            take_link(header, tables);
            break;
        case RTM_NEWADDR:
            take_address(header, tables);
            break;
        case RTM_NEWROUTE:
            take_route(header, tables);
            break;
        case RTM_NEWNEIGH:
            take_neighbour(header, tables);
            break;
        default:
            break;
    }
    return NL_OK;
}

/// Each kind of message must begin with the header of that kind.
Result<> dump(nl_sock* socket, int kind, void* header, std::size_t size) {
    const int sent = nl_send_simple(socket, kind, NLM_F_DUMP, header, size);
    if (sent < 0 || nl_recvmsgs_default(socket) < 0) {
        return Error(ErrorCode::Unavailable, "the kernel does not tell of its network");
    }
    return {};
}

}  // namespace

Result<KernelTables> read_kernel_tables() {
    const std::unique_ptr<nl_sock, FreeSocket> socket(nl_socket_alloc());
    KernelTables tables;
    if (!socket || nl_connect(socket.get(), NETLINK_ROUTE) < 0) {
        return Error(ErrorCode::Unavailable, "the kernel does not let us ask of its network");
    }
    nl_socket_modify_cb(socket.get(), NL_CB_VALID, NL_CB_CUSTOM, on_message, &tables);
    ifinfomsg links{};
    PL_TRY_VOID(dump(socket.get(), RTM_GETLINK, &links, sizeof(links)));
    ifaddrmsg addresses{};
    PL_TRY_VOID(dump(socket.get(), RTM_GETADDR, &addresses, sizeof(addresses)));
    rtmsg routes{};
    PL_TRY_VOID(dump(socket.get(), RTM_GETROUTE, &routes, sizeof(routes)));
    ndmsg neighbours{};
    PL_TRY_VOID(dump(socket.get(), RTM_GETNEIGH, &neighbours, sizeof(neighbours)));
    return tables;
}

std::optional<int> link_to(const KernelTables& tables, std::string_view address) {
    boost::system::error_code error;
    const ip::address wanted = ip::make_address(address, error);
    for (const OwnAddress& own : tables.addresses) {
        const ip::address ours = ip::make_address(own.text, error);
        if (error || wanted.is_v4() != ours.is_v4()) {
            continue;
        }
        const auto prefix = static_cast<std::uint16_t>(own.prefix);
        const bool is_here = wanted.is_v4() ? ip::network_v4(wanted.to_v4(), prefix).canonical() ==
                                                  ip::network_v4(ours.to_v4(), prefix).canonical()
                                            : ip::network_v6(wanted.to_v6(), prefix).canonical() ==
                                                  ip::network_v6(ours.to_v6(), prefix).canonical();
        if (is_here) {
            return own.link;
        }
    }
    return std::nullopt;
}

const Neighbour* neighbour_of(const KernelTables& tables, std::string_view address) {
    const auto found = std::ranges::find(tables.neighbours, address, &Neighbour::address);
    return found == tables.neighbours.end() ? nullptr : &*found;
}

bool is_self_given(std::string_view address) {
    boost::system::error_code error;
    const ip::address parsed = ip::make_address(address, error);
    if (error || parsed.is_loopback()) {
        return true;
    }
    return parsed.is_v6() ? parsed.to_v6().is_link_local() : address.starts_with("169.254.");
}

std::vector<std::string> addresses_around(const OwnAddress& own) {
    constexpr int kLargestNetwork = 24;  // the kernel remembers no more than 1,024 neighbours
    boost::system::error_code error;
    const ip::address_v4 address = ip::make_address_v4(own.text, error);
    std::vector<std::string> around;
    if (error || own.prefix < kLargestNetwork || own.prefix > 30) {
        return around;
    }
    for (const ip::address_v4& host :
         ip::network_v4(address, static_cast<std::uint16_t>(own.prefix)).hosts()) {
        around.push_back(host.to_string());
    }
    return around;
}

}  // namespace porchlight::hub::probing
