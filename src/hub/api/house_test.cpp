// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"

#include <fmt/format.h>

namespace porchlight::hub::api {
namespace {

using http::Method;
using namespace std::chrono_literals;

class HouseApiTest : public ApiTest {
  protected:
    HouseApiTest() {
        set_up();
        clock_.set_utc(*from_rfc3339("2026-11-26T12:00:00Z"));
        sign_in("Ann", kPassword);
        porch_ = add_camera("Porch").id;
        yard_ = add_camera("Yard").id;
    }

    Answer home() { return ask(Method::Get, "/api/v1/home"); }
    static std::string text(const json::value& value) { return std::string(value.as_string()); }
    /// The id of the mode in that place of the list.
    std::string mode(std::size_t place) {
        return text(home().body.at("modes").as_array().at(place).at("id"));
    }
    Answer choose(const std::string& mode) {
        return ask(Method::Post, "/api/v1/home/mode", fmt::format(R"({{"mode_id":"{}"}})", mode));
    }
    Answer set_schedule(const std::string& body) {
        return ask(Method::Patch, "/api/v1/home/schedule", body);
    }

    static rt::Task<std::string> heard_after(EventFeed* feed, HouseService* house, ModeId mode) {
        const auto line = feed->subscribe();
        auto choosing = house->choose(mode, {});
        PL_CO_TRY_VOID(co_await std::move(choosing));
        auto next = line->next();
        PL_CO_TRY(const auto text, co_await std::move(next));
        co_return *text;
    }

    CameraId porch_;
    CameraId yard_;
};

TEST_F(HouseApiTest, TheHomeSaysItsModesAndWhoChoseTheOneInUse) {
    const Answer before = home();
    EXPECT_EQ(before.body.at("modes").as_array().size(), 3U);
    EXPECT_EQ(text(before.body.at("modes").at(1).at("kind")), "away");
    EXPECT_TRUE(before.body.at("modes").at(1).at("name").is_null());
    EXPECT_EQ(before.body.at("mode").at("id"), before.body.at("modes").at(1).at("id"));
    EXPECT_EQ(text(before.body.at("mode").at("by")), "start");
    const Answer chosen = choose(mode(0));
    ASSERT_EQ(chosen.status, 200);
    EXPECT_FALSE(chosen.body.at("armed").as_bool());
    EXPECT_EQ(text(chosen.body.at("mode").at("person")), "Ann");
    EXPECT_EQ(text(chosen.body.at("mode").at("since")), "2026-11-26T12:00:00.000Z");
    EXPECT_FALSE(ask(Method::Get, "/api/v1/cameras/" + porch_.text()).body.at("armed").as_bool());
    EXPECT_EQ(choose(ModeId(404).text()).status, 404);
}

TEST_F(HouseApiTest, AModeIsAddedChangedAndRemoved) {
    const std::string modes = "/api/v1/home/modes";
    const Answer added = ask(Method::Post, modes,
                             fmt::format(R"({{"name":"Guests","arms_new":false,"cameras":)"
                                         R"([{{"camera_id":"{}","armed":true}}]}})",
                                         porch_.text()));
    ASSERT_EQ(added.status, 201);
    const auto& guests = added.body.at("modes").at(3);
    EXPECT_EQ(text(guests.at("name")), "Guests");
    EXPECT_TRUE(guests.at("cameras").at(0).at("armed").as_bool());
    EXPECT_FALSE(guests.at("cameras").at(1).at("armed").as_bool());
    const std::string one = modes + "/" + text(guests.at("id"));
    const Answer renamed = ask(Method::Patch, one, R"({"name":"Visitors"})");
    EXPECT_EQ(text(renamed.body.at("modes").at(3).at("name")), "Visitors");
    EXPECT_TRUE(renamed.body.at("modes").at(3).at("cameras").at(0).at("armed").as_bool());
    EXPECT_FALSE(renamed.body.at("modes").at(3).at("arms_new").as_bool());
    const Answer taken = ask(Method::Patch, one, R"({"name":"Away"})");
    EXPECT_EQ(taken.status, 409);
    EXPECT_EQ(error_text(taken, "field"), "name");
    EXPECT_EQ(error_text(taken, "sentence"), "Another mode is called Away already.");
    EXPECT_EQ(ask(Method::Patch, one, R"({"name":""})").status, 400);
    EXPECT_EQ(ask(Method::Patch, modes + "/" + ModeId(404).text(), "{}").status, 404);
    EXPECT_EQ(ask(Method::Delete, modes + "/" + mode(1)).status, 409) << "it is in use";
    EXPECT_EQ(ask(Method::Delete, one).body.at("modes").as_array().size(), 3U);
}

TEST_F(HouseApiTest, ArmedStillArmsAndDisarms) {
    EXPECT_FALSE(
        ask(Method::Patch, "/api/v1/home", R"({"armed":false})").body.at("armed").as_bool());
    EXPECT_EQ(text(home().body.at("mode").at("id")), mode(0));
    EXPECT_TRUE(ask(Method::Patch, "/api/v1/home", R"({"armed":true})").body.at("armed").as_bool());
    EXPECT_EQ(text(home().body.at("mode").at("id")), mode(1));
    const Answer renamed = ask(Method::Patch, "/api/v1/home", R"({"name":"Lake house"})");
    EXPECT_EQ(text(renamed.body.at("mode").at("id")), mode(1));
}

TEST_F(HouseApiTest, ASchedulePutsItsNextModeOnTheHomeAndLaysOutTheWeek) {
    const Answer set = set_schedule(fmt::format(
        R"({{"time_zone":"Europe/Berlin","place":{{"name":"Berlin","latitude":52.52,"longitude":13.4}},)"
        R"("rules":[{{"days":["mon","thu","sun"],"moment":"clock","minutes":1320,"mode_id":"{}"}},)"
        R"({{"days":["mon"],"moment":"sunset","minutes":-30,"mode_id":"{}"}}]}})",
        mode(2), mode(0)));
    ASSERT_EQ(set.status, 200);
    EXPECT_EQ(text(set.body.at("time_zone")), "Europe/Berlin");
    ASSERT_EQ(set.body.at("week").as_array().size(), 7U);
    const auto& monday = set.body.at("week").at(0);
    EXPECT_EQ(text(monday.at("date")), "2026-11-23");
    EXPECT_EQ(text(monday.at("begins_in")), mode(2)) << "since Sunday evening";
    EXPECT_FALSE(monday.at("today").as_bool());
    EXPECT_EQ(text(monday.at("sun")), "usual");
    EXPECT_EQ(monday.at("moments").at(0).at("minute").as_int64(),
              monday.at("sunset").as_int64() - 30);
    EXPECT_EQ(monday.at("moments").at(1).at("minute").as_int64(), 1320);
    EXPECT_TRUE(set.body.at("week").at(3).at("today").as_bool());
    EXPECT_EQ(text(home().body.at("next_mode").at("at")), "2026-11-26T21:00:00.000Z");
    EXPECT_EQ(text(home().body.at("next_mode").at("mode_id")), mode(2));
    EXPECT_EQ(set_schedule(R"({"on":false})").status, 200);
    EXPECT_TRUE(home().body.at("next_mode").is_null());
    EXPECT_FALSE(home().body.at("schedule_on").as_bool());
}

TEST_F(HouseApiTest, AScheduleThatCannotBeFollowedIsRefusedWithWhatIsWrong) {
    const Answer zone = set_schedule(R"({"time_zone":"Mars/Base"})");
    EXPECT_EQ(zone.status, 400);
    EXPECT_EQ(error_text(zone, "field"), "time_zone");
    const std::string rule = R"({"days":["mon"],"moment":"sunset","minutes":0,"mode_id":")";
    const Answer nowhere = set_schedule(R"({"rules":[)" + rule + mode(0) + "\"}]}");
    EXPECT_EQ(nowhere.status, 400);
    EXPECT_EQ(error_text(nowhere, "field"), "rules");
    EXPECT_EQ(set_schedule(R"({"rules":[)" + rule + ModeId(404).text() + "\"}]}").status, 404);
    EXPECT_EQ(set_schedule(R"({"rules":[{"days":[],"moment":"clock","minutes":0,"mode_id":")" +
                           mode(0) + "\"}]}")
                  .status,
              400);
    EXPECT_EQ(set_schedule(R"({"place":{"name":"x","latitude":91,"longitude":0}})").status, 400);
    EXPECT_TRUE(ask(Method::Get, "/api/v1/home/schedule").body.at("rules").as_array().empty());
}

TEST_F(HouseApiTest, BrowsersHearOfAnotherMode) {
    const ModeId night = *ModeId::parse(mode(2));
    json::value message;
    ASSERT_FALSE(parse_json(*run(heard_after(&*feed_, &*house_, night)), message));
    EXPECT_EQ(text(message.at("type")), "home");
    EXPECT_EQ(text(message.at("home").at("mode").at("id")), night.text());
}

}  // namespace
}  // namespace porchlight::hub::api
