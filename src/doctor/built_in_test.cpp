// SPDX-License-Identifier: Apache-2.0
// What the program carries: spec/doctor/.
#include "doctor/advice.hpp"
#include "doctor/belief.hpp"
#include "doctor/case_file.hpp"
#include "doctor/check.hpp"
#include "doctor/knowledge_file.hpp"
#include "doctor/knowledge_json.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace porchlight::doctor {
namespace {

TEST(BuiltInKnowledge, IsSound) {
    EXPECT_THAT(check(built_in_knowledge(), built_in_files()), ::testing::IsEmpty());
}

TEST(BuiltInKnowledge, NamesTheLayerOfEachCause) {
    for (const Cause& cause : built_in_knowledge().causes) {
        EXPECT_TRUE(cause.id == "unknown" || cause.id.find('.') != std::string::npos) << cause.id;
    }
}

TEST(BuiltInKnowledge, TellsProgramsThatShowItAllTheWords) {
    const auto all = boost::json::parse(knowledge_json(built_in_knowledge()));
    EXPECT_EQ(all.at("causes").as_array().size(), built_in_knowledge().causes.size());
    const auto named = [&all](const char* list, std::string_view id) {
        const auto& rows = all.at(list).as_array();
        const auto found =
            std::ranges::find(rows, id, [](const auto& row) { return row.at("id").as_string(); });
        return found == rows.end() ? boost::json::value(boost::json::object()) : *found;
    };
    EXPECT_EQ(named("steps", "wait_for_line").at("kind").as_string(), "wait");
    EXPECT_FALSE(named("causes", "router.hung").at("title").as_string().empty());
    const auto light = named("observations", "light");
    EXPECT_EQ(light.at("asked").as_string(), "owner");
    EXPECT_FALSE(light.at("values").as_array().front().at("says").as_string().empty());
    const auto is_drawn = [](const auto& value) { return !value.at("drawn").as_array().empty(); };
    EXPECT_TRUE(std::ranges::any_of(light.at("values").as_array(), is_drawn));
}

/// A power cut in the middle of an update is what nobody may be told to make.
TEST(BuiltInKnowledge, NoStepThatTakesPowerAwayIsAdvisedWhileItUpdates) {
    const Knowledge& knowledge = built_in_knowledge();
    const auto home = parse_case(knowledge, R"({"text": "The app says it is updating now."})");
    ASSERT_TRUE(home);
    const Belief belief = believe(knowledge, *home);
    const auto allowed = allowed_steps(knowledge, *home, belief, {});
    for (const char* id : {"restart_camera", "factory_reset", "cold_boot_with_the_button"}) {
        const auto step = find(knowledge.steps, id);
        ASSERT_TRUE(step) << id;
        EXPECT_EQ(std::ranges::count(allowed, *step), 0) << id;
    }
}

struct Story {
    const char* text;
    const char* cause;
};
void PrintTo(const Story& story, std::ostream* out) {
    *out << story.text;
}

class Stories : public ::testing::TestWithParam<Story> {};

/// The articles' own faults, and some of their languages.
TEST_P(Stories, HaveTheirCauseAmongTheFirstThree) {
    const Knowledge& knowledge = built_in_knowledge();
    const auto home = parse_case(knowledge, fmt::format(R"({{"text": "{}"}})", GetParam().text));
    ASSERT_TRUE(home) << home.error().message();
    const auto ranked = believe(knowledge, *home).ranked(knowledge.causes.size());
    const auto first_three = std::ranges::subrange(ranked.begin(), ranked.begin() + 3);
    EXPECT_TRUE(std::ranges::any_of(first_three, [&](std::size_t cause) {
        return knowledge.causes[cause].id == GetParam().cause;
    })) << knowledge.causes[ranked.front()].id;
}

INSTANTIATE_TEST_SUITE_P(
    All, Stories,
    ::testing::Values(
        Story{"My Blink outdoor camera blinks red five times, pauses, and again.",
              "power.battery_low"},
        Story{"Blink app says Serial Number Already Registered, I bought it used.",
              "account.registered_to_other"},
        Story{"Faint red glow at night on my Blink camera, otherwise all fine.",
              "none.benign_infrared_lamp"},
        Story{"Alle meine Kameras sind offline und auch am Handy geht das Internet nicht.",
              "internet.outage"},
        Story{"My outdoor cam flashes red every few secs since we got the new router, app says "
              "offline, other cams fine",
              "wifi.ssid_or_password_changed"},
        Story{"Meine Kamera meldet 401, das Passwort hat Sonderzeichen.",
              "stream.auth_special_chars"},
        Story{"Es blinkt rot, seit die Sonne voll darauf scheint, das Gehaeuse ist sehr heiss.",
              "device.overheating"}));

}  // namespace
}  // namespace porchlight::doctor
