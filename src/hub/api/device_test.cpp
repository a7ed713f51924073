// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"
#include "rt/launch.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <tuple>
#include <vector>

namespace porchlight::hub::api {
namespace {

using namespace std::chrono_literals;
using http::Method;

class DeviceApi : public ApiTest {
  protected:
    DeviceApi() { set_up(); }
    template <typename T>
    Result<T> wait(rt::Task<T> task) {
        return rt::run_blocking(server_.thread(), std::move(task));
    }
    void add_device(const std::string& serial, HomeId owner) {
        Claimant claimant{*Serial::parse(serial), "porchlight-camera", {}, owner, "Porch"};
        ASSERT_TRUE(wait(devices_->registry().claim(claimant)));
    }
    HomeId add_other_home() {
        store::Home other;
        other.id = HomeId(2);
        other.name = "Other";
        EXPECT_TRUE(wait(store_->add_home(other)));
        return other.id;
    }
};

TEST_F(DeviceApi, ListsADeviceWithHowItIs) {
    add_device("PL-000001", home_);
    wait(rt::offload(server_.thread().executor(), [this] {
        device::Telemetry telemetry;
        telemetry.battery = Millivolts(2950);
        telemetry.night_lamp = true;
        telemetry.rate = KilobitsPerSecond(65'000);
        telemetry.energy.emplace();
        telemetry.energy->counted_for = 30h;
        telemetry.energy->days_left = 210.4;
        telemetry.energy->used[device::EnergyUse::Standby] = MilliwattHours(90);
        telemetry.energy->used[device::EnergyUse::Radio] = MilliwattHours(150.5);
        devices_->ledger().linked(*Serial::parse("PL-000001"), "192.168.1.9");
        devices_->ledger().heard(*Serial::parse("PL-000001"), telemetry);
        return Result<>();
    })).value();
    const Answer list = ask(Method::Get, "/api/v1/devices");
    ASSERT_EQ(list.status, 200);
    const auto& device = list.body.at("devices").as_array().at(0);
    EXPECT_EQ(device.at("serial"), "PL-000001");
    EXPECT_EQ(device.at("health"), "online");
    EXPECT_EQ(device.at("telemetry").at("battery_mv"), 2950);
    EXPECT_TRUE(device.at("telemetry").at("rssi_dbm").is_null());
    EXPECT_EQ(device.at("telemetry").at("rate_kbps"), 65'000);
    EXPECT_EQ(device.at("telemetry").at("night_lamp"), true);
    const auto& energy = device.at("telemetry").at("energy");
    EXPECT_EQ(energy.at("counted_s"), 108'000);
    EXPECT_EQ(energy.at("days_left"), 210.4);
    EXPECT_EQ(boost::json::serialize(energy.at("uses")),
              R"([{"use":"radio","mwh":1.505E2},{"use":"standby","mwh":9E1}])");
    clock_.advance(91s);
    EXPECT_EQ(ask(Method::Get, "/api/v1/devices/pl-000001").body.at("health"), "quiet");
}

TEST_F(DeviceApi, ADeviceOfAnotherHomeLooksAsIfItNeverWasOnEveryRoute) {
    add_device("PL-000001", add_other_home());
    for (const char* serial : {"PL-000001", "PL-NEVER"}) {
        const std::string one = fmt::format("/api/v1/devices/{}", serial);
        const std::string day = "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
        const std::vector<std::tuple<Method, std::string, std::string>> asked{
            {Method::Get, one, ""},
            {Method::Delete, one, ""},
            {Method::Patch, one, R"({"name":"x"})"},
            {Method::Put, one + "/offer", R"({"home":"0000000000001"})"},
            {Method::Delete, one + "/offer", ""},
            {Method::Post, one + "/accept", ""},
            {Method::Post, one + "/keep", ""},
            {Method::Get, one + "/settings", ""},
            {Method::Patch, one + "/settings", R"({"armed":true})"},
            {Method::Get, one + "/commands", ""},
            {Method::Post, one + "/commands", R"({"kind":"restart"})"},
            {Method::Get, one + "/snapshot", ""},
            {Method::Get, one + "/telemetry" + day, ""}};
        for (const auto& [method, path, body] : asked) {
            const Answer answer = ask(method, path, body);
            EXPECT_EQ(answer.status, 404) << path;
            EXPECT_EQ(std::get<std::string>(answer.response.body),
                      R"({"error":{"code":"not_found","sentence":"no such device in this home"}})")
                << path;
        }
    }
}

TEST_F(DeviceApi, SettingsAndCommandsWaitForTheDevice) {
    add_device("PL-000001", home_);
    const std::string one = "/api/v1/devices/PL-000001";
    EXPECT_EQ(ask(Method::Get, one + "/settings").body.at("sensitivity"), 5);
    const Answer changed = ask(Method::Patch, one + "/settings", R"({"sensitivity":8})");
    ASSERT_EQ(changed.status, 200);
    EXPECT_EQ(changed.body.at("sensitivity"), 8);
    EXPECT_EQ(ask(Method::Patch, one + "/settings", R"({"sensitivity":10})").status, 400);
    EXPECT_EQ(ask(Method::Get, one).body.at("settings_revision"), 1);
    EXPECT_EQ(ask(Method::Get, one).body.at("settings_applied"), 0);
    const Answer given = ask(Method::Post, one + "/commands", R"({"kind":"identify"})");
    ASSERT_EQ(given.status, 200);
    EXPECT_EQ(given.body.at("commands").at(0).at("kind"), "identify");
    EXPECT_EQ(given.body.at("commands").at(0).at("state"), "waiting");
    EXPECT_EQ(
        ask(Method::Post, one + "/commands", R"({"kind":"firmware","version":"../x"})").status,
        400);
    EXPECT_EQ(ask(Method::Post, one + "/commands", R"({"kind":"firmware","version":"9.9"})").status,
              404);
}

TEST_F(DeviceApi, AnOwnerRenamesOffersKeepsAndDeletes) {
    add_device("PL-000001", home_);
    const HomeId other = add_other_home();
    const std::string one = "/api/v1/devices/PL-000001";
    EXPECT_EQ(ask(Method::Patch, one, R"({"name":"Yard"})").body.at("name"), "Yard");
    EXPECT_EQ(ask(Method::Put, one + "/offer", fmt::format(R"({{"home":"{}"}})", other.text()))
                  .body.at("binding"),
              "offered");
    EXPECT_EQ(ask(Method::Delete, one + "/offer").body.at("binding"), "bound");
    Claimant stranger{*Serial::parse("PL-000001"), "porchlight-camera", {}, other, ""};
    ASSERT_TRUE(wait(devices_->registry().contest(stranger)));
    const Answer contested = ask(Method::Get, one);
    EXPECT_EQ(contested.body.at("binding"), "contested");
    EXPECT_TRUE(contested.body.at("contest_ends").is_string());
    EXPECT_EQ(run(store_->alerts(home_))->size(), 1U);
    EXPECT_EQ(ask(Method::Post, one + "/keep").body.at("binding"), "bound");
    EXPECT_EQ(ask(Method::Delete, one).status, 204);
    EXPECT_EQ(ask(Method::Get, one).status, 404);
}

TEST_F(DeviceApi, PairingNamesWhatIsWrongWithTheRequest) {
    const auto pair = [&](const std::string& body) {
        return ask(Method::Post, "/api/v1/pairing", body);
    };
    EXPECT_EQ(error_text(pair(R"({"serial":"PL-000001","code":"1234"})"), "field"), "code");
    EXPECT_EQ(error_text(pair(R"({"serial":"x","code":"12345678"})"), "field"), "serial");
    EXPECT_EQ(error_text(pair(R"({"label":"nonsense"})"), "field"), "label");
    const Answer nobody = pair(R"({"serial":"PL-000001","code":"1234 5678"})");
    EXPECT_EQ(nobody.status, 404);
    EXPECT_EQ(ask(Method::Get, "/api/v1/pairing").body.at("waiting").as_array().size(), 0U);
}

TEST_F(DeviceApi, AnInvitationIsShownOnceAndThenOnlyWhatCameOfIt) {
    const Answer made = ask(Method::Post, "/api/v1/pairing/invitations",
                            R"({"name":"Yard","wifi":{"ssid":"Home","password":"pass word"}})");
    ASSERT_EQ(made.status, 200);
    EXPECT_TRUE(std::string(made.body.at("text").as_string()).starts_with("PL1:H/"));
    const std::string id(made.body.at("id").as_string());
    const Answer seen = ask(Method::Get, "/api/v1/pairing/invitations/" + id);
    EXPECT_EQ(seen.body.at("state"), "open");
    EXPECT_TRUE(seen.body.at("text").is_null());
    clock_.advance(10min);
    EXPECT_EQ(ask(Method::Get, "/api/v1/pairing/invitations/" + id).body.at("state"), "expired");
    EXPECT_EQ(ask(Method::Get, "/api/v1/pairing/invitations/NONE").status, 404);
}

TEST_F(DeviceApi, TelemetryIsASeries) {
    add_device("PL-000001", home_);
    store::TelemetrySample sample;
    sample.serial = *Serial::parse("PL-000001");
    sample.at = clock_.utc_now();
    sample.rssi_dbm = -61;
    ASSERT_TRUE(wait(store_->add_telemetry({sample})));
    const std::string one = "/api/v1/devices/PL-000001/telemetry?from=2026-01-01T00:00:00Z&to=";
    const Answer series = ask(Method::Get, one + "2026-01-02T00:00:00Z");
    ASSERT_EQ(series.status, 200);
    EXPECT_EQ(series.body.at("samples").at(0).at("rssi_dbm"), -61);
    EXPECT_EQ(ask(Method::Get, one + "2025-01-02T00:00:00Z").status, 400);
    EXPECT_EQ(ask(Method::Get, one + "2028-01-02T00:00:00Z").status, 400);
}

}  // namespace
}  // namespace porchlight::hub::api
