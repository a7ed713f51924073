// SPDX-License-Identifier: Apache-2.0
#include "net/rtsp/transport.hpp"

#include <gtest/gtest.h>

namespace porchlight::net::rtsp {
namespace {

using Carrier = TransportWish::Carrier;

TEST(Transport, ReadsWhatClientsSend) {
    const auto ffmpeg = choose_transport("RTP/AVP/TCP;unicast;interleaved=0-1;mode=play");
    ASSERT_TRUE(ffmpeg);
    EXPECT_EQ(ffmpeg->carrier, Carrier::Interleaved);
    EXPECT_EQ(ffmpeg->channel, 0);
    const auto vlc = choose_transport("RTP/AVP;unicast;client_port=51222-51223");
    ASSERT_TRUE(vlc);
    EXPECT_EQ(vlc->carrier, Carrier::Datagrams);
    EXPECT_EQ(vlc->rtp_port, 51222);
    EXPECT_EQ(vlc->rtcp_port, 51223);
    const auto terse = choose_transport("rtp/avp/udp; client_port = 4000");
    ASSERT_TRUE(terse);
    EXPECT_EQ(terse->rtcp_port, 4001);
    EXPECT_EQ(choose_transport("RTP/AVP/TCP;unicast")->channel, std::nullopt);
}

TEST(Transport, TakesTheFirstOfferThatCanBeHad) {
    const auto wish = choose_transport(
        "RTP/SAVP;unicast;client_port=1-2,RTP/AVP;multicast,RTP/AVP/TCP;interleaved=2-3");
    ASSERT_TRUE(wish);
    EXPECT_EQ(wish->channel, 2);
}

TEST(Transport, RefusesWhatCannotBe) {
    for (const char* header :
         {"", "RTP/AVP", "RTP/AVP;client_port=0-1", "RTP/AVP;client_port=x",
          "RTP/AVP/TCP;multicast", "RTP/AVP/TCP;interleaved=254-255", "RTP/AVP/TCP;interleaved=4-2",
          "RAW/RAW/UDP", "RTP/AVP;client_port=70000-70001", "RTP/AVP/TCP;interleaved=255",
          ",,;;="}) {
        EXPECT_FALSE(choose_transport(header)) << header;
    }
}

}  // namespace
}  // namespace porchlight::net::rtsp
