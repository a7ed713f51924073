// SPDX-License-Identifier: Apache-2.0
#include "net/address_scope.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace porchlight::net {

namespace {

namespace ip = boost::asio::ip;

struct Range4 {
    std::uint32_t network;
    int bits;
};
constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0) {
    return a << 24U | b << 16U | c << 8U;
}
/// Not of the internet at large.
constexpr std::array kSpecial4{
    Range4{v4(0, 0), 8},           // this network
    Range4{v4(10, 0), 8},          // homes
    Range4{v4(100, 64), 10},       // providers' own
    Range4{v4(127, 0), 8},         // this machine
    Range4{v4(169, 254), 16},      // the link; clouds' metadata
    Range4{v4(172, 16), 12},       // homes
    Range4{v4(192, 0, 0), 24},     // protocol assignments
    Range4{v4(192, 0, 2), 24},     // documents
    Range4{v4(192, 88, 99), 24},   // 6to4 relays
    Range4{v4(192, 168), 16},      // homes
    Range4{v4(198, 18), 15},       // benchmarks
    Range4{v4(198, 51, 100), 24},  // documents
    Range4{v4(203, 0, 113), 24},   // documents
    Range4{v4(224, 0), 3},         // multicast, reserved, broadcast
};

bool is_public(const ip::address_v4& address) {
    return std::ranges::none_of(kSpecial4, [value = address.to_uint()](const Range4& range) {
        return (value ^ range.network) >> static_cast<unsigned>(32 - range.bits) == 0;
    });
}

/// Global unicast is 2000::/3; of it 2001::/23 is for protocols (Teredo among them), 2001:db8::/32
/// and 3fff::/20 for documents, and 2002::/16 wraps IPv4 addresses of any kind.
bool is_public(const ip::address_v6& address) {
    if (address.is_v4_mapped()) {
        return is_public(ip::make_address_v4(ip::v4_mapped, address));
    }
    const auto bytes = address.to_bytes();
    const auto word = [&bytes](std::size_t i) {
        return static_cast<unsigned>(bytes[i]) << 8U | bytes[i + 1];
    };
    const bool is_global = (bytes[0] & 0xe0U) == 0x20U;
    const bool is_protocol = word(0) == 0x2001U && (word(2) & 0xfe00U) == 0;
    const bool is_document =
        (word(0) == 0x2001U && word(2) == 0x0db8U) || (word(0) == 0x3fffU && word(2) < 0x1000U);
    return is_global && !is_protocol && !is_document && word(0) != 0x2002U;
}

}  // namespace

bool is_public_address(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = ip::make_address(std::string(address), error);
    if (error) {
        return false;
    }
    return parsed.is_v4() ? is_public(parsed.to_v4()) : is_public(parsed.to_v6());
}

}  // namespace porchlight::net
