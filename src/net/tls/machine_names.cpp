// SPDX-License-Identifier: Apache-2.0
#include "net/ascii.hpp"
#include "net/tls/certificate_authority.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <ifaddrs.h>
#include <memory>
#include <netinet/in.h>
#include <unistd.h>

namespace porchlight::net::tls {

namespace {

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? ascii_lower(name.data()) : "";
}

/// Empty for what is not an IP address, and for IPv6 addresses that hold on one link only.
std::string address_text(const sockaddr* address) {
    namespace ip = boost::asio::ip;
    if (address == nullptr) {
        return {};
    }
    if (address->sa_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
        return ip::make_address_v4(ntohl(v4->sin_addr.s_addr)).to_string();
    }
    if (address->sa_family != AF_INET6) {
        return {};
    }
    ip::address_v6::bytes_type bytes;
    std::ranges::copy(reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr.s6_addr,
                      bytes.begin());
    const ip::address_v6 v6(bytes);
    return v6.is_link_local() ? "" : v6.to_string();
}

}  // namespace

ServerNames names_of_this_machine(const std::vector<std::string>& more) {
    ServerNames found;
    found.names = {"localhost"};
    if (const std::string own = host_name(); !own.empty()) {
        found.names.push_back(own);
        if (own.find('.') == std::string::npos) {
            found.names.push_back(own + ".local");
        }
    }
    found.names.insert(found.names.end(), more.begin(), more.end());
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) == 0) {
        const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, ::freeifaddrs);
        for (const ifaddrs* each = list; each != nullptr; each = each->ifa_next) {
            if (std::string text = address_text(each->ifa_addr); !text.empty()) {
                found.addresses.push_back(std::move(text));
            }
        }
    }
    // The same order every time, so that a certificate is renewed only when something changed.
    std::ranges::sort(found.addresses);
    const auto repeated = std::ranges::unique(found.addresses);
    found.addresses.erase(repeated.begin(), repeated.end());
    return found;
}

}  // namespace porchlight::net::tls
