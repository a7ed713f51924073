// SPDX-License-Identifier: Apache-2.0
#include "net/rtsp/transport.hpp"

#include "net/ascii.hpp"

#include <utility>

namespace porchlight::net::rtsp {

namespace {

using Carrier = TransportWish::Carrier;

std::optional<Carrier> carrier_of(std::string_view profile) {
    if (ascii_iequals(profile, "RTP/AVP/TCP")) {
        return Carrier::Interleaved;
    }
    const bool is_udp = ascii_iequals(profile, "RTP/AVP") || ascii_iequals(profile, "RTP/AVP/UDP");
    return is_udp ? std::optional(Carrier::Datagrams) : std::nullopt;
}

/// "5000-5001", or "5000" for both that and the next.
template <typename Number>
std::optional<std::pair<Number, Number>> pair_of(std::string_view text) {
    const auto first = parse_number<Number>(trimmed(take_until(text, '-')));
    if (!first) {
        return std::nullopt;
    }
    const auto next = static_cast<Number>(*first + 1);
    const auto second = text.empty() ? std::optional(next) : parse_number<Number>(trimmed(text));
    return second ? std::optional(std::pair(*first, *second)) : std::nullopt;
}

/// @return Whether it can be had.
bool apply(TransportWish& wish, std::string_view parameter) {
    const std::string_view name = trimmed(take_until(parameter, '='));
    if (ascii_iequals(name, "multicast")) {
        return false;
    }
    if (ascii_iequals(name, "interleaved")) {
        const auto channels = pair_of<std::uint8_t>(parameter);
        const bool is_next =
            channels && channels->first < 254 && channels->second == channels->first + 1;
        wish.channel = is_next ? std::optional(channels->first) : std::nullopt;
        return is_next;
    }
    if (ascii_iequals(name, "client_port")) {
        const auto ports = pair_of<std::uint16_t>(parameter);
        wish.rtp_port = ports ? ports->first : 0;
        wish.rtcp_port = ports ? ports->second : 0;
    }
    return true;
}

std::optional<TransportWish> read_one(std::string_view offer) {
    const auto carrier = carrier_of(trimmed(take_until(offer, ';')));
    if (!carrier) {
        return std::nullopt;
    }
    TransportWish wish;
    wish.carrier = *carrier;
    while (!offer.empty()) {
        if (!apply(wish, take_until(offer, ';'))) {
            return std::nullopt;
        }
    }
    const bool has_ports = wish.rtp_port != 0 && wish.rtcp_port != 0;
    return *carrier == Carrier::Datagrams && !has_ports ? std::nullopt : std::optional(wish);
}

}  // namespace

std::optional<TransportWish> choose_transport(std::string_view header) {
    while (!header.empty()) {
        if (const auto wish = read_one(take_until(header, ','))) {
            return wish;
        }
    }
    return std::nullopt;
}

}  // namespace porchlight::net::rtsp
