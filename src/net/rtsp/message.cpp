// SPDX-License-Identifier: Apache-2.0
#include "net/rtsp/message.hpp"

#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::net::rtsp {
namespace {

constexpr std::size_t kFrameHeader = 4;
constexpr std::size_t kShortestRtcp = 8;

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Whether a message begins here. Maybe: as far as the bytes go.
Match message_start(std::string_view text) {
    constexpr std::array<std::string_view, 15> kStarts = {
        "RTSP/",     "HTTP/",     "OPTIONS ", "GET_PARAMETER ", "SET_PARAMETER ",
        "DESCRIBE ", "SETUP ",    "PLAY ",    "PAUSE ",         "TEARDOWN ",
        "ANNOUNCE ", "REDIRECT ", "RECORD ",  "GET ",           "POST "};
    Match best = Match::No;
    for (const std::string_view start : kStarts) {
        const auto common = std::min(start.size(), text.size());
        if (text.substr(0, common) == start.substr(0, common)) {
            best = std::max(best, common == start.size() ? Match::Yes : Match::Maybe);
        }
    }
    return best;
}

bool is_padding(std::uint8_t byte) {
    return byte == '\r' || byte == '\n' || byte == ' ' || byte == '\0';
}

std::size_t frame_length(std::span<const std::uint8_t> frame) {
    return (static_cast<std::size_t>(frame[2]) << 8U) | frame[3];
}

/// Where the blank line that ends the headers ends, looked for from `from`.
std::optional<std::size_t> headers_end(std::string_view text, std::size_t from) {
    for (auto at = text.find('\n', from); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        const std::string_view next = text.substr(at + 1);
        if (next.starts_with('\n')) {
            return at + 2;
        }
        if (next.starts_with("\r\n")) {
            return at + 3;
        }
    }
    return std::nullopt;
}

std::string_view take_line(std::string_view& text) {
    std::string_view line = take_until(text, '\n');
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    return take_until(text, ' ');
}

Result<> parse_start_line(std::string_view line, Message& message) {
    const std::string_view first = take_word(line);
    if (first.starts_with("HTTP/")) {
        return Error(ErrorCode::InvalidArgument,
                     "This port answers with a web page (HTTP), not with a camera stream (RTSP). "
                     "RTSP is usually on port 554");
    }
    if (first.starts_with("RTSP/")) {
        message.status = parse_number<int>(take_word(line)).value_or(0);
        message.reason = std::string(trimmed(line));
        if (message.status < 100 || message.status > 999) {
            return Error(ErrorCode::Corrupt, "the camera answered with an unreadable status line");
        }
        return {};
    }
    message.method = std::string(first);
    message.uri = std::string(take_word(line));
    return {};
}

void parse_header_line(std::string_view line, Message& message) {
    if ((line.starts_with(' ') || line.starts_with('\t')) && !message.headers.empty()) {
        message.headers.back().second += fmt::format(" {}", trimmed(line));  // folded
        return;
    }
    const std::string_view name = trimmed(take_until(line, ':'));
    if (!name.empty()) {
        message.headers.emplace_back(name, trimmed(line));
    }
}

Result<Message> parse_head(std::string_view head) {
    Message message;
    PL_TRY_VOID(parse_start_line(take_line(head), message));
    while (!head.empty()) {
        const std::string_view line = take_line(head);
        if (!line.empty()) {
            parse_header_line(line, message);
        }
    }
    return message;
}

bool may_have_open_body(const Message& message, std::string_view rest) {
    if (!message.is_response() || message.status != 200) {
        return false;
    }
    const std::string type = ascii_lower(message.header("Content-Type"));
    return type.find("sdp") != std::string::npos || rest.starts_with("v=");
}

bool is_sdp_line(std::string_view line) {
    return line.empty() || line == "\r" || (line.size() >= 2 && line[1] == '=');
}

/// Where an SDP without a length ends, when what follows it shows.
std::optional<std::size_t> open_body_end(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto line_end = text.find('\n', at);
        const std::string_view line = text.substr(at, line_end - at);
        if (line.starts_with('$') || message_start(line) == Match::Yes) {
            return at;
        }
        if (line_end == std::string_view::npos) {
            return std::nullopt;
        }
        if (!is_sdp_line(line)) {
            return at;
        }
        at = line_end + 1;
    }
    return std::nullopt;
}

}  // namespace

std::string_view Message::header(std::string_view name) const {
    const auto found =
        std::ranges::find_if(headers, [&](const auto& h) { return ascii_iequals(h.first, name); });
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> Message::all_headers(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : headers) {
        if (ascii_iequals(key, name)) {
            values.push_back(value);
        }
    }
    return values;
}

std::optional<std::uint32_t> Message::cseq() const {
    return parse_number(trimmed(header("CSeq")));
}

Message make_request(std::string method, std::string uri) {
    Message message;
    message.method = std::move(method);
    message.uri = std::move(uri);
    return message;
}

std::string to_text(const Message& message) {
    std::string text = message.is_response()
                           ? fmt::format("RTSP/1.0 {} {}\r\n", message.status, message.reason)
                           : fmt::format("{} {} RTSP/1.0\r\n", message.method, message.uri);
    for (const auto& [name, value] : message.headers) {
        text += fmt::format("{}: {}\r\n", name, value);
    }
    if (!message.body.empty()) {
        text += fmt::format("Content-Length: {}\r\n", message.body.size());
    }
    return text + "\r\n" + message.body;
}

Result<MessageParser::Item> MessageParser::next(std::span<const std::uint8_t> bytes) {
    return next_item(bytes, BodyEnd::Unknown);
}

Result<MessageParser::Item> MessageParser::next_at_quiet(std::span<const std::uint8_t> bytes) {
    return next_item(bytes, BodyEnd::AtQuiet);
}

Result<MessageParser::Item> MessageParser::next_item(std::span<const std::uint8_t> bytes,
                                                     BodyEnd end) {
    wanted_ = 0;
    is_body_open_ = false;
    PL_TRY(const auto start, skip_stray(bytes));
    if (!start) {
        return Item(NeedMore{});
    }
    if (bytes[*start] == '$') {
        if (const auto frame = next_frame(bytes, *start)) {
            return Item(*frame);
        }
        return Item(NeedMore{});
    }
    return next_message(bytes, *start, end);
}

/// Leaves `consumed_` at the first byte that begins something; gives it when that is sure.
Result<std::optional<std::size_t>> MessageParser::skip_stray(std::span<const std::uint8_t> bytes) {
    std::size_t at = 0;
    for (; at < bytes.size(); ++at) {
        consumed_ = at;
        const Match start = bytes[at] == '$' ? frame_start(bytes.subspan(at))
                                             : message_start(text_of(bytes.subspan(at)));
        if (start == Match::Yes) {
            in_sync_ = true;
            stray_run_ = 0;
            return std::optional(at);
        }
        if (start == Match::Maybe) {
            return std::optional<std::size_t>();
        }
        if (in_sync_ && is_padding(bytes[at])) {
            continue;
        }
        in_sync_ = false;
        searched_ = 0;
        ++stray_total_;
        if (++stray_run_ > kMostStrayBytes) {
            return Error(ErrorCode::Corrupt, "what the camera sends is not RTSP");
        }
    }
    consumed_ = at;
    return std::optional<std::size_t>();
}

/// Whether the '$' at the front begins a frame. In step any known channel will do; out of step it
/// must hold an RTP version and be followed by another start.
Match MessageParser::frame_start(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < 2) {
        return Match::Maybe;
    }
    if (bytes[1] >= channels_) {
        return Match::No;
    }
    if (in_sync_) {
        return Match::Yes;
    }
    if (bytes.size() <= kFrameHeader) {
        return Match::Maybe;
    }
    const std::size_t length = frame_length(bytes);
    if (length < kShortestRtcp || (bytes[kFrameHeader] >> 6U) != 2) {
        return Match::No;
    }
    const std::size_t next = kFrameHeader + length;
    if (next >= bytes.size()) {
        wanted_ = next + 1;
        return Match::Maybe;
    }
    const auto following = bytes.subspan(next);
    const bool is_start = following[0] == '$' || is_padding(following[0]) ||
                          message_start(text_of(following)) != Match::No;
    return is_start ? Match::Yes : Match::No;
}

std::optional<InterleavedFrame> MessageParser::next_frame(std::span<const std::uint8_t> bytes,
                                                          std::size_t start) {
    const auto rest = bytes.subspan(start);
    wanted_ = kFrameHeader;
    if (rest.size() < kFrameHeader) {
        return std::nullopt;
    }
    wanted_ = kFrameHeader + frame_length(rest);
    if (rest.size() < wanted_) {
        return std::nullopt;
    }
    consumed_ = start + wanted_;
    return InterleavedFrame{rest[1], rest.subspan(kFrameHeader, wanted_ - kFrameHeader)};
}

Result<MessageParser::Item> MessageParser::next_message(std::span<const std::uint8_t> bytes,
                                                        std::size_t start, BodyEnd end) {
    const std::string_view text = text_of(bytes.subspan(start));
    const auto body_at = headers_end(text, searched_);
    if (!body_at) {
        // Back far enough to see a blank line that is cut in two.
        searched_ = text.size() < 3 ? 0 : text.size() - 3;
        if (text.size() > kLongestHeaders) {
            return Error(ErrorCode::Corrupt, "the camera's answer has no end");
        }
        return Item(NeedMore{});
    }
    PL_TRY(auto message, parse_head(text.substr(0, *body_at)));
    const std::string_view rest = text.substr(*body_at);
    auto length = parse_number<std::size_t>(trimmed(message.header("Content-Length")));
    if (!length && may_have_open_body(message, rest)) {
        length = open_body_end(rest);
        is_body_open_ = !length.has_value();
        if (end == BodyEnd::AtQuiet && !length) {
            length = rest.size();
        }
    } else if (!length) {
        length = 0;
    }
    if (length.value_or(rest.size()) > kLongestBody) {
        return Error(ErrorCode::Corrupt,
                     "the camera's answer is too long to be a stream's description");
    }
    if (!length || rest.size() < *length) {
        wanted_ = *body_at + length.value_or(0);
        return Item(NeedMore{});
    }
    message.body = std::string(rest.substr(0, *length));
    is_body_open_ = false;
    searched_ = 0;
    consumed_ = start + *body_at + *length;
    return Item(std::move(message));
}

}  // namespace porchlight::net::rtsp
