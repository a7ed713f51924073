// SPDX-License-Identifier: Apache-2.0
#include "live/rtsp/conversation.hpp"

#include "live/rtsp/session_description.hpp"
#include "net/digest.hpp"
#include "net/sdp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::live {
namespace {

using media::TrackKind;
using net::rtsp::Message;
using net::rtsp::MessageParser;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using State = Conversation::State;

class Host final : public ConversationHost {
  public:
    Result<std::string> describe(Asked how) override {
        asked = how;
        return description;
    }
    [[nodiscard]] bool has(Lane lane) const override {
        return lane == Lane::Picture || (lane == Lane::Sound ? has_sound : has_speaker);
    }
    Result<std::uint16_t> open_datagrams(Lane lane,
                                         const net::rtsp::TransportWish& /*wish*/) override {
        return static_cast<std::uint16_t>(40000 + 2 * static_cast<int>(lane));
    }
    Result<> may_play(const std::string& /*user*/) override { return verdict; }
    Result<> may_speak() override { return voice_verdict; }
    Position position(TrackKind track) override {
        return track == TrackKind::Video ? Position{17, 90000} : Position{170, 16000};
    }

    Result<std::string> description = std::string("v=0\r\n");
    Result<> verdict;
    Result<> voice_verdict;
    Asked asked = Asked::Plainly;
    bool has_sound = true;
    bool has_speaker = true;
};

class Talk : public ::testing::Test {
  protected:
    std::string ask(std::string method, std::string uri = "rtsp://10.0.0.5:8554/main",
                    std::vector<std::pair<std::string, std::string>> headers = {}) {
        Message request = net::rtsp::make_request(std::move(method), std::move(uri));
        request.headers = std::move(headers);
        request.headers.emplace_back("CSeq", "7");
        return talk_.answer(request);
    }
    std::string set_up(const char* transport = "RTP/AVP/TCP;unicast;interleaved=4-5") {
        return ask("SETUP", "rtsp://10.0.0.5:8554/main/track1", {{"Transport", transport}});
    }
    std::string set_up_sound(const char* transport = "RTP/AVP/TCP;unicast;interleaved=6-7") {
        return ask("SETUP", "rtsp://10.0.0.5:8554/main/track2", {{"Transport", transport}});
    }

    Host host_;
    Conversation talk_{{.path = "/main", .logins = {}, .realm = "camera"}, host_};
};

TEST_F(Talk, GoesFromOptionsToTeardown) {
    EXPECT_THAT(ask("OPTIONS", "*"), HasSubstr("GET_PARAMETER"));
    const std::string described = ask("DESCRIBE");
    EXPECT_THAT(described, StartsWith("RTSP/1.0 200 OK\r\nCSeq: 7\r\n"));
    EXPECT_THAT(described, HasSubstr("Content-Base: rtsp://10.0.0.5:8554/main/\r\n"));
    EXPECT_THAT(described, HasSubstr("\r\n\r\nv=0\r\n"));
    EXPECT_THAT(set_up(), HasSubstr("interleaved=4-5"));
    EXPECT_EQ(talk_.state(), State::Ready);
    EXPECT_EQ(talk_.rtp_channel(Lane::Picture), 4);
    const std::string played = ask("PLAY");
    EXPECT_THAT(played, HasSubstr("seq=17;rtptime=90000"));
    EXPECT_THAT(played, HasSubstr("timeout=60"));
    EXPECT_EQ(talk_.state(), State::Playing);
    EXPECT_THAT(ask("GET_PARAMETER"), HasSubstr("200 OK"));
    EXPECT_THAT(ask("PAUSE"), HasSubstr("200 OK"));
    EXPECT_EQ(talk_.state(), State::Ready);
    EXPECT_THAT(ask("TEARDOWN"), HasSubstr("200 OK"));
    EXPECT_EQ(talk_.state(), State::Ended);
}

TEST_F(Talk, DatagramsGoToThePortsThatWereAskedFor) {
    EXPECT_THAT(set_up("RTP/AVP;unicast;client_port=5000-5001"),
                HasSubstr("client_port=5000-5001;server_port=40000-40001"));
    ASSERT_TRUE(talk_.transport(Lane::Picture));
    EXPECT_EQ(talk_.transport(Lane::Picture)->rtp_port, 5000);
}

TEST_F(Talk, RefusesWhatDoesNotFit) {
    EXPECT_THAT(ask("PLAY"), HasSubstr(" 455 "));
    EXPECT_THAT(ask("PAUSE"), HasSubstr(" 455 "));
    EXPECT_THAT(ask("DESCRIBE", "rtsp://10.0.0.5/other"), HasSubstr(" 404 "));
    EXPECT_THAT(ask("ANNOUNCE"), HasSubstr(" 501 "));
    EXPECT_THAT(set_up("RTP/AVP;multicast"), HasSubstr(" 461 "));
    EXPECT_EQ(talk_.state(), State::Open);
    set_up();
    EXPECT_THAT(ask("PLAY", "rtsp://10.0.0.5/main", {{"Session", "another"}}), HasSubstr(" 454 "));
    EXPECT_EQ(talk_.state(), State::Ready);
    ask("PLAY");
    EXPECT_THAT(set_up(), HasSubstr(" 455 ")) << "a stream that runs is not moved";
}

TEST_F(Talk, PictureAndSoundEachGoTheirOwnWay) {
    EXPECT_THAT(set_up(), HasSubstr("interleaved=4-5"));
    EXPECT_THAT(set_up_sound("RTP/AVP;unicast;client_port=5002-5003"),
                HasSubstr("server_port=40002-40003"));
    EXPECT_THAT(ask("PLAY"), HasSubstr("RTP-Info: url=rtsp://10.0.0.5:8554/main/track1;seq=17;"
                                       "rtptime=90000,url=rtsp://10.0.0.5:8554/main/track2;seq=170;"
                                       "rtptime=16000\r\n"));
    EXPECT_EQ(talk_.rtp_channel(Lane::Picture), 4);
    EXPECT_EQ(talk_.transport(Lane::Sound)->rtp_port, 5002);
}

TEST_F(Talk, TheSoundCanBeHadAlone) {
    EXPECT_THAT(set_up_sound(), HasSubstr("interleaved=6-7"));
    EXPECT_FALSE(talk_.transport(Lane::Picture));
    const std::string played = ask("PLAY");
    EXPECT_THAT(played, HasSubstr("RTP-Info: url=rtsp://10.0.0.5:8554/main/track2;seq=170"));
    EXPECT_THAT(played, Not(HasSubstr("track1")));
}

TEST_F(Talk, WhereThereIsNoSoundNoneIsSetUp) {
    host_.has_sound = false;
    EXPECT_THAT(set_up_sound(), HasSubstr(" 404 "));
    EXPECT_EQ(talk_.state(), State::Open);
}

TEST_F(Talk, NoTwoTracksShareAChannel) {
    set_up("RTP/AVP/TCP;unicast;interleaved=4-5");
    for (const char* taken : {"RTP/AVP/TCP;interleaved=3-4", "RTP/AVP/TCP;interleaved=4-5",
                              "RTP/AVP/TCP;interleaved=5-6"}) {
        EXPECT_THAT(set_up_sound(taken), HasSubstr(" 461 ")) << taken;
    }
    EXPECT_THAT(set_up_sound("RTP/AVP/TCP;unicast"), HasSubstr("interleaved=0-1"));
    EXPECT_THAT(set_up("RTP/AVP/TCP;unicast"), HasSubstr("interleaved=2-3"));
    EXPECT_THAT(set_up("RTP/AVP/TCP;interleaved=2-3"), HasSubstr("interleaved=2-3"))
        << "its own are free to it";
}

using Headers = std::vector<std::pair<std::string, std::string>>;

const Headers& with_speaker() {
    static const Headers kHeaders{{"Require", "www.onvif.org/ver20/backchannel"}};
    return kHeaders;
}

TEST_F(Talk, OnlyWhoAsksForTheLoudspeakerIsToldOfIt) {
    ask("DESCRIBE");
    EXPECT_EQ(host_.asked, Asked::Plainly);
    EXPECT_THAT(ask("DESCRIBE", "rtsp://10.0.0.5/main", with_speaker()), HasSubstr(" 200 "));
    EXPECT_EQ(host_.asked, Asked::WithSpeaker);
}

TEST_F(Talk, WhatIsRequiredAndNotThereIsRefusedByItsName) {
    const std::string other = ask("DESCRIBE", "rtsp://10.0.0.5/main",
                                  {{"Require", "www.onvif.org/ver20/backchannel, onvif-replay"}});
    EXPECT_THAT(other, HasSubstr("RTSP/1.0 551 "));
    EXPECT_THAT(other, HasSubstr("\r\nUnsupported: onvif-replay\r\n"));
    host_.has_speaker = false;
    EXPECT_THAT(ask("DESCRIBE", "rtsp://10.0.0.5/main", with_speaker()),
                HasSubstr("Unsupported: www.onvif.org/ver20/backchannel\r\n"));
}

TEST_F(Talk, OneCanSpeakWithoutWatching) {
    const std::string ready = ask("SETUP", "rtsp://10.0.0.5:8554/main/track3",
                                  {{"Transport", "RTP/AVP/TCP;unicast;interleaved=0-1"}});
    EXPECT_THAT(ready, HasSubstr("interleaved=0-1"));
    host_.verdict = Error(ErrorCode::Unavailable, "No picture.");
    host_.voice_verdict = Error(ErrorCode::AlreadyExists, "Somebody else is speaking.");
    EXPECT_THAT(ask("PLAY", "rtsp://10.0.0.5/main", with_speaker()),
                HasSubstr("X-Reason: Somebody else is speaking.\r\n"));
    host_.voice_verdict = {};
    EXPECT_THAT(ask("PLAY", "rtsp://10.0.0.5/main", with_speaker()), HasSubstr(" 200 "));
    EXPECT_EQ(talk_.state(), State::Playing);
    EXPECT_FALSE(talk_.watches());
    EXPECT_EQ(talk_.rtp_channel(Lane::Voice), 0);
}

TEST_F(Talk, SaysWhyThereIsNoPicture) {
    host_.description = Error(ErrorCode::Unavailable, "Too hot to work.\r\nEvil: header");
    const std::string described = ask("DESCRIBE");
    EXPECT_THAT(described, HasSubstr(" 503 "));
    EXPECT_THAT(described, HasSubstr("X-Reason: Too hot to work.  Evil: header\r\n"));
    set_up();
    host_.verdict = Error(ErrorCode::PermissionDenied, "Not you.");
    EXPECT_THAT(ask("PLAY"), HasSubstr(" 403 "));
    EXPECT_EQ(talk_.state(), State::Ready);
}

TEST(ConversationLogin, NothingButOptionsIsAnsweredWithoutIt) {
    Host host;
    Conversation talk({.path = "/main", .logins = {{"hub", Secret("open sesame")}}, .realm = "c"},
                      host);
    for (const char* method : {"DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN", "FOO"}) {
        const std::string answer =
            talk.answer(net::rtsp::make_request(method, "rtsp://10.0.0.5/main"));
        EXPECT_THAT(answer, HasSubstr(" 401 ")) << method;
        EXPECT_THAT(answer, HasSubstr("WWW-Authenticate: Digest ")) << method;
        EXPECT_THAT(answer, Not(HasSubstr("Basic"))) << method;
        EXPECT_THAT(answer, Not(HasSubstr("v=0"))) << method;
    }
    EXPECT_EQ(talk.state(), State::Open);
    EXPECT_THAT(talk.answer(net::rtsp::make_request("OPTIONS", "*")), HasSubstr(" 200 "));
}

/// The challenges in an answer.
std::vector<std::string> challenges_in(const std::string& answer) {
    MessageParser parser;
    const auto item =
        parser.next({reinterpret_cast<const std::uint8_t*>(answer.data()), answer.size()});
    return std::get<Message>(*item).all_headers("WWW-Authenticate");
}

TEST(ConversationLogin, LetsInWhoKnowsThePasswordAndEndsAfterFiveWrongOnes) {
    for (const bool knows : {true, false}) {
        Host host;
        Conversation talk(
            {.path = "/main", .logins = {{"hub", Secret("open sesame")}}, .realm = "c"}, host);
        const std::string uri = "rtsp://10.0.0.5/main";
        const auto asked = challenges_in(talk.answer(net::rtsp::make_request("DESCRIBE", uri)));
        for (int i = 0; i < Conversation::kMostRefusals; ++i) {
            net::Authenticator client("hub", Secret(knows ? "open sesame" : "guess"));
            ASSERT_TRUE(client.on_challenge(asked));
            Message request = net::rtsp::make_request("DESCRIBE", uri);
            request.headers.emplace_back("Authorization", *client.authorization("DESCRIBE", uri));
            EXPECT_NE(talk.state(), State::Ended);
            EXPECT_THAT(talk.answer(request), HasSubstr(knows ? " 200 " : " 401 "));
        }
        EXPECT_EQ(talk.state(), knows ? State::Open : State::Ended);
        EXPECT_EQ(talk.user(), knows ? "hub" : "");
    }
}

TEST(SessionDescription, IsReadBackByOurOwnReader) {
    media::VideoTrack track;
    track.sps = {0x67, 0x64, 0x00, 0x1F, 0xAC};
    track.pps = {0x68, 0xEB};
    track.frame_rate = 15;
    for (const char* address : {"192.168.1.20", "fe80::1"}) {
        const auto sdp = net::parse_sdp(
            describe_session(track, std::nullopt, Asked::Plainly, "Front\r\ndoor", address));
        ASSERT_TRUE(sdp);
        EXPECT_EQ(sdp->name, "Front  door");
        ASSERT_EQ(sdp->media.size(), 1U);
        EXPECT_EQ(sdp->media[0].encoding, "H264");
        EXPECT_EQ(sdp->media[0].clock_rate, 90000);
        EXPECT_EQ(sdp->media[0].control, "track1");
        EXPECT_EQ(sdp->media[0].format_value("profile-level-id"), "64001f");
        EXPECT_EQ(sdp->media[0].format_value("sprop-parameter-sets"), "Z2QAH6w=,aOs=");
        EXPECT_FALSE(sdp->media[0].is_backchannel);
    }
}

TEST(SessionDescription, TheSoundIsReadBackToo) {
    const media::AudioTrack sound{media::Codec::Aac, 16000, 1, {0x14, 0x08}};
    const auto sdp =
        net::parse_sdp(describe_session({}, sound, Asked::Plainly, "Front door", "192.168.1.20"));
    ASSERT_TRUE(sdp);
    ASSERT_EQ(sdp->media.size(), 2U);
    const net::SdpMedia& section = sdp->media[1];
    EXPECT_EQ(section.kind, net::MediaKind::Audio);
    EXPECT_EQ(section.encoding, "MPEG4-GENERIC");
    EXPECT_EQ(section.clock_rate, 16000);
    EXPECT_EQ(section.channels, 1);
    EXPECT_EQ(section.control, "track2");
    EXPECT_EQ(section.format_value("mode"), "AAC-hbr");
    EXPECT_EQ(section.format_value("config"), "1408");
    EXPECT_FALSE(section.is_backchannel);
}

TEST(SessionDescription, TheLoudspeakerTakesWhatItSaysAndNothingElse) {
    const auto sdp =
        net::parse_sdp(describe_session({}, std::nullopt, Asked::WithSpeaker, "Door", "10.0.0.5"));
    ASSERT_TRUE(sdp);
    ASSERT_EQ(sdp->media.size(), 2U);
    EXPECT_FALSE(sdp->media[0].is_send_only) << "directions are the client's";
    const net::SdpMedia& speaker = sdp->media[1];
    EXPECT_TRUE(speaker.is_send_only);
    EXPECT_EQ(speaker.encoding, "PCMU");
    EXPECT_EQ(speaker.control, "track3");
    std::vector<int> types = speaker.other_payload_types;
    types.push_back(speaker.payload_type);
    for (const int type : types) {
        EXPECT_TRUE(voice_format(type)) << type;
    }
    EXPECT_EQ(types.size(), 3U);
    EXPECT_FALSE(voice_format(96));
}

}  // namespace
}  // namespace porchlight::live
