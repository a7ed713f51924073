// SPDX-License-Identifier: Apache-2.0
// The sound of our RTSP server.
#include "rtsp_server_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace porchlight::live {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

std::vector<media::PacketPtr> of(const test::Outcome& outcome, media::TrackKind track) {
    std::vector<media::PacketPtr> found;
    std::ranges::copy_if(outcome.packets, std::back_inserter(found),
                         [track](const auto& packet) { return packet->track == track; });
    return found;
}

TEST(RtspServer, OurOwnClientGetsPictureAndSoundOverTcpAndOverUdp) {
    Camera camera;
    camera.run([&] { camera.server().offer_sound(kSound); });
    for (const auto transport : {sources::RtspTransport::Tcp, sources::RtspTransport::Udp}) {
        const auto outcome = camera.pull(80, transport);
        ASSERT_TRUE(outcome.end) << outcome.end.error().message();
        EXPECT_EQ(outcome.descriptions.at(0).audio, kSound);
        EXPECT_GT(of(outcome, media::TrackKind::Video).size(), 30U);
        const auto heard = of(outcome, media::TrackKind::Audio);
        ASSERT_GT(heard.size(), 30U);
        for (std::size_t i = 1; i < heard.size(); ++i) {
            EXPECT_EQ(heard[i]->pts - heard[i - 1]->pts, MediaDuration(kSoundFrame)) << i;
            EXPECT_EQ(heard[i]->data[0], static_cast<std::uint8_t>(heard[i - 1]->data[0] + 1));
        }
    }
}

/// Sends a picture and the sound of the same moments, the sound 400 ms late as a slow encoder does,
/// at the speed of life. A picture's slice and a sound's bytes tell the tenth of a second.
rt::Task<> feed_late_sound(RtspServer* server, int rounds) {
    constexpr int kLate = 4;
    constexpr int kTenth = 9000;
    for (int round = 0; round < rounds; ++round) {
        auto picture = std::make_shared<media::Packet>(*frame(0, 100));
        picture->pts = MediaTime(round * kTenth);
        picture->dts = picture->pts;
        picture->data[8] = static_cast<std::uint8_t>(round);
        server->send(picture);
        if (round >= kLate) {
            server->send(sound(round - kLate, MediaTime((round - kLate) * kTenth)));
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(100ms));
    }
    co_return Result<>();
}

TEST(RtspServer, ItsReportsKeepLipsAndVoiceTogether) {
    Camera camera;
    camera.run([&] {
        camera.stop_feeding();
        camera.server().offer_sound(kSound);
        camera.feed_by(feed_late_sound(&camera.server(), 150));
    });
    const auto outcome = camera.pull(160, sources::RtspTransport::Tcp);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message();
    const auto seen = of(outcome, media::TrackKind::Video);
    const auto heard = of(outcome, media::TrackKind::Audio);
    ASSERT_FALSE(heard.empty());
    const std::uint8_t moment = heard.back()->data[0];
    const auto then =
        std::ranges::find_if(seen, [&](const auto& packet) { return packet->data[8] == moment; });
    ASSERT_NE(then, seen.end());
    EXPECT_NEAR(to_seconds(heard.back()->pts - (*then)->pts), 0, 0.03)
        << "without the reports the sound would be 0.4 s late";
}

/// What follows a word in a text, as a number.
std::uint32_t number_after(const std::string& text, const std::string& word, std::size_t from = 0) {
    const std::size_t at = text.find(word, from);
    return at == std::string::npos
               ? 0
               : static_cast<std::uint32_t>(std::stoul(text.substr(at + word.size())));
}

TEST(RtspServer, PlayBeginsBothTracksAtOneMoment) {
    Camera camera;
    std::uint32_t picture_step = 0;
    std::uint32_t sound_step = 0;
    std::string before;
    for (int round = 0; round < 2; ++round) {
        camera.run([&] {
            camera.stop_feeding();
            camera.server().offer_sound(kSound);
            const MediaTime at(90'000 * (round + 1));
            auto picture = std::make_shared<media::Packet>(*frame(0, 100));
            picture->pts = picture->dts = at;
            camera.server().send(picture);
            camera.server().send(sound(0, at - MediaDuration(1000 * (round + 1))));
            camera.server().send(sound(1, at + MediaDuration(900 * (round + 1))));
        });
        Client client(camera.server().port());
        const std::string& url = camera.server().url();
        for (const char* track : {"track1", "track2"}) {
            EXPECT_THAT(client.ask(fmt::format("SETUP {}/{} RTSP/1.0\r\nCSeq: 1\r\n"
                                               "Transport: RTP/AVP/TCP\r\n\r\n",
                                               url, track)),
                        HasSubstr("200 OK"));
        }
        const std::string played = client.ask("PLAY " + url + " RTSP/1.0\r\nCSeq: 2\r\n\r\n");
        const std::size_t second = played.find("track2");
        ASSERT_NE(second, std::string::npos) << played;
        if (round > 0) {
            picture_step = number_after(played, "rtptime=") - number_after(before, "rtptime=");
            sound_step = number_after(played, "rtptime=", second) -
                         number_after(before, "rtptime=", before.find("track2"));
        }
        before = played;
    }
    EXPECT_EQ(picture_step, 90'000U);
    EXPECT_EQ(sound_step, 16'000U) << "by the picture's moment, whatever sound is there";
}

TEST(RtspServer, TheSoundCanBeHadAlone) {
    Camera camera;
    camera.run([&] { camera.server().offer_sound(kSound); });
    Client client(camera.server().port());
    client.play(camera.server().url(), "track2");
    std::string got;
    while (got.size() < 20'000) {
        const std::string more = client.read();
        ASSERT_FALSE(more.empty());
        got += more;
    }
    // Interleaved frames of channel 0: 12 bytes of RTP, 4 of AU header, 200 of sound.
    for (std::size_t at = got.find('$'); at + 220 <= got.size(); at += 220) {
        ASSERT_EQ(got.substr(at, 4), std::string("$\0\0\xD8", 4)) << at;
    }
}

TEST(RtspServer, WhoWasToldOfNoSoundComesBackForItAndNobodyGoesWhenItFails) {
    Camera camera;
    const std::string url = camera.server().url();
    Client deaf(camera.server().port());
    EXPECT_THAT(deaf.ask("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
                Not(HasSubstr("m=audio")));
    deaf.play(url);
    camera.run([&] { camera.server().offer_sound(kSound); });
    EXPECT_TRUE(deaf.ends());

    Client hearing(camera.server().port());
    EXPECT_THAT(hearing.ask("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
                HasSubstr("m=audio 0 RTP/AVP 97"));
    hearing.play(url);
    for (const bool is_there : {false, true}) {
        camera.run(
            [&] { camera.server().offer_sound(is_there ? std::optional(kSound) : std::nullopt); });
        for (int i = 0; i < 5; ++i) {
            EXPECT_FALSE(hearing.read().empty()) << "the picture goes on";
        }
    }
    Client late(camera.server().port());
    EXPECT_THAT(late.ask("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\n\r\n"), HasSubstr("m=audio"));
}

}  // namespace
}  // namespace porchlight::live
