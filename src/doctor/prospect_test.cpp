// SPDX-License-Identifier: Apache-2.0
#include "doctor/prospect.hpp"

#include "doctor/home_for_test.hpp"

#include <algorithm>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace porchlight::doctor {
namespace {

FaultSet only(std::size_t cause, double share) {
    FaultSet set;
    set.causes[0] = static_cast<CauseIndex>(cause);
    set.size = 1;
    set.share = share;
    return set;
}

/// One fault, and for each a step of its own that cures it always: no two steps depend on each
/// other.
struct Independent {
    Knowledge knowledge;
    std::vector<FaultSet> sets;
    std::vector<std::size_t> steps;
};

Independent some_independent() {
    Independent world;
    const std::size_t count = *rc::gen::inRange<std::size_t>(1, 6);
    double all = 0;
    for (std::size_t i = 0; i < count; ++i) {
        world.knowledge.causes.emplace_back();
        Step& step = world.knowledge.steps.emplace_back();
        step.minutes = *rc::gen::inRange(1, 60);
        step.cures.push_back({i, How::Always});
        world.sets.push_back(only(i, *rc::gen::inRange(1, 100)));
        world.steps.push_back(i);
        all += world.sets.back().share;
    }
    for (FaultSet& set : world.sets) {
        set.share /= all;
    }
    return world;
}

/// What one order of the steps costs on average, by its definition.
double minutes_of(const Independent& world, const std::vector<std::size_t>& order) {
    const Costs costs;
    std::vector<double> left;
    for (const FaultSet& set : world.sets) {
        left.push_back(set.share);
    }
    double minutes = 0;
    for (const std::size_t step : order) {
        const double all = std::accumulate(left.begin(), left.end(), 0.0);
        minutes += all * (world.knowledge.steps[step].minutes + costs.look);
        left[step] *= 1 - 0.99 * 0.9;
    }
    return minutes + std::accumulate(left.begin(), left.end(), 0.0) * costs.support;
}

RC_GTEST_PROP(ProspectLaws, NoOrderOfIndependentStepsIsCheaper, ()) {
    const Independent world = some_independent();
    const Prospect prospect = prospect_of(world.knowledge, world.steps, world.sets);
    std::vector<std::size_t> order = world.steps;
    double cheapest = minutes_of(world, order);
    while (std::ranges::next_permutation(order).found) {
        cheapest = std::min(cheapest, minutes_of(world, order));
    }
    // A step that costs more than support times its chance is left out, which only saves.
    RC_ASSERT(prospect.minutes <= cheapest + 1e-9);
}

class ProspectTest : public ::testing::Test {
  protected:
    [[nodiscard]] std::size_t step(std::string_view id) const {
        return find(knowledge_.steps, id).value();
    }
    [[nodiscard]] Prospect of(const std::vector<FaultSet>& sets) const {
        std::vector<std::size_t> steps(knowledge_.steps.size());
        std::iota(steps.begin(), steps.end(), std::size_t{0});
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(step("support")));
        return prospect_of(knowledge_, steps, sets);
    }
    [[nodiscard]] FaultSet of_cause(std::string_view id, double share) const {
        return only(cause(knowledge_, id), share);
    }

    Knowledge knowledge_ = small_knowledge();
};

TEST_F(ProspectTest, ACheapStepComesBeforeARiskyOneThatCuresMore) {
    EXPECT_EQ(of({of_cause("device.firmware_hung", 1)}).first, step("restart_camera"));
}

TEST_F(ProspectTest, ToWaitIsAdvisedOnlyWhereItIsLikelyToBeRight) {
    EXPECT_EQ(of({of_cause("internet.outage", 0.95), of_cause("router.hung", 0.05)}).first,
              step("wait_for_line"));
    EXPECT_EQ(of({of_cause("internet.outage", 0.4), of_cause("router.hung", 0.6)}).first,
              step("restart_router"));
}

TEST_F(ProspectTest, NothingIsWrongIsSaidOfAHealthyHome) {
    FaultSet none;
    none.share = 0.97;
    EXPECT_EQ(of({none, of_cause("router.hung", 0.03)}).first, step("all_is_well"));
}

TEST_F(ProspectTest, WhatNoStepCuresIsForSupport) {
    const Prospect prospect = of({of_cause("unknown.camera", 1)});
    EXPECT_FALSE(prospect.first);
    EXPECT_EQ(prospect.minutes, Costs().support);
}

TEST_F(ProspectTest, WhoHasDoneMuchInVainDoesNotTryWhatHardlyHelps) {
    const std::vector<FaultSet> sets{of_cause("router.hung", 0.06),
                                     of_cause("unknown.camera", 0.94)};
    const std::vector<std::size_t> steps{step("restart_router")};
    const std::vector<double> shares{0.06, 0.94};
    EXPECT_TRUE(Outlook(knowledge_, steps, sets).of(shares).first);
    const std::vector<Outcome> done(3, {{step("restart_camera")}, StepResult::NoEffect});
    EXPECT_FALSE(Outlook(knowledge_, steps, sets, {}, done).of(shares).first);
}

class OneGo : public ProspectTest {
  protected:
    /// The step to do with the best one, by name; empty for none.
    [[nodiscard]] std::string beside(double hung, double router, Costs costs = {}) const {
        const std::vector<FaultSet> sets{of_cause("device.firmware_hung", hung),
                                         of_cause("router.hung", router),
                                         of_cause("unknown.camera", 1 - hung - router)};
        const std::vector<std::size_t> steps{step("restart_camera"), step("restart_router")};
        const std::vector<double> shares{hung, router, 1 - hung - router};
        const auto also = Outlook(knowledge_, steps, sets, costs).same_go(shares);
        return also ? knowledge_.steps[*also].id : "";
    }
    void put_into(std::string_view cluster, std::string_view id) {
        knowledge_.steps[step(id)].cluster = cluster;
    }
};

TEST_F(OneGo, TakesTwoStepsOfOnePlaceThatHelpTogether) {
    EXPECT_EQ(beside(0.45, 0.45), "") << "each stands in a place of its own";
    put_into("at the shelf", "restart_camera");
    EXPECT_EQ(beside(0.45, 0.45), "");
    put_into("at the shelf", "restart_router");
    EXPECT_EQ(beside(0.45, 0.45), "restart_router");
    put_into("in the attic", "restart_router");
    EXPECT_EQ(beside(0.45, 0.45), "");
}

TEST_F(OneGo, LooksFirstWhereOneStepIsLikelyToHelpOrTwoAreNot) {
    put_into("at the shelf", "restart_camera");
    put_into("at the shelf", "restart_router");
    EXPECT_EQ(beside(0.8, 0.2), "");
    EXPECT_EQ(beside(0.2, 0.2), "");
}

TEST_F(OneGo, DoesNothingThatCostsMoneyOrRisksSomethingOnTheChance) {
    put_into("at the shelf", "restart_camera");
    put_into("at the shelf", "restart_router");
    constexpr Costs kCheap{.low_money = 5, .data_loss = 5};
    EXPECT_EQ(beside(0.45, 0.45, kCheap), "restart_router");
    knowledge_.steps[step("restart_router")].money = Money::Low;
    EXPECT_EQ(beside(0.45, 0.45, kCheap), "");
    knowledge_.steps[step("restart_router")].money = Money::None;
    knowledge_.steps[step("restart_router")].risk = Risk::DataLoss;
    EXPECT_EQ(beside(0.45, 0.45, kCheap), "");
}

TEST_F(ProspectTest, TwoFaultsCostTwoSteps) {
    FaultSet both = of_cause("power.battery_low", 1);
    both.causes[1] = static_cast<CauseIndex>(cause(knowledge_, "router.hung"));
    both.size = 2;
    std::sort(both.causes.begin(), both.causes.begin() + 2);
    EXPECT_GT(of({both}).minutes, of({of_cause("power.battery_low", 1)}).minutes);
    EXPECT_LT(of({both}).minutes, 120);
}

}  // namespace
}  // namespace porchlight::doctor
