// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "rt/launch.hpp"

#include <future>

namespace porchlight::hub::api {
namespace {

using http::Method;

SharedBytes bytes(std::string_view text) {
    return std::make_shared<const std::vector<std::uint8_t>>(text.begin(), text.end());
}

class LiveTest : public ApiTest {
  protected:
    LiveTest() {
        set_up();
        client_.emplace(server_.port());
    }

    http::TestClient& open(const std::string& path) {
        EXPECT_EQ(client_->upgrade(path, std::string(kOurs) + cookie_field()).status, 101);
        return *client_;
    }
    template <typename Function>
    auto on_thread(Function function) {
        std::promise<decltype(function())> answer;
        server_.thread().post([&] { answer.set_value(function()); });
        return answer.get_future().get();
    }
    /// Opens the events socket and waits until it is listened on.
    http::TestClient& open_events(const std::string& query = "") {
        auto& client = open("/api/v1/events" + query);
        while (on_thread([this] { return feed_->listeners(); }) == 0) {
        }
        return client;
    }
    /// Waits until the API's thread has done what was posted before.
    void settle() {
        on_thread([] { return 0; });
    }

    std::optional<http::TestClient> client_;
};

TEST_F(LiveTest, AViewerGetsTheStartTheInitSegmentAndTheFragments) {
    const CameraView camera = add_camera("Porch");
    cameras_.live.emplace_back(LiveStart{
        LiveStream::Transcoded, "video/mp4; codecs=\"avc1.64001f\"", 640, 360, bytes("init")});
    cameras_.live.emplace_back(LiveFragment{FragmentStart::Key, bytes("key")});
    cameras_.live.emplace_back(LiveFragment{FragmentStart::Delta, bytes("delta")});
    cameras_.live.emplace_back(
        LiveProblem{{"timed_out", "No picture for 10 s.", std::nullopt, UtcTime()}});
    auto& client = open("/api/v1/cameras/" + camera.id.text() + "/live");
    EXPECT_EQ(
        client.read_frame().payload,
        R"({"type":"start","stream":"transcoded","mime":"video/mp4; codecs=\"avc1.64001f\"","width":640,"height":360})");
    for (const char* part : {"init", "key", "delta"}) {
        const auto frame = client.read_frame();
        EXPECT_EQ(frame.opcode, 2);
        EXPECT_EQ(frame.payload, part);
    }
    EXPECT_TRUE(client.read_frame().payload.starts_with(R"({"type":"problem","problem":{"code")"));
}

TEST_F(LiveTest, AViewerMayAskForTheSmallStreamAndIsCutOffForNonsense) {
    const CameraView camera = add_camera("Porch");
    auto& client = open("/api/v1/cameras/" + camera.id.text() + "/live");
    client.send_text(R"({"quality":"sub","h265":true})");
    client.send_text("nonsense");
    EXPECT_EQ(client.read_frame().opcode, 8);
    EXPECT_EQ(cameras_.wish.quality, LiveQuality::Sub);
}

TEST_F(LiveTest, SoundComesAlone) {
    const CameraView camera = add_camera("Porch");
    cameras_.heard.emplace_back(
        LiveStart{LiveStream::Sound, "audio/mp4; codecs=\"mp4a.40.2\"", 0, 0, bytes("init")});
    cameras_.heard.emplace_back(LiveFragment{FragmentStart::Key, bytes("sound")});
    auto& client = open("/api/v1/cameras/" + camera.id.text() + "/sound");
    EXPECT_TRUE(client.read_frame().payload.starts_with(R"({"type":"start","stream":"sound")"));
    EXPECT_EQ(client.read_frame().payload, "init");
    EXPECT_EQ(client.read_frame().payload, "sound");
}

TEST_F(LiveTest, ACameraThatIsNotThereIsSaidSoBeforeTheUpgrade) {
    for (const char* what : {"/live", "/sound"}) {
        EXPECT_EQ(client_
                      ->upgrade("/api/v1/cameras/" + CameraId(9).text() + what,
                                std::string(kOurs) + cookie_field())
                      .status,
                  404);
    }
}

TEST_F(LiveTest, EventsAreToldInTheLanguageThatTheirAddressNames) {
    auto& client = open_events("?lang=de");
    store::Gap gap;
    gap.sentence = "This camera is paused.";
    feed_->publish(gap);
    EXPECT_NE(client.read_frame().payload.find("Diese Kamera macht Pause."), std::string::npos);
    feed_->publish(MotionView{CameraId(1), 0.5, true});
    EXPECT_TRUE(client.read_frame().payload.starts_with(R"({"type":"motion")"));
}

TEST_F(LiveTest, EventsTellWhatChangesAsJson) {
    auto& client = open_events();
    feed_->publish(add_camera("Porch"));
    EXPECT_TRUE(client.read_frame().payload.starts_with(R"({"type":"camera","camera":{"id":)"));
    feed_->publish(ClipRemoved{ClipId(1)});
    EXPECT_EQ(client.read_frame().payload, R"({"type":"clip_removed","id":"0000000000001"})");
    feed_->publish(MotionView{CameraId(1), 0.5, true});
    EXPECT_EQ(client.read_frame().payload,
              R"({"type":"motion","camera_id":"0000000000001","score":5E-1,"motion":true})");
}

TEST_F(LiveTest, MotionIsToldTwiceASecondAndAtOnceWhenItBeginsOrEnds) {
    auto& client = open_events();
    for (const double score : {0.1, 0.2, 0.3}) {
        feed_->publish(MotionView{CameraId(1), score, false});
    }
    feed_->publish(MotionView{CameraId(1), 0.9, true});
    settle();
    clock_.advance(std::chrono::milliseconds(500));
    feed_->publish(MotionView{CameraId(1), 0.8, true});
    std::vector<double> scores;
    for (int i = 0; i < 3; ++i) {
        json::value message;
        EXPECT_FALSE(parse_json(client.read_frame().payload, message));
        scores.push_back(message.at("score").to_number<double>());
    }
    EXPECT_EQ(scores, (std::vector{0.1, 0.9, 0.8}));
}

TEST_F(LiveTest, SigningOutClosesTheSessionsWebSockets) {
    auto& client = open_events();
    EXPECT_EQ(ask(http::Method::Delete, "/api/v1/session").status, 204);
    const auto frame = client.read_frame();
    EXPECT_EQ(frame.opcode, 8);
    EXPECT_EQ(frame.payload.substr(0, 2), "\x03\xF0");  // 1008, policy
}

TEST_F(LiveTest, AListenerWhoIsTooSlowIsToldToFetchAnew) {
    auto listener = std::shared_ptr<EventFeed::Subscription>(feed_->subscribe());
    for (std::size_t i = 0; i < EventFeed::kQueued + 5; ++i) {
        feed_->publish(ClipRemoved{ClipId(static_cast<std::int64_t>(i) + 1)});
    }
    settle();
    std::string last;
    for (std::size_t i = 0; i < EventFeed::kQueued; ++i) {
        last = **rt::run_blocking(server_.thread(), listener->next());
    }
    EXPECT_EQ(last, R"({"type":"refetch"})");
    feed_->close();
    EXPECT_FALSE(rt::run_blocking(server_.thread(), listener->next()));
}

TEST_F(LiveTest, AnOfferOverWhepIsAnsweredAndItsAddressEndsTheWatching) {
    const CameraView camera = add_camera("Porch");
    const auto offer = [&](const std::string& id, const std::string& type) {
        http::Request posted =
            request(Method::Post, "/whep/v1/cameras/" + id + "?quality=sub", "the offer");
        posted.headers.set("Content-Type", type);
        return answer(std::move(posted));
    };
    const Answer answered = offer(camera.id.text(), "application/sdp");
    ASSERT_EQ(answered.status, 201);
    EXPECT_EQ(answered.response.headers.find("Content-Type"), "application/sdp");
    EXPECT_EQ(std::get<std::string>(answered.response.body), "answer to the offer");
    EXPECT_EQ(cameras_.wish.quality, LiveQuality::Sub);
    const std::string watching(answered.response.headers.find("Location"));
    EXPECT_EQ(watching, "/whep/v1/watching/watching");
    EXPECT_EQ(ask(Method::Patch, watching).status, 204);
    EXPECT_EQ(ask(Method::Delete, watching).status, 204);
    EXPECT_EQ(ask(Method::Delete, "/whep/v1/watching/another").status, 404);
    EXPECT_EQ(offer(camera.id.text(), "application/json").status, 415);
    EXPECT_EQ(offer(CameraId(99).text(), "application/sdp").status, 404);
}

TEST_F(LiveTest, AnOfferMayBeAsLongAsABrowsersOfSixteenPictures) {
    const CameraView camera = add_camera("Porch");
    http::Request posted =
        request(Method::Post, "/whep/v1/cameras/" + camera.id.text(), std::string(100'000, 'x'));
    posted.headers.set("Content-Type", "application/sdp");
    EXPECT_EQ(answer(std::move(posted)).status, 201);
}

TEST_F(LiveTest, OneOfferIsAnsweredWithSeveralCamerasInItsOrder) {
    const CameraId porch = add_camera("Porch").id;
    const CameraId yard = add_camera("Yard").id;
    const auto offer = [&](const std::string& cameras) {
        http::Request posted = request(Method::Post, "/whep/v1/wall?cameras=" + cameras, "offer");
        posted.headers.set("Content-Type", "application/sdp");
        return answer(std::move(posted));
    };
    EXPECT_EQ(offer(yard.text() + "," + porch.text()).status, 201);
    EXPECT_EQ(cameras_.watched, (std::vector{yard, porch}));
    EXPECT_EQ(cameras_.wish.quality, LiveQuality::Sub);
    EXPECT_EQ(offer(yard.text() + "," + CameraId(99).text()).status, 404);
    EXPECT_EQ(offer("").status, 400);
    std::string many = yard.text();
    for (int i = 1; i <= 16; ++i) {
        many += "," + yard.text();
    }
    EXPECT_EQ(offer(many).status, 400);
}

TEST_F(LiveTest, HlsIsAPlaylistAndItsFilesForWhoIsSignedIn) {
    const std::string live = "/api/v1/cameras/" + add_camera("Porch").id.text() + "/live";
    const Answer list = ask(Method::Get, live + ".m3u8?quality=sub&h265=true");
    EXPECT_EQ(list.status, 200);
    EXPECT_EQ(list.response.headers.find("Content-Type"), "application/vnd.apple.mpegurl");
    EXPECT_EQ(cameras_.wish, (LiveWish{LiveQuality::Sub, true}));
    const Answer piece = ask(Method::Get, live + "/main-1.m4s");
    EXPECT_EQ(piece.response.headers.find("Content-Type"), "video/mp4");
    EXPECT_EQ(std::get<std::string>(piece.response.body), "xxx");
    EXPECT_EQ(ask(Method::Get, live + "/main-2.m4s").status, 404);
    session_.clear();
    EXPECT_EQ(ask(Method::Get, live + ".m3u8").status, 401);
    EXPECT_EQ(ask(Method::Get, live + "/main-1.m4s").status, 401);
}

TEST_F(LiveTest, TheOwnersRelayIsToldWithAnAnswerAndItsPasswordNowhereElse) {
    const CameraView camera = add_camera("Porch");
    const auto links = [&] {
        http::Request posted =
            request(Method::Post, "/whep/v1/cameras/" + camera.id.text(), "the offer");
        posted.headers.set("Content-Type", "application/sdp");
        const Answer answered = answer(std::move(posted));
        EXPECT_EQ(answered.response.headers.find("Porchlight-Stream"), "transcoded");
        return std::string(answered.response.headers.find("Link"));
    };
    EXPECT_EQ(links(), "") << "nothing goes outside unless its owner says so";
    const std::string relay = "/api/v1/live/relay";
    EXPECT_EQ(ask(Method::Put, relay,
                  R"({"urls":["turn:relay.example:3478"],"user":"a\"nn","secret":"secret word"})")
                  .status,
              200);
    EXPECT_EQ(links(), R"(<turn:relay.example:3478>; rel="ice-server"; username="a\"nn"; )"
                       R"(credential="secret word"; credential-type="password")");
    const Answer kept = ask(Method::Put, relay, R"({"urls":["turns:[::1]:5349"],"user":"ann"})");
    EXPECT_EQ(kept.body.at("has_secret"), true) << "left out, it is as it was";
    EXPECT_TRUE(links().find("secret word") != std::string::npos);
    const Answer shown = ask(Method::Get, relay);
    EXPECT_EQ(shown.body.at("urls").at(0), "turns:[::1]:5349");
    EXPECT_EQ(to_text(shown.body).find("secret word"), std::string::npos);
}

TEST_F(LiveTest, ARelayMustLookLikeOne) {
    for (const char* wrong :
         {"stun:relay.example", "turn:", "turn:relay.example>;rel=x", "https://relay.example",
          "turn:relay.example?transport=sctp", "turn:relay.example\r\nSet-Cookie: x"}) {
        const json::object body{{"urls", json::array{wrong}}, {"user", ""}};
        const Answer refused = ask(Method::Put, "/api/v1/live/relay", to_text(body));
        EXPECT_EQ(refused.status, 400) << wrong;
        EXPECT_EQ(error_text(refused, "field"), "urls") << wrong;
    }
}

TEST_F(LiveTest, WhatABrowserSaysOfItsPictureIsEvidenceForTheDoctor) {
    const CameraView camera = add_camera("Porch");
    const std::string reports = "/api/v1/cameras/" + camera.id.text() + "/live/reports";
    const char* blocked = R"({"way":"websocket","why":"udp_blocked"})";
    EXPECT_EQ(ask(Method::Post, reports, blocked).status, 204);
    EXPECT_EQ(ask(Method::Post, reports, R"({"way":"websocket","why":"magic"})").status, 400);
    EXPECT_EQ(ask(Method::Post, "/api/v1/cameras/" + CameraId(99).text() + "/live/reports", blocked)
                  .status,
              404);
    const Answer begun = ask(Method::Post, "/api/v1/doctor/sessions",
                             R"({"camera_id":")" + camera.id.text() + R"("})");
    ASSERT_EQ(begun.status, 200);
    EXPECT_NE(to_text(begun.body).find("nothing came through to the hub's UDP port"),
              std::string::npos)
        << to_text(begun.body);
}

}  // namespace
}  // namespace porchlight::hub::api
