// SPDX-License-Identifier: Apache-2.0
#include "net/sdp_text.hpp"

#include "net/ascii.hpp"

#include <algorithm>

namespace porchlight::net {
namespace {

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return result;
}

}  // namespace

std::string_view take_line(std::string_view& text) {
    const auto cut = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trimmed(text.substr(0, cut));
    text.remove_prefix(std::min(cut + 1, text.size()));
    return line;
}

std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    const auto cut = text.find_first_of(" \t");
    const std::string_view word = text.substr(0, cut);
    text = cut == std::string_view::npos ? std::string_view() : trimmed(text.substr(cut));
    return word;
}

std::optional<int> take_payload_type(std::string_view& text) {
    const auto number = parse_number<int>(take_word(text));
    return number && *number >= 0 && *number <= 127 ? number : std::nullopt;
}

RtpMap parse_rtp_map(std::string_view value) {
    RtpMap map;
    map.encoding = upper(trimmed(take_until(value, '/')));
    map.clock_rate = parse_number<int>(trimmed(take_until(value, '/'))).value_or(0);
    const int channels = parse_number<int>(trimmed(value)).value_or(1);
    map.channels = channels >= 1 && channels <= 8 ? channels : 1;
    return map;
}

std::optional<FeedbackOffer> parse_feedback_offer(std::string_view value) {
    std::string_view rest = value;
    FeedbackOffer offer;
    if (take_word(rest) != "*") {
        offer.payload_type = take_payload_type(value);
        if (!offer.payload_type) {
            return std::nullopt;
        }
    }
    const bool is_nack = ascii_iequals(take_word(rest), "nack");
    offer.is_nack = is_nack && rest.empty();
    offer.is_pli = is_nack && ascii_iequals(rest, "pli");
    return offer.is_nack || offer.is_pli ? std::optional(offer) : std::nullopt;
}

}  // namespace porchlight::net
