// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/session.hpp"

#include "base/base64.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <rapidcheck.h>

namespace porchlight::net::webrtc {
namespace {

// What RTCPeerConnection of Debian's Chromium 156 makes for two recvonly transceivers, without
// most of its codings and extensions.
const std::string kChromium = R"(v=0
o=- 411416703738716427 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=extmap-allow-mixed
a=msid-semantic: WMS
m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103 104 108 109 116 41 118
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=candidate:2410378137 1 udp 2113937151 10ce7c33-4003-4c18-a5ae-f56d5757bf35.local 34360 typ host
a=ice-ufrag:JMHa
a=ice-pwd:xLRuS4u3DBJ83HZDJM7quUva
a=ice-options:trickle
a=fingerprint:sha-256 EE:95:9E:80:8F:9D:DB:FE:EF:2E:DD:DE:B8:06:02:D6:DA:AB:44:69:6B:55:3D:12:66:F1:47:DB:67:54:C5:3C
a=setup:actpass
a=mid:0
a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:mid
a=recvonly
a=rtcp-mux
a=rtcp-rsize
a=rtcp-xr:rcvr-rtt=all
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 goog-remb
a=rtcp-fb:96 ccm fir
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:102 H264/90000
a=rtcp-fb:102 transport-cc
a=rtcp-fb:102 nack
a=rtcp-fb:102 nack pli
a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f
a=rtpmap:103 rtx/90000
a=fmtp:103 apt=102
a=rtpmap:104 H264/90000
a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f
a=rtpmap:108 H264/90000
a=rtcp-fb:108 nack
a=rtcp-fb:108 nack pli
a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
a=rtpmap:109 rtx/90000
a=fmtp:109 apt=108
a=rtpmap:116 H264/90000
a=rtcp-fb:116 nack
a=fmtp:116 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f
a=rtpmap:41 H264/90000
a=fmtp:41 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=f4001f
a=rtpmap:118 red/90000
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:JMHa
a=ice-pwd:xLRuS4u3DBJ83HZDJM7quUva
a=fingerprint:sha-256 EE:95:9E:80:8F:9D:DB:FE:EF:2E:DD:DE:B8:06:02:D6:DA:AB:44:69:6B:55:3D:12:66:F1:47:DB:67:54:C5:3C
a=setup:actpass
a=mid:1
a=recvonly
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
)";

// In Firefox's manner: the fingerprint once for the session, fmtp before rtpmap.
const std::string kFirefox = R"(v=0
o=mozilla...THIS_IS_SDPARTA-99.0 5903612317321234567 0 IN IP4 0.0.0.0
s=-
t=0 0
a=sendrecv
a=fingerprint:sha-256 EE:95:9E:80:8F:9D:DB:FE:EF:2E:DD:DE:B8:06:02:D6:DA:AB:44:69:6B:55:3D:12:66:F1:47:DB:67:54:C5:3C
a=group:BUNDLE 0
a=ice-options:trickle
a=msid-semantic:WMS *
m=video 9 UDP/TLS/RTP/SAVPF 120 124 126 127
c=IN IP4 0.0.0.0
a=recvonly
a=fmtp:126 profile-level-id=42e01f;level-asymmetry-allowed=1;packetization-mode=1
a=fmtp:120 max-fs=12288;max-fr=60
a=fmtp:124 apt=120
a=ice-pwd:d94b3b1a4a1f4e0d5ac4a2b5a2c2f7a1
a=ice-ufrag:5c6d1a2f
a=mid:0
a=rtcp-fb:120 nack
a=rtcp-fb:126 nack
a=rtcp-fb:126 nack pli
a=rtcp-fb:126 ccm fir
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:120 VP8/90000
a=rtpmap:124 rtx/90000
a=rtpmap:126 H264/90000
a=rtpmap:127 rtx/90000
a=setup:actpass
a=ssrc:1684328429 cname:{f4e2a1de-3d2a-4d0c-9a44-2a1b6c1d9f55}
)";

// In the manner of GStreamer's webrtcbin with bundle-policy=max-bundle.
const std::string kGstreamer = R"(v=0
o=- 2345678901234567890 0 IN IP4 0.0.0.0
s=-
t=0 0
a=ice-options:trickle
a=group:BUNDLE video0 audio1
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=setup:actpass
a=ice-ufrag:kkl0Eqo+Qf9xo9L1
a=ice-pwd:QHhc+/pCRMVSi1Y4S/cXUQ7K0JzSc1Bq
a=rtcp-mux
a=rtcp-rsize
a=recvonly
a=rtpmap:96 H264/90000
a=rtcp-fb:96 nack pli
a=rtcp-fb:* nack
a=fmtp:96 packetization-mode=1; profile-level-id=42e01f; level-asymmetry-allowed=1
a=mid:video0
a=fingerprint:sha-256 EE:95:9E:80:8F:9D:DB:FE:EF:2E:DD:DE:B8:06:02:D6:DA:AB:44:69:6B:55:3D:12:66:F1:47:DB:67:54:C5:3C
m=audio 0 UDP/TLS/RTP/SAVPF 97
c=IN IP4 0.0.0.0
a=bundle-only
a=rtcp-mux
a=recvonly
a=rtpmap:97 OPUS/48000/2
a=mid:audio1
)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

int payload_type(const Coding* coding) {
    return coding == nullptr ? -1 : coding->payload_type;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 2);
    }
    return lines;
}

std::ptrdiff_t count_of(const std::string& text, const std::string& line) {
    return std::ranges::count(lines_of(text), line);
}

Answer answer_to(const Offer& offer) {
    Answer answer;
    answer.ice_fragment = "porc";
    answer.ice_password = "0123456789abcdefghijkl";
    answer.fingerprint = std::vector<std::uint8_t>(32, 0xAB);
    answer.candidates = {{"192.0.2.7", 40000}, {"2001:db8::7", 40000}};
    for (const OfferedMedium& medium : offer.media) {
        const Coding* video = choose_h264(medium, 0x42e01f);
        answer.media.push_back({video != nullptr ? video : choose_opus(medium), 4711});
    }
    return answer;
}

TEST(WebrtcOffer, ChromiumsIsRead) {
    const auto offer = parse_offer(kChromium);
    ASSERT_TRUE(offer) << offer.error().message();
    EXPECT_EQ(offer->ice_fragment, "JMHa");
    EXPECT_EQ(offer->ice_password, "xLRuS4u3DBJ83HZDJM7quUva");
    EXPECT_EQ(to_hex(offer->fingerprint),
              "ee959e808f9ddbfeef2edddeb80602d6daab44696b553d1266f147db6754c53c");
    ASSERT_EQ(offer->media.size(), 2U);
    const OfferedMedium& video = offer->media[0];
    EXPECT_EQ(video.medium, Medium::Video);
    EXPECT_EQ(video.kind, "video");
    EXPECT_EQ(video.protocol, "UDP/TLS/RTP/SAVPF");
    EXPECT_EQ(video.mid, "0");
    EXPECT_EQ(video.direction, Direction::ReceiveOnly);
    EXPECT_TRUE(video.muxes_rtcp);
    EXPECT_TRUE(video.is_bundled);
    EXPECT_FALSE(video.is_rejected);
    ASSERT_EQ(video.codings.size(), 10U);
    EXPECT_EQ(video.codings[0].encoding, "VP8");
    EXPECT_EQ(video.codings[1].encoding, "RTX");
    EXPECT_FALSE(video.codings[1].takes_nack);
    EXPECT_EQ(video.codings[1].format_value("apt"), "96");
    const OfferedMedium& audio = offer->media[1];
    EXPECT_EQ(audio.medium, Medium::Audio);
    EXPECT_EQ(audio.mid, "1");
}

TEST(WebrtcOffer, TheH264NearestToTheStreamIsChosen) {
    const OfferedMedium video = parse_offer(kChromium).value().media[0];
    const Coding* coding = choose_h264(video, 0x42e01f);
    ASSERT_EQ(payload_type(coding), 108);
    EXPECT_EQ(coding->encoding, "H264");
    EXPECT_EQ(coding->clock_rate, 90000);
    EXPECT_TRUE(coding->takes_nack);
    EXPECT_TRUE(coding->takes_pli);
    EXPECT_EQ(coding->format_value("Profile-Level-Id"), "42e01f");
    EXPECT_EQ(coding->format_value("sprop"), "");
    EXPECT_EQ(payload_type(choose_h264(video, 0x420028)), 102);
    EXPECT_EQ(payload_type(choose_h264(video, 0x4d0028)), 116);
    EXPECT_FALSE(choose_h264(video, 0x4d0028)->takes_pli);
    // High is not offered: Main is its neighbour, and what is beyond High is none.
    EXPECT_EQ(payload_type(choose_h264(video, 0x640028)), 116);
    EXPECT_EQ(payload_type(choose_h264(video, 0xf40028)), 41);
    EXPECT_EQ(choose_opus(video), nullptr);
}

TEST(WebrtcOffer, OpusIsChosenWhereItIs) {
    const OfferedMedium audio = parse_offer(kChromium).value().media[1];
    const Coding* coding = choose_opus(audio);
    ASSERT_EQ(payload_type(coding), 111);
    EXPECT_EQ(coding->channels, 2);
    EXPECT_EQ(coding->clock_rate, 48000);
    EXPECT_EQ(choose_h264(audio, 0x42e01f), nullptr);
}

TEST(WebrtcOffer, H264WithoutPacketizationMode1IsNotChosen) {
    const auto offer = parse_offer(replaced(kChromium, "packetization-mode=1", "x=1"));
    ASSERT_TRUE(offer);
    EXPECT_EQ(choose_h264(offer->media[0], 0x42e01f), nullptr);
}

TEST(WebrtcOffer, FirefoxsIsReadWithWhatItsSessionSays) {
    const auto offer = parse_offer(kFirefox);
    ASSERT_TRUE(offer) << offer.error().message();
    EXPECT_EQ(offer->ice_fragment, "5c6d1a2f");
    EXPECT_EQ(offer->fingerprint.size(), 32U);
    ASSERT_EQ(offer->media.size(), 1U);
    EXPECT_EQ(offer->media[0].direction, Direction::ReceiveOnly);
    EXPECT_EQ(payload_type(choose_h264(offer->media[0], 0x640028)), 126);
    const auto both =
        parse_offer(replaced(replaced(kFirefox, "a=recvonly\n", ""), "a=sendrecv", "a=sendonly"));
    EXPECT_EQ(both->media[0].direction, Direction::SendOnly);
}

TEST(WebrtcOffer, GstreamersIsReadWithItsBundleOnlySound) {
    const auto offer = parse_offer(kGstreamer);
    ASSERT_TRUE(offer) << offer.error().message();
    EXPECT_EQ(offer->ice_fragment, "kkl0Eqo+Qf9xo9L1");
    ASSERT_EQ(offer->media.size(), 2U);
    const Coding* video = choose_h264(offer->media[0], 0x42e01f);
    ASSERT_EQ(payload_type(video), 96);
    EXPECT_TRUE(video->takes_nack);
    EXPECT_TRUE(video->takes_pli);
    EXPECT_FALSE(offer->media[1].is_rejected);
    EXPECT_EQ(payload_type(choose_opus(offer->media[1])), 97);
}

TEST(WebrtcOffer, AnyLineEndWillDo) {
    for (const char* end : {"\r\n", "\r", "\n\n"}) {
        EXPECT_EQ(parse_offer(replaced(kChromium, "\n", end)).value().media.size(), 2U);
    }
}

TEST(WebrtcOffer, WhatIsMissingIsSaid) {
    const auto sentence = [](const std::string& text) {
        const auto offer = parse_offer(text);
        EXPECT_FALSE(offer);
        EXPECT_TRUE(offer || offer.error().code() == ErrorCode::InvalidArgument);
        return offer ? std::string() : offer.error().message();
    };
    const auto says = [&](std::string_view from, std::string_view to, const char* what) {
        const std::string said = sentence(replaced(kChromium, from, to));
        EXPECT_NE(said.find(what), std::string::npos) << said;
    };
    says("a=ice-ufrag:JMHa\n", "", "a=ice-ufrag");
    says("ufrag:JMHa", "ufrag:JMH", "a=ice-ufrag");
    says("ufrag:JMHa", "ufrag:JM a", "a=ice-ufrag");
    says("ufrag:JMHa", "ufrag:" + std::string(257, 'a'), "a=ice-ufrag");
    says("pwd:xLR", "pwd:", "a=ice-pwd");
    says("sha-256", "sha-1", "a=fingerprint");
    says("EE:95", "EE:9G", "a=fingerprint");
    says("EE:95", "EE-95", "a=fingerprint");
    says(":C5:3C", ":C5", "a=fingerprint");
    says("a=setup:actpass", "a=setup:passive", "a=setup");
    says("a=setup:actpass\n", "", "a=setup");
    says("a=rtcp-mux\n", "", "a=rtcp-mux");
    says("a=group:BUNDLE 0 1\n", "", "BUNDLE");
    says("BUNDLE 0 1", "BUNDLE x", "BUNDLE");
    EXPECT_NE(sentence("").find("BUNDLE"), std::string::npos);
    EXPECT_TRUE(parse_offer(replaced(kChromium, "actpass", "active")));
}

TEST(WebrtcOffer, ItsSizeIsBounded) {
    std::string many = kChromium;
    for (int i = 0; i < 14; ++i) {
        many += "m=audio 0 UDP/TLS/RTP/SAVPF 0\n";
    }
    EXPECT_EQ(parse_offer(many).value().media.size(), 16U);
    EXPECT_TRUE(parse_offer(many)->media[15].is_rejected);
    EXPECT_EQ(parse_offer(many + "m=audio 0 RTP/AVP 0\n").error().code(),
              ErrorCode::InvalidArgument);
    const std::string filled = kChromium + std::string(262144 - kChromium.size(), '\n');
    EXPECT_TRUE(parse_offer(filled));
    EXPECT_EQ(parse_offer(filled + "\n").error().code(), ErrorCode::InvalidArgument);
}

TEST(WebrtcOffer, TheFirstSectionOfTheBundleSaysTheTransport) {
    std::string text = replaced(kChromium, "BUNDLE 0 1", "BUNDLE 1 0");
    text.replace(text.rfind("JMHa"), 4, "last");
    EXPECT_EQ(parse_offer(text).value().ice_fragment, "last");
}

TEST(WebrtcAnswer, EachSectionIsAnsweredAtItsPlace) {
    const Offer offer = parse_offer(kChromium).value();
    Answer answer = answer_to(offer);
    answer.session = 99;
    const std::string text = write_answer(offer, answer);
    for (const char* once :
         {"v=0", "o=- 99 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite", "a=group:BUNDLE 0 1",
          "m=video 9 UDP/TLS/RTP/SAVPF 108", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0",
          "a=mid:1", "a=rtpmap:108 H264/90000", "a=rtcp-fb:108 nack", "a=rtcp-fb:108 nack pli",
          "a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
          "a=rtpmap:111 OPUS/48000/2", "a=msid:porchlight porchlight-0",
          "a=candidate:1 1 udp 2130706431 192.0.2.7 40000 typ host",
          "a=candidate:2 1 udp 2130706175 2001:db8::7 40000 typ host", "a=end-of-candidates"}) {
        EXPECT_EQ(count_of(text, once), 1) << once << "\n" << text;
    }
    for (const char* twice :
         {"a=ice-ufrag:porc", "a=ice-pwd:0123456789abcdefghijkl", "a=setup:passive", "a=sendonly",
          "a=rtcp-mux", "a=ssrc:4711 cname:porchlight"}) {
        EXPECT_EQ(count_of(text, twice), 2) << twice << "\n" << text;
    }
    EXPECT_EQ(
        count_of(text, "a=fingerprint:sha-256 AB" + replaced(std::string(31, '.'), ".", ":AB")), 2);
    EXPECT_LT(text.find("m=video"), text.find("a=end-of-candidates"));
    EXPECT_LT(text.find("a=end-of-candidates"), text.find("m=audio"));
    EXPECT_EQ(text.find("rtcp-fb:111"), std::string::npos);
}

TEST(WebrtcAnswer, ARejectedSectionKeepsItsPlaceAndHasNoCandidates) {
    const Offer offer = parse_offer(kChromium +
                                    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n"
                                    "a=mid:2\n")
                            .value();
    Answer answer = answer_to(offer);
    answer.media[0].coding = nullptr;
    answer.media.resize(2);
    const std::string text = write_answer(offer, answer);
    EXPECT_EQ(count_of(text, "a=group:BUNDLE 1"), 1);
    EXPECT_EQ(count_of(text, "m=video 0 UDP/TLS/RTP/SAVPF 96"), 1);
    EXPECT_EQ(count_of(text, "m=application 0 UDP/DTLS/SCTP webrtc-datachannel"), 1);
    EXPECT_EQ(count_of(text, "a=mid:2"), 1);
    EXPECT_EQ(count_of(text, "a=ice-ufrag:porc"), 1);
    EXPECT_LT(text.find("m=audio"), text.find("a=candidate:1"));
    EXPECT_LT(text.find("a=end-of-candidates"), text.find("m=application"));
}

TEST(WebrtcAnswer, WhatDoesNotShareTheTransportIsRejected) {
    const Offer offer = parse_offer(replaced(kChromium, "BUNDLE 0 1", "BUNDLE 0")).value();
    const std::string text = write_answer(offer, answer_to(offer));
    EXPECT_EQ(count_of(text, "m=audio 0 UDP/TLS/RTP/SAVPF 111"), 1) << text;
    EXPECT_EQ(count_of(text, "a=group:BUNDLE 0"), 1);
}

TEST(WebrtcAnswer, NothingGoesAWayThatWasNotOffered) {
    const auto direction = [](const char* offered, Direction wanted, std::uint32_t ssrc) {
        const Offer offer = parse_offer(replaced(kFirefox, "a=recvonly", offered)).value();
        Answer answer = answer_to(offer);
        answer.media[0].direction = wanted;
        answer.media[0].ssrc = ssrc;
        const std::string text = write_answer(offer, answer);
        const bool has_ssrc = text.find("a=ssrc:") != std::string::npos;
        for (const char* name : {"sendrecv", "sendonly", "recvonly", "inactive"}) {
            if (count_of(text, fmt::format("a={}", name)) == 1) {
                return fmt::format("{}{}", name, has_ssrc ? " with ssrc" : "");
            }
        }
        return std::string();
    };
    EXPECT_EQ(direction("a=recvonly", Direction::Both, 1), "sendonly with ssrc");
    EXPECT_EQ(direction("a=sendrecv", Direction::Both, 1), "sendrecv with ssrc");
    EXPECT_EQ(direction("a=sendrecv", Direction::Both, 0), "recvonly");
    EXPECT_EQ(direction("a=sendrecv", Direction::SendOnly, 1), "sendonly with ssrc");
    EXPECT_EQ(direction("a=sendonly", Direction::SendOnly, 1), "inactive");
    EXPECT_EQ(direction("a=inactive", Direction::Both, 1), "inactive");
}

TEST(WebrtcLaw, AnAnswerIsReadAsTheOfferItWouldBe) {
    EXPECT_TRUE(rc::check([](bool has_video, std::uint32_t ssrc, std::vector<std::uint8_t> seed) {
        const Offer offer = parse_offer(kChromium).value();
        Answer answer = answer_to(offer);
        seed.resize(32);
        answer.fingerprint = seed;
        answer.media[has_video ? 1 : 0].coding = nullptr;
        answer.media[has_video ? 0 : 1].ssrc = ssrc;
        const auto read = parse_offer(replaced(write_answer(offer, answer), "passive", "active"));
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->ice_fragment == answer.ice_fragment);
        RC_ASSERT(read->ice_password == answer.ice_password);
        RC_ASSERT(read->fingerprint == seed);
        RC_ASSERT(read->media.size() == 2U);
        const OfferedMedium& taken = read->media[has_video ? 0 : 1];
        RC_ASSERT(taken.codings.size() == 1U);
        RC_ASSERT(taken.codings[0].format == answer.media[has_video ? 0 : 1].coding->format);
        RC_ASSERT(taken.direction == (ssrc != 0 ? Direction::SendOnly : Direction::None));
        RC_ASSERT(read->media[has_video ? 1 : 0].is_rejected);
    }));
}

TEST(WebrtcLaw, AnOfferCutShortAnywhereIsReadOrRefused) {
    for (std::size_t size = 0; size < kChromium.size(); ++size) {
        const auto offer = parse_offer(std::string_view(kChromium).substr(0, size));
        if (offer) {
            EXPECT_EQ(write_answer(*offer, answer_to(*offer)).find("a=rtpmap:-1"),
                      std::string::npos);
        }
    }
}

}  // namespace
}  // namespace porchlight::net::webrtc
