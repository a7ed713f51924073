// SPDX-License-Identifier: Apache-2.0
//
// What no sequence of events may break: 10,000 random ones for each kind of device, and every life
// that can be reached at all.
#include "base/random.hpp"
#include "device/life_for_test.hpp"
#include "device/life_table.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace porchlight::device {
namespace {

/// The event that a kind world would answer with.
Event good_event(const Life& life) {
    switch (life.stage) {
        case Stage::Unpowered:
            return Event::PowerApplied;
        case Stage::HungUnpowered:
            return Event::ChargeDrained;
        case Stage::Starting:
            return Event::SelfTestPassed;
        case Stage::Pairing:
            return Event::CredentialsReceived;
        case Stage::Asleep:
            return Event::PowerLost;
        case Stage::Joining:
            return Event::WifiJoined;
        case Stage::SeekingHub:
            return Event::HubFound;
        case Stage::Online:
        case Stage::Live:
            return life.climate == Climate::Good ? Event::MotionStarted : Event::TemperatureGood;
        case Stage::Recording:
        case Stage::RecordingLive:
            return Event::MotionEnded;
        case Stage::Updating:
            return Event::UpdateFinished;
        case Stage::Hung:
            return Event::WatchdogBit;
        case Stage::Erasing:
            return Event::EraseStepDone;
        case Stage::HalfErased:
        case Stage::TooFlat:
            return Event::BatteryGood;
        case Stage::Failed:
            return Event::RetryDue;
    }
    return Event::PowerApplied;
}

bool forgot_something(const Memory& before, const Memory& after) {
    return (before.has_hub_key && !after.has_hub_key) ||
           (before.has_wifi_credentials && !after.has_wifi_credentials) ||
           (before.has_settings && !after.has_settings) ||
           (before.has_storage_link && !after.has_storage_link);
}

/// The hub's shelf of clips: carries a device's actions out in their order.
class Shelf {
  public:
    void follow(const Outcome& outcome) {
        const Actions actions = outcome.actions;
        if (actions.contains(Action::StopRecording)) {
            ASSERT_TRUE(is_open_);
            ++kept_;
            is_open_ = false;
        }
        if (is_open_ && !kAwake.contains(outcome.life.stage)) {
            ++kept_;  // the device went silent: the clip ends with what there is
            is_open_ = false;
        }
        const Actions resets{Action::EraseNextStep, Action::RestartServices, Action::StartSelfTest,
                             Action::SwitchFirmware};
        ASSERT_FALSE(is_open_ && actions.overlaps(resets)) << "a reset lost an open clip";
        if (actions.contains(Action::StartRecording)) {
            ASSERT_FALSE(is_open_);
            is_open_ = true;
            ++begun_;
        }
        ASSERT_EQ(kept_ + (is_open_ ? 1 : 0), begun_);
        ASSERT_EQ(is_open_, kRecording.contains(outcome.life.stage));
    }

  private:
    int begun_ = 0;
    int kept_ = 0;
    bool is_open_ = false;
};

/// What must be true of every life.
void expect_sane(const Life& life) {
    ASSERT_LT(static_cast<int>(light_meaning(life)), kLightMeanings);
    const bool is_dark = life.stage == Stage::Unpowered || life.stage == Stage::HungUnpowered ||
                         life.stage == Stage::TooFlat || life.stage == Stage::Asleep;
    if (light_meaning(life) == LightMeaning::Off && life.stage != Stage::Hung) {
        ASSERT_TRUE(is_dark) << life;
    }
    if (life.memory.erase_at) {
        ASSERT_FALSE(kLinked.contains(life.stage)) << life;
        ASSERT_NE(life.stage, Stage::Joining) << life;
        ASSERT_NE(life.stage, Stage::Pairing) << life;
        ASSERT_NE(life.stage, Stage::Asleep) << life;
    } else if (kLinked.contains(life.stage) || life.stage == Stage::Joining) {
        ASSERT_TRUE(is_paired(life.memory)) << life;
    }
    const LightMeaning light = light_meaning(life);
    const bool says_it_stopped = light == LightMeaning::BatteryCritical ||
                                 light == LightMeaning::TooHot || light == LightMeaning::TooCold;
    if (says_it_stopped && life.stage != Stage::Hung) {
        ASSERT_FALSE((kRecording | kLive).contains(life.stage)) << life;
        ASSERT_EQ(keeper_of(life), Keeper::Nobody) << life;
    }
    if (life.stage == Stage::HalfErased) {
        ASSERT_GE(life.battery, Battery::Critical);
    }
    if (life.trouble != LinkTrouble::None && kAwake.contains(life.stage)) {
        ASSERT_TRUE(life.stage == Stage::Joining || life.stage == Stage::SeekingHub) << life;
    }
}

/// What must be true of every step.
void expect_lawful(const Life& before, Event event, const Outcome& outcome) {
    const Life& after = outcome.life;
    const LightMeaning shown = light_meaning(before);
    ASSERT_EQ(before.kind, after.kind);
    if (!before.memory.erase_at && after.memory.erase_at) {
        ASSERT_EQ(event, Event::EraseStepDone);  // the mark, and so an erase was begun before
    }
    if (forgot_something(before.memory, after.memory)) {
        ASSERT_EQ(event, Event::EraseStepDone);
        ASSERT_TRUE(before.memory.erase_at.has_value());
    }
    const bool begins_to_erase = !before.memory.erase_at && before.stage != Stage::HalfErased &&
                                 before.stage != Stage::Erasing && after.stage == Stage::Erasing;
    if (begins_to_erase) {
        ASSERT_EQ(event, Event::ButtonReleased);
        ASSERT_EQ(before.button, PressPhase::Armed);
        ASSERT_EQ(shown, LightMeaning::EraseArmed);
    }
    if (event == Event::ButtonReleased) {
        const bool erases = outcome.actions.contains(Action::EraseNextStep);
        ASSERT_EQ(erases, before.stage != Stage::Hung && shown == LightMeaning::EraseArmed)
            << before;
        const bool restarts = before.button == PressPhase::Soft && after.stage != before.stage;
        ASSERT_TRUE(!restarts || shown == LightMeaning::SoftReset) << before;
    }
}

std::string told(const std::vector<Event>& events) {
    std::string text;
    for (const Event event : events) {
        text += std::string(name_of(event)) + ' ';
    }
    return text;
}

/// One random life: now kind, now cruel.
void live(Kind kind, std::uint64_t seed, std::set<std::pair<Stage, LightMeaning>>& seen) {
    constexpr int kLength = 60;
    Random random(seed);
    Life life{.kind = kind};
    Shelf shelf;
    bool is_armed_since_start = false;
    std::vector<Event> events;
    for (int i = 0; i < kLength; ++i) {
        const bool is_kind = random.unit() < 0.4;
        const Event event =
            is_kind ? good_event(life) : static_cast<Event>(random.next() % kEvents);
        events.push_back(event);
        const Outcome outcome = next(life, event);
        expect_lawful(life, event, outcome);
        expect_sane(outcome.life);
        shelf.follow(outcome);
        const bool begins_to_erase =
            event == Event::ButtonReleased && outcome.actions.contains(Action::EraseNextStep);
        ASSERT_TRUE(!begins_to_erase || is_armed_since_start) << "seed " << seed;
        const bool is_told_armed =
            event == Event::ButtonArmed && outcome.answer != Answer::CannotCome;
        const bool starts = outcome.actions.contains(Action::StartSelfTest);
        is_armed_since_start = (is_armed_since_start || is_told_armed) && !starts;
        if (testing::Test::HasFatalFailure()) {
            FAIL() << "seed " << seed << ": " << told(events);
        }
        life = outcome.life;
        seen.emplace(life.stage, light_meaning(life));
    }
}

class LifeLaws : public testing::TestWithParam<Kind> {};

TEST_P(LifeLaws, HoldInTenThousandRandomLives) {
    std::set<std::pair<Stage, LightMeaning>> seen;
    for (std::uint64_t seed = 0; seed < 10'000 && !HasFatalFailure(); ++seed) {
        live(GetParam(), seed, seen);
    }
    std::set<Stage> stages;
    std::set<LightMeaning> meanings;
    for (const auto& [stage, meaning] : seen) {
        stages.insert(stage);
        meanings.insert(meaning);
    }
    // A hub never seeks a hub, sees, or runs on cells.
    const bool is_hub = GetParam() == Kind::Hub;
    EXPECT_EQ(stages.size(), is_hub ? kStages - 6 : kStages);
    // SeekingHub, NoHub, HubRefuses, Recording, Live, BatteryLow and Critical
    const std::size_t not_hubs = 7;
    EXPECT_EQ(meanings.size(), static_cast<std::size_t>(kLightMeanings) - (is_hub ? not_hubs : 0));
}

/// Every combination that can come about of what the stage depends on. Which slot runs and which
/// light a hang froze are left as they were first found.
std::vector<Life> reachable(Kind kind) {
    const std::set<Event> only_for_the_light{
        Event::InternetLost,  Event::InternetBack, Event::StorageGood,      Event::StorageFailed,
        Event::IdentifyAsked, Event::IdentifyOver, Event::ButtonHeldAtBoot,
    };
    const auto key = [](const Life& life) {
        const Memory& memory = life.memory;
        return std::tuple(life.stage, life.battery, life.climate, life.firmware_failed,
                          life.trouble, life.button, memory.has_hub_key,
                          memory.has_wifi_credentials, memory.has_settings, memory.has_storage_link,
                          memory.firmware.on_trial, memory.erase_at);
    };
    std::vector<Life> found{Life{.kind = kind}};
    std::set known{key(found.front())};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const Event event : all_events()) {
            const Outcome outcome = next(found[i], event);
            if (!only_for_the_light.contains(event) && known.insert(key(outcome.life)).second) {
                found.push_back(outcome.life);
            }
        }
    }
    return found;
}

bool is_back(Stage stage) {
    return stage == Stage::Pairing || kOnline.contains(stage);
}

TEST_P(LifeLaws, HoldInEveryLifeThatCanBeReachedAndEachFindsBackInTwelveGoodEvents) {
    constexpr int kBound = 12;
    const std::vector<Life> lives = reachable(GetParam());
    EXPECT_GT(lives.size(), 500U);
    for (const Life& start : lives) {
        expect_sane(start);
        for (const Event event : all_events()) {
            expect_lawful(start, event, next(start, event));
        }
        ASSERT_FALSE(HasFatalFailure()) << start;
        Life life = start;
        int events = 0;
        for (; !is_back(life.stage) && events < kBound; ++events) {
            life = next(life, good_event(life)).life;
        }
        ASSERT_TRUE(is_back(life.stage)) << start;
    }
}

TEST_P(LifeLaws, OnlyTheLightAsksWhetherInternetStorageAndIdentifyAreAsTheyAre) {
    for (const Life& plain :
         {Life{.kind = GetParam(), .stage = Stage::Online, .memory = paired_memory()},
          Life{.kind = GetParam(), .stage = Stage::Starting}}) {
        Life troubled = plain;
        troubled.internet = Internet::Lost;
        troubled.storage = Storage::Faulty;
        troubled.identifying = true;
        for (const Event event : all_events()) {
            EXPECT_EQ(find_row(plain, event), find_row(troubled, event)) << name_of(event);
        }
    }
}

/// A press of any length, read by a caller whose timers may be late; `shown` gets what the light
/// showed just before the button was let go.
Life pressed(Life life, Random& random, Microseconds hold, LightMeaning& shown) {
    const bool is_hub = life.kind == Kind::Hub;
    PressReader reader(is_hub ? PressGrammar::hub() : PressGrammar::camera(),
                       PressReader::AtBoot::Up);
    life = next(life, event_of(reader.press(Microseconds(0)))).life;
    const double lateness = random.unit() < 0.5 ? 0 : 3e6 * random.unit();
    for (int changes = 0; changes < 4; ++changes) {
        const auto due = reader.next_change();
        const Microseconds late(static_cast<Microseconds::rep>(lateness));
        if (!due || *due + late > hold) {
            break;
        }
        life = next(life, event_of(reader.advance(*due + late))).life;
    }
    shown = light_meaning(life);
    life = next(life, event_of(reader.release(hold))).life;
    return next(life, Event::ButtonReleased).life;
}

TEST_P(LifeLaws, APressOfAnyLengthErasesJustIfTheLightWasArmedRedAndTheButtonNotStuck) {
    const Life online{.kind = GetParam(), .stage = Stage::Online, .memory = paired_memory()};
    Random random(7);
    int erased = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Microseconds hold(static_cast<Microseconds::rep>(random.unit() * 40e6));
        LightMeaning shown = LightMeaning::Off;
        const Life after = pressed(online, random, hold, shown);
        const bool erases = after.stage == Stage::Erasing;
        const bool is_stuck = hold > std::chrono::seconds(30);
        ASSERT_EQ(erases, shown == LightMeaning::EraseArmed && !is_stuck) << hold.count();
        ASSERT_TRUE(!erases || hold >= std::chrono::seconds(GetParam() == Kind::Hub ? 5 : 10));
        ASSERT_EQ(after.memory, online.memory);
        erased += erases ? 1 : 0;
    }
    EXPECT_GT(erased, 1000);
}

INSTANTIATE_TEST_SUITE_P(Kinds, LifeLaws, testing::ValuesIn(kKinds),
                         [](const testing::TestParamInfo<Kind>& kind) {
                             return std::string(name_of(kind.param));
                         });

}  // namespace
}  // namespace porchlight::device
