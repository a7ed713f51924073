// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {
namespace {

using http::Method;

class DoctorApi : public ApiTest {
  protected:
    Answer begin(const std::string& body) {
        return ask(Method::Post, "/api/v1/doctor/sessions", body);
    }
    static std::string text(const Answer& answer, std::string_view name) {
        return std::string(answer.body.at(json::string_view(name)).as_string());
    }
    static std::string next_id(const Answer& answer) {
        return std::string(answer.body.at("next").at("id").as_string());
    }
    Answer act(const Answer& session, const std::string& what, const std::string& body) {
        return ask(Method::Post, "/api/v1/doctor/sessions/" + text(session, "id") + "/" + what,
                   body);
    }
    Answer show(const Answer& session) {
        return ask(Method::Get, "/api/v1/doctor/sessions/" + text(session, "id"));
    }
    /// After "I cannot tell" to every question.
    Answer advised(Answer session) {
        session = show(session);
        for (int i = 0; i < 40 && text(session, "phase") == "asking"; ++i) {
            session = act(session, "answer",
                          fmt::format(R"({{"observation":"{}","value":null}})", next_id(session)));
        }
        return session;
    }
};

TEST_F(DoctorApi, WalksFromWordsToAnOutcome) {
    set_up();
    Answer session =
        begin(R"({"words":"my blink flashes red, app says offline","model":"blink-outdoor-4"})");
    ASSERT_EQ(session.status, 200);
    EXPECT_EQ(text(session, "about"), "my blink flashes red, app says offline");
    EXPECT_TRUE(session.body.at("camera_id").is_null());
    EXPECT_GE(session.body.at("findings").as_array().size(), 2U);
    const Answer corrected =
        act(session, "correction", R"({"observation":"app_says","value":null})");
    EXPECT_EQ(corrected.body.at("findings").as_array().size(),
              session.body.at("findings").as_array().size() - 1);
    session = advised(session);
    ASSERT_EQ(text(session, "phase"), "doing");
    session = act(session, "outcome",
                  fmt::format(R"({{"steps":["{}"],"word":"no_help"}})", next_id(session)));
    ASSERT_EQ(session.status, 200);
    EXPECT_EQ(session.body.at("outcomes").as_array().size(), 1U);
    EXPECT_EQ(session.body.at("outcomes").at(0).at("came").as_string(), "no_effect");
    EXPECT_EQ(text(act(session, "end", ""), "end"), "left");
    const Answer list = ask(Method::Get, "/api/v1/doctor/sessions");
    ASSERT_EQ(list.body.at("sessions").as_array().size(), 1U);
    EXPECT_FALSE(list.body.at("sessions").at(0).at("ended").is_null());
}

TEST_F(DoctorApi, SpeaksTheLanguageThatIsAskedFor) {
    set_up();
    const Answer english = begin(R"({"words":"my blink is offline","model":"blink-outdoor-4"})");
    const std::string path = "/api/v1/doctor/sessions/" + text(english, "id");
    const auto in_german = [this](const std::string& target) {
        http::Request wanted = request(Method::Get, target);
        wanted.headers.set("Accept-Language", "de-DE,de;q=0.9");
        return answer(std::move(wanted));
    };
    const Answer german = in_german(path);
    ASSERT_EQ(german.status, 200);
    EXPECT_EQ(text(german, "about"), "my blink is offline") << "what people wrote stays";
    EXPECT_EQ(next_id(german), next_id(english));
    const auto& ours = english.body.at("findings").as_array();
    const auto& theirs = german.body.at("findings").as_array();
    ASSERT_FALSE(theirs.empty());
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        EXPECT_EQ(theirs[i].at("value"), ours[i].at("value"));
        EXPECT_NE(theirs[i].at("says"), ours[i].at("says"));
        EXPECT_NE(theirs[i].at("ask"), ours[i].at("ask"));
    }
    EXPECT_NE(german.body.at("causes").at(0).at("title"),
              english.body.at("causes").at(0).at("title"));
    EXPECT_NE(text(german, "summary"), text(english, "summary"));
    const Answer list = in_german("/api/v1/doctor/sessions");
    EXPECT_EQ(list.body.at("sessions").at(0).at("summary").as_string(), text(german, "summary"));
    const std::string report = std::get<std::string>(in_german(path + "/report").response.body);
    EXPECT_NE(report.find("Was bekannt ist"), std::string::npos) << report;
    EXPECT_EQ(report.find("Its "), std::string::npos) << report;
    EXPECT_EQ(error_text(in_german("/api/v1/doctor/sessions/0000000000001"), "sentence"),
              "Dieses Gespräch mit dem Doktor gibt es nicht.");
}

TEST_F(DoctorApi, TakesALightThatWasPickedOrTapped) {
    set_up();
    const Answer session = begin(R"({"words":"my blink does not work","model":"blink-outdoor-4"})");
    const auto findings = session.body.at("findings").as_array().size();
    const Answer picked =
        act(session, "light", R"({"model":"blink-outdoor-4","pattern":"red blink 1s"})");
    ASSERT_EQ(picked.status, 200);
    EXPECT_GT(picked.body.at("findings").as_array().size(), findings);
    EXPECT_EQ(act(session, "light", R"({"taps":[1,2,3,4,5,6,7,8,9],"watched":10})").status, 200);
    EXPECT_EQ(act(session, "light", R"({"model":"toaster","pattern":"red"})").status, 400);
    EXPECT_EQ(act(session, "light", R"({"pattern":"mauve"})").status, 400);
}

TEST_F(DoctorApi, KnowsTheModelThatWasSaidFirstOrLater) {
    set_up();
    EXPECT_EQ(text(begin(R"({"words":"it blinks","model":"Blink Mini"})"), "model"), "blink-mini");
    EXPECT_EQ(text(begin(R"({"words":"my Blink Outdoor 4 is dark"})"), "model"), "blink-outdoor-4");
    const Answer session = begin(R"({"words":"it blinks red","model":"another camera"})");
    EXPECT_TRUE(session.body.at("model").is_null());
    EXPECT_EQ(act(session, "model", R"({"model":"toaster"})").status, 400);
    EXPECT_EQ(text(act(session, "model", R"({"model":"tapo-wired"})"), "model"), "tapo-wired");
    EXPECT_EQ(text(show(session), "model"), "tapo-wired");
    act(session, "light", R"({"model":"blink-mini","pattern":"red blink 1s"})");
    EXPECT_EQ(text(show(session), "model"), "blink-mini");
}

TEST_F(DoctorApi, WhatCameOfStepsIsShownAndForgotten) {
    set_up();
    const Answer session = advised(begin(R"({"words":"my router restarts all the time"})"));
    ASSERT_EQ(text(session, "phase"), "doing");
    ASSERT_EQ(act(session, "outcome",
                  fmt::format(R"({{"steps":["{}"],"word":"no_help"}})", next_id(session)))
                  .status,
              200);
    const Answer counts = ask(Method::Get, "/api/v1/doctor/counts");
    ASSERT_EQ(counts.body.at("counts").as_array().size(), 1U);
    EXPECT_EQ(counts.body.at("counts").at(0).at("times").to_number<int>(), 1);
    EXPECT_EQ(ask(Method::Delete, "/api/v1/doctor/counts").status, 204);
    const Answer cleared = ask(Method::Get, "/api/v1/doctor/counts");
    EXPECT_TRUE(cleared.body.at("counts").as_array().empty());
}

TEST_F(DoctorApi, SaysWhatIsWrongWithARequest) {
    set_up();
    EXPECT_EQ(begin("{}").status, 400);
    EXPECT_EQ(begin(fmt::format(R"({{"camera_id":"{}"}})", CameraId(9).text())).status, 404);
    EXPECT_EQ(ask(Method::Get, "/api/v1/doctor/sessions/0000000000000").status, 404);
    const Answer session = begin(R"({"words":"it blinks red"})");
    EXPECT_EQ(act(session, "answer", R"({"observation":"moods","value":"good"})").status, 400);
    EXPECT_EQ(act(session, "outcome", R"({"steps":["pray"],"word":"done"})").status, 400);
    EXPECT_EQ(act(session, "outcome", R"({"steps":["pray"],"word":"amen"})").status, 400);
}

TEST_F(DoctorApi, GivesAReportForSupportAsText) {
    set_up();
    const CameraView camera = add_camera("Porch");
    const Answer session = begin(fmt::format(R"({{"camera_id":"{}"}})", camera.id.text()));
    ASSERT_EQ(session.status, 200);
    const Answer report =
        ask(Method::Get, "/api/v1/doctor/sessions/" + text(session, "id") + "/report");
    EXPECT_EQ(report.response.headers.find("Content-Type"), "text/plain; charset=utf-8");
    const auto& body = std::get<std::string>(report.response.body);
    EXPECT_NE(body.find("What is known"), std::string::npos);
    EXPECT_EQ(body.find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace porchlight::hub::api
