// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "hub/api/request_checks.hpp"

#include <fstream>
#include <unistd.h>

namespace porchlight::hub::api {
namespace {

using http::Method;
using namespace std::chrono_literals;

const UtcTime kMorning = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 8h;

class HandlersTest : public ApiTest {
  protected:
    HandlersTest() { set_up(); }

    static std::string file_text(const Answer& answer) {
        const auto& slice = std::get<http::FileSlice>(answer.response.body);
        std::string text(static_cast<std::size_t>(slice.length), '\0');
        EXPECT_EQ(::pread(slice.file->get(), text.data(), text.size(), slice.offset), slice.length);
        return text;
    }
};

TEST_F(HandlersTest, ACameraGetsTheUsualValuesForWhatIsLeftOut) {
    const Answer added =
        ask(Method::Post, "/api/v1/cameras",
            R"({"name":"Porch","url":"rtsp://ann:hunter2@192.168.1.30/main","pre_roll_s":7.5})");
    EXPECT_EQ(added.status, 201);
    const auto& settings = added.body.at("settings");
    EXPECT_EQ(settings.at("pre_roll_s").to_number<double>(), 7.5);
    EXPECT_EQ(settings.at("sensitivity").as_int64(), 5);
    EXPECT_EQ(settings.at("mode").as_string(), "motion");
    EXPECT_TRUE(settings.at("sub_url").is_null());
    EXPECT_TRUE(cameras_.cameras.front().settings.pre_roll == 7500ms);
}

TEST_F(HandlersTest, APasswordIsNeverShownAndStaysWhenItsStarsComeBack) {
    const CameraView camera = add_camera("Porch");
    const std::string path = "/api/v1/cameras/" + camera.id.text();
    const Answer shown = ask(Method::Get, path);
    EXPECT_EQ(std::get<std::string>(shown.response.body).find("hunter2"), std::string::npos);
    EXPECT_EQ(shown.body.at("settings").at("url").as_string(),
              "rtsp://ann:***@192.168.1.30:554/main");
    const auto stored = [&] { return cameras_.cameras.front().settings.url.reveal(); };
    EXPECT_EQ(ask(Method::Patch, path, R"({"name":"Door"})").status, 200);
    EXPECT_EQ(stored(), "rtsp://ann:hunter2@192.168.1.30/main");
    EXPECT_EQ(ask(Method::Patch, path, R"({"url":"rtsp://ann:***@192.168.1.30:554/main"})").status,
              200);
    EXPECT_EQ(stored(), "rtsp://ann:hunter2@192.168.1.30/main");
    EXPECT_EQ(ask(Method::Patch, path, R"({"url":"rtsp://ann:***@192.168.1.30:554/other"})").status,
              200);
    EXPECT_EQ(stored(), "rtsp://ann:hunter2@192.168.1.30:554/other");
    const Answer elsewhere =
        ask(Method::Patch, path, R"({"url":"rtsp://ann:***@10.9.9.9:554/main"})");
    EXPECT_EQ(elsewhere.status, 400);
    EXPECT_EQ(error_text(elsewhere, "field"), "url");
    const std::string starred = R"("url":"rtsp://ann:***@192.168.1.30:554/x")";
    EXPECT_EQ(ask(Method::Post, "/api/v1/cameras", R"({"name":"a",)" + starred + "}").status, 400);
    EXPECT_EQ(ask(Method::Post, "/api/v1/cameras/test", "{" + starred + "}").status, 400);
    EXPECT_EQ(ask(Method::Post, "/api/v1/cameras/test",
                  "{" + starred + R"(,"camera_id":")" + camera.id.text() + "\"}")
                  .status,
              200);
    EXPECT_EQ(cameras_.tested.reveal(), "rtsp://ann:hunter2@192.168.1.30:554/x");
}

TEST_F(HandlersTest, AWrongSettingIsNamedWithWhatIsAllowed) {
    const std::string path = "/api/v1/cameras/" + add_camera("Porch").id.text();
    struct Case {
        const char* body;
        const char* field;
        const char* sentence;
    };
    for (const Case& test :
         {Case{R"({"pre_roll_s":31})", "pre_roll_s", "pre_roll_s must be a number from 0 to 30."},
          Case{R"({"pre_roll_s":"5"})", "pre_roll_s", "pre_roll_s must be a number from 0 to 30."},
          Case{R"({"pre_roll_s":null})", "pre_roll_s", "pre_roll_s must be a number from 0 to 30."},
          Case{R"({"sensitivity":5.5})", "sensitivity",
               "sensitivity must be a whole number from 1 to 9."},
          Case{R"({"sensitivity":1e300})", "sensitivity",
               "sensitivity must be a whole number from 1 to 9."},
          Case{R"({"mode":"sometimes"})", "mode",
               "mode must be one of \"off\", \"motion\", \"continuous\"."},
          Case{R"({"name":""})", "name", "name must be text from 1 to 60 characters."},
          Case{R"({"armed":1})", "armed", "armed must be true or false."},
          Case{R"({"sensitivty":3})", "sensitivty",
               "There is no field \"sensitivty\" here; did you mean \"sensitivity\"?"},
          Case{R"({"zones":[{"id":"a","name":"b","kind":"activity","points":[[0,0],[1,0],[1,2]],)"
               R"("sensitivity":null}]})",
               "zones[0].points[2]", "zones[0].points[2] must be [x, y], each from 0 to 1."},
          Case{R"({"zones":[{"id":"a"}]})", "zones[0].name", "name is missing."}}) {
        const Answer wrong = ask(Method::Patch, path, test.body);
        EXPECT_EQ(wrong.status, 400) << test.body;
        EXPECT_EQ(error_text(wrong, "field"), test.field) << test.body;
        EXPECT_EQ(error_text(wrong, "sentence"), test.sentence) << test.body;
    }
    EXPECT_EQ(cameras_.cameras.front().settings.name, "Porch");
}

TEST_F(HandlersTest, AUrlThatCannotBeUsedIsBlamedOnItsField) {
    for (const char* path : {"/api/v1/cameras", "/api/v1/cameras/test"}) {
        const std::string name = std::string(path).ends_with("test") ? "" : R"("name":"Porch",)";
        const Answer wrong = ask(Method::Post, path, "{" + name + R"("url":"unusable"})");
        EXPECT_EQ(wrong.status, 400) << path;
        EXPECT_EQ(error_text(wrong, "field"), "url") << path;
    }
    EXPECT_EQ(
        ask(Method::Post, "/api/v1/cameras", R"({"name":"Porch","url":"unusable","untested":true})")
            .status,
        201);
}

TEST_F(HandlersTest, APictureIsSentOnceAndThenOnlyWhenItChanged) {
    const CameraView camera = add_camera("Porch");
    const std::string path = "/api/v1/cameras/" + camera.id.text() + "/picture?width=320";
    const Answer first = ask(Method::Get, path);
    EXPECT_EQ(first.response.headers.find("Content-Type"), "image/jpeg");
    EXPECT_TRUE(first.response.headers.has("Last-Modified"));
    http::Request again = request(Method::Get, path);
    again.headers.set("If-None-Match", std::string(first.response.headers.find("ETag")));
    EXPECT_EQ(answer(again).status, 304);
    cameras_.cameras.front().last_frame_at = kMorning;
    EXPECT_EQ(answer(again).status, 200);
    EXPECT_EQ(ask(Method::Get, path + "0000").status, 400);
}

TEST_F(HandlersTest, ClipsArePagedNewestFirstPinnedAndRemoved) {
    const CameraView camera = add_camera("Porch");
    const auto old = add_clip(camera.id, kMorning, "old");
    const auto fresh = add_clip(camera.id, kMorning + 1min, "new");
    const Answer page = ask(Method::Get, "/api/v1/clips?limit=1&camera=" + camera.id.text());
    EXPECT_EQ(page.body.at("clips").at(0).at("id").as_string(), fresh.id.text());
    EXPECT_EQ(page.body.at("clips").at(0).at("duration_s").to_number<double>(), 10);
    EXPECT_TRUE(page.body.at("clips").at(0).at("event_id").is_null());
    EXPECT_EQ(page.body.at("next").as_string(), fresh.id.text());
    const Answer rest = ask(Method::Get, "/api/v1/clips?before=" + fresh.id.text());
    EXPECT_EQ(rest.body.at("clips").at(0).at("id").as_string(), old.id.text());
    EXPECT_TRUE(rest.body.at("next").is_null());
    const std::string path = "/api/v1/clips/" + old.id.text();
    EXPECT_TRUE(ask(Method::Patch, path, R"({"pinned":true})").body.at("pinned").as_bool());
    EXPECT_EQ(ask(Method::Get, "/api/v1/clips?pinned=true").body.at("clips").as_array().size(), 1U);
    EXPECT_EQ(ask(Method::Get, "/api/v1/clips?pinned=maybe").status, 400);
    EXPECT_EQ(ask(Method::Get, "/api/v1/clips?limit=201").status, 400);
    EXPECT_EQ(ask(Method::Get, "/api/v1/clips?since=2026").status, 400);
    EXPECT_EQ(ask(Method::Delete, path).status, 204);
    EXPECT_EQ(ask(Method::Delete, "/api/v1/clips/" + ClipId(77).text()).status, 404);
    const Answer left = ask(Method::Get, "/api/v1/clips");
    ASSERT_EQ(left.body.at("clips").as_array().size(), 1U);
    EXPECT_EQ(left.body.at("clips").at(0).at("id").as_string(), fresh.id.text());
}

TEST_F(HandlersTest, AClipIsPlayedByRangesAlsoWhileItIsWritten) {
    const CameraView camera = add_camera("Front Door!");
    const auto clip = add_clip(camera.id, kMorning, "0123456789");
    const std::string path = "/api/v1/clips/" + clip.id.text() + "/video";
    http::Request part = request(Method::Get, path);
    part.headers.set("Range", "bytes=3-5");
    const Answer some = answer(std::move(part));
    EXPECT_EQ(some.status, 206);
    EXPECT_EQ(file_text(some), "345");
    std::ofstream(folder_ + "/" + clip.path, std::ios::app) << "abc";
    const Answer whole = ask(Method::Get, path + "?download=1");
    EXPECT_EQ(file_text(whole), "0123456789abc");
    EXPECT_EQ(whole.response.headers.find("Content-Disposition"),
              "attachment; filename=\"front-door-2026-11-21-08-00-00.mp4\"");
    EXPECT_EQ(ask(Method::Get, "/api/v1/clips/" + clip.id.text() + "/thumbnail").status, 404);
    std::ofstream(folder_ + "/" + clip.id.text() + ".jpg") << "jpeg";
    run(store_->set_thumbnail(clip.id)).value();
    const Answer thumbnail = ask(Method::Get, "/api/v1/clips/" + clip.id.text() + "/thumbnail");
    EXPECT_EQ(file_text(thumbnail), "jpeg");
}

TEST_F(HandlersTest, NoRowOfTheStoreLeadsOutOfTheClipsFolder) {
    const CameraView camera = add_camera("Porch");
    for (const char* path : {"../secret", "/etc/passwd", "a/../../secret", "test.db/../test.db"}) {
        store::Clip clip;
        clip.id = ClipId::create(kMorning, random_);
        clip.camera = camera.id;
        clip.start = kMorning;
        clip.path = path;
        run(store_->begin_clip(clip)).value();
        EXPECT_EQ(ask(Method::Get, "/api/v1/clips/" + clip.id.text() + "/video").status, 404)
            << path;
    }
}

TEST_F(HandlersTest, TheTimelineHasEveryCameraAndWhatARemovedOneLeft) {
    const CameraView porch = add_camera("Porch");
    const CameraView door = add_camera("Door");
    const auto clip = add_clip(porch.id, kMorning, "x");
    cameras_.cameras.erase(cameras_.cameras.begin());
    const Answer timeline = ask(Method::Get,
                                "/api/v1/timeline?from=2026-11-21T00:00:00Z&"
                                "to=2026-11-22T00:00:00Z");
    ASSERT_EQ(timeline.status, 200);
    const auto& cameras = timeline.body.at("cameras");
    EXPECT_EQ(cameras.at(0).at("camera_id").as_string(), door.id.text());
    EXPECT_TRUE(cameras.at(0).at("clips").as_array().empty());
    EXPECT_EQ(cameras.at(1).at("camera_id").as_string(), porch.id.text());
    EXPECT_EQ(cameras.at(1).at("clips").at(0).at("id").as_string(), clip.id.text());
    EXPECT_EQ(ask(Method::Get, "/api/v1/timeline?from=2026-11-21T00:00:00Z&to=2026-11-21T00:00:00Z")
                  .status,
              400);
    EXPECT_EQ(ask(Method::Get, "/api/v1/timeline?from=2026-01-01T00:00:00Z&to=2026-11-21T00:00:00Z")
                  .status,
              400);
    EXPECT_EQ(ask(Method::Get, "/api/v1/timeline?from=yesterday&to=2026-11-21T00:00:00Z").status,
              400);
}

TEST_F(HandlersTest, OneVideoForASpanIsNamedByCameraAndTime) {
    const CameraView camera = add_camera("Porch");
    recordings_.span_file = folder_ + "/span";
    std::ofstream(recordings_.span_file) << "span";
    const std::string path = "/api/v1/cameras/" + camera.id.text() + "/video";
    const Answer video =
        ask(Method::Get, path + "?from=2026-11-21T08:00:00Z&to=2026-11-21T08:05:00Z");
    EXPECT_EQ(file_text(video), "span");
    EXPECT_EQ(video.response.headers.find("Content-Disposition"),
              "attachment; filename=\"porch-2026-11-21-08-00-00.mp4\"");
    EXPECT_EQ(ask(Method::Get, path + "?from=2026-11-21T08:00:00Z").status, 400);
    EXPECT_EQ(ask(Method::Get, path + "?from=2026-11-19T08:00:00Z&to=2026-11-21T08:05:00Z").status,
              400);
}

TEST_F(HandlersTest, TheHomeIsChangedFieldByField) {
    const Answer changed = ask(Method::Patch, "/api/v1/home",
                               R"({"armed":false,"retention":{"days":14,"limit_bytes":null}})");
    EXPECT_EQ(changed.status, 200);
    EXPECT_FALSE(changed.body.at("armed").as_bool());
    EXPECT_EQ(changed.body.at("name").as_string(), "Home");
    EXPECT_EQ(changed.body.at("retention").at("days").as_int64(), 14);
    EXPECT_FALSE(cameras_.mode.arms(CameraId(1)));
    EXPECT_EQ(recordings_.rules.keep_for, std::chrono::days(14))
        << "at once, not at the next start";
    EXPECT_EQ(
        ask(Method::Patch, "/api/v1/home", R"({"retention":{"days":0,"limit_bytes":null}})").status,
        400);
    EXPECT_EQ(ask(Method::Get, "/api/v1/home").body.at("retention").at("days").as_int64(), 14);
}

TEST_F(HandlersTest, TheDemoIsRemovedAndShownAsGone) {
    add_camera("Demo");
    cameras_.cameras.front().demo = true;
    EXPECT_TRUE(ask(Method::Get, "/api/v1/home").body.at("demo").as_bool());
    EXPECT_EQ(ask(Method::Delete, "/api/v1/demo").status, 204);
    EXPECT_FALSE(ask(Method::Get, "/api/v1/home").body.at("demo").as_bool());
}

TEST_F(HandlersTest, AHubWithoutHouseholdsToTrySaysSo) {
    for (const Answer& answer :
         {ask(Method::Get, "/api/v1/try"), ask(Method::Post, "/api/v1/try", R"({"example":"x"})"),
          ask(Method::Get, "/api/v1/try/household/state"),
          ask(Method::Post, "/api/v1/try/orders/power", "{}")}) {
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(error_text(answer, "sentence"), "This hub has no households to try.");
    }
}

TEST_F(HandlersTest, TrustHelpsAlsoWithoutASession) {
    session_.clear();
    const Answer page = ask(Method::Get, "/trust");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.response.headers.find("Content-Security-Policy").find("default-src 'none'"),
              std::string::npos);
    const auto text = [](const Answer& answer) {
        return std::get<std::string>(answer.response.body);
    };
    EXPECT_NE(text(page).find("<h1>Trust this Porchlight hub</h1>"), std::string::npos);
    http::Request wanted = request(Method::Get, "/trust");
    wanted.headers.set("Accept-Language", "de-DE,de;q=0.9");
    const Answer german = answer(std::move(wanted));
    EXPECT_NE(text(german).find("<html lang=\"de\">"), std::string::npos);
    EXPECT_NE(text(german).find("<h1>Dieser Porchlight-Zentrale vertrauen</h1>"),
              std::string::npos);
    EXPECT_NE(german.response.headers.find("Vary").find("Accept-Language"), std::string::npos);
}

TEST(IsOurHost, IsAnAddressOrOneOfOurNames) {
    const std::vector<std::string> names{"porch.local"};
    for (const char* host : {"127.0.0.1:8420", "192.168.1.5", "[::1]:8420", "[fd00::1]",
                             "localhost", "LOCALHOST:1", "a.localhost", "porch.local:8421"}) {
        EXPECT_TRUE(is_our_host(host, names)) << host;
    }
    for (const char* host :
         {"", "evil.example", "porch.local.evil.example", "127.0.0.1.evil.example", "[::1",
          "localhost.evil.example", "evil@127.0.0.1"}) {
        EXPECT_FALSE(is_our_host(host, names)) << host;
    }
}

}  // namespace
}  // namespace porchlight::hub::api
