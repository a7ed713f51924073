// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/backchannel.hpp"

#include <gtest/gtest.h>

namespace porchlight::sources::rtsp {
namespace {

using media::Codec;

std::optional<Backchannel> find(const std::string& sections) {
    return find_backchannel(*net::parse_sdp("v=0\r\ns=camera\r\n" + sections));
}

const std::string kPicture =
    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=recvonly\r\na=control:1\r\n";

/// The example of the ONVIF Streaming Specification, section 5.3.
TEST(Backchannel, IsTheSoundThatWeSend) {
    const auto found = find(kPicture +
                            "m=audio 0 RTP/AVP 0\r\na=control:2\r\na=recvonly\r\n"
                            "m=audio 0 RTP/AVP 0\r\na=control:3\r\na=rtpmap:0 PCMU/8000\r\n"
                            "a=sendonly\r\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->control, "3");
    EXPECT_EQ(found->track, (media::AudioTrack{Codec::Pcmu, 8000, 1, {}}));
    EXPECT_EQ(found->payload_type, 0);
}

TEST(Backchannel, ACameraWithoutAMicrophoneMayHaveALoudspeaker) {
    const auto found = find(kPicture + "m=audio 0 RTP/AVP 8\r\na=sendonly\r\na=control:2\r\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->track.codec, Codec::Pcma);
}

TEST(Backchannel, ACameraThatMeansItsOwnSendingHasNone) {
    EXPECT_FALSE(
        find("m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=sendonly\r\n"
             "m=audio 0 RTP/AVP 8\r\na=sendonly\r\n"));
    EXPECT_FALSE(find(kPicture + "m=audio 0 RTP/AVP 8\r\na=recvonly\r\n"));
    EXPECT_FALSE(find(kPicture));
}

TEST(Backchannel, TelephoneSoundIsLikedBestThenAac) {
    const std::string aac =
        "m=audio 0 RTP/AVP 104\r\na=rtpmap:104 MPEG4-GENERIC/16000\r\n"
        "a=fmtp:104 mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408\r\n"
        "a=sendonly\r\na=control:aac\r\n";
    const std::string g726 =
        "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 G726-32/8000\r\na=sendonly\r\na=control:g726\r\n";
    const std::string telephone =
        "m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=sendonly\r\na=control:a\r\n";
    EXPECT_EQ(find(kPicture + g726 + aac + telephone)->control, "a");
    const auto only_aac = find(kPicture + g726 + aac);
    ASSERT_TRUE(only_aac);
    EXPECT_EQ(only_aac->track, (media::AudioTrack{Codec::Aac, 16000, 1, {}}));
    EXPECT_EQ(only_aac->payload_type, 104);
    EXPECT_FALSE(find(kPicture + g726));
}

TEST(Backchannel, ASectionOfSeveralKindsIsUsedByTheOneThatIsKnownByItsNumber) {
    const auto found = find(kPicture +
                            "m=audio 0 RTP/AVP 97 8\r\na=rtpmap:97 G726-32/8000\r\n"
                            "a=rtpmap:8 PCMA/8000\r\na=sendonly\r\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->payload_type, 8);
    EXPECT_EQ(found->track.codec, Codec::Pcma);
}

TEST(Backchannel, AacInAnotherLayoutIsLeftAlone) {
    EXPECT_FALSE(find(kPicture +
                      "m=audio 0 RTP/AVP 104\r\na=rtpmap:104 MPEG4-GENERIC/16000\r\n"
                      "a=fmtp:104 mode=AAC-lbr;sizelength=6;indexlength=2\r\na=sendonly\r\n"));
}

}  // namespace
}  // namespace porchlight::sources::rtsp
