// SPDX-License-Identifier: Apache-2.0
#include "hub/house/house_service.hpp"

#include "base/temporary_folder.hpp"
#include "hub/fakes/fake_cameras.hpp"
#include "hub/house/house_words.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using store::ModeBy;
using store::RuleMoment;

constexpr std::uint8_t kEveryDay = 0b1111111;

/// Two cameras without video, a real store, and a clock that goes when a test says so.
class HouseServiceTest : public testing::Test {
  protected:
    HouseServiceTest() {
        store::Home home;
        home.id = home_;
        home.name = "Home";
        EXPECT_TRUE(await(store_->add_home(home)));
        EXPECT_TRUE(await(
            store_->add_user({ann_, home_, "Ann", "hash", store::Role::Owner, clock_.utc_now()})));
        add_camera("Porch");
        add_camera("Kitchen");
        clock_.set_utc(*from_rfc3339("2026-11-26T12:00:00Z"));
        begin();
    }
    ~HouseServiceTest() override { end(); }

    void begin() {
        auto house = await(open_house(&*store_, &clock_, &random_, home_));
        ASSERT_TRUE(house);
        service_ = std::make_unique<HouseService>(
            HouseService::Parts{thread_.executor(), *store_, cameras_, clock_, random_, home_,
                                [this] { return told(); }},
            std::move(*house));
    }
    void end() {
        EXPECT_TRUE(await(service_->stop()));
        rt::run_blocking(thread_, destroy()).value();
    }
    rt::Task<> destroy() {
        service_.reset();
        co_return Result<>();
    }
    rt::Task<> start() {
        service_->start();
        co_return Result<>();
    }
    /// Over the same store.
    void restart() {
        end();
        begin();
    }
    rt::Task<> told() {
        ++told_;
        co_return Result<>();
    }
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    void add_camera(const char* name) {
        store::Camera camera;
        camera.id = CameraId(static_cast<std::int64_t>(cameras_.cameras.size()) + 1);
        camera.home = home_;
        camera.settings.name = name;
        EXPECT_TRUE(await(store_->add_camera(camera)));
        CameraView view;
        view.id = camera.id;
        view.settings = camera.settings;
        cameras_.cameras.push_back(view);
    }

    [[nodiscard]] ModeId id(const char* title) const {
        const auto& modes = service_->house().modes;
        const auto found = std::ranges::find(modes, std::string(title), title_of);
        return found == modes.end() ? ModeId(404) : found->id;
    }
    [[nodiscard]] std::string in_use() const { return title_of(service_->mode_in_use()); }
    Result<> choose(const char* title) { return await(service_->choose(id(title), ann_)); }
    void pass(Microseconds time) {
        clock_.advance(time);
        EXPECT_TRUE(await(service_->look()));
    }
    void jump(const char* to) {
        clock_.set_utc(*from_rfc3339(to));
        EXPECT_TRUE(await(service_->look()));
    }
    /// Night at 22:00, Home at 7:00, Away at 8:00, each of every day, by UTC.
    Result<> set_usual_rules() {
        store::Schedule schedule = service_->house().schedule;
        schedule.time_zone = "Etc/UTC";
        schedule.rules = {{id("Night"), kEveryDay, RuleMoment::Clock, 22h},
                          {id("Home"), kEveryDay, RuleMoment::Clock, 7h},
                          {id("Away"), kEveryDay, RuleMoment::Clock, 8h}};
        return await(service_->change_schedule(schedule));
    }

    FakeClock clock_;
    Random random_{1};
    TemporaryFolder folder_;
    rt::IoThread thread_{"test"};
    std::unique_ptr<store::Store> store_ = *store::open_sqlite_store(folder_.path() + "/test.db");
    HomeId home_{1};
    UserId ann_{7};
    FakeCameras cameras_;
    int told_ = 0;
    std::unique_ptr<HouseService> service_;
};

TEST_F(HouseServiceTest, ANewHomeIsInAwayAndOnlyHomeArmsNothing) {
    EXPECT_EQ(in_use(), "Away");
    EXPECT_EQ(service_->house().in_use.by, ModeBy::Start);
    ASSERT_EQ(service_->house().modes.size(), 3U);
    for (const store::Mode& mode : service_->house().modes) {
        EXPECT_EQ(service_->is_arming(mode), mode.kind != store::ModeKind::Home) << title_of(mode);
    }
    restart();
    EXPECT_EQ(service_->house().modes.size(), 3U) << "the first three are made once";
}

TEST_F(HouseServiceTest, AModeArmsTheCamerasItNamesAndNewOnesAsItSays) {
    ModeWish porch_alone{"Garden party", false, {{CameraId(1), true}}};
    ASSERT_TRUE(await(service_->add_mode(porch_alone)));
    ASSERT_TRUE(choose("Garden party"));
    EXPECT_TRUE(cameras_.cameras[0].armed);
    EXPECT_FALSE(cameras_.cameras[1].armed);
    add_camera("Yard");
    EXPECT_FALSE(cameras_.mode.arms(CameraId(3)));
    ASSERT_TRUE(
        await(service_->change_mode(id("Garden party"), {"Garden", true, {{CameraId(2), false}}})));
    EXPECT_TRUE(cameras_.cameras[0].armed) << "what is not named stays as it is";
    EXPECT_FALSE(cameras_.cameras[1].armed);
    EXPECT_TRUE(cameras_.cameras[2].armed) << "at once, also in the mode in use";
}

TEST_F(HouseServiceTest, TheModeInUseSurvivesARestartWithWhoChoseItAndWhen) {
    const UtcTime chosen = clock_.utc_now();
    ASSERT_TRUE(choose("Night"));
    EXPECT_EQ(told_, 1);
    clock_.advance(1h);
    restart();
    EXPECT_EQ(in_use(), "Night");
    EXPECT_EQ(service_->house().in_use,
              (store::ModeInUse{id("Night"), chosen, ModeBy::Person, ann_}));
}

TEST_F(HouseServiceTest, ArmGoesBackToTheModeThatArmedLastAndDisarmToOneThatArmsNone) {
    ASSERT_TRUE(choose("Night"));
    ASSERT_TRUE(await(service_->arm(true, ann_)));
    EXPECT_EQ(in_use(), "Night") << "it is armed already";
    ASSERT_TRUE(await(service_->arm(false, ann_)));
    EXPECT_EQ(in_use(), "Home");
    restart();
    ASSERT_TRUE(await(service_->arm(true, ann_)));
    EXPECT_EQ(in_use(), "Night");
    ASSERT_TRUE(await(service_->change_mode(id("Home"), {"", false, {{CameraId(1), true}}})));
    const auto disarmed = await(service_->arm(false, ann_));
    ASSERT_FALSE(disarmed);
    EXPECT_EQ(disarmed.error().code(), ErrorCode::FailedPrecondition);
    EXPECT_EQ(disarmed.error().message(),
              "Every mode arms a camera. Add one that arms none, or choose a mode instead.");
    EXPECT_EQ(in_use(), "Night");
}

TEST_F(HouseServiceTest, RefusesNamesThatAreTakenOrMissingAndCamerasThatAreNotThere) {
    const auto refused = [this](ModeWish wish) {
        const auto added = await(service_->add_mode(std::move(wish)));
        return added ? "added" : added.error().message();
    };
    EXPECT_EQ(refused({" away ", true, {}}), "Another mode is called Away already.");
    EXPECT_EQ(refused({"", true, {}}), "Give the mode a name.");
    EXPECT_EQ(refused({"  ", true, {}}), "Give the mode a name.");
    EXPECT_EQ(refused({"Guests", true, {{CameraId(9), true}}}), "There is no such camera.");
    EXPECT_EQ(await(service_->change_mode(id("Away"), {"Night", true, {}})).error().message(),
              "Another mode is called Night already.");
    for (int i = 3; i < static_cast<int>(HouseService::kMostModes); ++i) {
        EXPECT_EQ(refused({"Mode " + std::to_string(i), true, {}}), "added");
    }
    EXPECT_EQ(refused({"One more", true, {}}), "A home has at most 12 modes. Remove one first.");
}

TEST_F(HouseServiceTest, AModeInUseIsNotRemovedAndTheRulesOfOneThatIsGoWithIt) {
    ASSERT_TRUE(set_usual_rules());
    EXPECT_EQ(await(service_->remove_mode(id("Away"))).error().message(),
              "Away is in use now. Choose another mode, then remove it.");
    EXPECT_EQ(await(service_->remove_mode(ModeId(404))).error().code(), ErrorCode::NotFound);
    ASSERT_TRUE(await(service_->remove_mode(id("Night"))));
    EXPECT_EQ(service_->house().schedule.rules.size(), 2U);
    restart();
    EXPECT_EQ(service_->house().modes.size(), 2U);
}

TEST_F(HouseServiceTest, TheScheduleChangesTheModeAndAChoiceByHandHoldsUntilItDoes) {
    ASSERT_TRUE(set_usual_rules());
    EXPECT_EQ(in_use(), "Away");
    EXPECT_EQ(service_->next(),
              (ModeMoment{*from_rfc3339("2026-11-26T22:00:00Z"), id("Night"), 0}));
    ASSERT_TRUE(choose("Home"));
    pass(9h + 59min);
    EXPECT_EQ(in_use(), "Home");
    pass(1min);
    EXPECT_EQ(in_use(), "Night");
    EXPECT_EQ(service_->house().in_use.by, ModeBy::Schedule);
    EXPECT_TRUE(cameras_.cameras[0].armed);
    pass(9h);
    EXPECT_EQ(in_use(), "Home");
    EXPECT_FALSE(cameras_.cameras[0].armed);
}

TEST_F(HouseServiceTest, NewRulesChangeNothingBeforeTheirMoment) {
    ASSERT_TRUE(choose("Night"));
    ASSERT_TRUE(set_usual_rules());
    pass(1min);
    EXPECT_EQ(in_use(), "Night") << "the rule of 8:00 was written at noon";
    restart();
    pass(1min);
    EXPECT_EQ(in_use(), "Night");
}

TEST_F(HouseServiceTest, APausedScheduleIsMadeGoodWhenItGoesOnUnlessAPersonChoseLater) {
    ASSERT_TRUE(set_usual_rules());
    const auto turn = [this](bool on) {
        store::Schedule schedule = service_->house().schedule;
        schedule.is_on = on;
        EXPECT_TRUE(await(service_->change_schedule(schedule)));
    };
    turn(false);
    EXPECT_EQ(service_->next(), std::nullopt);
    pass(11h);
    EXPECT_EQ(in_use(), "Away");
    turn(true);
    EXPECT_EQ(in_use(), "Night");
    turn(false);
    pass(10h);
    ASSERT_TRUE(choose("Night"));
    turn(true);
    EXPECT_EQ(in_use(), "Night") << "chosen after 8:00";
}

TEST_F(HouseServiceTest, WhatPassedWhileTheHubWasOffIsMadeGoodUnlessAPersonChoseLater) {
    ASSERT_TRUE(set_usual_rules());
    clock_.advance(11h);
    restart();
    pass(0s);
    EXPECT_EQ(in_use(), "Night");
    ASSERT_TRUE(choose("Home"));
    clock_.advance(1h);
    restart();
    pass(0s);
    EXPECT_EQ(in_use(), "Home");
}

TEST_F(HouseServiceTest, AJumpOfTheClockIsMadeGoodAndOneBackForgetsNoChoice) {
    ASSERT_TRUE(set_usual_rules());
    pass(1min);
    jump("2026-11-27T07:30:00Z");
    EXPECT_EQ(in_use(), "Home");
    ASSERT_TRUE(choose("Away"));
    jump("2026-11-26T23:00:00Z");
    EXPECT_EQ(in_use(), "Away") << "a person chose it, whatever the clock said";
    pass(8h);
    EXPECT_EQ(in_use(), "Home") << "7:00 passes before the hub's eyes";
    pass(1h);
    EXPECT_EQ(in_use(), "Away");
}

TEST_F(HouseServiceTest, ASchedulesMistakesAreNamed) {
    const auto said = [this](const std::function<void(store::Schedule&)>& spoil) {
        store::Schedule schedule = service_->house().schedule;
        schedule.rules = {{id("Night"), kEveryDay, RuleMoment::Clock, 22h}};
        spoil(schedule);
        const auto changed = await(service_->change_schedule(schedule));
        return changed ? "fine" : changed.error().message();
    };
    EXPECT_EQ(said([](auto& s) { s.time_zone = "Mars/Base"; }),
              "There is no time zone \"Mars/Base\". A name looks like Europe/Berlin.");
    EXPECT_EQ(said([](auto& s) { s.rules[0].mode = ModeId(404); }),
              "A rule names a mode that is not there any more.");
    EXPECT_EQ(said([](auto& s) { s.rules[0].days = 0; }), "Choose at least one day for each rule.");
    EXPECT_EQ(said([](auto& s) { s.rules[0].minutes = 24h; }),
              "A rule's time must be from 0:00 to 23:59.");
    EXPECT_EQ(said([](auto& s) { s.rules[0].moment = RuleMoment::Sunset; }),
              "A rule may be at most 6 hours from sunrise or sunset.");
    EXPECT_EQ(
        said([](auto& s) { s.rules[0] = {s.rules[0].mode, 1, RuleMoment::Sunset, 0min}; }),
        "Sunrise and sunset depend on where the home is. Type its place in first, or use clock "
        "times.");
    EXPECT_EQ(said([](auto& s) { s.rules.resize(61, s.rules[0]); }),
              "A schedule has at most 60 rules.");
    EXPECT_TRUE(service_->house().schedule.rules.empty());
}

TEST_F(HouseServiceTest, FollowsTheScheduleByItselfOnceStarted) {
    ASSERT_TRUE(set_usual_rules());
    clock_.advance(11h);
    restart();
    ASSERT_TRUE(await(start()));
    // The first look is taken on its thread before anything else that is asked of it.
    EXPECT_TRUE(await(service_->look()));
    EXPECT_EQ(in_use(), "Night");
}

}  // namespace
}  // namespace porchlight::hub
