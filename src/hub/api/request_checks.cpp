// SPDX-License-Identifier: Apache-2.0
#include "hub/api/request_checks.hpp"

#include "net/ascii.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace porchlight::hub::api {

namespace {

/// "host:port" and "[v6]:port" without the port.
std::string_view without_port(std::string_view host) {
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        return end == std::string_view::npos ? std::string_view() : host.substr(1, end - 1);
    }
    return host.substr(0, host.find(':'));
}

}  // namespace

bool is_our_host(std::string_view host, const std::vector<std::string>& names) {
    const std::string name = net::ascii_lower(without_port(host));
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(name, not_an_address);
    return !not_an_address || name == "localhost" || name.ends_with(".localhost") ||
           std::ranges::find(names, name) != names.end();
}

bool is_same_origin(const net::http::Request& request) {
    const std::string_view site = request.headers.find("Sec-Fetch-Site");
    if (!site.empty()) {
        return site == "same-origin" || site == "none";
    }
    const bool tls = request.peer.security == net::http::Security::Tls;
    const std::string ours =
        (tls ? "https://" : "http://") + std::string(request.headers.find("Host"));
    return net::ascii_iequals(request.headers.find("Origin"), ours);
}

}  // namespace porchlight::hub::api
