// SPDX-License-Identifier: Apache-2.0
#include "net/rtsp/message.hpp"

#include <gtest/gtest.h>

namespace porchlight::net::rtsp {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

enum class End : std::uint8_t { Open, Quiet };

/// Feeds `wire` in pieces of `step` bytes and writes down what comes out: "200 body" for a message,
/// "$1:4" for a frame.
std::string read_all(std::string_view wire, std::size_t step, MessageParser& parser,
                     End end = End::Open) {
    std::string seen;
    std::string buffer;
    for (std::size_t at = 0; at < wire.size() || end == End::Quiet; at += step) {
        const bool at_end = at >= wire.size();
        buffer += at_end ? std::string_view() : wire.substr(at, step);
        while (true) {
            const auto item =
                at_end ? parser.next_at_quiet(bytes_of(buffer)) : parser.next(bytes_of(buffer));
            if (!item) {
                return seen + "error " + std::string(to_string(item.error().code()));
            }
            if (const auto* message = std::get_if<Message>(&*item)) {
                seen += message->is_response() ? std::to_string(message->status) : message->method;
                seen += " " + message->body + "|";
            } else if (const auto* frame = std::get_if<InterleavedFrame>(&*item)) {
                seen += "$" + std::to_string(frame->channel) + ":" +
                        std::to_string(frame->payload.size()) + "|";
            }
            buffer.erase(0, parser.consumed());
            if (std::holds_alternative<NeedMore>(*item)) {
                break;
            }
        }
        if (at_end) {
            break;
        }
    }
    return seen;
}

void expect_reading(std::string_view wire, std::string_view expected, End end = End::Open) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, wire.size()}) {
        MessageParser parser;
        EXPECT_EQ(read_all(wire, step, parser, end), expected) << "in steps of " << step;
    }
}

std::string frame(char channel, std::string payload) {
    return std::string("$") + channel + '\0' + static_cast<char>(payload.size()) + payload;
}

const std::string kRtp = "\x80\x60 an RTP packet";

TEST(MessageParser, ReadsMessagesAndFramesInAnyPieces) {
    expect_reading("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n" + frame(0, kRtp) + frame(1, kRtp) +
                       "RTSP/1.0 404 Not Found\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\nbody" +
                       frame(0, "") + "OPTIONS rtsp://cam/ RTSP/1.0\r\nCSeq: 1\r\n\r\n",
                   "200 |$0:16|$1:16|404 body|$0:0|OPTIONS |");
}

TEST(MessageParser, ReadsHeadersAsOddAsCamerasWriteThem) {
    MessageParser parser;
    const std::string wire =
        "RTSP/1.0  200   Very OK\n"
        "cseq:  7\n"
        "SESSION :\t12345678 ; timeout=30\n"
        "Public: OPTIONS,\n"
        "  DESCRIBE\n"
        "WWW-Authenticate: Basic\n"
        "www-authenticate: Digest\n"
        "no colon here\n"
        ": no name\n"
        "\n";
    const auto item = parser.next(bytes_of(wire));
    const auto& message = std::get<Message>(*item);
    EXPECT_EQ(message.reason, "Very OK");
    EXPECT_EQ(message.cseq(), 7U);
    EXPECT_EQ(message.header("session"), "12345678 ; timeout=30");
    EXPECT_EQ(message.header("Public"), "OPTIONS, DESCRIBE");
    EXPECT_EQ(message.all_headers("WWW-Authenticate"),
              (std::vector<std::string>{"Basic", "Digest"}));
    EXPECT_EQ(message.header("Missing"), "");
}

TEST(MessageParser, FindsTheEndOfADescriptionWithoutALength) {
    const std::string head = "RTSP/1.0 200 OK\r\nContent-Type: application/sdp\r\n\r\n";
    const std::string sdp = "v=0\r\nm=video 0 RTP/AVP 96\r\n";
    expect_reading(head + sdp + frame(0, kRtp), "200 " + sdp + "|$0:16|");
    expect_reading(head + sdp + "RTSP/1.0 200 OK\r\n\r\n", "200 " + sdp + "|200 |");
    expect_reading(head + sdp, "200 " + sdp + "|", End::Quiet);
    expect_reading(head + "v=0\r\nm=video 0 RTP/A", "200 v=0\r\nm=video 0 RTP/A|", End::Quiet);
    MessageParser parser;
    EXPECT_EQ(read_all(head + sdp, 1000, parser), "");
    EXPECT_TRUE(parser.is_body_open());
}

TEST(MessageParser, FindsItsStepAgainAfterStrayBytes) {
    const std::string stray = "\x01\x02$\x07 $ R RT $";
    expect_reading(frame(0, kRtp) + stray + frame(1, kRtp) + frame(0, kRtp) + "\r\n",
                   "$0:16|$1:16|$0:16|");
    // A frame that claims more than it brought: the next believable frame is found again.
    expect_reading(
        frame(0, kRtp).substr(0, 12) + frame(0, kRtp) + frame(0, kRtp) + frame(1, kRtp) + "\r\n",
        "$0:16|$0:16|$1:16|");
    MessageParser parser;
    parser.expect_channels(2);
    EXPECT_EQ(read_all(frame(5, kRtp) + frame(1, kRtp) + "\n", 3, parser), "$1:16|");
    EXPECT_EQ(parser.stray_bytes(), 20U);
}

TEST(MessageParser, RefusesWhatIsNotRtspOrHasNoEnd) {
    expect_reading("HTTP/1.1 400 Bad Request\r\n\r\n", "error invalid_argument");
    expect_reading("RTSP/1.0 two hundred\r\n\r\n", "error corrupt");
    MessageParser parser;
    const std::string endless = "RTSP/1.0 200 OK\r\n" + std::string(40000, 'a');
    EXPECT_EQ(read_all(endless, 4096, parser), "error corrupt");
    MessageParser other;
    EXPECT_EQ(read_all(std::string(300000, 'x'), 4096, other), "error corrupt");
    MessageParser large;
    EXPECT_EQ(read_all("RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n", 99, large),
              "error corrupt");
}

TEST(Message, WritesWhatItsParserReads) {
    Message request;
    request.method = "SETUP";
    request.uri = "rtsp://cam/1";
    request.headers = {{"CSeq", "3"}, {"Transport", "RTP/AVP/TCP"}};
    EXPECT_EQ(to_text(request),
              "SETUP rtsp://cam/1 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP/TCP\r\n\r\n");
    request.body = "text";
    expect_reading(to_text(request), "SETUP text|");
}

}  // namespace
}  // namespace porchlight::net::rtsp
