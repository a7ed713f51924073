// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/transport_header.hpp"

#include "net/ascii.hpp"

namespace porchlight::sources::rtsp {

std::optional<std::pair<std::uint32_t, std::uint32_t>> number_pair(std::string_view transport,
                                                                   std::string_view name) {
    while (!transport.empty()) {
        std::string_view value = net::take_until(transport, ';');
        if (!net::ascii_iequals(net::trimmed(net::take_until(value, '=')), name)) {
            continue;
        }
        const auto first = net::parse_number(net::trimmed(net::take_until(value, '-')));
        if (!first || *first > 65535) {
            return std::nullopt;
        }
        const auto second = net::parse_number(net::trimmed(value)).value_or(*first + 1);
        return second > 65535 ? std::nullopt : std::optional(std::pair(*first, second));
    }
    return std::nullopt;
}

}  // namespace porchlight::sources::rtsp
