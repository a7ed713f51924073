// SPDX-License-Identifier: Apache-2.0
#include "hub/config.hpp"

#include <gtest/gtest.h>

namespace porchlight::hub {
namespace {

TEST(HubConfig, IsSensibleWithoutAnyFile) {
    const HubConfig config = *parse_config("", "hub.toml");
    EXPECT_EQ(config.listen, (std::vector{ListenAddress{"127.0.0.1", 8420}}));
    EXPECT_FALSE(config.keep_days);
}

TEST(HubConfig, ReadsEverySetting) {
    const HubConfig config = *parse_config(R"(
listen = ["127.0.0.1:8420", "[::]:8421"]
names = ["porch.lan"]
camera_port = 9000
webrtc_port = 9001
webrtc_addresses = ["100.64.0.7", "fd00::7"]
state_dir = "/var/lib/porchlight"
clips_dir = "/mnt/clips"
web_dir = "/usr/share/porchlight/web"
keep_days = 30
keep_gb = 200
log_level = "debug"
)",
                                           "hub.toml");
    EXPECT_EQ(config.listen.at(1), (ListenAddress{"::", 8421}));
    EXPECT_EQ(config.names, std::vector<std::string>{"porch.lan"});
    EXPECT_EQ(config.camera_port, 9000);
    EXPECT_EQ(config.webrtc_port, 9001);
    EXPECT_EQ(config.webrtc_addresses, (std::vector<std::string>{"100.64.0.7", "fd00::7"}));
    EXPECT_EQ(config.clips_dir, "/mnt/clips");
    EXPECT_EQ(config.keep_days, 30);
    EXPECT_EQ(config.keep_below, Bytes(200'000'000'000));
    EXPECT_EQ(config.log_level, log::Level::Debug);
}

TEST(HubConfig, SaysInWhichLineWhatIsWrong) {
    struct Case {
        const char* toml;
        const char* sentence;
    };
    for (const Case& test :
         {Case{"\nliten = []\n",
               "hub.toml, line 2: there is no setting \"liten\"; did you mean \"listen\"?"},
          Case{"keep_days = 0",
               "hub.toml, line 1: keep_days: must be a whole number from 1 to 3650."},
          Case{"keep_days = 1e31",
               "hub.toml, line 1: keep_days: must be a whole number from 1 to 3650."},
          Case{"keep_days = 1.5",
               "hub.toml, line 1: keep_days: must be a whole number from 1 to 3650."},
          Case{"clips_dir = \"clips\"",
               "hub.toml, line 1: clips_dir: must be a whole path that begins with /."},
          Case{"listen = \"x\"",
               "hub.toml, line 1: listen: must be a list of texts, like [\"a\", \"b\"]."},
          Case{"names = [\"Porch\"]", nullptr}, Case{"listen = [\"localhost:80\"]", nullptr},
          Case{"listen = [\"127.0.0.1:65536\"]", nullptr},
          Case{"listen = [\"127.0.0.1\"]", nullptr}, Case{"listen = []", nullptr},
          Case{"log_level = \"loud\"", nullptr}, Case{"[section]\nx = 1", nullptr},
          Case{"a = ", nullptr}}) {
        const auto config = parse_config(test.toml, "hub.toml");
        ASSERT_FALSE(config) << test.toml;
        EXPECT_TRUE(config.error().message().starts_with("hub.toml, line ")) << test.toml;
        if (test.sentence != nullptr) {
            EXPECT_EQ(config.error().message(), test.sentence);
        }
    }
}

TEST(HubConfig, KnowsLoopbackFromTheRest) {
    for (const char* loopback : {"127.0.0.1:1", "127.9.9.9:1", "[::1]:1"}) {
        EXPECT_TRUE(is_loopback(*parse_listen(loopback))) << loopback;
    }
    for (const char* other : {"0.0.0.0:1", "[::]:1", "192.168.1.5:1", "[fd00::1]:1"}) {
        EXPECT_FALSE(is_loopback(*parse_listen(other))) << other;
    }
}

TEST(HubConfig, SaysWhomTheProbesAskBeyondTheHome) {
    const auto config = parse_config(R"([probes]
names = {"a.example" = ["192.0.2.1", "2001:db8::1"], "b.example" = []}
places = [["192.0.2.2"], ["192.0.2.3", "2001:db8::3"]]
second_resolver = ["192.0.2.4"]
time_servers = ["time.example"]
page = []
ask_internet = false)",
                                     "hub.toml");
    ASSERT_TRUE(config) << config.error().message();
    const ReferenceHosts& hosts = config->reference_hosts;
    ASSERT_EQ(hosts.names.size(), 2);
    EXPECT_EQ(hosts.names.front().addresses.size(), 2);
    ASSERT_EQ(hosts.places.size(), 2);
    EXPECT_EQ(hosts.places.back().addresses.back(), "2001:db8::3");
    EXPECT_EQ(hosts.second_resolver.front(), "192.0.2.4");
    EXPECT_EQ(hosts.time_servers.front(), "time.example");
    EXPECT_EQ(hosts.page_host, "");
    EXPECT_EQ(config->beyond, ProbePlan::Beyond::LeftAlone);
}

TEST(HubConfig, RefusesWhatIsNoAddressToProbe) {
    EXPECT_FALSE(parse_config("[probes]\nsecond_resolver = [\"dns.example\"]", "hub.toml"));
    EXPECT_FALSE(parse_config("[probes]\nplaces = [\"192.0.2.1\"]", "hub.toml"));
    EXPECT_FALSE(parse_config("[probes]\npage = [\"a\", \"/\"]", "hub.toml"));
    const auto unknown = parse_config("[probes]\ntime_server = []", "hub.toml");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().message(),
              "hub.toml, line 1: probes: there is no setting \"time_server\"; did you mean "
              "\"time_servers\"?");
}

}  // namespace
}  // namespace porchlight::hub
