// SPDX-License-Identifier: Apache-2.0
#include "sim/agenda.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace porchlight::sim {
namespace {

using std::chrono::seconds;

TEST(Agenda, DoesWhatIsDueInTheOrderOfTimeAndThenOfPuttingDown) {
    Agenda agenda;
    std::vector<int> done;
    agenda.in(seconds(2), [&] { done.push_back(3); });
    agenda.in(seconds(1), [&] { done.push_back(1); });
    agenda.in(seconds(1), [&] { done.push_back(2); });
    agenda.in(seconds(9), [&] { done.push_back(4); });
    agenda.run_until(seconds(5));
    EXPECT_EQ(done, (std::vector{1, 2, 3}));
    EXPECT_EQ(agenda.now(), seconds(5));
}

TEST(Agenda, DoesWhatADeedPutsDownForTheSameMoment) {
    Agenda agenda;
    int done = 0;
    agenda.in(seconds(1), [&] { agenda.in(seconds(0), [&] { ++done; }); });
    agenda.run_until(seconds(1));
    EXPECT_EQ(done, 1);
}

TEST(Agenda, NeverDoesWhatWasCancelled) {
    Agenda agenda;
    int done = 0;
    Agenda::Ticket ticket = agenda.in(seconds(1), [&] { ++done; });
    agenda.cancel(ticket);
    agenda.cancel(ticket);
    agenda.run_until(seconds(2));
    EXPECT_EQ(done, 0);
}

TEST(Agenda, DoesWhatIsLateAtOnceAndNeverGoesBack) {
    Agenda agenda;
    agenda.run_until(seconds(10));
    Microseconds seen{0};
    agenda.at(seconds(3), [&] { seen = agenda.now(); });
    agenda.run_until(seconds(4));
    EXPECT_EQ(agenda.now(), seconds(10));
    agenda.run_until(seconds(10));
    EXPECT_EQ(seen, seconds(10));
}

}  // namespace
}  // namespace porchlight::sim
