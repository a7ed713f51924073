// SPDX-License-Identifier: Apache-2.0
#include "net/url.hpp"

#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace porchlight::net {
namespace {

constexpr std::size_t kLongestUrl = 2048;
constexpr std::string_view kExample = "rtsp://192.168.1.20:554/stream1";

struct HostPort {
    std::string_view host;
    std::optional<std::uint16_t> port;
};

/// How much a reading of the host is to be believed, weakest first.
enum class Belief : std::uint8_t { None, BareName, DottedName, Address };

bool is_ipv4(std::string_view host) {
    int parts = 0;
    while (!host.empty()) {
        const auto part = parse_number(take_until(host, '.'));
        if (!part || *part > 255) {
            return false;
        }
        ++parts;
    }
    return parts == 4;
}

bool is_name(std::string_view host) {
    return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        // Bytes over 0x7F: names in other alphabets, which the resolver may know.
        return byte > 0x7F || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
               (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
}

bool is_ipv6(std::string_view host) {
    // A zone ("%eth0") may follow.
    const std::string_view address = host.substr(0, host.find('%'));
    return address.size() >= 2 && std::ranges::count(address, ':') >= 2 &&
           address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

std::optional<HostPort> split_host(std::string_view authority) {
    HostPort split;
    std::string_view rest;
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == std::string_view::npos || !is_ipv6(authority.substr(1, close - 1))) {
            return std::nullopt;
        }
        split.host = authority.substr(1, close - 1);
        rest = authority.substr(close + 1);
    } else {
        const auto colon = authority.find(':');
        split.host = authority.substr(0, colon);
        rest = colon == std::string_view::npos ? std::string_view() : authority.substr(colon);
        if (!is_name(split.host)) {
            return std::nullopt;
        }
    }
    if (rest.empty() || rest == ":") {
        return split;
    }
    split.port = rest.front() == ':' ? parse_number<std::uint16_t>(rest.substr(1)) : std::nullopt;
    return split.port && *split.port != 0 ? std::optional(split) : std::nullopt;
}

std::string_view authority_at(std::string_view rest, std::size_t begin) {
    return rest.substr(begin, rest.find_first_of("/?#", begin) - begin);
}

Belief belief(std::string_view rest, std::size_t begin) {
    const auto split = split_host(authority_at(rest, begin));
    if (!split) {
        return Belief::None;
    }
    if (split->host.find(':') != std::string_view::npos || is_ipv4(split->host)) {
        return Belief::Address;
    }
    const bool known =
        split->host.find('.') != std::string_view::npos || ascii_iequals(split->host, "localhost");
    return known ? Belief::DottedName : Belief::BareName;
}

/// Where the host begins in what follows "://".
std::size_t find_host(std::string_view rest) {
    const std::string_view authority = authority_at(rest, 0);
    const auto at = authority.rfind('@');
    const std::size_t by_rule = at == std::string_view::npos ? 0 : at + 1;
    Belief best = belief(rest, by_rule);
    // "user:pw@host" as the rule reads it, or a plain "host/path": nothing later can be better.
    const bool could_be_user = authority.find(':') != std::string_view::npos;
    if (best >= Belief::DottedName || (best == Belief::BareName && !could_be_user)) {
        return by_rule;
    }
    std::size_t found = by_rule;
    for (auto later = rest.rfind('@'); later != std::string_view::npos && later + 1 > by_rule;
         later = rest.rfind('@', later - 1)) {
        const Belief here = belief(rest, later + 1);
        if (here > best) {
            best = here;
            found = later + 1;
        }
        if (later == 0) {
            break;
        }
    }
    return found;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' && i + 2 < text.size()
                              ? parse_number<std::uint8_t>(text.substr(i + 1, 2), 16)
                              : std::nullopt;
        if (byte && *byte != 0) {
            decoded.push_back(static_cast<char>(*byte));
            i += 2;
        } else {
            decoded.push_back(text[i]);  // a bare % is part of the password
        }
    }
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            encoded.push_back(c);
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

std::string target_of(std::string_view text) {
    std::string target;
    for (const char c : text) {
        if (c == ' ') {
            target += "%20";
        } else {
            target.push_back(c);
        }
    }
    return target;
}

Error wrong(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

Result<CameraScheme> parse_scheme(std::string_view scheme) {
    if (ascii_iequals(scheme, "rtsp") || ascii_iequals(scheme, "rtspt")) {
        return CameraScheme::Rtsp;
    }
    if (ascii_iequals(scheme, "rtsps")) {
        return CameraScheme::Rtsps;
    }
    if (ascii_iequals(scheme, "http") || ascii_iequals(scheme, "https")) {
        return wrong(
            fmt::format("This is the address of a web page. A camera's stream begins with rtsp://, "
                        "for example {}",
                        kExample));
    }
    return wrong(fmt::format("A camera's address begins with rtsp:// or rtsps://, for example {}",
                             kExample));
}

bool names_a_secret(std::string_view key) {
    constexpr std::array<std::string_view, 7> kNames = {"pass", "pwd",    "token", "secret",
                                                        "auth", "apikey", "key"};
    const std::string lower = ascii_lower(key);
    return std::ranges::any_of(
        kNames, [&](std::string_view name) { return lower.find(name) != std::string::npos; });
}

/// "?user=admin&password=x" becomes "?user=admin&password=***".
std::string redacted_target(const std::string& target) {
    std::string_view rest = target;
    std::string shown(take_until(rest, '?'));
    for (char joint = '?'; !rest.empty(); joint = '&') {
        const std::string_view pair = take_until(rest, '&');
        const auto equals = pair.find('=');
        shown += joint;
        if (equals != std::string_view::npos && names_a_secret(pair.substr(0, equals))) {
            shown += fmt::format("{}=***", pair.substr(0, equals));
        } else {
            shown += pair;
        }
    }
    return shown;
}

std::string_view scheme_name(CameraScheme scheme) {
    return scheme == CameraScheme::Rtsps ? "rtsps" : "rtsp";
}

std::uint16_t default_port(CameraScheme scheme) {
    return scheme == CameraScheme::Rtsps ? 322 : 554;
}

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

Result<CameraUrl> CameraUrl::parse(std::string_view text) {
    text = trimmed(text);
    if (text.size() > kLongestUrl || has_control_character(text)) {
        return wrong(
            "The address is too long or holds characters that cannot be typed. Copy it again.");
    }
    const auto colon = text.find("://");
    if (colon == std::string_view::npos) {
        return wrong(
            fmt::format("A camera's address begins with rtsp://, for example {}", kExample));
    }
    CameraUrl url;
    PL_TRY(url.scheme_, parse_scheme(text.substr(0, colon)));
    const std::string_view rest = text.substr(colon + 3);
    const std::size_t host_at = find_host(rest);
    const std::string_view authority = authority_at(rest, host_at);
    const auto split = split_host(authority);
    if (!split) {
        return wrong(
            fmt::format("The host name or port in the address is not valid. Write it like {}, and "
                        "write special "
                        "characters in the password as they are",
                        kExample));
    }
    if (host_at > 0) {
        std::string_view login = rest.substr(0, host_at - 1);
        const bool has_password = login.find(':') != std::string_view::npos;
        url.user_ = percent_decoded(take_until(login, ':'));
        url.password_ = Secret(has_password ? percent_decoded(login) : std::string());
        if (has_control_character(url.user_) || has_control_character(url.password_.reveal())) {
            return wrong("The user name or password holds characters that cannot be typed");
        }
    }
    url.host_ = std::string(split->host);
    url.port_ = split->port.value_or(default_port(url.scheme_));
    url.target_ = target_of(rest.substr(host_at + authority.size()));
    return url;
}

std::string CameraUrl::authority() const {
    return host_.find(':') != std::string::npos ? fmt::format("[{}]:{}", host_, port_)
                                                : fmt::format("{}:{}", host_, port_);
}

std::string CameraUrl::request_uri() const {
    return fmt::format("{}://{}{}", scheme_name(scheme_), authority(), target_);
}

std::string CameraUrl::redacted() const {
    std::string login;
    if (!user_.empty() || !password_.empty()) {
        login = percent_encoded(user_) + (password_.empty() ? "@" : ":***@");
    }
    return fmt::format("{}://{}{}{}", scheme_name(scheme_), login, authority(),
                       redacted_target(target_));
}

Secret CameraUrl::with_credentials() const {
    std::string login;
    if (!user_.empty() || !password_.empty()) {
        login = percent_encoded(user_) + ":" + percent_encoded(password_.reveal()) + "@";
    }
    return Secret(fmt::format("{}://{}{}{}", scheme_name(scheme_), login, authority(), target_));
}

CameraUrl CameraUrl::with_login(std::string user, Secret password) const {
    CameraUrl other = *this;
    other.user_ = std::move(user);
    other.password_ = std::move(password);
    return other;
}

CameraUrl CameraUrl::with_host(std::string host) const {
    CameraUrl other = *this;
    other.host_ = std::move(host);
    return other;
}

CameraUrl CameraUrl::with_target(std::string target) const {
    CameraUrl changed = *this;
    changed.target_ = std::move(target);
    return changed;
}

CameraUrl CameraUrl::redirected_to(CameraUrl target) const {
    if (target.user_.empty() && ascii_iequals(target.host_, host_)) {
        target.user_ = user_;
        target.password_ = password_;
    }
    return target;
}

}  // namespace porchlight::net
