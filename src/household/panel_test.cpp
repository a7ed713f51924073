// SPDX-License-Identifier: Apache-2.0
#include "household/panel.hpp"

#include "base/temporary_folder.hpp"
#include "device/models.hpp"
#include "light/text.hpp"
#include "net/http/test_client.hpp"
#include "rt/launch.hpp"
#include "sim/furnish.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace porchlight::household {
namespace {

using net::http::TestClient;
using testing::HasSubstr;

constexpr std::string_view kOwnPage =
    "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n";

TEST(Describe, GivesAPatternInAFormThatCanBePlayed) {
    const auto parts = describe(light::parse_pattern("red 3x 0.1s/0.2s pause 1s + green").value());
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(
        boost::json::serialize(parts.front()),
        R"({"kind":"bursts","colours":["red"],"count":3,"on_ms":100,"off_ms":200,"pause_ms":1000})");
    EXPECT_EQ(parts.back().at("kind").as_string(), "steady");
}

TEST(Describe, HasABodyForEveryModel) {
    for (const device::model::Model& model : device::model::all_models()) {
        const auto body = describe_body(model);
        EXPECT_FALSE(body.at("buttons").as_array().empty()) << model.id;
        EXPECT_GT(body.at("press").at("armed_from_ms").as_int64(), 0) << model.id;
        EXPECT_EQ(body.contains("qr_code"), model.qr_code && model.qr_code->may_be_told());
    }
}

/// A real server with a household behind it that stands still but when it is asked something.
class PanelTest : public testing::Test {
  protected:
    static std::unique_ptr<sim::Household> home() {
        sim::HouseholdPlan plan;
        plan.devices.push_back(
            sim::furnish("porchlight-camera", "Porch", 0, sim::Side::Indoors).value());
        return std::make_unique<sim::Household>(std::move(plan), 1);
    }
    PanelTest() { std::ofstream(folder_.path() + "/household.html") << "<title>The panel</title>"; }

    static HubView a_hub() {
        HubView hub;
        hub.code = "0471 1337";
        return hub;
    }
    net::http::RawAnswer post(std::string_view order, std::string_view body,
                              std::string_view fields = kOwnPage) {
        return TestClient(server_.port())
            .ask(fmt::format("POST /api/household/{}", order), fields, body);
    }
    net::http::RawAnswer get(std::string_view path, std::string_view fields = "") {
        return TestClient(server_.port()).ask(fmt::format("GET {}", path), fields);
    }
    boost::json::value state() { return boost::json::parse(get("/api/household").body); }

    TemporaryFolder folder_;
    FakeClock clock_;
    LivingHousehold living_{home(), clock_, 1};
    Panel panel_{{&living_,
                  [](const sim::Device&) {
                      return StreamView{"rtsp://127.0.0.1:1/main", true, 2, false, true, 1.5};
                  },
                  [](const sim::Device&) { return a_hub(); },
                  net::http::StaticFiles::create(folder_.path()).value()}};
    net::http::TestServer server_{panel_.handler()};
};

TEST_F(PanelTest, ServesItsPageAndItsState) {
    EXPECT_THAT(get("/").body, HasSubstr("The panel"));
    clock_.advance(std::chrono::seconds(30));
    const auto seen = state();
    const auto& porch = seen.at("devices").at(0);
    EXPECT_EQ(porch.at("name").as_string(), "Porch");
    EXPECT_EQ(porch.at("stage").as_string(), "Online");
    EXPECT_TRUE(porch.at("is_online").as_bool());
    EXPECT_EQ(porch.at("light").at("pattern").as_string(), "green blink 0.1s/3.9s");
    EXPECT_EQ(porch.at("stream").at("viewers").as_int64(), 2);
    EXPECT_TRUE(porch.at("stream").at("is_speaking").as_bool());
    EXPECT_EQ(porch.at("stream").at("said_s").as_double(), 1.5);
    EXPECT_EQ(porch.at("real_hub").at("code").as_string(), "0471 1337");
    EXPECT_EQ(seen.at("router").at("ssid").as_string(), "home");
    EXPECT_THAT(get("/api/household/models").body, HasSubstr("porchlight-camera"));
    EXPECT_THAT(get("/api/household/deeds").body, HasSubstr("the power is cut for {time}"));
    EXPECT_THAT(get("/api/household/story").body, HasSubstr("is online"));
    EXPECT_EQ(get("/api/household/elsewhere").status, 404);
    EXPECT_EQ(get("/api/v1/cameras").status, 404);
}

TEST_F(PanelTest, CarriesOrdersOutAndRefusesWrongOnesWithASentence) {
    EXPECT_EQ(post("button", R"({"device":"Porch","is_down":true})").status, 200);
    clock_.advance(std::chrono::seconds(12));
    EXPECT_EQ(state().at("devices").at(0).at("light").at("pattern").as_string(), "red");
    EXPECT_EQ(state().at("devices").at(0).at("button").at("phase").as_string(), "armed");
    EXPECT_EQ(post("button", R"({"device":"Porch","is_down":false})").status, 200);
    const auto wrong = post("power", R"({"device":"Porch","what":"eat"})");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_THAT(wrong.body, HasSubstr("must be one of take, give"));
    EXPECT_EQ(post("power", R"({"device":"Attic","what":"take"})").status, 404);
    EXPECT_EQ(post("power", "{").status, 400);
    EXPECT_EQ(post("", "{}").status, 404);
}

TEST_F(PanelTest, IsUsedByItsOwnPageOnly) {
    const std::string_view cut = R"({"has_mains":false})";
    EXPECT_EQ(post("house", cut, "").status, 403);
    EXPECT_EQ(post("house", cut, "Sec-Fetch-Site: cross-site\r\n").status, 403);
    EXPECT_EQ(post("house", cut, "Origin: http://evil.example\r\n").status, 403);
    EXPECT_TRUE(living_.household().has_mains());
    TestClient rebound(server_.port());
    rebound.send("GET /api/household HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_EQ(rebound.read_answer().status, 421);
    TestClient stranger(server_.port());
    EXPECT_EQ(stranger.upgrade("/api/household/events", "Origin: http://evil.example\r\n").status,
              403);
    EXPECT_EQ(TestClient(server_.port()).ask("PUT /api/household/house", kOwnPage, cut).status,
              405);
}

TEST_F(PanelTest, TellsBrowsersWhatHasChanged) {
    TestClient browser(server_.port());
    ASSERT_EQ(browser.upgrade("/api/household/events", kOwnPage).status, 101);
    EXPECT_THAT(browser.read_frame().payload, HasSubstr(R"("type":"story")"));
    EXPECT_THAT(browser.read_frame().payload, HasSubstr(R"("type":"state")"));
    EXPECT_EQ(post("deed", R"({"sentence":"the power goes"})").status, 200);
    EXPECT_THAT(browser.read_frame().payload, HasSubstr("the power goes"));
    EXPECT_THAT(browser.read_frame().payload, HasSubstr(R"("has_mains":false)"));
}

}  // namespace
}  // namespace porchlight::household
