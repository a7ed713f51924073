// SPDX-License-Identifier: Apache-2.0
#include "device/binding.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <tuple>

namespace porchlight::device {
namespace {

using enum BindingState;
using enum BindingEvent;
using enum BindingActor;

constexpr std::array kStates{Unbound, Bound, Offered, Contested};
constexpr std::array<std::string_view, 4> kStateNames{"Unbound", "Bound", "Offered", "Contested"};
constexpr std::array kBindingEvents{Claim, Delete, Offer, Withdraw, Contest, Keep, ContestOver};
constexpr std::array<std::string_view, 7> kEventNames{"Claim",   "Delete", "Offer",      "Withdraw",
                                                      "Contest", "Keep",   "ContestOver"};
constexpr std::array kActors{Owner, Other, Stranger, Registry};
constexpr std::array<std::string_view, 4> kActorNames{"Owner", "Other", "Stranger", "Registry"};

constexpr HomeId kAnna{1};
constexpr HomeId kBert{2};
constexpr HomeId kCara{3};
constexpr UtcTime kDay0{};

template <typename Visit>
void walk(Visit visit) {
    for (const BindingState state : kStates) {
        for (const BindingEvent event : kBindingEvents) {
            for (const BindingActor actor : kActors) {
                visit(state, event, actor, next_binding(state, event, actor));
            }
        }
    }
}

template <typename Enum, std::size_t Count>
std::string text(const std::array<std::string_view, Count>& names, Enum value) {
    return std::string(names.at(static_cast<std::size_t>(value)));
}

using Arrow = std::tuple<std::string, std::string, std::string, std::string>;

std::set<Arrow> drawn() {
    std::ifstream header(PL_SOURCE_DIR "/src/device/binding.hpp");
    const std::regex arrow(R"(/// +(\w+) +── (\w+) by (\w+) ──▶ (\w+).*)");
    std::set<Arrow> arrows;
    for (std::string line; std::getline(header, line);) {
        if (std::smatch match; std::regex_match(line, match, arrow)) {
            arrows.emplace(match[1], match[2], match[3], match[4]);
        }
    }
    return arrows;
}

TEST(BindingTable, HasTheArrowsThatAreDrawnAndNoOthers) {
    std::set<Arrow> walked;
    walk([&](BindingState state, BindingEvent event, BindingActor actor, const BindingStep& step) {
        if (step.state != state) {
            walked.emplace(text(kStateNames, state), text(kEventNames, event),
                           text(kActorNames, actor), text(kStateNames, step.state));
        }
    });
    EXPECT_EQ(walked, drawn());
}

TEST(BindingTable, TheOwnerIsNeverRefusedAndARefusalChangesNothing) {
    walk([](BindingState state, BindingEvent event, BindingActor actor, const BindingStep& step) {
        if (actor == Owner) {
            EXPECT_EQ(step.answer, BindingAnswer::Done);
        }
        if (step.answer != BindingAnswer::Done) {
            EXPECT_EQ(step.state, state);
            EXPECT_EQ(step.action, BindingAction::None);
            EXPECT_EQ(step.answer == BindingAnswer::AlreadyRegistered,
                      event == Claim || event == Contest);
        }
    });
}

TEST(BindingTable, OnlyTheOwnersDeleteOrItsSilenceThroughAContestUnbinds) {
    walk([](BindingState state, BindingEvent event, BindingActor actor, const BindingStep& step) {
        if (state != Unbound && step.state == Unbound) {
            const bool is_delete = event == Delete && actor == Owner;
            const bool is_silence = state == Contested && event == ContestOver && actor == Registry;
            EXPECT_TRUE(is_delete || is_silence);
        }
    });
}

TEST(BindingTable, TheEndOfAContestIsToldAndItsBeginningToo) {
    walk([](BindingState state, BindingEvent /*event*/, BindingActor /*actor*/,
            const BindingStep& step) {
        const bool begins = state != Contested && step.state == Contested;
        const bool ends = state == Contested && step.state != Contested;
        EXPECT_EQ(step.action == BindingAction::StartContest, begins);
        EXPECT_EQ(step.action == BindingAction::TellBoth, ends);
    });
}

BindingRequest request(BindingEvent event, HomeId by, HomeId to = {}, UtcTime at = kDay0) {
    return {.event = event, .by = by, .to = to, .at = at};
}

Binding bound_to(HomeId home) {
    Binding binding;
    binding.state = Bound;
    binding.owner = home;
    return binding;
}

Binding bound_to_anna() {
    return change({}, request(Claim, kAnna, {}, kDay0)).binding;
}

TEST(Binding, BelongsToTheFirstWhoClaimsAndStaysWhenItClaimsAgain) {
    const Binding binding = bound_to_anna();
    EXPECT_EQ(binding, bound_to(kAnna));
    const BindingChange again = change(binding, request(Claim, kAnna));
    EXPECT_EQ(again.binding, binding);
    EXPECT_EQ(again.answer, BindingAnswer::Done);
}

TEST(Binding, ASecondHomeIsRefusedWithTheSameWordsWhateverIsGoingOn) {
    const Binding bound = bound_to_anna();
    const Binding offered = change(bound, request(Offer, kAnna, kBert)).binding;
    const Binding contested = change(bound, request(Contest, kBert)).binding;
    EXPECT_EQ(offered.state, Offered);
    EXPECT_EQ(contested.state, Contested);
    for (const Binding& binding : {bound, offered, contested}) {
        const BindingChange claim = change(binding, request(Claim, kCara));
        EXPECT_EQ(claim.binding, binding);
        EXPECT_EQ(claim.answer, BindingAnswer::AlreadyRegistered);
    }
    EXPECT_EQ(kAlreadyRegistered, "serial number already registered");
}

TEST(Binding, AnotherHomeCanNeitherDeleteNorHandOverNorKeep) {
    for (const Binding& binding : {Binding{}, bound_to_anna()}) {
        for (const BindingEvent event : {Delete, Offer, Withdraw, Keep}) {
            const BindingChange refused = change(binding, request(event, kBert, kCara));
            EXPECT_EQ(refused.binding, binding);
            EXPECT_EQ(refused.answer, BindingAnswer::NotInThisHome);
        }
    }
}

TEST(Binding, AfterTheOwnersDeleteTheNextHomeMayClaim) {
    const Binding freed = change(bound_to_anna(), request(Delete, kAnna)).binding;
    EXPECT_EQ(freed, Binding{});
    EXPECT_EQ(change(freed, request(Claim, kBert)).binding.owner, kBert);
}

TEST(Binding, AnOfferGoesToTheHomeItIsForAndToNobodyElse) {
    const Binding offered = change(bound_to_anna(), request(Offer, kAnna, kBert)).binding;
    EXPECT_EQ(offered.other, kBert);
    const Binding taken = change(offered, request(Claim, kBert)).binding;
    EXPECT_EQ(taken, bound_to(kBert));
    const Binding withdrawn = change(offered, request(Withdraw, kAnna)).binding;
    EXPECT_EQ(withdrawn, bound_to_anna());
    for (const HomeId to : {HomeId(), kAnna}) {
        EXPECT_EQ(change(bound_to_anna(), request(Offer, kAnna, to)).binding, bound_to_anna());
    }
}

TEST(Binding, AContestUnbindsOnlyAfterThirtyDaysOfSilence) {
    const BindingChange contest = change(bound_to_anna(), request(Contest, kBert, {}, kDay0));
    EXPECT_EQ(contest.action, BindingAction::StartContest);
    const Binding& contested = contest.binding;
    EXPECT_EQ(contested.owner, kAnna);
    EXPECT_EQ(contested.contest_ends, kDay0 + std::chrono::days(30));

    const auto over = [&](UtcTime at) {
        return change(contested, request(ContestOver, {}, {}, at)).binding;
    };
    EXPECT_EQ(over(contested.contest_ends - Microseconds(1)), contested);
    EXPECT_EQ(over(contested.contest_ends), Binding{});
    EXPECT_EQ(change(contested, request(Keep, kAnna)).binding, bound_to_anna());
}

TEST(Binding, ContestingAgainDoesNotMoveTheEnd) {
    const Binding contested = change(bound_to_anna(), request(Contest, kBert, {}, kDay0)).binding;
    const BindingChange again =
        change(contested, request(Contest, kBert, {}, kDay0 + std::chrono::days(20)));
    EXPECT_EQ(again.binding, contested);
    EXPECT_EQ(again.answer, BindingAnswer::Done);
}

}  // namespace
}  // namespace porchlight::device
