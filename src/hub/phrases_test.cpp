// SPDX-License-Identifier: Apache-2.0
#include "hub/phrases.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

TEST(Phrases, SayWhatTheHubSaysInGerman) {
    const Phrasebook& german = phrases(Language::German);
    ASSERT_FALSE(german.empty()) << "two of its files say one sentence in two ways";
    EXPECT_EQ(german.say("Perhaps: The battery is nearly empty. Or: It is too hot."),
              "Vielleicht: Die Batterie ist fast leer. Oder: Die Kamera ist zu heiß.");
    EXPECT_EQ(german.say("It has not been connected for 5 days."),
              "Die Kamera ist seit 5 Tagen nicht verbunden.");
    EXPECT_EQ(german.say("Cells: 2.31 V under load, 12 %"), "Batterien: 2.31 V unter Last, 12 %");
    EXPECT_EQ(german.say("The hub: Nothing answers on port 554 at 192.168.1.20."),
              "Die Zentrale: Auf Port 554 unter 192.168.1.20 antwortet nichts.");
}

TEST(Phrases, LeaveEnglishAsItIs) {
    EXPECT_TRUE(phrases(Language::English).empty());
}

}  // namespace
}  // namespace porchlight::hub
