// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "hub/api/walk_descriptions.hpp"

#include <cstdlib>
#include <filesystem>
#include <thread>

namespace porchlight::hub::api {
namespace {

using http::Method;

/// A box crosses a lawn from second 3 to 7 of 9.
std::string film() {
    return "ffmpeg -v error -f lavfi -i mandelbrot=s=640x360:r=15:maxiter=30 "
           "-f lavfi -i color=c=black:s=40x90:r=15:d=9 -filter_complex "
           "\"[0]trim=end_frame=1,loop=-1:1:0,setpts=N/15/TB[still];[still][1]overlay="
           "x='(t-3)*120':y=150:enable='between(t,3,7)':shortest=1,fps=15\" -t 9 "
           "-c:v libx264 -preset ultrafast -g 30 -bf 0 -pix_fmt yuv420p -y ";
}

class WalkApiTest : public ApiTest {
  protected:
    WalkApiTest() {
        set_up();
        clock_.advance(std::chrono::days(9));
        camera_ = add_camera("Porch");
        one_ = "/api/v1/cameras/" + camera_.id.text();
    }

    store::Clip add_film(UtcTime start) {
        const std::string made = folder_ + "/film.mp4";
        if (!std::filesystem::exists(made)) {
            const std::string making = film() + made;
            EXPECT_EQ(std::system(making.c_str()), 0);
        }
        store::Clip clip = add_clip(camera_.id, start, "");
        std::filesystem::copy_file(made, folder_ + "/" + clip.path,
                                   std::filesystem::copy_options::overwrite_existing);
        return clip;
    }
    /// As the app does; it takes as long as it takes.
    json::value counted(const std::string& min_motion_s) {
        const std::string body =
            R"({"sensitivity":5,"min_motion_s":)" + min_motion_s + R"(,"zones":[]})";
        EXPECT_EQ(ask(Method::Post, one_ + "/replay", body).status, 200);
        for (;;) {
            Answer answer = ask(Method::Get, one_ + "/replay");
            const auto& state = answer.body.at("state").as_string();
            if (state != "running" && state != "waiting") {
                return answer.body;
            }
            std::this_thread::yield();
        }
    }

    CameraView camera_;
    std::string one_;
};

TEST_F(WalkApiTest, ACountSaysHowOftenSettingsWouldHaveBegunAnEventInsteadOfTheSavedOnes) {
    const store::Clip clip = add_film(clock_.utc_now() - std::chrono::hours(5));
    const json::value keen = counted("0.3");
    EXPECT_EQ(keen.at("state").as_string(), "done");
    EXPECT_EQ(keen.at("done").to_number<double>(), 1);
    EXPECT_EQ(keen.at("tried_times").to_number<int>(), 1);
    EXPECT_EQ(keen.at("saved_times").to_number<int>(), 1);
    const auto& shown = keen.at("clips").as_array();
    ASSERT_EQ(shown.size(), 1U);
    EXPECT_EQ(shown[0].at("clip_id").as_string(), clip.id.text());
    const json::value calm = counted("10");
    EXPECT_EQ(calm.at("tried_times").to_number<int>(), 0);
    EXPECT_EQ(calm.at("saved_times").to_number<int>(), 1);
}

TEST_F(WalkApiTest, WhatWasCountedOnceIsKnownAlsoWhenTheFileIsGone) {
    const store::Clip clip = add_film(clock_.utc_now() - std::chrono::hours(5));
    EXPECT_EQ(counted("0.3").at("tried_times").to_number<int>(), 1);
    std::filesystem::remove(folder_ + "/" + clip.path);
    const json::value again = counted("0.3");
    EXPECT_EQ(again.at("tried_times").to_number<int>(), 1);
    EXPECT_EQ(again.at("unreadable").to_number<int>(), 0);
    EXPECT_EQ(counted("0.4").at("unreadable").to_number<int>(), 1);
}

TEST_F(WalkApiTest, NothingRecordedOrAllTooLongAgoIsNothingToCount) {
    add_clip(camera_.id, clock_.utc_now() - std::chrono::days(8), "no film");
    const json::value none = counted("0.3");
    EXPECT_EQ(none.at("state").as_string(), "done");
    EXPECT_EQ(none.at("whole_s").to_number<double>(), 0);
}

TEST_F(WalkApiTest, ACountIsStoppedAndOneThatNeverBeganSaysSo) {
    EXPECT_EQ(ask(Method::Get, one_ + "/replay").body.at("state").as_string(), "none");
    EXPECT_EQ(ask(Method::Delete, one_ + "/replay").body.at("state").as_string(), "none");
    for (int i = 0; i < 40; ++i) {
        add_film(clock_.utc_now() - std::chrono::hours(i + 1));
    }
    const std::string body = R"({"sensitivity":5,"min_motion_s":0.3,"zones":[]})";
    EXPECT_EQ(ask(Method::Post, one_ + "/replay", body).status, 200);
    const Answer stopped = ask(Method::Delete, one_ + "/replay");
    EXPECT_EQ(stopped.body.at("state").as_string(), "cancelled");
    EXPECT_LT(stopped.body.at("done").to_number<double>(), 1);
    EXPECT_EQ(ask(Method::Get, one_ + "/replay").body.at("state").as_string(), "cancelled");
}

TEST_F(WalkApiTest, ACountOfACameraThatIsNotThereIsNotFound) {
    const std::string none = "/api/v1/cameras/" + CameraId(99).text() + "/replay";
    EXPECT_EQ(ask(Method::Post, none, R"({"sensitivity":5,"min_motion_s":0.3,"zones":[]})").status,
              404);
    EXPECT_EQ(ask(Method::Get, none).status, 404);
    EXPECT_EQ(ask(Method::Delete, none).status, 404);
}

TEST_F(WalkApiTest, AWalkTellsWhatIsSeenAndTakesSettings) {
    WalkView seen;
    seen.live = true;
    seen.level = 1;
    seen.counting = {{0.1, 0.2, 0.3, 0.4}};
    seen.trigger = {UtcTime(), 0.5};
    cameras_.sights.push_back(seen);
    http::TestClient client(server_.port());
    ASSERT_EQ(client.upgrade(one_ + "/walk", std::string(kOurs) + cookie_field()).status, 101);
    json::value told;
    ASSERT_FALSE(parse_json(client.read_frame().payload, told));
    EXPECT_EQ(told.at("counting").at(0).at("height").to_number<double>(), 0.4);
    EXPECT_EQ(told.at("trigger").at("after_s").to_number<double>(), 0.5);
    EXPECT_TRUE(told.at("problem").is_null());
    EXPECT_EQ(cameras_.tried_on, tried_of(camera_.settings)) << "it begins with the saved ones";
    client.send_text(R"({"sensitivity":8,"min_motion_s":1,"zones":[]})");
    client.send_text(R"({"sensitivity":88,"min_motion_s":1,"zones":[]})");
    EXPECT_EQ(client.read_frame().opcode, 8) << "nonsense ends it";
    EXPECT_EQ(cameras_.tried_on.sensitivity, 8);
}

TEST_F(WalkApiTest, RecordingByHandShowsUntilWhenAndSaysWhyNot) {
    const Answer begun = ask(Method::Post, one_ + "/record", R"({"seconds":45})");
    ASSERT_EQ(begun.status, 200);
    EXPECT_EQ(begun.body.at("by_hand_until").as_string(), "1970-01-01T00:00:45.000Z");
    EXPECT_TRUE(ask(Method::Delete, one_ + "/record").body.at("by_hand_until").is_null());
    EXPECT_EQ(ask(Method::Post, one_ + "/record", R"({"seconds":4})").status, 400);
    cameras_.cameras.front().settings.paused = true;
    const Answer refused = ask(Method::Post, one_ + "/record", "{}");
    EXPECT_GE(refused.status, 400);
    EXPECT_EQ(error_text(refused, "sentence"), "This camera is paused.");
}

}  // namespace
}  // namespace porchlight::hub::api
