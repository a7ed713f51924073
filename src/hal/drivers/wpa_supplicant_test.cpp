// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/wpa_link.hpp"
#include "hal/drivers/wpa_radio.hpp"
#include "hal/drivers/wpa_reply.hpp"
#include "hal/drivers/wpa_supplicant_for_test.hpp"
#include "rt/deadline.hpp"
#include "rt/launch.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

// Our side of the control socket against the system's own wpa_supplicant. What the scripted one of
// the other tests says is only as good as this.

namespace porchlight::hal {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

class RealWpa : public ::testing::Test {
  protected:
    explicit RealWpa(const char* driver = "none") : service_(driver) {}

    void SetUp() override {
        if (!service_.why_not().empty()) {
            GTEST_SKIP() << service_.why_not();
        }
    }
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    [[nodiscard]] WpaRadioOptions options(std::chrono::milliseconds join_limit = 5s) const {
        return {service_.control(), service_.own_folder(), 5s, 5s, join_limit};
    }

    RealWpaSupplicant service_;
    WpaRadio radio_{options()};
    rt::IoThread thread_{"test"};
};

class RealWiredWpa : public RealWpa {
  protected:
    RealWiredWpa() : RealWpa("wired") {}
};

/// A connection beside the radio's.
rt::Task<std::string> ask_beside(WpaRadioOptions options, std::string command) {
    const auto executor = co_await rt::asio::this_coro::executor;
    PL_CO_TRY(const auto link, WpaLink::open(executor, options.control,
                                             options.own_folder + "/beside", options.answer_limit));
    Secret secret(std::move(command));
    auto asked = link->ask(std::move(secret));
    co_return co_await std::move(asked);
}

TEST_F(RealWiredWpa, JoinsLeavesAndIsIdleBetween) {
    EXPECT_EQ(await(radio_.status())->state, RadioState::Idle);
    ASSERT_EQ(*await(radio_.join({"Home", {}})), JoinOutcome::Joined);
    RadioStatus joined;
    joined.state = RadioState::Joined;
    joined.ssid = "Home";
    joined.bssid = "01:80:c2:00:00:03";  // of the cable: IEEE 802.1X-2020 table 11-1
    EXPECT_EQ(*await(radio_.status()), joined) << "a cable has neither frequency nor signal";
    ASSERT_TRUE(await(radio_.leave()));
    EXPECT_EQ(await(radio_.status())->state, RadioState::Idle);
    EXPECT_TRUE(await(radio_.leave()));
}

TEST_F(RealWiredWpa, ItsNamesAreReadBackByteForByte) {
    for (const std::string& name :
         {std::string(R"("quoted" 'twice' \ and \x41)"), std::string("caf\xc3\xa9 \xe2\x98\x95"),
          std::string(" =\n\r\t\033\x01\x7f"), std::string("a\0b", 3), std::string(32, '\xff')}) {
        ASSERT_EQ(*await(radio_.join({name, {}})), JoinOutcome::Joined) << name;
        EXPECT_EQ(await(radio_.status())->ssid, name);
    }
}

TEST_F(RealWiredWpa, TakesOurPasswordsAndDoesNotFinishWithoutAnAccessPoint) {
    const std::string key = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";
    WpaRadio radio(options(300ms));
    for (const std::string& password : {std::string(R"(pa"ss\word" 1)"), key}) {
        const auto outcome = await(radio.join({"Home", Secret(password)}));
        ASSERT_TRUE(outcome) << outcome.error().message();
        EXPECT_EQ(*outcome, JoinOutcome::TimedOut);
    }
    EXPECT_EQ(await(radio.status())->state, RadioState::Idle) << "it forgot the network";
}

TEST_F(RealWpa, ARefusedScanIsAClearError) {
    const auto heard = await(radio_.scan());
    ASSERT_FALSE(heard);
    EXPECT_EQ(heard.error().code(), ErrorCode::Unavailable);
    EXPECT_THAT(heard.error().message(), HasSubstr("could not look for networks"));
}

TEST_F(RealWpa, KeepsWhatWeSetAsWeMeantIt) {
    const auto say = [&](const char* command) { return *await(ask_beside(options(), command)); };
    EXPECT_EQ(say("ADD_NETWORK"), "0");
    EXPECT_EQ(say("SET_NETWORK 0 ssid 2271225c00c3a9"), "OK");
    EXPECT_EQ(say(R"(SET_NETWORK 0 psk "pa"ss\word" 1")"), "OK");
    EXPECT_EQ(say(R"(SET_NETWORK 0 psk "7 chars")"), "FAIL");
    EXPECT_EQ(say("SET_NETWORK 0 no_such_thing 1"), "FAIL");
    EXPECT_EQ(say("SAVE_CONFIG"), "OK");
    std::ifstream file(service_.configuration());
    const std::string saved(std::istreambuf_iterator<char>(file), {});
    EXPECT_THAT(saved, HasSubstr("ssid=2271225c00c3a9"));
    EXPECT_THAT(saved, HasSubstr(R"(psk="pa"ss\word" 1")"));
    EXPECT_THAT(say("NO_SUCH_COMMAND"), AnyOf("UNKNOWN COMMAND", "FAIL"));
}

/// Ends the service once a join is on its way.
rt::Task<std::string> end_it_while_it_joins(WpaRadioOptions options) {
    constexpr int kMostLooks = 10'000;
    for (int look = 0; look < kMostLooks; ++look) {
        auto listing = ask_beside(options, "LIST_NETWORKS");
        PL_CO_TRY(const std::string networks, co_await std::move(listing));
        if (networks.find("[CURRENT]") != std::string::npos) {
            auto ending = ask_beside(options, "TERMINATE");
            co_return co_await std::move(ending);
        }
    }
    co_return Error(ErrorCode::TimedOut, "no join begins");
}

rt::Task<JoinOutcome> join_while_it_ends(WpaRadio* radio, WpaRadioOptions options) {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace boost::asio::experimental::awaitable_operators;
    auto joining = radio->join({"Home", Secret("correct horse")});
    auto ending = end_it_while_it_joins(std::move(options));
    auto both = co_await (std::move(joining) && std::move(ending));
    EXPECT_EQ(*std::get<1>(both), "OK");
    co_return std::move(std::get<0>(both));
}

TEST_F(RealWpa, ItsEndIsToldToWhoWaitsAndItIsFoundAgain) {
    const auto outcome = await(join_while_it_ends(&radio_, options()));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code(), ErrorCode::Unavailable);
    EXPECT_THAT(outcome.error().message(), HasSubstr("has ended"));
    service_.stop();
    const auto gone = await(radio_.status());
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code(), ErrorCode::Unavailable);
    service_.start();
    EXPECT_EQ(await(radio_.status())->state, RadioState::Idle);
}

}  // namespace
}  // namespace porchlight::hal
