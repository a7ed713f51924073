// SPDX-License-Identifier: Apache-2.0
#include "hub/people/browser_words.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

TEST(BrowserWords, NamesTheBrowserAndTheMachine) {
    const std::string webkit = " AppleWebKit/537.36 (KHTML, like Gecko)";
    struct Case {
        std::string sent;
        std::string_view said;
    };
    for (const Case& test : {
             Case{"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                  "Firefox on Linux"},
             Case{"Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + webkit +
                      " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                  "Edge on Windows"},
             Case{"Mozilla/5.0 (Linux; Android 10; K)" + webkit +
                      " Chrome/140.0.0.0 Mobile Safari/537.36",
                  "Chrome on Android"},
             Case{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
                  " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                  "Safari on an iPhone"},
             Case{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"
                  " (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                  "Safari on a Mac"},
             Case{"curl/7.88.1", "curl"},
             Case{"<script>alert(1)</script>", "A browser"},
             Case{"", "A browser"},
         }) {
        EXPECT_EQ(browser_in_words(test.sent), test.said) << test.sent;
    }
}

TEST(BrowserWords, AtHomeAnAddressThatChangesIsNoNewPlace) {
    EXPECT_EQ(place_of("192.168.1.7", "Firefox on Linux"),
              place_of("192.168.1.99", "Firefox on Linux"));
    EXPECT_EQ(place_of("fd12::/64", "Firefox on Linux"), place_of("127.0.0.1", "Firefox on Linux"));
    EXPECT_NE(place_of("192.168.1.7", "Firefox on Linux"),
              place_of("192.168.1.7", "Chrome on Android"));
    EXPECT_NE(place_of("8.8.8.8", "Firefox on Linux"), place_of("8.8.4.4", "Firefox on Linux"));
    EXPECT_NE(place_of("2a00:1450:4001:800::/64", "x"), place_of("2a00:1450:4001:801::/64", "x"));
    EXPECT_EQ(place_in_words("192.168.1.7", "Firefox on Linux"),
              "Firefox on Linux, in the home's own network (192.168.1.7).");
    EXPECT_EQ(place_in_words("8.8.8.8", "A browser"), "A browser, from 8.8.8.8.");
}

}  // namespace
}  // namespace porchlight::hub
