// SPDX-License-Identifier: Apache-2.0
#include "household/device_link.hpp"

#include "household/device_folder.hpp"
#include "household/device_telemetry.hpp"
#include "household/hub_links.hpp"
#include "hub/devices/device_fixture.hpp"
#include "net/link/pairing_text.hpp"
#include "sim/furnish.hpp"

#include <gmock/gmock.h>

namespace porchlight::household {
namespace {

using device::Event;
using device::LightMeaning;
using device::Stage;
using hub::HealthState;
using std::chrono::seconds;

/// A household on a clock of its own, and the services of a real hub on loopback.
class DeviceLinkTest : public hub::DeviceFixture {
  protected:
    DeviceLinkTest() { told_addresses_ = {address()}; }
    ~DeviceLinkTest() override { end_household(); }

    static sim::HouseholdPlan plan() {
        sim::HouseholdPlan plan;
        auto porch = sim::furnish("porchlight-doorbell", "Porch", 0, sim::Side::Indoors).value();
        porch.supply = sim::Pack{
            {sim::Cell(sim::Chemistry::Lithium, .1), sim::Cell(sim::Chemistry::Lithium, .1)}};
        porch.at = {4, 3};  // a metre from the router
        sim::make_new(porch);
        plan.devices.push_back(porch);
        plan.devices.push_back(
            sim::furnish("porchlight-camera", "Hall", 1, sim::Side::Indoors).value());
        plan.devices.push_back(sim::furnish("outdoor-4", "Garden", 2, sim::Side::Outdoors).value());
        return plan;
    }
    void begin_household() {
        on_thread([this] {
            sim::HouseholdPlan remembered = plan();
            ASSERT_TRUE(recall(remembered, state_));
            living_.emplace(std::make_unique<sim::Household>(std::move(remembered), 1),
                            house_clock_, 1);
            pictures_ =
                Pictures::create({thread_.executor(), &*living_, &clock_, &random_, 0}).value();
            const DeviceLink::Parts parts{thread_.executor(), files_.executor(), &clock_,  &random_,
                                          &house(),           pictures_.get(),   address()};
            links_ = HubLinks::create(parts, state_).value();
        });
    }
    void end_household() {
        if (links_) {
            EXPECT_TRUE(await(links_->stop()));
            on_thread([this] { links_.reset(); });
            EXPECT_TRUE(await(pictures_->stop()));
            on_thread([this] {
                pictures_.reset();
                living_.reset();
            });
        }
    }
    sim::Household& house() { return living_->household(); }
    sim::Device& porch() { return *house().find("Porch"); }
    /// What the household's thread sees.
    template <typename Look>
    auto seen(Look look) {
        std::optional<std::invoke_result_t<Look>> found;
        on_thread([&] { found.emplace(look()); });
        return *found;
    }
    HubView view() {
        return seen([&] { return *links_->view_of(porch()); });
    }
    bool is_for_its_hub() {
        return seen([&] { return pictures_->stream_of(porch())->is_for_its_hub; });
    }
    Serial serial() { return *Serial::parse(view().serial); }
    void pass_one_step() {
        house_clock_.advance(LivingHousehold::kStep);
        living_->catch_up();
        pictures_->follow();
    }
    void pass(Microseconds time) {
        on_thread([&] {
            for (Microseconds done{0}; done < time; done += LivingHousehold::kStep) {
                pass_one_step();
            }
        });
    }
    /// The household goes on, faster than life, until `holds`.
    bool happens(const std::function<bool()>& holds) {
        const auto look = [&] {
            pass_one_step();
            return holds();
        };
        // A camera that has lost its hub waits up to 3 s of life before it dials again.
        return eventually(look) || eventually(look) || eventually(look);
    }
    bool comes_to(Stage stage) {
        return happens([&] { return porch().life().stage == stage; });
    }
    void take(const std::string& deed) {
        on_thread([&] { EXPECT_TRUE(living_->take(deed)) << deed; });
    }
    void hold_button(Microseconds time) {
        on_thread([&] { EXPECT_TRUE(living_->set_button("Porch", true)); });
        pass(time);
        on_thread([&] { EXPECT_TRUE(living_->set_button("Porch", false)); });
    }

    void pair() {
        ASSERT_TRUE(happens([&] { return service_->pairing().waiting().size() == 1; }));
        hub::PairingOrder order;
        order.serial = serial();
        order.secret = *net::link::parse_code(view().code);
        order.home = home_;
        order.name = "Porch";
        const auto paired = await(service_->pairing().pair(order));
        ASSERT_TRUE(paired) << paired.error().message();
        ASSERT_TRUE(comes_to(Stage::Online));
        ASSERT_TRUE(hears([](const auto& view) { return view.state == HealthState::Online; }));
    }
    hub::HealthView health() {
        return seen([&, serial = serial()] { return service_->ledger().view(serial); });
    }
    bool hears(const std::function<bool(const hub::HealthView&)>& what) {
        return happens([&, serial = serial()] { return what(service_->ledger().view(serial)); });
    }
    bool is_done(std::int64_t command) {
        const auto commands = await(service_->commands(serial(), home_)).value();
        return std::ranges::any_of(commands, [&](const auto& one) {
            return one.id == command && one.state == store::CommandState::Done;
        });
    }

    FakeClock house_clock_;
    Random random_{7};
    std::string state_ = folder_.path() + "/household";
    std::optional<LivingHousehold> living_;
    std::unique_ptr<Pictures> pictures_;
    std::unique_ptr<HubLinks> links_;
};

TEST_F(DeviceLinkTest, OursArePairedByTheCodeOnTheirLabel) {
    begin_household();
    EXPECT_FALSE(seen([&] { return links_->view_of(*house().find("Garden")); }));
    EXPECT_FALSE(view().is_paired);
    pair();
    EXPECT_TRUE(view().is_paired);
    EXPECT_TRUE(view().is_with_it);
    EXPECT_EQ(view().home, "Home 1");
    EXPECT_TRUE(seen([&] { return house().is_ours(porch()); }));
    EXPECT_FALSE(seen([&] { return streams_.empty(); })) << "the hub knows where its picture is";
    EXPECT_TRUE(is_for_its_hub());
}

TEST_F(DeviceLinkTest, OneThatItsPlanSetUpKeepsTheHouseholdsHubUntilItIsErased) {
    begin_household();
    pass(seconds(60));
    on_thread([&] {
        const sim::Device& hall = *house().find("Hall");
        EXPECT_EQ(hall.life().stage, Stage::Online);
        EXPECT_FALSE(links_->view_of(hall)->is_paired);
    });
    const auto one_waits = [&] { return service_->pairing().waiting().size() == 1; };
    ASSERT_TRUE(happens(one_waits)) << "the one that is new";
    pass(seconds(10));
    EXPECT_TRUE(happens(one_waits)) << "and no other";
    on_thread([&] { EXPECT_TRUE(living_->set_button("Hall", true)); });
    pass(seconds(12));
    on_thread([&] { EXPECT_TRUE(living_->set_button("Hall", false)); });
    EXPECT_TRUE(happens([&] { return service_->pairing().waiting().size() == 2; }));
}

TEST_F(DeviceLinkTest, TheHubHearsWhatTheMechanismsGive) {
    begin_household();
    pair();
    const auto near = *health().telemetry;
    on_thread([&] {
        EXPECT_EQ(near.battery->count(), 2 * porch().cell_millivolts()->count());
        EXPECT_EQ(*near.rssi, house().link_of(porch()).rssi);
        EXPECT_EQ(near.temperature, house().warmth_of(porch()));
    });
    EXPECT_EQ(near.stage, Stage::Online);
    EXPECT_EQ(near.light, LightMeaning::Online);
    EXPECT_EQ(near.reboot, device::RebootReason::PowerOn);
    take("the person moves \"Porch\" to 9 12");
    take("somebody rings at \"Porch\"");
    ASSERT_TRUE(hears([](const auto& view) { return view.telemetry->stage == Stage::Recording; }));
    const auto far = *health().telemetry;
    EXPECT_LT(far.rssi->count(), near.rssi->count() - 10) << "walls and metres";
    EXPECT_LT(far.battery->count(), near.battery->count()) << "cells sag while it records";
    EXPECT_EQ(seen([&] { return events_.back().kind; }), device::EventReportKind::Ring);
}

TEST_F(DeviceLinkTest, WithoutItsCellsItIsGoneAndWithThemItIsBack) {
    begin_household();
    pair();
    take("the person takes the cells out of \"Porch\"");
    ASSERT_TRUE(hears([](const auto& view) { return view.state == HealthState::Offline; }));
    pass(seconds(300));
    EXPECT_EQ(health().state, HealthState::Offline);
    EXPECT_FALSE(view().is_with_it);
    take("the person puts the cells back into \"Porch\"");
    ASSERT_TRUE(hears([](const auto& view) { return view.state == HealthState::Online; }));
    EXPECT_LT(health().telemetry->uptime, seconds(120));
}

TEST_F(DeviceLinkTest, AnotherWifiPasswordTakesItAwayAndTheOldOneBringsItBack) {
    begin_household();
    pair();
    take("the person changes the Wi-Fi password to \"something else\"");
    ASSERT_TRUE(hears([](const auto& view) { return view.state == HealthState::Offline; }));
    ASSERT_TRUE(
        happens([&] { return porch().life().trouble == device::LinkTrouble::PasswordRefused; }));
    take("the person changes the Wi-Fi password to \"lantern-street\"");
    EXPECT_TRUE(hears([](const auto& view) { return view.state == HealthState::Online; }));
}

TEST_F(DeviceLinkTest, OutOfReachOfTheRouterItIsGone) {
    begin_household();
    pair();
    take("the person moves \"Porch\" to 300 300");
    EXPECT_TRUE(hears([](const auto& view) { return view.state == HealthState::Offline; }));
}

TEST_F(DeviceLinkTest, ALongPressErasesItsMemoryAndNotItsBinding) {
    begin_household();
    pair();
    hold_button(seconds(12));
    ASSERT_TRUE(comes_to(Stage::Pairing));
    EXPECT_EQ(health().state, HealthState::Offline);
    EXPECT_FALSE(view().is_paired);
    EXPECT_FALSE(is_for_its_hub());
    const auto bound = await(service_->view(serial(), home_));
    ASSERT_TRUE(bound) << "it is this home's still";
    const camera::MemoryFile kept(folder_of(state_, "Porch"));
    EXPECT_TRUE(kept.memory().hub.empty());
    EXPECT_EQ(kept.memory().wifi.ssid, "");
    EXPECT_FALSE(kept.memory().device.erase_at);
    pair();
    EXPECT_TRUE(hears([](const auto& view) {
        return view.telemetry->reboot == device::RebootReason::FactoryReset;
    }));
}

TEST_F(DeviceLinkTest, WhatItsOwnerDeletesIsRefusedAndOpenToTheNext) {
    begin_household();
    pair();
    ASSERT_TRUE(await(service_->registry().remove(serial(), home_)));
    ASSERT_TRUE(happens([&] {
        return porch().light_means() == LightMeaning::HubRefuses && !house().is_ours(porch());
    }));
    pair();
    EXPECT_TRUE(seen([&] { return house().is_ours(porch()); }));
}

TEST_F(DeviceLinkTest, DoesWhatTheHubAsks) {
    begin_household();
    pair();
    const auto identify = await(service_->command(serial(), home_, device::Identify{})).value();
    ASSERT_TRUE(
        hears([](const auto& view) { return view.telemetry->light == LightMeaning::Identify; }));
    const auto restart = await(service_->command(serial(), home_, device::Restart{})).value();
    ASSERT_TRUE(hears([](const auto& view) {
        return view.state == HealthState::Online &&
               view.telemetry->reboot == device::RebootReason::Command;
    }));
    EXPECT_TRUE(is_done(identify));
    EXPECT_TRUE(is_done(restart));
}

TEST_F(DeviceLinkTest, ItsOwnersChoiceIsInForce) {
    begin_household();
    pair();
    device::DeviceSettings dark;
    dark.light_when_idle = false;
    dark.armed = false;
    ASSERT_TRUE(await(service_->want(serial(), home_, dark)));
    ASSERT_TRUE(hears([](const auto& view) { return view.telemetry->light == LightMeaning::Off; }));
    EXPECT_EQ(seen([&] { return porch().light().pattern; }), "off");
    take("somebody walks past \"Porch\" at 1 m");
    pass(seconds(1));
    EXPECT_EQ(seen([&] { return porch().life().stage; }), Stage::Online) << "it is not armed";
    EXPECT_EQ(await(service_->view(serial(), home_))->settings.problem, std::nullopt);
}

TEST_F(DeviceLinkTest, APairingOutlivesTheHousehold) {
    begin_household();
    pair();
    const std::string label = view().label;
    end_household();
    begin_household();
    EXPECT_EQ(view().label, label);
    EXPECT_TRUE(hears([](const auto& view) { return view.state == HealthState::Online; }));
}

TEST_F(DeviceLinkTest, AnEraseThatWasCutOffIsFinishedAtTheNextStart) {
    begin_household();
    pair();
    hold_button(seconds(12));
    ASSERT_TRUE(happens([&] { return !porch().life().memory.has_hub_key; }));
    end_household();
    EXPECT_TRUE(camera::MemoryFile(folder_of(state_, "Porch")).memory().device.erase_at);
    begin_household();
    EXPECT_TRUE(comes_to(Stage::Pairing));
    EXPECT_FALSE(camera::MemoryFile(folder_of(state_, "Porch")).memory().device.erase_at);
}

TEST(DeviceFolder, IsNamedAfterItsDeviceAndHasNoWayOut) {
    EXPECT_EQ(folder_of("/s", "Porch 2"), "/s/Porch%202");
    EXPECT_EQ(folder_of("/s", "../x"), "/s/%2e%2e%2fx");
}

}  // namespace
}  // namespace porchlight::household
