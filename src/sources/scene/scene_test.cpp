// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene.hpp"

#include "sources/scene/truth_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace porchlight::sources::scene {
namespace {

constexpr LocalTime kNoon{std::chrono::hours(24 * 20000 + 12)};

SceneOptions options_of(std::string_view query) {
    auto options = parse_scene_url("scene://porch?size=320x180&" + std::string(query));
    return *options;
}

YuvPicture picture_at(Scene& scene, Seconds t) {
    YuvPicture picture;
    scene.render(t, picture);
    return picture;
}

/// Mean difference of luma inside (or outside) a box.
struct Difference {
    double inside = 0, outside = 0;
};

Difference compare(const YuvPicture& a, const YuvPicture& b, const Box& box) {
    double sums[2] = {0, 0};
    int counts[2] = {1, 1};
    for (int row = 0; row < a.height; ++row) {
        for (int column = 0; column < a.width; ++column) {
            const bool in = column >= box.left && column < box.left + box.width && row >= box.top &&
                            row < box.top + box.height;
            const auto i = YuvPicture::at(a.width, row, column);
            sums[in ? 0 : 1] += std::abs(a.y[i] - b.y[i]);
            ++counts[in ? 0 : 1];
        }
    }
    return {sums[0] / counts[0], sums[1] / counts[1]};
}

double mean_luma(const YuvPicture& picture) {
    double sum = 0;
    for (const std::uint8_t y : picture.y) {
        sum += y;
    }
    return sum / static_cast<double>(picture.y.size());
}

double deviation(const YuvPicture& picture) {
    const double mean = mean_luma(picture);
    double sum = 0;
    for (const std::uint8_t y : picture.y) {
        sum += (y - mean) * (y - mean);
    }
    return std::sqrt(sum / static_cast<double>(picture.y.size()));
}

TEST(Scene, TheSameSeedAndTimeGiveTheSamePicture) {
    const SceneOptions options = options_of("seed=11&weather=rain,wind&light=dusk");
    Scene first(options, kNoon);
    Scene second(options, kNoon);
    EXPECT_EQ(picture_at(first, 17.2), picture_at(second, 17.2));
}

TEST(Scene, AnotherSeedGivesAnotherDay) {
    Scene first(options_of("seed=1&light=day"), kNoon);
    Scene second(options_of("seed=2&light=day"), kNoon);
    EXPECT_NE(picture_at(first, 17.2), picture_at(second, 17.2));
}

TEST(Scene, AMomentLooksTheSameReachedDirectlyOrFrameByFrame) {
    const SceneOptions options = options_of("weather=clouds,wind&time=20:00");
    Scene jumping(options, kNoon);
    Scene playing(options, kNoon);
    YuvPicture picture;
    for (int frame = 0; frame <= 120; ++frame) {
        playing.render(19 + frame / 15.0, picture);
    }
    EXPECT_EQ(picture_at(jumping, 27), picture);
    static_cast<void>(picture_at(jumping, 4000));
    EXPECT_EQ(picture_at(jumping, 27), picture);
}

TEST(Scene, AVisitorComesWithinTheFirstTwentySeconds) {
    for (int seed = 0; seed < 20; ++seed) {
        const Scene scene(
            options_of("light=day&cars=never&cats=never&seed=" + std::to_string(seed)), kNoon);
        const auto events = scene.truth(0, 20);
        ASSERT_FALSE(events.empty()) << "seed " << seed;
        EXPECT_EQ(events.front().kind, ActorKind::Person);
        EXPECT_LT(events.front().start, 8);
    }
}

TEST(Scene, ThePictureDiffersFromTheEmptySceneWhereTheTruthSaysSo) {
    for (const char* light : {"day", "dusk", "night"}) {
        Scene scene(
            options_of(std::string("overlay=none&headlights=never&insects=never&light=") + light),
            kNoon);
        int seen = 0;
        for (const TruthEvent& event : scene.truth(0, 120)) {
            const Seconds middle = (event.start + event.end) / 2;
            const auto box = scene.box_at(event, middle);
            if (event.kind == ActorKind::Car || !box) {
                continue;  // mostly behind the hedge
            }
            YuvPicture empty;
            scene.render_empty(middle, empty);
            EXPECT_GT(compare(picture_at(scene, middle), empty, *box).inside, 8)
                << light << " at " << middle;
            ++seen;
        }
        EXPECT_GE(seen, 2);
    }
}

TEST(Scene, NothingMovesOutsideTheTruthInCalmWeather) {
    Scene scene(options_of("overlay=none&light=day&people=often"), kNoon);
    const auto events = scene.truth(0, 200);
    const auto busy = [&](Seconds t) {
        for (const TruthEvent& event : events) {
            if (t > event.start - 1 && t < event.end + 1) {
                return true;
            }
        }
        return false;
    };
    int quiet = 0;
    for (Seconds t = 0; t < 200; t += 3) {
        if (!busy(t) && !busy(t + 1)) {
            // Noise alone: deviation 0.9 in each of the two.
            EXPECT_LT(compare(picture_at(scene, t), picture_at(scene, t + 1), {}).outside, 1.6)
                << "at " << t;
            ++quiet;
        }
    }
    EXPECT_GT(quiet, 8);
}

TEST(Scene, EveryKindOfWeatherAndLightShowsAPicture) {
    for (const char* place : {"porch", "yard"}) {
        for (const char* light : {"day", "dusk", "night"}) {
            for (const char* weather : {"fair", "clouds", "rain", "wind"}) {
                const std::string url = std::string("scene://") + place +
                                        "?size=320x180&light=" + light + "&weather=" + weather;
                Scene scene(*parse_scene_url(url), kNoon);
                const YuvPicture picture = picture_at(scene, 18);
                EXPECT_GT(mean_luma(picture), 30) << url;
                EXPECT_LT(mean_luma(picture), 190) << url;
                EXPECT_GT(deviation(picture), 15) << url;
            }
        }
    }
}

TEST(Scene, InfraredIsGreyAndDayIsNot) {
    Scene night(options_of("light=night"), kNoon);
    EXPECT_THAT(picture_at(night, 18).u,
                testing::Each(testing::AllOf(testing::Ge(127), testing::Le(129))));
    Scene day(options_of("light=day"), kNoon);
    EXPECT_THAT(picture_at(day, 18).u, testing::Contains(testing::Lt(110)));
}

TEST(Scene, FollowsTheClockThroughTheDay) {
    const SceneOptions options = options_of("people=never&cats=never&cars=never");
    Scene noon(options, kNoon);
    Scene late(options, kNoon + std::chrono::hours(11));
    EXPECT_GT(mean_luma(picture_at(noon, 1)), mean_luma(picture_at(late, 1)) + 20);
    // From noon on, eleven hours later is the same night.
    EXPECT_NEAR(mean_luma(picture_at(noon, 11 * 3600 + 1)), mean_luma(picture_at(late, 1)), 1);
}

TEST(Scene, DuskFallsWithoutAStep) {
    Scene scene(
        options_of("time=20:05&overlay=none&people=never&cats=never&cars=never&headlights=never"),
        kNoon);
    double last = mean_luma(picture_at(scene, 0));
    EXPECT_GT(last, mean_luma(picture_at(scene, 1200)) + 8);
    for (Seconds t = 1; t < 240; t += 1) {
        const double now = mean_luma(picture_at(scene, t));
        EXPECT_LT(std::abs(now - last), 0.3) << "at " << t;
        last = now;
    }
}

TEST(Scene, TheInfraredSwitchIsSuddenAndIsANuisance) {
    Scene scene(options_of("time=21:17&overlay=none&people=never&cats=never&cars=never&headlights="
                           "never&insects=never"),
                kNoon);
    const auto nuisances = scene.nuisances(0, 120);
    ASSERT_EQ(nuisances.size(), 1U);
    EXPECT_EQ(nuisances.front().what, "ir_switch");
    const Seconds at = nuisances.front().start;
    EXPECT_GT(compare(picture_at(scene, at - 1), picture_at(scene, at + 2), {}).outside, 8);
}

TEST(Scene, HeadlightsSweepAfterDuskAndAreQuietTime) {
    Scene scene(options_of("light=night&overlay=none&headlights=often&insects=never&people=never&"
                           "cats=never&cars=never"),
                kNoon);
    EXPECT_TRUE(scene.truth(0, 120).empty());
    const auto nuisances = scene.nuisances(0, 120);
    ASSERT_GE(nuisances.size(), 3U);
    const Seconds middle = (nuisances.front().start + nuisances.front().end) / 2;
    EXPECT_GT(mean_luma(picture_at(scene, middle)),
              mean_luma(picture_at(scene, nuisances.front().start - 1)) + 5);
}

TEST(Scene, AParcelStaysFromTheDeliveryUntilItIsTakenIn) {
    const Timetable timetable(options_of("seed=3"));
    const auto stays = timetable.parcels(0, 600);
    ASSERT_FALSE(stays.empty());
    for (const ParcelStay& stay : stays) {
        EXPECT_GT(stay.until, stay.from + 10);
    }
}

TEST(Scene, WhoIsSentIntoItComesAndGoes) {
    const auto visitors = std::make_shared<Visitors>();
    Scene scene(options_of("people=never&cats=never&cars=never&overlay=none"), kNoon, visitors);
    EXPECT_TRUE(scene.truth(0, 120).empty());
    visitors->send(Place::Porch, 20);
    const auto truth = scene.truth(0, 120);
    ASSERT_EQ(truth.size(), 1U);
    EXPECT_EQ(truth.front().kind, ActorKind::Person);
    EXPECT_LT(truth.front().start, 24);
    EXPECT_LT(truth.front().end, 80);
}

TEST(TruthJson, ListsEventsAndTheQuietBetweenThem) {
    const Scene scene(options_of("weather=rain&light=day&cats=never&cars=never"), kNoon);
    const std::string json = truth_json(scene, "porch.mp4", 60);
    EXPECT_THAT(json, testing::HasSubstr(R"("video": "porch.mp4")"));
    EXPECT_THAT(json, testing::HasSubstr(R"("what": "person"})"));
    EXPECT_THAT(json, testing::HasSubstr(R"("quiet": [)"));
    EXPECT_THAT(json, testing::HasSubstr(R"("nuisance": "rain"})"));
}

}  // namespace
}  // namespace porchlight::sources::scene
