// SPDX-License-Identifier: Apache-2.0
#include "net/push/endpoint.hpp"

#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace porchlight::net::push {

namespace {

constexpr std::size_t kLongest = 2048;
constexpr std::uint16_t kHttps = 443;
constexpr std::string_view kScheme = "https://";

Error refused() {
    return {ErrorCode::InvalidArgument,
            "That is no address of a push service. Switch alerts off in this browser, and on "
            "again."};
}

/// Letters, digits, '-' and '.': a name or an IPv4 address.
bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

/// What RFC 3986 allows in a path and a query, and so nothing that ends a request line.
bool is_target(std::string_view text) {
    constexpr std::string_view kOthers = "-._~!$&'()*+,;=:@/?%";
    return std::ranges::all_of(text, [kOthers](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kOthers.find(c) != std::string_view::npos;
    });
}

std::optional<std::uint16_t> port_of(std::string_view digits) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
    return is_whole && port > 0 ? std::optional(port) : std::nullopt;
}

}  // namespace

Result<Endpoint> Endpoint::parse(std::string_view url) {
    if (url.size() > kLongest || !url.starts_with(kScheme)) {
        return refused();
    }
    url.remove_prefix(kScheme.size());
    const std::string authority = ascii_lower(url.substr(0, url.find_first_of("/?")));
    Endpoint endpoint;
    endpoint.target = url.substr(authority.size());
    const auto colon = authority.find(':');
    endpoint.host = authority.substr(0, colon);
    const auto port = colon == std::string::npos
                          ? std::optional(kHttps)
                          : port_of(std::string_view(authority).substr(colon + 1));
    if (!port || !is_host(endpoint.host) || !is_target(endpoint.target)) {
        return refused();
    }
    endpoint.port = *port;
    if (!endpoint.target.starts_with('/')) {
        endpoint.target.insert(0, "/");
    }
    endpoint.origin = *port == kHttps
                          ? std::string(kScheme) + endpoint.host
                          : fmt::format("{}{}:{}", kScheme, endpoint.host, endpoint.port);
    return endpoint;
}

}  // namespace porchlight::net::push
