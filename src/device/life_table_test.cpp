// SPDX-License-Identifier: Apache-2.0
#include "device/life_table.hpp"

#include "device/life_for_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace porchlight::device {
namespace {

std::vector<Memory> memories() {
    std::vector<Memory> all{{}, paired_memory()};
    Memory erasing = paired_memory();
    for (int step = 0; step < 5; ++step) {
        erasing = after_erase_step(erasing);
        all.push_back(erasing);
    }
    for (Memory memory : std::vector(all)) {
        memory.firmware.on_trial = true;
        all.push_back(memory);
    }
    return all;
}

/// Every life that differs in what a guard may ask for.
std::vector<Life> lives_in(Kind kind, Stage stage) {
    std::vector<Life> all;
    for (const Memory& memory : memories()) {
        for (const PressPhase button : kPhases) {
            Life life{.kind = kind, .stage = stage, .button = button, .memory = memory};
            for (const Battery battery : kBatteries) {
                life.battery = battery;
                all.push_back(life);
            }
            life.battery = Battery::Good;
            life.climate = Climate::TooHot;
            all.push_back(life);
        }
    }
    return all;
}

template <typename Visit>
void walk(Visit visit) {
    for (const Kind kind : kKinds) {
        for (const Stage stage : all_stages()) {
            for (const Life& life : lives_in(kind, stage)) {
                for (const Event event : all_events()) {
                    visit(life, event);
                }
            }
        }
    }
}

TEST(LifeTable, EveryLifeAndEventHasOneAnswer) {
    std::set<const Row*> taken;
    walk([&](const Life& life, Event event) {
        const auto holding = std::ranges::count_if(life_table(), [&](const Row& row) {
            return row.event == event && row.in.contains(life.stage) && holds(row.guard, life);
        });
        ASSERT_LE(holding, 1) << name_of(life.stage) << ' ' << name_of(event);
        const Row* row = find_row(life, event);
        ASSERT_EQ(row != nullptr, holding == 1);

        const Outcome outcome = next(life, event);
        if (!can_come(life.kind, life.stage, event)) {
            ASSERT_EQ(outcome.answer, Answer::CannotCome);
            ASSERT_EQ(outcome.life, life);
            ASSERT_EQ(outcome.actions, Actions{});
            return;
        }
        ASSERT_NE(outcome.answer, Answer::CannotCome);
        if (row != nullptr) {
            taken.insert(row);
            ASSERT_EQ(outcome.life.stage, row->to.value_or(life.stage));
        } else {
            ASSERT_EQ(outcome.life.stage, life.stage);
        }
    });
    EXPECT_EQ(taken.size(), life_table().size()) << "a row can never be taken";
}

TEST(LifeTable, WhatIsIgnoredChangesNothing) {
    walk([](const Life& life, Event event) {
        const Outcome outcome = next(life, event);
        if (outcome.answer == Answer::Ignored) {
            ASSERT_EQ(outcome.life, life);
            ASSERT_EQ(outcome.actions, Actions{});
        }
    });
}

TEST(LifeTable, WithoutPowerOnlyPowerAndTheDrainCome) {
    for (const Kind kind : kKinds) {
        for (const Stage stage : {Stage::Unpowered, Stage::HungUnpowered}) {
            for (const Event event : all_events()) {
                EXPECT_EQ(can_come(kind, stage, event),
                          event == Event::PowerApplied || event == Event::ChargeDrained);
            }
        }
    }
}

TEST(LifeTable, AHungDeviceHearsNothingButItsWatchdogAndTheLossOfPower) {
    for (const Kind kind : kKinds) {
        for (const Event event : all_events()) {
            EXPECT_EQ(can_come(kind, Stage::Hung, event),
                      event == Event::PowerLost || event == Event::WatchdogBit);
        }
    }
}

TEST(LifeTable, AnAwakeDeviceIsToldOfEverythingThatItsKindHas) {
    const std::set<Event> never{Event::PowerApplied, Event::ChargeDrained, Event::WatchdogBit};
    const std::set<Event> not_hub{
        Event::HubRefused,    Event::HubFound,    Event::HubNotFound, Event::HubLost,
        Event::MotionStarted, Event::MotionEnded, Event::LiveStarted, Event::LiveEnded,
        Event::BatteryGood,   Event::BatteryLow,  Event::BatteryFlat, Event::BatteryCritical,
    };
    for (const Kind kind : kKinds) {
        for (const Event event : all_events()) {
            const bool is_foreign = (kind == Kind::Hub && not_hub.contains(event)) ||
                                    (kind != Kind::Doorbell && event == Event::RingPressed);
            for (const Stage stage : all_stages()) {
                if (kAwake.contains(stage)) {
                    EXPECT_EQ(can_come(kind, stage, event), !is_foreign && !never.contains(event))
                        << name_of(kind) << ' ' << name_of(stage) << ' ' << name_of(event);
                }
            }
        }
    }
}

TEST(LifeTable, AHubNeverSeesAnythingAndSeeksNoHub) {
    for (const Row& row : life_table()) {
        for (const Stage stage : all_stages()) {
            const bool is_hubs = !kRecording.contains(stage) && !kLive.contains(stage) &&
                                 stage != Stage::SeekingHub && stage != Stage::TooFlat &&
                                 stage != Stage::HalfErased;
            if (!is_hubs || !row.in.contains(stage) || !can_come(Kind::Hub, stage, row.event)) {
                continue;
            }
            for (const Life& life : lives_in(Kind::Hub, stage)) {
                if (life.battery == Battery::Good && holds(row.guard, life)) {
                    const Stage to = next(life, row.event).life.stage;
                    EXPECT_FALSE(kRecording.contains(to) || kLive.contains(to));
                    EXPECT_NE(to, Stage::SeekingHub);
                }
            }
        }
    }
}

// The drawing.

struct Arrow {
    std::string from;
    std::string event;
    std::string guard;
    std::string to;
    auto operator<=>(const Arrow&) const = default;
};

std::set<std::string> stages_named(const std::string& name) {
    static const std::map<std::string, StageSet> kGroups{
        {"Seeing…", kRecording | kLive}, {"Online…", kOnline}, {"Linked…", kLinked},
        {"Erasable…", kErasable},        {"Awake…", kAwake},   {"Powered…", kPowered}};
    const auto group = kGroups.find(name);
    if (group == kGroups.end()) {
        return {name};
    }
    std::set<std::string> names;
    for (const Stage stage : all_stages()) {
        if (group->second.contains(stage)) {
            names.emplace(name_of(stage));
        }
    }
    return names;
}

std::set<Arrow> drawn() {
    std::ifstream header(PL_SOURCE_DIR "/src/device/life_table.hpp");
    const std::regex line_form(R"(///   (\S+) +── (\w+)(?: \[([^\]]+)\])? ──▶ (\w+).*)");
    std::set<Arrow> arrows;
    for (std::string line; std::getline(header, line);) {
        if (std::smatch match; std::regex_match(line, match, line_form)) {
            for (const std::string& from : stages_named(match[1])) {
                if (from != match[4]) {
                    arrows.insert({from, match[2], match[3], match[4]});
                }
            }
        }
    }
    return arrows;
}

std::set<Arrow> in_the_table() {
    std::set<Arrow> arrows;
    for (const Row& row : life_table()) {
        for (const Stage stage : all_stages()) {
            if (row.to && row.in.contains(stage) && *row.to != stage) {
                arrows.insert({std::string(name_of(stage)), std::string(name_of(row.event)),
                               std::string(name_of(row.guard)), std::string(name_of(*row.to))});
            }
        }
    }
    return arrows;
}

TEST(LifeTable, HasTheArrowsThatAreDrawnAndNoOthers) {
    const std::set<Arrow> wanted = drawn();
    const std::set<Arrow> actual = in_the_table();
    EXPECT_GT(wanted.size(), 80U);
    for (const Arrow& arrow : wanted) {
        EXPECT_TRUE(actual.contains(arrow))
            << "drawn only: " << arrow.from << ' ' << arrow.event << " → " << arrow.to;
    }
    for (const Arrow& arrow : actual) {
        EXPECT_TRUE(wanted.contains(arrow))
            << "not drawn: " << arrow.from << ' ' << arrow.event << " → " << arrow.to;
    }
}

TEST(LifeTable, EveryStageEventMeaningAndGuardHasANameOfItsOwn) {
    std::set<std::string_view> names;
    for (const Stage stage : all_stages()) {
        names.insert(name_of(stage));
    }
    EXPECT_EQ(names.size(), kStages);
    EXPECT_EQ(name_of(Stage::Failed), "Failed");

    names.clear();
    for (const Event event : all_events()) {
        names.insert(name_of(event));
    }
    EXPECT_EQ(names.size(), kEvents);
    EXPECT_EQ(name_of(Event::IdentifyOver), "IdentifyOver");

    names.clear();
    for (int meaning = 0; meaning < kLightMeanings; ++meaning) {
        names.insert(name_of(static_cast<LightMeaning>(meaning)));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(kLightMeanings));
    EXPECT_EQ(name_of(LightMeaning::Identify), "Identify");

    names.clear();
    for (std::size_t guard = 0; guard < kGuards; ++guard) {
        names.insert(name_of(static_cast<Guard>(guard)));
    }
    EXPECT_EQ(names.size(), kGuards);
}

}  // namespace
}  // namespace porchlight::device
