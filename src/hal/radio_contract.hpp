// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/fakes/fake_radio.hpp"
#include "hal/radio.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

// What every Radio must do. An implementation's test says, with a `Bench` that holds one radio and
// the air around it:
//     Radio& radio(), void put(FakeNetwork), void remove(bssid), void switch_off(),
//     void unplug(), void plug_in()
//     INSTANTIATE_TYPED_TEST_SUITE_P(Wpa, RadioContract, WpaRadioBench);

namespace porchlight::hal {

inline FakeNetwork network(std::string ssid, const char* password, int last_of_bssid = 1) {
    FakeNetwork made;
    made.point.ssid = std::move(ssid);
    made.point.bssid = "02:00:00:00:00:0" + std::to_string(last_of_bssid);
    made.point.frequency = Megahertz(2437);
    made.point.rssi = Dbm(-61);
    made.password = Secret(password);
    made.point.security = made.password.empty() ? WifiSecurity::Open : WifiSecurity::Password;
    return made;
}

template <typename Bench>
class RadioContract : public ::testing::Test {
  protected:
    Result<JoinOutcome> join(std::string ssid, const char* password) {
        return rt::run_blocking(thread_, bench_.radio().join({std::move(ssid), Secret(password)}));
    }
    Result<RadioStatus> status() { return rt::run_blocking(thread_, bench_.radio().status()); }
    Result<std::vector<AccessPoint>> scan() {
        return rt::run_blocking(thread_, bench_.radio().scan());
    }
    Result<> leave() { return rt::run_blocking(thread_, bench_.radio().leave()); }

    Bench bench_;
    rt::IoThread thread_{"test"};
};
TYPED_TEST_SUITE_P(RadioContract);

TYPED_TEST_P(RadioContract, IsIdleAtFirstAndKnowsNoNetwork) {
    this->bench_.put(network("Home", "correct horse"));
    RadioStatus idle;
    idle.state = RadioState::Idle;
    EXPECT_EQ(*this->status(), idle);
}

TYPED_TEST_P(RadioContract, JoinsWithTheRightPasswordAndSaysWhereItIs) {
    FakeNetwork home = network("Home", "correct horse");
    home.point.frequency = Megahertz(5180);
    home.width = Megahertz(80);
    this->bench_.put(home);
    EXPECT_EQ(*this->join("Home", "correct horse"), JoinOutcome::Joined);
    const RadioStatus now = *this->status();
    EXPECT_EQ(now.state, RadioState::Joined);
    EXPECT_EQ(now.ssid, "Home");
    EXPECT_EQ(now.bssid, "02:00:00:00:00:01");
    EXPECT_EQ(now.frequency, Megahertz(5180));
    EXPECT_EQ(now.width, Megahertz(80));
    EXPECT_EQ(now.rssi, Dbm(-61));
    EXPECT_EQ(channel_of(*now.frequency), (WifiChannel{WifiBand::Ghz5, 36}));
}

TYPED_TEST_P(RadioContract, TellsWhyItCouldNotJoinAndIsIdleThen) {
    this->bench_.put(network("Home", "correct horse", 1));
    FakeNetwork full = network("Full", "correct horse", 2);
    full.door = FakeDoor::Refuses;
    this->bench_.put(full);
    FakeNetwork silent = network("Silent", "correct horse", 3);
    silent.door = FakeDoor::Silent;
    this->bench_.put(silent);
    EXPECT_EQ(*this->join("Home", "wrong horse"), JoinOutcome::WrongPassword);
    EXPECT_EQ(this->status()->state, RadioState::Idle);
    EXPECT_EQ(*this->join("Away", "correct horse"), JoinOutcome::NotFound);
    EXPECT_EQ(this->status()->state, RadioState::Idle);
    EXPECT_EQ(*this->join("Full", "correct horse"), JoinOutcome::Refused);
    EXPECT_EQ(this->status()->state, RadioState::Idle);
    EXPECT_EQ(*this->join("Silent", "correct horse"), JoinOutcome::TimedOut);
    EXPECT_EQ(this->status()->state, RadioState::Idle);
    EXPECT_EQ(*this->join("Home", "correct horse"), JoinOutcome::Joined);
}

TYPED_TEST_P(RadioContract, JoinsNetworksOfAnyNameAndPassword) {
    const std::string odd("\"q\\ \n\t=\xc3\xa9\x01\x00z", 12);
    this->bench_.put(network(odd, R"(pa"ss\word" 1)", 1));
    this->bench_.put(network("Guests", "", 2));
    const char* const key = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";
    this->bench_.put(network("Key", key, 3));
    EXPECT_EQ(*this->join(odd, R"(pa"ss\word" 1)"), JoinOutcome::Joined);
    EXPECT_EQ(this->status()->ssid, odd);
    EXPECT_EQ(*this->join("Guests", ""), JoinOutcome::Joined);
    EXPECT_EQ(this->status()->ssid, "Guests");
    EXPECT_EQ(*this->join("Key", key), JoinOutcome::Joined);
    EXPECT_EQ(this->status()->ssid, "Key");
}

TYPED_TEST_P(RadioContract, TakesNoOpenNetworkForAClosedOneOfItsNameNorTheReverse) {
    this->bench_.put(network("Home", "", 1));
    this->bench_.put(network("Guests", "correct horse", 2));
    EXPECT_EQ(*this->join("Home", "correct horse"), JoinOutcome::NotFound);
    EXPECT_EQ(*this->join("Guests", ""), JoinOutcome::NotFound);
}

TYPED_TEST_P(RadioContract, RefusesCredentialsThatNoNetworkCanHave) {
    const std::string long_name(33, 'n');
    const std::string long_password(64, 'p');
    const std::pair<std::string, std::string> bad[] = {
        {"", "correct horse"},   {long_name, "correct horse"}, {"Home", "7 chars"},
        {"Home", long_password}, {"Home", "line\nbreak"},      {"Home", "p\xc3\xa4sswort"}};
    for (const auto& [ssid, password] : bad) {
        const auto outcome = this->join(ssid, password.c_str());
        ASSERT_FALSE(outcome) << ssid << " " << password;
        EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidArgument);
    }
}

TYPED_TEST_P(RadioContract, HearsNetworksStrongestFirst) {
    FakeNetwork far = network("Far", "correct horse", 1);
    far.point.rssi = Dbm(-88);
    this->bench_.put(far);
    FakeNetwork odd = network("\xe2\x98\x95 \\x41 \"", "", 2);
    odd.point.rssi = Dbm(-70);
    this->bench_.put(odd);
    FakeNetwork near = network("Near", "correct horse", 3);
    near.point.rssi = Dbm(-30);
    this->bench_.put(near);
    FakeNetwork hidden = network("", "correct horse", 4);
    hidden.point.rssi = Dbm(-90);
    this->bench_.put(hidden);
    EXPECT_THAT(*this->scan(),
                ::testing::ElementsAre(near.point, odd.point, far.point, hidden.point));
}

TYPED_TEST_P(RadioContract, ComesBackByItselfWhenTheNetworkDoes) {
    this->bench_.put(network("Home", "correct horse"));
    ASSERT_EQ(*this->join("Home", "correct horse"), JoinOutcome::Joined);
    this->bench_.remove("02:00:00:00:00:01");
    RadioStatus looking;
    looking.state = RadioState::Scanning;
    EXPECT_EQ(*this->status(), looking);
    this->bench_.put(network("Home", "correct horse"));
    EXPECT_EQ(this->status()->state, RadioState::Joined);
}

TYPED_TEST_P(RadioContract, LeavesAndForgets) {
    this->bench_.put(network("Home", "correct horse"));
    ASSERT_EQ(*this->join("Home", "correct horse"), JoinOutcome::Joined);
    ASSERT_TRUE(this->leave());
    EXPECT_EQ(this->status()->state, RadioState::Idle);
    EXPECT_TRUE(this->leave());
}

TYPED_TEST_P(RadioContract, SwitchedOffItSaysSoAndAsksForSomeone) {
    this->bench_.switch_off();
    EXPECT_EQ(*this->status(), RadioStatus());
    EXPECT_EQ(this->scan().error().code(), ErrorCode::FailedPrecondition);
    EXPECT_EQ(this->join("Home", "correct horse").error().code(), ErrorCode::FailedPrecondition);
}

TYPED_TEST_P(RadioContract, UnpluggedItIsAnErrorUntilItIsBack) {
    this->bench_.unplug();
    EXPECT_EQ(this->status().error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(this->scan().error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(this->join("Home", "correct horse").error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(this->leave().error().code(), ErrorCode::Unavailable);
    this->bench_.plug_in();
    EXPECT_EQ(this->status()->state, RadioState::Idle);
}

REGISTER_TYPED_TEST_SUITE_P(RadioContract, IsIdleAtFirstAndKnowsNoNetwork,
                            JoinsWithTheRightPasswordAndSaysWhereItIs,
                            TellsWhyItCouldNotJoinAndIsIdleThen, JoinsNetworksOfAnyNameAndPassword,
                            TakesNoOpenNetworkForAClosedOneOfItsNameNorTheReverse,
                            RefusesCredentialsThatNoNetworkCanHave, HearsNetworksStrongestFirst,
                            ComesBackByItselfWhenTheNetworkDoes, LeavesAndForgets,
                            SwitchedOffItSaysSoAndAsksForSomeone,
                            UnpluggedItIsAnErrorUntilItIsBack);

}  // namespace porchlight::hal
