// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace porchlight::hub::api {
namespace {

using http::Method;
using namespace std::chrono_literals;

const UtcTime kMorning = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 8h;

/// Many clips at once, what was deleted, the days, archives, pictures of moments, and storage.
class ClipApiTest : public ApiTest {
  protected:
    ClipApiTest() { set_up(); }

    /// {"clips":["…","…"]<rest>}
    static std::string of(const std::vector<store::Clip>& clips, const std::string& rest) {
        std::string ids;
        for (const store::Clip& clip : clips) {
            ids += (ids.empty() ? "\"" : ",\"") + clip.id.text() + "\"";
        }
        return R"({"clips":[)" + ids + "]" + rest + "}";
    }
    static std::size_t count(const Answer& answer) {
        return answer.body.at("clips").as_array().size();
    }
    std::string produced(const Answer& answer) {
        auto producer = std::get<http::BodyProducer>(answer.response.body);
        std::string all;
        for (;;) {
            const std::string piece = run(producer()).value();
            if (piece.empty()) {
                return all;
            }
            all += piece;
        }
    }

    const CameraView porch_ = add_camera("Porch");
};

TEST_F(ClipApiTest, ManyClipsArePinnedDeletedAndBroughtBackAtOnce) {
    const auto one = add_clip(porch_.id, kMorning, "1");
    const auto two = add_clip(porch_.id, kMorning + 1min, "2");
    const auto three = add_clip(porch_.id, kMorning + 2min, "3");
    const Answer pinned = ask(Method::Patch, "/api/v1/clips", of({one, two}, R"(,"pinned":true)"));
    EXPECT_EQ(count(pinned), 2U);
    EXPECT_TRUE(pinned.body.at("clips").at(0).at("pinned").as_bool());
    EXPECT_EQ(count(ask(Method::Patch, "/api/v1/clips", of({one, three}, R"(,"deleted":true)"))),
              2U);
    EXPECT_EQ(count(ask(Method::Get, "/api/v1/clips")), 1U);
    const Answer deleted = ask(Method::Get, "/api/v1/clips/deleted");
    EXPECT_EQ(count(deleted), 2U);
    EXPECT_EQ(deleted.body.at("until").as_string(), to_rfc3339(clock_.utc_now() + 1min));
    EXPECT_TRUE(ask(Method::Get, "/api/v1/clips/" + one.id.text()).body.at("deleted").as_bool());
    EXPECT_TRUE(std::filesystem::exists(folder_ + "/" + one.path));
    EXPECT_EQ(count(ask(Method::Patch, "/api/v1/clips", of({one, two}, R"(,"deleted":false)"))), 1U)
        << "only what was deleted comes back";
    EXPECT_EQ(count(ask(Method::Get, "/api/v1/clips")), 2U);
    EXPECT_EQ(count(ask(Method::Patch, "/api/v1/clips", of({three}, R"(,"deleted":false)"))), 1U);
    EXPECT_TRUE(ask(Method::Get, "/api/v1/clips/deleted").body.at("until").is_null());
    EXPECT_EQ(ask(Method::Patch, "/api/v1/clips", R"({"clips":[],"pinned":true})").status, 400);
    EXPECT_EQ(ask(Method::Patch, "/api/v1/clips", R"({"pinned":true})").status, 400);
}

TEST_F(ClipApiTest, EachDayIsCountedBetweenTheEdgesThatWereGiven) {
    add_clip(porch_.id, kMorning, "1");
    add_clip(porch_.id, kMorning + 1min, "2");
    add_clip(porch_.id, kMorning + 24h, "3");
    const auto day =
        std::chrono::duration_cast<std::chrono::seconds>((kMorning - 8h).time_since_epoch())
            .count();
    const std::string edges = fmt::format("edges={},{},{}", day, day + 86'400, day + 2 * 86'400);
    const Answer days = ask(Method::Get, "/api/v1/clips/days?" + edges);
    EXPECT_EQ(days.body.at("counts").at(0).as_int64(), 2);
    EXPECT_EQ(days.body.at("counts").at(1).as_int64(), 1);
    EXPECT_EQ(ask(Method::Get, "/api/v1/clips/days?pinned=true&" + edges)
                  .body.at("counts")
                  .at(0)
                  .as_int64(),
              0);
    for (const char* wrong : {"", "5", "5,4", "5,x", "5,5", "1,99999999999999999999"}) {
        EXPECT_EQ(ask(Method::Get, std::string("/api/v1/clips/days?edges=") + wrong).status, 400)
            << wrong;
    }
}

TEST_F(ClipApiTest, AnArchiveIsMadeReadyAndFetchedOnlyByWhoAskedForIt) {
    const auto one = add_clip(porch_.id, kMorning, "the first");
    const auto two = add_clip(porch_.id, kMorning + 1min, "the second");
    const std::string body = fmt::format(
        R"({{"clips":[{{"id":"{}","utc_offset_min":60}},{{"id":"{}"}},{{"id":"{}"}}]}})",
        two.id.text(), one.id.text(), ClipId(77).text());
    const Answer ready = ask(Method::Post, "/api/v1/exports", body);
    ASSERT_EQ(ready.status, 201);
    EXPECT_EQ(ready.body.at("clips").as_int64(), 2);
    EXPECT_EQ(ready.body.at("left_out").as_int64(), 1);
    const std::string path = "/api/v1/exports/" + std::string(ready.body.at("id").as_string());
    const Answer fetched = ask(Method::Get, path);
    ASSERT_EQ(fetched.status, 200);
    EXPECT_EQ(fetched.response.headers.find("Content-Disposition"),
              "attachment; filename=\"porchlight-2-clips.zip\"");
    EXPECT_EQ(fetched.response.produced_length, ready.body.at("size_bytes").as_int64());
    const std::string archive = produced(fetched);
    EXPECT_EQ(static_cast<std::int64_t>(archive.size()), ready.body.at("size_bytes").as_int64());
    EXPECT_NE(archive.find("2026-11-21 09-01-00 Porch.mp4"), std::string::npos);
    EXPECT_LT(archive.find("the first"), archive.find("the second")) << "the oldest first";
    EXPECT_EQ(ask(Method::Get, "/api/v1/exports/" + ExportId(5).text()).status, 404);
    clock_.advance(ClipFiles::kKeptFor);
    EXPECT_EQ(ask(Method::Get, path).status, 404) << "its time is over";
}

TEST_F(ClipApiTest, AnArchiveOfNothingIsRefused) {
    EXPECT_EQ(ask(Method::Post, "/api/v1/exports", R"({"clips":[]})").status, 400);
    const Answer gone = ask(Method::Post, "/api/v1/exports",
                            fmt::format(R"({{"clips":[{{"id":"{}"}}]}})", ClipId(77).text()));
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(error_text(gone, "sentence"), "None of these clips is there any more.");
}

TEST_F(ClipApiTest, APictureOfAMomentMayBeKeptAsLongAsTheClipIsFinished) {
    const auto clip = add_clip(porch_.id, kMorning, "");
    const std::string path = "/api/v1/clips/" + clip.id.text() + "/thumbnail?at=";
    EXPECT_NE(ask(Method::Get, path + "3.5").status, 200) << "there is no video in it";
    const std::string made =
        "ffmpeg -v error -y -f lavfi -i testsrc=rate=5:size=320x240 -t 6 -c:v libx264 -g 10"
        " -pix_fmt yuv420p -movflags frag_keyframe+empty_moov+default_base_moof " +
        folder_ + "/" + clip.path;
    ASSERT_EQ(std::system(made.c_str()), 0);  // NOLINT(cert-env33-c): a test's own command
    const auto picture = [&](const char* at) {
        const Answer shown = ask(Method::Get, path + at);
        EXPECT_EQ(shown.response.headers.find("Content-Type"), "image/jpeg") << at;
        EXPECT_EQ(shown.response.headers.find("Cache-Control"),
                  "private, max-age=86400, immutable");
        return std::get<std::string>(shown.response.body);
    };
    EXPECT_EQ(picture("0"), picture("1.9"));
    EXPECT_NE(picture("0"), picture("4"));
    EXPECT_EQ(ask(Method::Get, path + "-1").status, 400);
    EXPECT_EQ(ask(Method::Get, path + "soon").status, 400);
}

TEST_F(ClipApiTest, StorageSaysWhichCameraTakesMostAndHowFarBackItReaches) {
    const CameraView door = add_camera("Door");
    clock_.set_utc(kMorning + std::chrono::days(2));
    sign_in("Ann", kPassword);
    add_clip(porch_.id, kMorning, std::string(3000, 'x'));
    add_clip(door.id, kMorning + 1h, std::string(9000, 'x'));
    recordings_.state.limit_bytes = 60'000;
    const Answer use = ask(Method::Get, "/api/v1/storage");
    const auto& first = use.body.at("cameras").at(0);
    EXPECT_EQ(first.at("name").as_string(), "Door");
    EXPECT_EQ(first.at("bytes").as_int64(), 9000);
    EXPECT_NEAR(use.body.at("reach_days").to_number<double>(), 9.9, 0.1);
    ask(Method::Patch, "/api/v1/home", R"({"retention":{"days":4,"limit_bytes":null}})");
    const Answer limited = ask(Method::Get, "/api/v1/storage");
    EXPECT_EQ(limited.body.at("reach_days").to_number<double>(), 4);
    EXPECT_TRUE(limited.body.at("reach_by_age").as_bool());
}

TEST_F(ClipApiTest, TheTimelineTellsOfTheDoctorsWalks) {
    clock_.set_utc(kMorning);
    sign_in("Ann", kPassword);
    const std::string body =
        R"({"camera":")" + porch_.id.text() + R"(","words":null,"model":null})";
    const Answer begun = ask(Method::Post, "/api/v1/doctor/sessions", body);
    ASSERT_LT(begun.status, 300) << error_text(begun, "sentence");
    const Answer timeline = ask(Method::Get,
                                "/api/v1/timeline?from=2026-11-21T00:00:00Z&"
                                "to=2026-11-22T00:00:00Z");
    const auto& marks = timeline.body.at("cameras").at(0).at("marks");
    ASSERT_EQ(marks.as_array().size(), 1U);
    EXPECT_EQ(marks.at(0).at("kind").as_string(), "cause");
    EXPECT_EQ(marks.at(0).at("session").as_string(), begun.body.at("id").as_string());
}

}  // namespace
}  // namespace porchlight::hub::api
