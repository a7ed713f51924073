// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Private to net/: the small pieces that session descriptions are made of.
namespace porchlight::net {

/// Cuts off the first line, whatever ends it; gives it without spaces at its ends.
[[nodiscard]] std::string_view take_line(std::string_view& text);
/// Cuts off the first word of a line, and the spaces around it.
std::string_view take_word(std::string_view& text);
/// The first word as 0 to 127; empty when it is something else. The word is cut off either way.
[[nodiscard]] std::optional<int> take_payload_type(std::string_view& text);

/// The value of "a=rtpmap:" without its payload type, e.g. "opus/48000/2".
struct RtpMap {
    std::string encoding;  ///< Upper case.
    int clock_rate = 0;    ///< Hz; 0 when it is not said.
    int channels = 1;      ///< 1 to 8.
};
[[nodiscard]] RtpMap parse_rtp_map(std::string_view value);

/// The value of "a=rtcp-fb:", e.g. "96 nack pli" or "* nack". @source RFC 4585 section 4.2.
struct FeedbackOffer {
    std::optional<int> payload_type;  ///< Empty: all of the section.
    bool is_nack = false;             ///< "nack": packets are sent again.
    bool is_pli = false;              ///< "nack pli": a key frame is made when it is asked for.
};
/// Empty when it is about something else.
[[nodiscard]] std::optional<FeedbackOffer> parse_feedback_offer(std::string_view value);

}  // namespace porchlight::net
