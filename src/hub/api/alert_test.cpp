// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "hub/api/descriptions.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {
namespace {

using http::Method;
using store::AlertKind;
using namespace std::chrono_literals;

/// Things happen in a home with two cameras, and people read what they were told.
class AlertTest : public ApiTest {
  protected:
    AlertTest() {
        set_up();
        add_camera("Porch");
        add_camera("Yard");
        for (CameraView& camera : cameras_.cameras) {
            camera.state = CameraState::Live;
        }
        clock_.advance(1s);
    }

    /// On the control thread, as everything that the service hears.
    template <typename Work>
    void on_hub(Work work) {
        ASSERT_TRUE(run(body(std::move(work))));
        while (!is_idle()) {
        }
    }
    void publish(const FeedMessage& message) {
        on_hub([&] { feed_->publish(message); });
    }
    store::Event move(std::int64_t id, CameraId camera = CameraId(1),
                      store::EventKind kind = store::EventKind::Motion) {
        store::Event event{EventId(id), camera, kind, clock_.utc_now(), std::nullopt, 0.5};
        publish(event);
        return event;
    }
    /// Second by second, as the service looks.
    void pass(std::chrono::seconds time) {
        on_hub([&] {
            for (auto gone = 0s; gone < time; gone += 1s) {
                clock_.advance(1s);
                alerts_->look();
            }
        });
    }
    CameraView& porch() { return cameras_.cameras[0]; }

    json::array list(const std::string& query = "") {
        return ask(Method::Get, "/api/v1/alerts" + query).body.at("alerts").as_array();
    }
    std::int64_t unseen() {
        return ask(Method::Get, "/api/v1/alerts").body.at("unseen").as_int64();
    }
    Answer put_rules(const std::string& rules) {
        return ask(Method::Put, "/api/v1/alerts/rules", R"({"rules":[)" + rules + "]}");
    }

  private:
    bool is_idle() {
        bool idle = false;
        EXPECT_TRUE(run(body([&] { idle = alerts_->errands() == 0; })));
        return idle;
    }
};

TEST_F(AlertTest, MotionIsToldOnceAnEventAndHasItsClip) {
    store::Event event = move(7);
    EXPECT_EQ(sent_.size(), 1U);
    event.end = clock_.utc_now();
    publish(event);
    store::Clip clip;
    clip.id = ClipId(9);
    clip.camera = event.camera;
    clip.event = event.id;
    publish(clip);
    clip.thumbnail = true;
    publish(clip);
    store::Clip second = clip;
    second.id = ClipId(10);
    publish(second);
    const auto alerts = list();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].at("kind").as_string(), "motion");
    EXPECT_EQ(alerts[0].at("place").as_string(), "Porch");
    EXPECT_EQ(alerts[0].at("camera_id").as_string(), CameraId(1).text());
    EXPECT_EQ(alerts[0].at("clip_id").as_string(), ClipId(9).text());
    EXPECT_TRUE(alerts[0].at("picture").as_bool());
    publish(ClipRemoved{ClipId(9)});
    EXPECT_TRUE(list()[0].at("clip_id").is_null());
}

TEST_F(AlertTest, ARingIsToldAtOnceAndItsClipComesLater) {
    on_hub([this] { alerts_->ring(CameraId(1)); });
    move(3);
    ASSERT_EQ(sent_.size(), 1U);
    EXPECT_EQ(sent_[0].kind, AlertKind::Ring);
    clock_.advance(10s);
    move(4, CameraId(1), store::EventKind::Ring);
    store::Clip clip;
    clip.id = ClipId(9);
    clip.event = EventId(4);
    publish(clip);
    const auto alerts = list();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].at("clip_id").as_string(), ClipId(9).text());
}

TEST_F(AlertTest, WhatACameraKeptWhileItWasAwayDisturbsNobody) {
    store::Event event{EventId(3),
                       CameraId(1),
                       store::EventKind::Motion,
                       clock_.utc_now() - 3min,
                       clock_.utc_now() - 2min,
                       0.5};
    publish(event);
    EXPECT_TRUE(sent_.empty());
    ASSERT_EQ(list().size(), 1U);
    EXPECT_TRUE(list()[0].at("quiet").as_bool());
}

TEST_F(AlertTest, NoPictureIsToldAfterAWhileWithItsCauseAndEnds) {
    porch().state = CameraState::Retrying;
    pass(4min + 59s);
    EXPECT_TRUE(list().empty());
    pass(3s);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].at("kind").as_string(), "silent");
    EXPECT_EQ(list()[0].at("detail").as_string(), "For 5 min.");
    EXPECT_EQ(sent_.size(), 1U);
    CauseView cause;
    cause.sentence = "The Wi-Fi password is refused.";
    porch().cause = cause;
    pass(1h);
    EXPECT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].at("detail").as_string(), "For 5 min. The Wi-Fi password is refused.");
    EXPECT_TRUE(list()[0].at("ended").is_null());
    porch().state = CameraState::Live;
    pass(1s);
    EXPECT_TRUE(list()[0].at("ended").is_string());
    EXPECT_EQ(sent_.size(), 1U) << "good news disturbs nobody";
}

TEST_F(AlertTest, ASilenceThatLastsOverARestartIsToldOnceAndStillEnds) {
    porch().state = CameraState::Retrying;
    pass(6min);
    ASSERT_EQ(sent_.size(), 1U);
    restart_alerts();
    pass(2h);
    EXPECT_EQ(sent_.size(), 1U);
    porch().state = CameraState::Live;
    pass(1s);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_TRUE(list()[0].at("ended").is_string());
}

TEST_F(AlertTest, APausedOrRemovedCameraIsNotMissed) {
    porch().state = CameraState::Paused;
    pass(10min);
    EXPECT_TRUE(list().empty());
    porch().state = CameraState::Retrying;
    pass(6min);
    ASSERT_EQ(list().size(), 1U);
    cameras_.cameras.erase(cameras_.cameras.begin());
    publish(CameraRemoved{CameraId(1)});
    EXPECT_TRUE(list()[0].at("ended").is_string());
}

TEST_F(AlertTest, TroubleWithStorageIsOneAlert) {
    recordings_.state.problem = Problem{"exhausted", "The disk is full.", {}, clock_.utc_now()};
    pass(10s);
    recordings_.state.problem.reset();
    pass(1s);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].at("kind").as_string(), "storage");
    EXPECT_EQ(list()[0].at("detail").as_string(), "The disk is full.");
    EXPECT_TRUE(list()[0].at("ended").is_string());
}

TEST_F(AlertTest, CellsThatRunLowAreToldWithTheDaysLeft) {
    const Serial serial = *Serial::parse("PL-000001");
    store::Device device;
    device.serial = serial;
    device.binding = store::BindingKind::Bound;
    device.owner = home_;
    ASSERT_TRUE(run(store_->add_device(device)));
    porch().device = serial;
    device::Telemetry telemetry;
    telemetry.battery_percent = 60;
    telemetry.energy.emplace().days_left = 9.5;
    on_hub([&] { devices_->ledger().heard(serial, telemetry); });
    pass(3s);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].at("kind").as_string(), "battery");
    EXPECT_EQ(list()[0].at("detail").as_string(), "About 9 days are left.");
    telemetry.energy->days_left = 300;
    on_hub([&] { devices_->ledger().heard(serial, telemetry); });
    pass(1s);
    EXPECT_TRUE(list()[0].at("ended").is_string());
}

TEST_F(AlertTest, ASignInFromANewPlaceIsToldToThePersonAndTheOwners) {
    EXPECT_TRUE(list().empty()) << "where the hub was set up is no new place";
    http::Request asked = request(Method::Post, "/api/v1/session",
                                  fmt::format(R"({{"name":"Ann","password":"{}"}})", kPassword));
    asked.headers.add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    asked.peer.address = "198.41.0.4";
    asked.peer.network = "198.41.0.4";
    ASSERT_EQ(answer(asked).status, 200);
    sign_in("Ann", kPassword);
    ASSERT_EQ(list().size(), 1U);
    EXPECT_EQ(list()[0].at("place").as_string(), "Ann");
    EXPECT_EQ(list()[0].at("detail").as_string(), "Firefox on Linux, from 198.41.0.4.");
    EXPECT_EQ(sent_.at(0).user, run(store_->user_by_name(home_, "Ann"))->id);
    sign_in_as("Ben", store::Role::Member);
    EXPECT_TRUE(list().empty());
}

TEST_F(AlertTest, EachPersonSeesTheirOwnAndWhatWasBeforeThemIsNoNews) {
    move(1);
    clock_.advance(2min);
    move(2);
    clock_.advance(1s);
    EXPECT_EQ(unseen(), 2);
    const std::string newest(list()[0].at("id").as_string());
    const std::string oldest(list()[1].at("id").as_string());
    EXPECT_EQ(
        ask(Method::Post, "/api/v1/alerts/seen", fmt::format(R"({{"up_to":"{}"}})", oldest)).status,
        204);
    EXPECT_EQ(unseen(), 1);
    EXPECT_TRUE(list()[1].at("seen").as_bool());
    sign_in_as("Ben", store::Role::Viewer);
    EXPECT_EQ(list().size(), 2U);
    EXPECT_EQ(unseen(), 0);
    clock_.advance(2min);
    move(3);
    EXPECT_EQ(unseen(), 1);
    const std::string last(list()[0].at("id").as_string());
    EXPECT_EQ(ask(Method::Post, "/api/v1/alerts/seen", fmt::format(R"({{"alerts":["{}"]}})", last))
                  .status,
              204);
    EXPECT_EQ(unseen(), 0);
    sign_in("Ann", kPassword);
    EXPECT_EQ(unseen(), 2);
    restart_alerts();
    EXPECT_EQ(unseen(), 2);
    EXPECT_EQ(list("?limit=1").size(), 1U);
    EXPECT_EQ(list("?limit=2&before=" + newest).size(), 1U);
    EXPECT_EQ(list("?kind=ring").size(), 0U);
    EXPECT_EQ(list("?camera=" + CameraId(2).text()).size(), 0U);
}

TEST_F(AlertTest, TheFeedTellsEachOnlyWhatTheyMayKnow) {
    const auto viewer = [](const auto& message) {
        return may_hear(message, UserId(1), store::Role::Viewer);
    };
    store::Alert storage;
    storage.kind = AlertKind::Storage;
    EXPECT_FALSE(viewer(FeedMessage(storage)));
    EXPECT_TRUE(viewer(FeedMessage(store::Alert())));
    EXPECT_FALSE(viewer(FeedMessage(DoctorSessionView())));
    EXPECT_TRUE(viewer(FeedMessage(CameraView())));
    EXPECT_FALSE(viewer(FeedMessage(AlertsSeen{UserId(2), {}})));
    EXPECT_TRUE(viewer(FeedMessage(AlertsSeen{UserId(1), {}})));
    EXPECT_EQ(feed_text(AlertsSeen{UserId(1), {AlertId(1)}}),
              fmt::format(R"({{"type":"alerts_seen","alerts":["{}"]}})", AlertId(1).text()));
}

TEST_F(AlertTest, RulesHoldAtOnceAndAreShownForEveryKind) {
    const auto shown = ask(Method::Get, "/api/v1/alerts/rules").body.at("rules").as_array();
    ASSERT_EQ(shown.size(), 7U);
    EXPECT_EQ(shown[0].at("rest_s").as_int64(), 60);
    const std::string yard = CameraId(2).text();
    const Answer put = put_rules(
        R"({"kind":"motion","camera_id":null,"on":true,"quiet":{"from":"22:00","to":"06:30"},)"
        R"("rest_s":0,"after_s":0},{"kind":"motion","camera_id":")" +
        yard + R"(","on":false,"quiet":null,"rest_s":60,"after_s":0})");
    ASSERT_EQ(put.status, 200);
    const auto rules = put.body.at("rules").as_array();
    ASSERT_EQ(rules.size(), 8U);
    EXPECT_EQ(rules[0].at("quiet").at("to").as_string(), "06:30");
    EXPECT_EQ(rules[7].at("camera_id").as_string(), yard);
    move(1, CameraId(2));
    EXPECT_TRUE(list().empty());
    local_ = 23h;
    move(2);
    EXPECT_TRUE(sent_.empty());
    EXPECT_TRUE(list().at(0).at("quiet").as_bool());
    local_ = 12h;
    move(3);
    EXPECT_EQ(sent_.size(), 1U);
}

TEST_F(AlertTest, ARuleThatCannotBeIsNamed) {
    const auto rule = [](std::string_view kind, std::string_view camera, std::string_view quiet) {
        return fmt::format(
            R"({{"kind":"{}","camera_id":{},"on":true,"quiet":{},"rest_s":0,"after_s":0}})", kind,
            camera, quiet);
    };
    const std::string stranger = "\"" + CameraId(77).text() + "\"";
    const std::string porch = "\"" + CameraId(1).text() + "\"";
    struct Case {
        std::string rules;
        const char* field;
    };
    for (const Case& test : {
             Case{rule("motion", stranger, "null"), "rules[0].camera_id"},
             Case{rule("storage", porch, "null"), "rules[0].camera_id"},
             Case{rule("motion", "null", R"({"from":"24:00","to":"07:00"})"), "rules[0].quiet"},
             Case{rule("motion", "null", R"({"from":"7:000","to":"07:00"})"), "rules[0].quiet"},
             Case{rule("motion", "null", R"({"from":"+7:00","to":"07:00"})"), "rules[0].quiet"},
             Case{rule("ring", "null", "null") + "," + rule("ring", "null", "null"), "rules[1]"},
         }) {
        const Answer wrong = put_rules(test.rules);
        EXPECT_EQ(wrong.status, 400) << test.rules;
        EXPECT_EQ(error_text(wrong, "field"), test.field) << test.rules;
    }
}

}  // namespace
}  // namespace porchlight::hub::api
