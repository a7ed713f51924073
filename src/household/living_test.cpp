// SPDX-License-Identifier: Apache-2.0
#include "household/living.hpp"

#include "household/orders.hpp"
#include "sim/furnish.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::household {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

TEST(Pace, RunsSoManyTimesAsFastAsLife) {
    const MonotonicTime start{seconds(100)};
    const Pace pace(60, start);
    EXPECT_EQ(pace.at(start), seconds(0));
    EXPECT_EQ(pace.at(start + seconds(2)), seconds(120));
}

TEST(Pace, NeverJumpsWhenItsSpeedChanges) {
    const MonotonicTime start{seconds(100)};
    Pace pace(10, start);
    pace.set_speed(1, start + seconds(3));
    EXPECT_EQ(pace.at(start + seconds(3)), seconds(30));
    EXPECT_EQ(pace.at(start + seconds(4)), seconds(31));
}

TEST(Pace, KeepsToTheSpeedsThatItCanRun) {
    EXPECT_EQ(Pace(0, MonotonicTime()).speed(), Pace::kSlowest);
    EXPECT_EQ(Pace(1e9, MonotonicTime()).speed(), Pace::kFastest);
}

class Living : public testing::Test {
  protected:
    static std::unique_ptr<sim::Household> home() {
        sim::HouseholdPlan plan;
        plan.devices.push_back(
            sim::furnish("porchlight-camera", "Porch", 0, sim::Side::Indoors).value());
        plan.devices.push_back(sim::furnish("outdoor-4", "Garden", 1, sim::Side::Outdoors).value());
        return std::make_unique<sim::Household>(std::move(plan), 1);
    }
    sim::Device& device(std::string_view name) { return *living_.household().find(name); }
    /// In the steps in which it lives.
    void pass(Microseconds time) {
        for (Microseconds done{0}; done < time; done += LivingHousehold::kStep) {
            clock_.advance(LivingHousehold::kStep);
            living_.catch_up();
        }
    }
    std::string problem(std::string_view order, std::string_view json) {
        const auto done = carry_out(living_, order, json);
        EXPECT_FALSE(done) << order << ' ' << json;
        return done ? "" : done.error().message();
    }

    FakeClock clock_;
    LivingHousehold living_{home(), clock_, 1};
};

TEST_F(Living, GoesOnWithTheClock) {
    pass(seconds(30));
    EXPECT_EQ(living_.household().now(), seconds(30));
    EXPECT_EQ(device("Porch").life().stage, device::Stage::Online);
}

TEST_F(Living, ErasesAfterAHoldOfTwelveSecondsAndNotOfFive) {
    pass(seconds(30));
    ASSERT_TRUE(living_.set_button("Porch", true));
    pass(seconds(5));
    ASSERT_TRUE(living_.set_button("Porch", false));
    pass(seconds(30));
    EXPECT_TRUE(device("Porch").life().memory.has_wifi_credentials);
    ASSERT_TRUE(living_.set_button("Porch", true));
    pass(seconds(12));
    EXPECT_EQ(device("Porch").light().pattern, "red");
    ASSERT_TRUE(living_.set_button("Porch", false));
    pass(seconds(10));
    EXPECT_FALSE(device("Porch").life().memory.has_wifi_credentials);
}

TEST_F(Living, GoesAsInLifeWhileAButtonIsHeldAndFastAfterwards) {
    living_.set_speed(60);
    pass(seconds(2));
    ASSERT_TRUE(living_.set_button("Porch", true));
    EXPECT_EQ(living_.pace(), 1);
    EXPECT_EQ(living_.speed(), 60);
    const Microseconds before = living_.household().now();
    pass(seconds(12));
    EXPECT_EQ(living_.household().now() - before, seconds(12));
    ASSERT_TRUE(living_.set_button("Porch", false));
    EXPECT_EQ(living_.pace(), 60);
}

TEST_F(Living, LetsGoOfAButtonWhosePresserIsGone) {
    ASSERT_TRUE(living_.set_button("Porch", true));
    pass(LivingHousehold::kLongestPress - seconds(1));
    EXPECT_TRUE(device("Porch").button_held());
    pass(seconds(2));
    EXPECT_FALSE(device("Porch").button_held());
}

TEST_F(Living, PressesAButtonOnceHoweverOftenItIsAsked) {
    ASSERT_TRUE(living_.set_button("Porch", true));
    pass(seconds(3));
    ASSERT_TRUE(living_.set_button("Porch", true));
    EXPECT_EQ(device("Porch").button_held(), seconds(3));
}

TEST_F(Living, TakesOrdersAsSentencesThatTheStoryTells) {
    pass(seconds(30));
    ASSERT_TRUE(carry_out(living_, "power", R"({"device":"Garden","what":"take"})"));
    EXPECT_FALSE(device("Garden").is_connected());
    ASSERT_TRUE(carry_out(living_, "power", R"({"device":"Garden","what":"weak_cells"})"));
    EXPECT_TRUE(device("Garden").is_connected());
    ASSERT_TRUE(carry_out(living_, "place", R"({"device":"Garden","x":2,"y":12.5})"));
    EXPECT_EQ(device("Garden").plan().at, (sim::Position{2, 12.5}));
    ASSERT_TRUE(
        carry_out(living_, "router",
                  R"({"ssid":"attic","password":"a new password","channel":11,"band_5":false})"));
    const sim::RouterPlan& router = living_.household().router().plan();
    EXPECT_EQ(router.login, (sim::WifiLogin{"attic", "a new password"}));
    EXPECT_EQ(router.channel24, 11);
    EXPECT_FALSE(router.band5);
    ASSERT_TRUE(carry_out(living_, "house", R"({"line_is_up":false,"coldest":-20,"warmest":-10})"));
    EXPECT_FALSE(living_.household().line().is_up);
    EXPECT_EQ(living_.household().weather().coldest, -20);
    const auto& story = living_.household().story();
    EXPECT_TRUE(std::ranges::any_of(story, [](const sim::StoryLine& line) {
        return line.what == "the person moves \"Garden\" to 2.00 12.50";
    }));
}

TEST_F(Living, SwitchesMainsAndRouterOffAndOn) {
    pass(seconds(30));
    ASSERT_TRUE(carry_out(living_, "house", R"({"has_mains":false})"));
    EXPECT_FALSE(device("Porch").has_power());
    EXPECT_THAT(problem("router", R"({"is_on":true})"), HasSubstr("no power in the sockets"));
    ASSERT_TRUE(carry_out(living_, "house", R"({"has_mains":true})"));
    EXPECT_TRUE(device("Porch").has_power());
    ASSERT_TRUE(carry_out(living_, "router", R"({"is_on":false})"));
    EXPECT_FALSE(living_.household().router().is_powered());
    ASSERT_TRUE(carry_out(living_, "router", R"({"is_on":true})"));
    pass(minutes(2));
    EXPECT_EQ(device("Porch").life().stage, device::Stage::Online);
}

TEST_F(Living, AnswersAsTheAppDoes) {
    pass(seconds(30));
    EXPECT_EQ(carry_out(living_, "app", R"({"device":"Porch","what":"remove"})").value(),
              "\"Porch\" deleted");
    EXPECT_EQ(carry_out(living_, "app", R"({"device":"Porch","what":"remove"})").value(),
              "no such device in this home");
}

TEST_F(Living, TakesASentenceWithOrWithoutItsWhen) {
    EXPECT_TRUE(carry_out(living_, "deed", R"({"sentence":"when the power goes"})"));
    EXPECT_FALSE(living_.household().has_mains());
    EXPECT_TRUE(carry_out(living_, "deed", R"({"sentence":"the power comes back"})"));
    EXPECT_TRUE(living_.household().has_mains());
}

TEST_F(Living, RefusesWhatCannotBeDoneWithASentenceThatNamesIt) {
    EXPECT_THAT(problem("dance", "{}"), HasSubstr("no order \"dance\""));
    EXPECT_THAT(problem("button", R"({"device":"Attic","is_down":true})"),
                HasSubstr("There is no \"Attic\" in this household; there is Porch, Garden."));
    EXPECT_THAT(problem("button", R"({"device":"Porch"})"), HasSubstr("is_down"));
    EXPECT_THAT(problem("button", "[]"), HasSubstr("button"));
    EXPECT_THAT(problem("power", R"({"device":"Porch","what":"eat"})"), HasSubstr("take, give"));
    EXPECT_THAT(problem("place", R"({"device":"Porch","x":1e9,"y":0})"), HasSubstr("\"x\""));
    EXPECT_THAT(problem("router", R"({"password":"short"})"), HasSubstr("password"));
    EXPECT_THAT(problem("router", R"({"ssid":"a \"b\" c"})"), HasSubstr("quotation marks"));
    EXPECT_THAT(problem("router", R"({"channel":14})"), HasSubstr("channel"));
    EXPECT_THAT(problem("house", R"({"coldest":50})"), HasSubstr("night cannot be warmer"));
    EXPECT_THAT(problem("deed", R"({"sentence":"the person sings"})"), HasSubstr("nearest known"));
    EXPECT_THAT(problem("deed", R"({"sentence":"the power goes","loudly":true})"),
                HasSubstr("loudly"));
}

}  // namespace
}  // namespace porchlight::household
