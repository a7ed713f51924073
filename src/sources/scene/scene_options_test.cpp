// SPDX-License-Identifier: Apache-2.0
#include "sources/scene/scene_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::sources::scene {
namespace {

TEST(SceneUrl, APlaceAloneIsEnough) {
    const auto options = parse_scene_url("scene://yard");
    ASSERT_TRUE(options);
    EXPECT_EQ(options->place, Place::Yard);
    EXPECT_EQ(options->size, (PictureSize{1280, 720}));
    EXPECT_EQ(options->people, Amount::Often);
}

TEST(SceneUrl, EveryKeyIsRead) {
    const auto options = parse_scene_url(
        "scene://"
        "porch?seed=99&weather=rain,wind&light=night&time=23:05&size=640x360&fps=10&people=never&"
        "cats=often&"
        "cars=never&headlights=often&insects=never&overlay=none");
    ASSERT_TRUE(options);
    EXPECT_EQ(options->seed, 99U);
    EXPECT_EQ(options->sky, Sky::Rain);
    EXPECT_EQ(options->air, Air::Windy);
    EXPECT_EQ(options->light, DayPhase::Night);
    EXPECT_EQ(options->starts_at, std::chrono::minutes(23 * 60 + 5));
    EXPECT_EQ(options->size, (PictureSize{640, 360}));
    EXPECT_EQ(options->frame_rate, 10);
    EXPECT_EQ(options->people, Amount::Never);
    EXPECT_EQ(options->cats, Amount::Often);
    EXPECT_EQ(options->insects, Amount::Never);
    EXPECT_EQ(options->overlay, Overlay::None);
}

TEST(SceneUrl, WritesWhatItReads) {
    for (const char* url :
         {"scene://porch", "scene://yard?seed=8", "scene://porch?weather=fair,wind",
          "scene://"
          "porch?seed=1&weather=rain&light=dusk&time=06:30&size=640x360&fps=5&cats=never&overlay="
          "none"}) {
        const auto options = parse_scene_url(url);
        ASSERT_TRUE(options) << url;
        EXPECT_EQ(to_url(*options), url);
    }
}

struct WrongUrl {
    const char* url;
    const char* says;
};

class WrongSceneUrl : public testing::TestWithParam<WrongUrl> {};

TEST_P(WrongSceneUrl, IsRefusedWithAWordOnWhatIsAllowed) {
    const auto options = parse_scene_url(GetParam().url);
    ASSERT_FALSE(options);
    EXPECT_EQ(options.error().code(), ErrorCode::InvalidArgument);
    EXPECT_THAT(options.error().message(), testing::HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongSceneUrl,
    testing::Values(WrongUrl{"rtsp://porch", "starts with scene://"},
                    WrongUrl{"scene://attic", "use scene://porch or scene://yard"},
                    WrongUrl{"scene://", "use scene://porch"},
                    WrongUrl{"scene://porch?sed=7", "no setting called \"sed\""},
                    WrongUrl{"scene://porch?seed=x", "seed=x is not possible; use a whole number"},
                    WrongUrl{"scene://porch?seed=-1", "seed=-1"},
                    WrongUrl{"scene://porch?seed", "has no value"},
                    WrongUrl{"scene://porch?weather=snow", "fair, clouds, rain or wind"},
                    WrongUrl{"scene://porch?light=noon", "clock, day, dusk or night"},
                    WrongUrl{"scene://porch?size=1281x720", "even numbers"},
                    WrongUrl{"scene://porch?size=1280", "WIDTHxHEIGHT"},
                    WrongUrl{"scene://porch?size=99999x720", "3840x2160"},
                    WrongUrl{"scene://porch?fps=0", "from 1 to 60"},
                    WrongUrl{"scene://porch?time=24:00", "HH:MM"},
                    WrongUrl{"scene://porch?time=8", "HH:MM"},
                    WrongUrl{"scene://porch?people=many", "never, sometimes or often"},
                    WrongUrl{"scene://porch?overlay=yes", "clock or none"},
                    WrongUrl{"scene://porch?&", "has no value"}));

}  // namespace
}  // namespace porchlight::sources::scene
