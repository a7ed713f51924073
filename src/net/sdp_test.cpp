// SPDX-License-Identifier: Apache-2.0
#include "net/sdp.hpp"

#include <gtest/gtest.h>

#include <array>

namespace porchlight::net {
namespace {

TEST(Sdp, ReadsAnOrdinaryCamera) {
    const auto sdp = *parse_sdp(
        "v=0\r\no=- 1 1 IN IP4 10.0.0.2\r\ns=Porch camera\r\na=control:*\r\n"
        "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
        "a=fmtp:96 packetization-mode=1; profile-level-id=4D0029; "
        "sprop-parameter-sets=Z00AKQ==,aO48gA==\r\n"
        "a=control:trackID=1\r\n"
        "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 mpeg4-generic/16000/2\r\n"
        "a=fmtp:97 streamtype=5; mode=AAC-hbr; config=1410; SizeLength=13; IndexLength=3\r\n"
        "a=control:trackID=2\r\n");
    EXPECT_EQ(sdp.name, "Porch camera");
    EXPECT_EQ(sdp.control, "*");
    ASSERT_EQ(sdp.media.size(), 2U);
    EXPECT_EQ(sdp.media[0].encoding, "H264");
    EXPECT_EQ(sdp.media[0].payload_type, 96);
    EXPECT_EQ(sdp.media[0].format_value("sprop-parameter-sets"), "Z00AKQ==,aO48gA==");
    EXPECT_EQ(sdp.media[0].control, "trackID=1");
    EXPECT_EQ(sdp.media[1].encoding, "MPEG4-GENERIC");
    EXPECT_EQ(sdp.media[1].clock_rate, 16000);
    EXPECT_EQ(sdp.media[1].channels, 2);
    EXPECT_EQ(sdp.media[1].format_value("sizelength"), "13");
    EXPECT_EQ(sdp.media[1].format_value("mode"), "AAC-hbr");
}

TEST(Sdp, SaysWhetherTheSenderTakesPictureLossIndications) {
    const auto takes = [](const std::string& attribute) {
        const auto sdp = *parse_sdp("m=video 0 RTP/AVP 96 97\r\na=rtpmap:96 H264/90000\r\n" +
                                    attribute + "m=audio 0 RTP/AVP 0\r\n");
        EXPECT_FALSE(sdp.media[1].takes_picture_loss);
        return sdp.media[0].takes_picture_loss;
    };
    EXPECT_TRUE(takes("a=rtcp-fb:96 nack pli\r\n"));
    EXPECT_TRUE(takes("a=rtcp-fb:* nack pli\r\na=rtcp-fb:96 ccm fir\r\n"));
    EXPECT_FALSE(takes(""));
    EXPECT_FALSE(takes("a=rtcp-fb:96 nack\r\n"));
    EXPECT_FALSE(takes("a=rtcp-fb:97 nack pli\r\n")) << "of another payload type";
    EXPECT_FALSE(takes("a=rtcp-fb:pli\r\n"));
}

/// What odd cameras wrote, one oddity each, and the media that must be read from it.
struct OddCamera {
    std::string_view oddity;
    std::string_view text;
    std::string_view encoding;
    int payload_type;
    int clock_rate;
    std::string_view control;
};

constexpr std::array<OddCamera, 15> kOddCameras = {{
    {"line feeds alone and spaces everywhere",
     " v=0\n m = not this\nm=video  0  RTP/AVP  96 \na=rtpmap: 96  H264 / 90000\na=control: t1 \n",
     "H264", 96, 90000, "t1"},
    {"carriage returns alone", "v=0\rm=video 0 RTP/AVP 96\ra=rtpmap:96 H265/90000\r", "H265", 96,
     90000, ""},
    {"no control", "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n", "H264", 96, 90000, ""},
    {"static G.711 without rtpmap", "m=audio 0 RTP/AVP 0\r\n", "PCMU", 0, 8000, ""},
    {"static A-law without rtpmap", "m=audio 0 RTP/AVP 8\r\n", "PCMA", 8, 8000, ""},
    {"static number, other codec", "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMA/8000\r\n", "PCMA", 0,
     8000, ""},
    {"rtpmap with another number", "m=video 0 RTP/AVP 96\r\na=rtpmap:97 H264/90000\r\n", "H264", 96,
     90000, ""},
    {"number in both, the right one counts",
     "m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n", "PCMA",
     8, 8000, ""},
    {"video clock missing", "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264\r\n", "H264", 96, 90000, ""},
    {"video clock wrong", "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/9000\r\n", "H264", 96, 90000,
     ""},
    {"no rtpmap but sprop",
     "m=video 0 RTP/AVP 96\r\na=fmtp:96 sprop-parameter-sets=Z00AKQ==,aO48gA==\r\n", "H264", 96,
     90000, ""},
    {"no rtpmap but H.265 sprop", "m=video 0 RTP/AVP 96\r\na=fmtp:96 sprop-sps=QgEB\r\n", "H265",
     96, 90000, ""},
    {"lower case and quotes",
     "m=video 0 RTP/AVP 98\r\na=rtpmap:98 h264/90000\r\na=Control:\"x\"\r\n", "H264", 98, 90000,
     "\"x\""},
    {"payload type out of range", "m=video 0 RTP/AVP 300\r\na=rtpmap:96 H264/90000\r\n", "H264", 0,
     90000, ""},
    {"absolute control",
     "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:rtsp://1.2.3.4/a/t=1\r\n", "H264",
     96, 90000, "rtsp://1.2.3.4/a/t=1"},
}};

TEST(Sdp, ReadsOddCameras) {
    for (const OddCamera& camera : kOddCameras) {
        const auto sdp = parse_sdp(camera.text);
        ASSERT_TRUE(sdp) << camera.oddity;
        ASSERT_EQ(sdp->media.size(), 1U) << camera.oddity;
        const SdpMedia& media = sdp->media[0];
        EXPECT_EQ(media.encoding, camera.encoding) << camera.oddity;
        EXPECT_EQ(media.payload_type, camera.payload_type) << camera.oddity;
        EXPECT_EQ(media.clock_rate, camera.clock_rate) << camera.oddity;
        EXPECT_EQ(media.control, camera.control) << camera.oddity;
    }
}

TEST(Sdp, KnowsTheTalkBackChannelFromTheMicrophone) {
    const auto two =
        *parse_sdp("m=audio 0 RTP/AVP 0\na=recvonly\nm=audio 0 RTP/AVP 8\na=sendonly\n");
    EXPECT_FALSE(two.media[0].is_backchannel);
    EXPECT_TRUE(two.media[1].is_backchannel);
    const auto one =
        *parse_sdp("m=video 0 RTP/AVP 96\na=sendonly\nm=audio 0 RTP/AVP 8\na=sendonly\n");
    EXPECT_FALSE(one.media[0].is_backchannel);
    EXPECT_FALSE(one.media[1].is_backchannel);
}

TEST(Sdp, RefusesADescriptionOfNothing) {
    EXPECT_EQ(parse_sdp("").error().code(), ErrorCode::Corrupt);
    EXPECT_EQ(parse_sdp("v=0\r\ns=nothing\r\n").error().code(), ErrorCode::Corrupt);
    std::string many;
    for (int i = 0; i < 65; ++i) {
        many += "m=video 0 RTP/AVP 96\n";
    }
    EXPECT_EQ(parse_sdp(many).error().code(), ErrorCode::Corrupt);
}

TEST(ControlUrl, ResolvesAsCamerasExpect) {
    const std::string base = "rtsp://cam:554/live";
    EXPECT_EQ(resolve_control(base, ""), base);
    EXPECT_EQ(resolve_control(base, "*"), base);
    EXPECT_EQ(resolve_control(base, "trackID=1"), base + "/trackID=1");
    EXPECT_EQ(resolve_control(base + "/", "trackID=1"), base + "/trackID=1");
    EXPECT_EQ(resolve_control(base + "/", "/trackID=1"), base + "/trackID=1");
    EXPECT_EQ(resolve_control(base, "/live/trackID=1"), base + "/trackID=1");
    EXPECT_EQ(resolve_control(base, "?track=1"), base + "?track=1");
    EXPECT_EQ(resolve_control(base + "?ch=1", "trackID=1"), base + "?ch=1/trackID=1");
    EXPECT_EQ(resolve_control(base, "RTSP://other/x"), "RTSP://other/x");
}

TEST(ControlUrl, KeepsTheHostThatWeReach) {
    const std::string asked = "rtsp://cam:8554/live";
    EXPECT_EQ(control_base("", "", asked), asked);
    EXPECT_EQ(control_base("rtsp://0.0.0.0/live/", "", asked), "rtsp://cam:8554/live/");
    EXPECT_EQ(control_base("", "rtsp://192.168.0.9:554/a/b", asked), "rtsp://cam:8554/a/b");
    EXPECT_EQ(control_base("/live/", "", asked), "rtsp://cam:8554/live/");
    EXPECT_EQ(control_base("nonsense", "", asked), asked);
}

}  // namespace
}  // namespace porchlight::net
