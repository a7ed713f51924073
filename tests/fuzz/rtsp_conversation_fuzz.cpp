// SPDX-License-Identifier: Apache-2.0
//
// What any client may say to our RTSP server, from the first byte on: once where nobody is asked
// for a password, and once where nothing may come out without it.
#include "base/check.hpp"
#include "live/rtsp/conversation.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace {

using porchlight::live::Conversation;
using porchlight::live::Lane;
using porchlight::media::TrackKind;
using porchlight::net::rtsp::Message;
using porchlight::net::rtsp::MessageParser;

class Host final : public porchlight::live::ConversationHost {
  public:
    porchlight::Result<std::string> describe(porchlight::live::Asked /*asked*/) override {
        return std::string("v=0\r\n");
    }
    [[nodiscard]] bool has(Lane /*lane*/) const override { return true; }
    porchlight::Result<std::uint16_t> open_datagrams(
        Lane /*lane*/, const porchlight::net::rtsp::TransportWish& wish) override {
        PL_CHECK(wish.rtp_port != 0 && wish.rtcp_port != 0, "nothing is sent to port 0");
        return std::uint16_t{40000};
    }
    porchlight::Result<> may_play(const std::string& /*user*/) override { return {}; }
    porchlight::Result<> may_speak() override { return {}; }
    Position position(TrackKind /*track*/) override { return {}; }
};

void talk(Conversation& conversation, std::string bytes) {
    MessageParser parser;
    while (conversation.state() != Conversation::State::Ended) {
        const auto item =
            parser.next({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        if (!item) {
            return;
        }
        if (const auto* request = std::get_if<Message>(&*item); request != nullptr) {
            const std::string answer = conversation.answer(*request);
            PL_CHECK(answer.starts_with("RTSP/1.0 "), "an answer is an answer");
            PL_CHECK(answer.find("\r\n\r\n") != std::string::npos, "… and has an end");
        }
        const auto& picture = conversation.transport(Lane::Picture);
        for (const Lane lane : {Lane::Sound, Lane::Voice}) {
            const auto& other = conversation.transport(lane);
            PL_CHECK(!picture || !other || !picture->channel || picture->channel != other->channel,
                     "no two lanes share a channel");
        }
        const bool is_done = std::holds_alternative<porchlight::net::rtsp::NeedMore>(*item);
        bytes.erase(0, parser.consumed());
        if (is_done) {
            return;
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    Host host;
    Conversation open({.path = "/main", .logins = {}, .realm = "camera"}, host);
    talk(open, bytes);
    Conversation locked(
        {.path = "/main", .logins = {{"hub", porchlight::Secret("secret")}}, .realm = "camera"},
        host);
    talk(locked, bytes);
    PL_CHECK(locked.user().empty(), "nobody guesses a random nonce");
    PL_CHECK(locked.state() != Conversation::State::Playing, "nothing is shown without a login");
    return 0;
}
