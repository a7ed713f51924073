// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "doctor/knowledge_file.hpp"
#include "hub/doctor/camera_memory.hpp"
#include "hub/doctor/live_evidence.hpp"
#include "hub/doctor/stream_evidence.hpp"
#include "hub/doctor/telemetry_evidence.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <string>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using Answers = std::map<std::string, std::string>;

/// By observation its answer. Every one of them is known to the doctor, and says what it was taken
/// from.
Answers answers(const EvidenceList& list) {
    Answers answers;
    for (const Evidence& one : list) {
        EXPECT_TRUE(finding_of(doctor::built_in_knowledge(), one))
            << one.observation << "=" << one.value;
        EXPECT_TRUE(answers.emplace(one.observation, one.value).second) << one.observation;
    }
    return answers;
}

/// A battery camera whose link is up and that has just spoken.
DeviceReport spoken_just_now() {
    DeviceReport report;
    report.health.state = HealthState::Online;
    report.health.sentence = "It is online.";
    report.health.heard_ago = 5s;
    report.health.told_ago = 5s;
    report.health.address = "192.168.1.30";
    device::Telemetry telemetry;
    telemetry.uptime = std::chrono::hours(30);
    telemetry.reboot = device::RebootReason::PowerOn;
    telemetry.battery = Millivolts(2950);
    telemetry.battery_percent = 80;
    telemetry.rssi = Dbm(-60);
    telemetry.channel = 6;
    telemetry.temperature = Celsius(21);
    telemetry.firmware = "1.2.0";
    report.health.telemetry = telemetry;
    return report;
}

/// The same, silent for `silent`; its link ended with it.
DeviceReport fallen_silent(std::chrono::seconds silent) {
    DeviceReport report = spoken_just_now();
    report.health.state = HealthState::Offline;
    report.health.sentence = "It has not been connected for a while.";
    report.health.heard_ago = silent;
    report.health.told_ago = silent + 20s;
    report.silent_for = silent;
    return report;
}

TEST(TelemetryEvidence, TellsWhatALinkedCameraMeasures) {
    const Answers told = answers(evidence_of(spoken_just_now()));
    EXPECT_EQ(told, (Answers{{"link_told", "up"},
                             {"cells_told", "good"},
                             {"warmth_told", "normal"},
                             {"signal_told", "strong"},
                             {"start_reason", "power"}}));
}

TEST(TelemetryEvidence, NeverSaysThatACameraThatFellSilentIsWell) {
    const Answers told = answers(evidence_of(fallen_silent(20s)));
    EXPECT_EQ(told.at("link_told"), "down");
    EXPECT_FALSE(told.contains("cells_told"));
    EXPECT_FALSE(told.contains("warmth_told"));
}

TEST(TelemetryEvidence, LastWordsThatSomethingWasAmissCount) {
    DeviceReport report = fallen_silent(20s);
    report.health.telemetry->battery_percent = 2;
    report.health.telemetry->light = device::LightMeaning::TooCold;
    report.health.telemetry->rssi = Dbm(-83);
    const Answers told = answers(evidence_of(report));
    EXPECT_EQ(told.at("cells_told"), "empty");
    EXPECT_EQ(told.at("warmth_told"), "cold");
    EXPECT_EQ(told.at("signal_told"), "weak");
}

TEST(TelemetryEvidence, WordsThatWereOldWhenItFellOrAreADayOldNowAreMissing) {
    DeviceReport report = fallen_silent(20s);
    report.health.telemetry->battery_percent = 2;
    report.health.told_ago = 20s + HealthLedger::kFresh + 1s;
    EXPECT_EQ(answers(evidence_of(report)), (Answers{{"link_told", "down"}}));
    report = fallen_silent(25h);
    report.health.telemetry->battery_percent = 2;
    EXPECT_EQ(answers(evidence_of(report)), (Answers{{"link_told", "down"}}));
}

TEST(TelemetryEvidence, ALinkThatHasSaidNothingSinceTheVideoStoppedIsNotUp) {
    DeviceReport report = spoken_just_now();
    report.silent_for = 15s;
    report.health.told_ago = 5s;
    EXPECT_EQ(answers(evidence_of(report)).at("link_told"), "up");
    report.health.told_ago = 25s;
    report.health.heard_ago = 25s;
    const Answers told = answers(evidence_of(report));
    EXPECT_FALSE(told.contains("link_told"));
    EXPECT_FALSE(told.contains("cells_told"));
}

TEST(TelemetryEvidence, OfADeviceThatTheHubHasNotHeardSinceItsStartNothingIsKnown) {
    DeviceReport report = spoken_just_now();
    report.health.state = HealthState::NotSinceStart;
    report.health.heard_ago.reset();
    report.health.told_ago.reset();
    EXPECT_TRUE(evidence_of(report).empty());
}

TEST(TelemetryEvidence, CountsHowOftenItBeganAnew) {
    DeviceReport report = spoken_just_now();
    for (const std::int64_t uptime : {100, 130, 20, 50, 10}) {
        store::TelemetrySample sample;
        sample.uptime_s = uptime;
        report.day.samples.push_back(sample);
    }
    EXPECT_EQ(answers(evidence_of(report)).at("restarts_told"), "some");
    store::TelemetryHour hour;
    hour.starts = 2;
    report.day.hours.push_back(hour);
    EXPECT_EQ(answers(evidence_of(report)).at("restarts_told"), "many");
    report.day = {};
    report.day.samples.resize(2);
    EXPECT_EQ(answers(evidence_of(report)).at("restarts_told"), "none");
}

TEST(TelemetryEvidence, ItsLightAndCardHaveAnswersOfTheirOwn) {
    DeviceReport report = spoken_just_now();
    report.health.telemetry->light = device::LightMeaning::StuckButton;
    report.health.telemetry->storage_total = Bytes(0);
    report.health.telemetry->stage = device::Stage::Updating;
    const Answers told = answers(evidence_of(report));
    EXPECT_EQ(told.at("button"), "stuck");
    EXPECT_EQ(told.at("memory_card"), "not_seen");
    EXPECT_EQ(told.at("updating_now"), "yes");
}

TEST(TelemetryEvidence, TellsTheTraitsThatItMeasures) {
    DeviceReport report = spoken_just_now();
    report.health.telemetry->band = device::Band::Wired;
    const auto& knowledge = doctor::built_in_knowledge();
    const auto camera = camera_with(knowledge, traits_of(report, "porchlight-doorbell"));
    const auto value = [&](std::string_view trait) {
        const std::size_t index = doctor::find(knowledge.traits, trait).value();
        return knowledge.traits[index].values[camera.traits[index].value()].id;
    };
    EXPECT_EQ(value("maker"), "porchlight");
    EXPECT_EQ(value("power"), "battery");
    EXPECT_EQ(value("radio"), "cable");
    EXPECT_EQ(value("kind"), "doorbell");
    EXPECT_EQ(value("path"), "local");
}

CameraView troubled(ErrorCode code, std::string fault) {
    CameraView view;
    view.state = CameraState::Retrying;
    view.problem = Problem{std::string(to_string(code)), "It is so", std::nullopt, UtcTime()};
    if (!fault.empty()) {
        view.problem->fault = std::move(fault);
    }
    return view;
}

TEST(StreamEvidence, NamesWhatTheCameraAnswered) {
    const auto of = [](ErrorCode code, std::string fault) {
        return answers(evidence_of_stream(troubled(code, std::move(fault))));
    };
    EXPECT_EQ(
        of(ErrorCode::PermissionDenied, "stream.auth_wrong_account"),
        (Answers{
            {"app_says", "error"}, {"stream_answer", "login_refused"}, {"rtsp_port", "open"}}));
    EXPECT_EQ(of(ErrorCode::NotFound, "stream.wrong_path").at("stream_answer"), "not_found");
    EXPECT_EQ(of(ErrorCode::Unavailable, "stream.too_many_clients").at("stream_answer"), "full");
    EXPECT_EQ(of(ErrorCode::Unsupported, "stream.codec_unsupported").at("error_text"), "codec");
    EXPECT_EQ(
        of(ErrorCode::Unavailable, "stream.third_party_access_disabled"),
        (Answers{{"app_says", "offline"}, {"stream_answer", "nothing"}, {"rtsp_port", "refused"}}));
    EXPECT_EQ(
        of(ErrorCode::TimedOut, ""),
        (Answers{{"app_says", "offline"}, {"stream_answer", "nothing"}, {"rtsp_port", "silent"}}));
    EXPECT_EQ(of(ErrorCode::NotFound, "net.dns_wrong").at("error_text"), "no_such_name");
    EXPECT_EQ(of(ErrorCode::Unavailable, ""), (Answers{{"app_says", "offline"}}));
}

TEST(StreamEvidence, AsleepAndPausedCamerasTellNothing) {
    CameraView view;
    for (const CameraState state :
         {CameraState::Asleep, CameraState::Paused, CameraState::Connecting}) {
        view.state = state;
        EXPECT_TRUE(evidence_of_stream(view).empty());
    }
    view.state = CameraState::Live;
    EXPECT_EQ(answers(evidence_of_stream(view)).at("app_says"), "online");
}

TEST(SiblingEvidence, TellsWhoHasItTooAndWhoFellWithIt) {
    const auto of = [](std::vector<Sibling> others) {
        return answers(evidence_of_siblings(30s, others));
    };
    EXPECT_TRUE(of({}).empty());
    EXPECT_EQ(of({{"Yard", std::nullopt}, {"Door", std::nullopt}}),
              (Answers{{"other_cameras", "fine"}, {"fell_together", "no"}}));
    EXPECT_EQ(of({{"Yard", 80s}, {"Door", std::nullopt}}),
              (Answers{{"other_cameras", "some"}, {"fell_together", "yes"}}));
    EXPECT_EQ(of({{"Yard", 120s}, {"Door", 1000s}}),
              (Answers{{"other_cameras", "same"}, {"fell_together", "no"}}));
}

TEST(CameraMemory, ACameraThatNeverWorkedIsBeingSetUp) {
    EXPECT_EQ(answers(evidence_of(CameraMemory(), std::nullopt)),
              (Answers{{"since", "setting_up"}}));
}

TEST(CameraMemory, TellsALoginFromAnAddressThatWasChanged) {
    CameraMemory memory = working(UtcTime(1s), std::nullopt);
    const Answers same = answers(evidence_of(memory, std::nullopt));
    EXPECT_EQ(same, (Answers{{"since", "worked_before"},
                             {"login_changed", "no"},
                             {"program_settings", "no"},
                             {"hub_clock_jumped", "no"}}));
    note_new_url(memory, Secret("rtsp://ann:one@10.0.0.5/a"), Secret("rtsp://ann:two@10.0.0.5/a"));
    EXPECT_EQ(answers(evidence_of(memory, std::nullopt)).at("login_changed"), "yes");
    EXPECT_EQ(answers(evidence_of(memory, std::nullopt)).at("program_settings"), "no");
    note_new_url(memory, Secret("rtsp://ann:two@10.0.0.5/a"), Secret("rtsp://ann:two@10.0.0.6/a"));
    EXPECT_EQ(answers(evidence_of(memory, std::nullopt)).at("program_settings"), "yes");
}

TEST(CameraMemory, ComparesADeviceWithWhatItWasWhenItWorked) {
    HealthView health = spoken_just_now().health;
    const CameraMemory memory = working(UtcTime(1s), health);
    EXPECT_EQ(answers(evidence_of(memory, health)).at("firmware_changed"), "no");
    health.telemetry->firmware = "1.3.0";
    health.telemetry->channel = 11;
    health.address = "192.168.1.77";
    const Answers told = answers(evidence_of(memory, health));
    EXPECT_EQ(told.at("firmware_changed"), "yes");
    EXPECT_EQ(told.at("channel_moved"), "yes");
    EXPECT_EQ(told.at("address_kept"), "another");
    EXPECT_FALSE(told.contains("login_changed")) << "it makes its own at each start";
}

TEST(CameraMemory, IsTheSameAfterItWasWrittenAndRead) {
    CameraMemory memory = working(UtcTime(1'700'000'000s), spoken_just_now().health);
    memory.is_login_changed = true;
    memory.has_clock_jumped = true;
    const auto read = camera_memory_from_json(to_json(memory));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, memory);
    EXPECT_EQ(*camera_memory_from_json(to_json(CameraMemory())), CameraMemory());
    EXPECT_FALSE(camera_memory_from_json("{"));
}

TEST(LiveEvidence, IsWhatABrowserSaidOfItsPictureForTwoHours) {
    const UtcTime at(1'700'000'000s);
    std::map<LiveWhy, std::string> said;
    for (int why = 0; why <= static_cast<int>(LiveWhy::ViewerLimit); ++why) {
        const LiveReport report{LiveWay::WebSocket, static_cast<LiveWhy>(why), at};
        said[report.why] = answers(evidence_of(report, at + 12min)).at("live_way");
        EXPECT_TRUE(evidence_of(report, at + 2h + 1s).empty());
    }
    EXPECT_EQ(said.at(LiveWhy::Nothing), "direct");
    EXPECT_EQ(said.at(LiveWhy::UdpBlocked), "udp_blocked");
    EXPECT_EQ(said.at(LiveWhy::H265), "codec");
    EXPECT_EQ(evidence_of({LiveWay::Hls, LiveWhy::HubBusy, at}, at + 12min).front().words,
              "A browser, 12 min ago: the hub had no time for every picture");
}

doctor::Knowledge two_observations() {
    doctor::Knowledge knowledge;
    doctor::Observation router;
    router.id = "router_answers";
    router.scope = doctor::Scope::Home;
    router.values.resize(2);
    router.values[0].id = "yes";
    router.values[1].id = "no";
    doctor::Observation ping = router;
    ping.id = "camera_ping";
    ping.scope = doctor::Scope::Camera;
    knowledge.observations = {router, ping};
    return knowledge;
}

TEST(Answers, GoToTheHomeOrTheCameraAndReplaceWhatStoodThere) {
    const doctor::Knowledge knowledge = two_observations();
    doctor::Case home;
    home.cameras.resize(1);
    add_evidence(knowledge, evidence_of({{"camera_ping", "yes", "before"}}), home);
    add_evidence(knowledge,
                 evidence_of({{"router_answers", "yes", "3 ms"}, {"camera_ping", "no", "0 of 20"}}),
                 home);
    ASSERT_EQ(home.home.size(), 1);
    ASSERT_EQ(home.cameras.front().findings.size(), 1);
    EXPECT_EQ(home.home.front().words, "3 ms");
    EXPECT_THAT(home.cameras.front().findings.front().fits, testing::ElementsAre(0, 1));
}

TEST(Answers, ThatTheDoctorDoesNotKnowAreLeftOut) {
    doctor::Case home;
    home.cameras.resize(1);
    add_evidence(two_observations(),
                 evidence_of({{"camera_ping", "maybe", ""}, {"moon", "full", ""}}), home);
    EXPECT_THAT(home.home, testing::IsEmpty());
    EXPECT_THAT(home.cameras.front().findings, testing::IsEmpty());
}

}  // namespace
}  // namespace porchlight::hub
