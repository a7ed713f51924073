// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/registry.hpp"

#include "hub/devices/device_fixture.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <list>
#include <mutex>
#include <set>
#include <thread>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

class RegistryTest : public DeviceFixture {
  protected:
    Registry& registry() { return service_->registry(); }
    Serial serial_ = *Serial::parse("PL-000001");
};

TEST_F(RegistryTest, OfAHundredClaimsAtOnceOneSucceedsAndTheOthersHearTheSame) {
    constexpr int kClaims = 100;
    for (int i = 3; i <= kClaims; ++i) {
        store::Home home;
        home.id = HomeId(i);
        home.name = "x";
        ASSERT_TRUE(await(store_->add_home(home)));
    }
    const Claimant device = claimant("PL-000001", home_);
    std::atomic<int> owners = 0;
    std::atomic<std::int64_t> owner = 0;
    std::mutex mutex;
    std::set<std::string> refusals;
    std::latch together(kClaims);
    // They outlive the last word of the store's thread, which still holds them for a moment then.
    std::list<rt::IoThread> hubs;
    {
        // Each has a thread and a registry of its own, as hubs that share a store have.
        std::vector<std::jthread> threads;
        for (int i = 1; i <= kClaims; ++i) {
            threads.emplace_back([&, i, &own = hubs.emplace_back("claimant")] {
                Registry mine(*store_, clock_, [](const auto&, const auto&) {});
                Claimant claimant = device;
                claimant.by = HomeId(i);
                together.arrive_and_wait();
                const auto claimed = rt::run_blocking(own, mine.claim(claimant));
                if (claimed) {
                    ++owners;
                    owner = i;
                } else {
                    const std::lock_guard lock(mutex);
                    refusals.insert(fmt::format("{} {}", to_string(claimed.error().code()),
                                                claimed.error().message()));
                }
            });
        }
    }
    EXPECT_EQ(owners, 1);
    EXPECT_EQ(await(store_->device(serial_))->owner, HomeId(owner));
    EXPECT_THAT(refusals, testing::ElementsAre("already_exists serial number already registered"));
}

TEST_F(RegistryTest, ARefusalTellsNothingOfWhoHasItOrWhatElseGoesOn) {
    struct Heard {
        std::string message;
        std::chrono::steady_clock::duration after;
    };
    const auto claim = [&](const std::string& serial) {
        const auto start = std::chrono::steady_clock::now();
        const auto claimed = await(registry().claim(claimant(serial, other_home_)));
        return Heard{claimed ? "" : claimed.error().message(),
                     std::chrono::steady_clock::now() - start};
    };
    store::Home third;
    third.id = HomeId(3);
    ASSERT_TRUE(await(store_->add_home(third)));
    for (const char* serial : {"PL-BOUND", "PL-OFFER", "PL-CONTEST"}) {
        ASSERT_TRUE(await(registry().claim(claimant(serial, home_))));
    }
    ASSERT_TRUE(await(registry().offer(*Serial::parse("PL-OFFER"), home_, third.id)));
    ASSERT_TRUE(await(registry().contest(claimant("PL-CONTEST", third.id))));
    for (const char* serial : {"PL-BOUND", "PL-OFFER", "PL-CONTEST"}) {
        const Heard heard = claim(serial);
        EXPECT_EQ(heard.message, device::kAlreadyRegistered) << serial;
        EXPECT_GE(heard.after, Registry::kRefusedAfter) << serial;
        EXPECT_LT(heard.after, Registry::kRefusedAfter + 1s) << serial << ": a busy machine";
    }
}

TEST_F(RegistryTest, WhatIsNotInThisHomeLooksAsIfItNeverWas) {
    ASSERT_TRUE(await(registry().claim(claimant("PL-000001", home_))));
    for (const char* text : {"PL-000001", "PL-NEVER"}) {
        const Serial serial = *Serial::parse(text);
        const auto expect = [&](const Error& error) {
            EXPECT_EQ(error.message(), device::kNotInThisHome) << text;
            EXPECT_EQ(error.code(), ErrorCode::NotFound) << text;
        };
        expect(await(registry().owned(serial, other_home_)).error());
        expect(await(registry().remove(serial, other_home_)).error());
        expect(await(registry().offer(serial, other_home_, home_)).error());
        expect(await(registry().withdraw(serial, other_home_)).error());
        expect(await(registry().accept(serial, other_home_)).error());
        expect(await(registry().keep(serial, other_home_)).error());
        expect(await(registry().rename(serial, other_home_, "mine")).error());
    }
    EXPECT_EQ(await(registry().devices(other_home_))->size(), 0U);
    EXPECT_EQ(await(store_->device(serial_))->owner, home_);
}

TEST_F(RegistryTest, TheOwnersDeleteReleasesItForAnybody) {
    ASSERT_TRUE(await(registry().claim(claimant("PL-000001", home_, "Porch"))));
    // Its own home pairs it again: nothing changes hands, and it keeps its name.
    EXPECT_EQ(await(registry().claim(claimant("PL-000001", home_)))->name, "Porch");
    ASSERT_TRUE(await(registry().remove(serial_, home_)));
    EXPECT_EQ(await(registry().devices(home_))->size(), 0U);
    const auto claimed = await(registry().claim(claimant("PL-000001", other_home_)));
    ASSERT_TRUE(claimed);
    EXPECT_EQ(claimed->owner, other_home_);
    EXPECT_EQ(claimed->name, "");
}

TEST_F(RegistryTest, AnOfferIsForOneHomeAndCanBeTakenBack) {
    ASSERT_TRUE(await(registry().claim(claimant("PL-000001", home_))));
    EXPECT_FALSE(await(registry().offer(serial_, home_, HomeId(99)))) << "no such home";
    ASSERT_TRUE(await(registry().offer(serial_, home_, other_home_)));
    EXPECT_EQ(await(registry().devices(other_home_))->size(), 1U);
    ASSERT_TRUE(await(registry().withdraw(serial_, home_)));
    EXPECT_FALSE(await(registry().accept(serial_, other_home_)));
    ASSERT_TRUE(await(registry().offer(serial_, home_, other_home_)));
    EXPECT_EQ(await(registry().accept(serial_, other_home_))->owner, other_home_);
    EXPECT_FALSE(await(registry().owned(serial_, home_)));
}

TEST_F(RegistryTest, NobodyAcceptsWhatNobodyOffers) {
    ASSERT_TRUE(await(registry().claim(claimant("PL-000001", home_))));
    ASSERT_TRUE(await(registry().remove(serial_, home_)));
    EXPECT_FALSE(await(registry().accept(serial_, other_home_)));
    EXPECT_FALSE(await(store_->device(serial_))->owner);
}

TEST_F(RegistryTest, AContestEndsAfterThirtyDaysOfSilenceAndBothAreTold) {
    ASSERT_TRUE(await(registry().claim(claimant("PL-000001", home_, "Porch"))));
    EXPECT_EQ(await(registry().contest(claimant("PL-000001", other_home_)))->owner, home_);
    EXPECT_EQ(await(registry().devices(other_home_))->size(), 0U);
    EXPECT_EQ(await(registry().accept(serial_, other_home_)).error().message(),
              device::kNotInThisHome);
    auto alerts = *await(store_->alerts(home_));
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].kind, store::AlertKind::Ownership);
    EXPECT_THAT(alerts[0].detail, testing::HasSubstr("Porch (PL-000001)"));
    EXPECT_THAT(alerts[0].detail, testing::HasSubstr("within 30 days"));
    EXPECT_EQ(await(store_->alerts(other_home_))->size(), 0U);

    clock_.advance(30 * 24h - 1s);
    ASSERT_TRUE(await(registry().end_contests()));
    EXPECT_EQ(await(store_->device(serial_))->owner, home_);
    clock_.advance(1s);
    ASSERT_TRUE(await(registry().end_contests()));
    EXPECT_FALSE(await(store_->device(serial_))->owner);
    EXPECT_THAT(await(store_->alerts(home_))->back().detail, testing::HasSubstr("no longer yours"));
    EXPECT_THAT(await(store_->alerts(other_home_))->back().detail,
                testing::HasSubstr("is free now"));
    EXPECT_TRUE(await(registry().claim(claimant("PL-000001", other_home_))));
}

TEST_F(RegistryTest, TheOwnersNoEndsAContest) {
    ASSERT_TRUE(await(registry().claim(claimant("PL-000001", home_))));
    ASSERT_TRUE(await(registry().contest(claimant("PL-000001", other_home_))));
    ASSERT_TRUE(await(registry().keep(serial_, home_)));
    clock_.advance(31 * 24h);
    ASSERT_TRUE(await(registry().end_contests()));
    EXPECT_EQ(await(store_->device(serial_))->owner, home_);
    EXPECT_THAT(await(store_->alerts(other_home_))->back().detail, testing::HasSubstr("keeps it"));
}

}  // namespace
}  // namespace porchlight::hub
