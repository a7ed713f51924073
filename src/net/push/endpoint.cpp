// SPDX-License-Identifier: Apache-2.0
#include "net/push/endpoint.hpp"

#include "net/ascii.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace porchlight::net::push {

namespace {

namespace urls = boost::urls;

constexpr std::size_t kLongest = 2048;
constexpr std::uint16_t kHttps = 443;

Error refused() {
    return {
        ErrorCode::InvalidArgument,
        "That is no address of a push service. Switch alerts off in this browser, and on again."};
}

}  // namespace

Result<Endpoint> Endpoint::parse(std::string_view url) {
    if (url.size() > kLongest) {
        return refused();
    }
    const auto parsed = urls::parse_absolute_uri(urls::string_view(url.data(), url.size()));
    if (!parsed || parsed->scheme_id() != urls::scheme::https || parsed->has_userinfo()) {
        return refused();
    }
    const bool is_named = parsed->host_type() == urls::host_type::name ||
                          parsed->host_type() == urls::host_type::ipv4;
    const std::uint16_t port = parsed->has_port() ? parsed->port_number() : kHttps;
    Endpoint endpoint{
        ascii_lower(std::string(parsed->host())), port, std::string(parsed->encoded_target()), {}};
    const bool is_plain = std::ranges::all_of(endpoint.host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (!is_named || endpoint.host.empty() || !is_plain || port == 0) {
        return refused();
    }
    if (endpoint.target.empty() || endpoint.target.front() != '/') {
        endpoint.target.insert(0, "/");
    }
    endpoint.origin = port == kHttps ? "https://" + endpoint.host
                                     : fmt::format("https://{}:{}", endpoint.host, port);
    return endpoint;
}

}  // namespace porchlight::net::push
