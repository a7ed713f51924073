// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/link_server.hpp"

#include "hub/devices/device_fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

class LinkServerTest : public DeviceFixture {
  protected:
    device::GoodbyeReason goodbye(const std::unique_ptr<net::link::Link>& link) {
        const auto message = hear(link);
        const auto* goodbye = std::get_if<device::Goodbye>(&message);
        EXPECT_NE(goodbye, nullptr);
        return goodbye == nullptr ? device::GoodbyeReason::TooMany : goodbye->reason;
    }
    HealthState state() {
        HealthState state = HealthState::NeverSeen;
        on_thread([&] { state = service_->ledger().view(serial_).state; });
        return state;
    }
    std::int64_t command(device::CommandAction action) {
        return *await(service_->command(serial_, home_, std::move(action)));
    }
    store::CommandState command_state(std::int64_t id) {
        const auto commands = *await(service_->commands(serial_, home_));
        const auto found = std::ranges::find(commands, id, &store::DeviceCommand::id);
        return found->state;
    }

    Serial serial_ = *Serial::parse("PL-000001");
};

TEST_F(LinkServerTest, ACameraThatIsNotRegisteredIsSentAway) {
    auto never = paired_link("PL-000001");
    EXPECT_EQ(goodbye(never), device::GoodbyeReason::NotRegistered);
    end(std::move(never));
    // The right serial, a certificate of ours, and another key than the registry knows.
    Claimant other = claimant("PL-000001", home_);
    other.key = identity("PL-OTHER").public_key();
    ASSERT_TRUE(await(service_->registry().claim(other)));
    auto copied = paired_link("PL-000001");
    EXPECT_EQ(goodbye(copied), device::GoodbyeReason::NotRegistered);
    end(std::move(copied));
}

TEST_F(LinkServerTest, IsTheHealthOfACameraFromItsFirstWordToItsEnd) {
    auto link = online("PL-000001");
    device::Telemetry telemetry;
    telemetry.rssi = Dbm(-60);
    say(link, telemetry);
    EXPECT_TRUE(eventually(
        [this] { return service_->ledger().view(serial_).state == HealthState::Online; }));
    end(std::move(link));
    EXPECT_TRUE(eventually(
        [this] { return service_->ledger().view(serial_).state == HealthState::Offline; }));
}

TEST_F(LinkServerTest, SettingsReachACameraThatIsHereAndOneThatComesLater) {
    auto link = online("PL-000001");
    device::DeviceSettings settings;
    settings.sensitivity = 9;
    ASSERT_TRUE(await(service_->want(serial_, home_, settings)));
    auto wanted = std::get<device::SettingsWanted>(hear(link));
    EXPECT_EQ(wanted.revision, 1);
    EXPECT_EQ(wanted.settings, settings);
    say(link, device::SettingsApplied{1, {}});
    end(std::move(link));

    settings.sensitivity = 1;
    ASSERT_TRUE(await(service_->want(serial_, home_, settings)));
    restart();
    link = online("PL-000001", 1);
    wanted = std::get<device::SettingsWanted>(hear(link));
    EXPECT_EQ(wanted.revision, 2);
    EXPECT_EQ(wanted.settings.sensitivity, 1);
    say(link, device::SettingsApplied{2, "no such thing"});
    end(std::move(link));
    const auto view = [this] { return *await(service_->view(serial_, home_)); };
    for (int i = 0; i < 5000 && view().settings.applied != 2; ++i) {
    }
    EXPECT_EQ(view().settings.applied, 2);
    EXPECT_EQ(view().settings.problem, "no such thing");

    // One that has them already is not told again.
    link = online("PL-000001", 2);
    const std::int64_t id = command(device::Identify{});
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, id);
    end(std::move(link));
}

TEST_F(LinkServerTest, CommandsWaitForACameraOverARestartAndAreSentAgainUntilAnswered) {
    auto link = online("PL-000001");
    const std::int64_t first = command(device::Identify{});
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, first);
    end(std::move(link));  // it went before it answered
    const std::int64_t second = command(device::Restart{});
    restart();
    link = online("PL-000001");
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, first);
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, second);
    say(link, device::CommandResult{first, device::CommandOutcome::Done, "", Bytes(0)});
    say(link, device::CommandResult{second, device::CommandOutcome::Failed, "busy", Bytes(0)});
    end(std::move(link));
    for (int i = 0; i < 5000 && command_state(second) == store::CommandState::Waiting; ++i) {
    }
    EXPECT_EQ(command_state(first), store::CommandState::Done);
    EXPECT_EQ(command_state(second), store::CommandState::Failed);
    link = online("PL-000001");
    const std::int64_t third = command(device::Identify{});
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, third);
    end(std::move(link));
}

TEST_F(LinkServerTest, FetchesTheSnapshotThatItAskedForPieceByPiece) {
    auto link = online("PL-000001");
    const std::int64_t id = command(device::TakeSnapshot{});
    ASSERT_EQ(std::get<device::Command>(hear(link)).id, id);
    const std::string jpeg = std::string(device::kMostData, 'a') + "end";
    say(link, device::CommandResult{id, device::CommandOutcome::Done, "",
                                    Bytes(static_cast<std::int64_t>(jpeg.size()))});
    for (int i = 0; i < 2; ++i) {
        const auto request = std::get<device::DataRequest>(hear(link));
        EXPECT_EQ(request.id, id);
        EXPECT_EQ(command_state(id), store::CommandState::Waiting) << "the picture is not here yet";
        const device::DataPiece piece{
            request.kind, id, request.offset,
            jpeg.substr(static_cast<std::size_t>(request.offset), device::kMostData)};
        ASSERT_TRUE(await(link->send({net::link::FrameKind::Data, device::data_to_frame(piece)})));
    }
    EXPECT_TRUE(eventually([this] { return service_->links().snapshot(serial_).has_value(); }));
    on_thread([&] { EXPECT_EQ(service_->links().snapshot(serial_)->jpeg, jpeg); });
    for (int i = 0; i < 5000 && command_state(id) == store::CommandState::Waiting; ++i) {
    }
    EXPECT_EQ(command_state(id), store::CommandState::Done);
    end(std::move(link));
}

TEST_F(LinkServerTest, APictureThatDidNotComeIsAskedForAgainAtTheNextLink) {
    auto link = online("PL-000001");
    const std::int64_t id = command(device::TakeSnapshot{});
    ASSERT_EQ(std::get<device::Command>(hear(link)).id, id);
    say(link, device::CommandResult{id, device::CommandOutcome::Done, "", Bytes(5)});
    std::ignore = std::get<device::DataRequest>(hear(link));
    end(std::move(link));
    link = online("PL-000001");
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, id);
    end(std::move(link));
}

TEST_F(LinkServerTest, GivesFirmwareOnlyToWhomItWasOffered) {
    const std::string bundle = std::string(device::kMostData, 'b') + "tail";
    std::ofstream(folder_.path() + "/firmware/1.3.0.bundle") << bundle;
    auto link = online("PL-000001");
    EXPECT_EQ(await(service_->command(serial_, home_, device::FirmwareOffer{"9.9", Bytes(1)}))
                  .error()
                  .code(),
              ErrorCode::NotFound);
    EXPECT_EQ(await(service_->command(serial_, home_, device::FirmwareOffer{"../../etc", Bytes(1)}))
                  .error()
                  .code(),
              ErrorCode::InvalidArgument);
    const std::int64_t id = command(device::FirmwareOffer{"1.3.0", Bytes(1)});
    const auto offered = std::get<device::Command>(hear(link));
    EXPECT_EQ(std::get<device::FirmwareOffer>(offered.action).size.count(),
              static_cast<std::int64_t>(bundle.size()));
    const auto piece = [&](std::int64_t of, std::int64_t offset) {
        say(link, device::DataRequest{device::DataKind::Firmware, of, offset});
        return device::data_from_frame(await(link->receive())->bytes)->bytes;
    };
    EXPECT_EQ(piece(id, 0) + piece(id, device::kMostData), bundle);
    EXPECT_EQ(piece(id, 1'000'000), "");
    EXPECT_EQ(piece(id + 1, 0), "");
    end(std::move(link));
}

TEST_F(LinkServerTest, RenewsTheCertificateOfTheKeyThatIsConnected) {
    auto link = online("PL-000001");
    say(link, device::CertificateWish{*identity("PL-000001").certificate_request()});
    const auto issued = std::get<device::CertificateIssued>(hear(link));
    EXPECT_THAT(issued.chain_pem, testing::StartsWith("-----BEGIN CERTIFICATE"));
    say(link, device::CertificateWish{*identity("PL-OTHER").certificate_request()});
    EXPECT_EQ(goodbye(link), device::GoodbyeReason::BadMessage);
    end(std::move(link));
}

TEST_F(LinkServerTest, PassesOnEventsAndAcknowledgesThem) {
    auto link = online("PL-000001");
    say(link,
        device::EventReport{7, device::EventReportKind::HubRefused, clock_.utc_now(), {}, {}, "x"});
    EXPECT_EQ(std::get<device::EventSeen>(hear(link)).id, 7);
    on_thread([&] {
        ASSERT_EQ(events_.size(), 1U);
        EXPECT_EQ(events_[0].kind, device::EventReportKind::HubRefused);
    });
    end(std::move(link));
}

TEST_F(LinkServerTest, SaysWhereTheVideoIs) {
    ASSERT_TRUE(await(service_->registry().claim(claimant("PL-000001", home_))));
    auto link = paired_link("PL-000001");
    say(link, device::Hello{1, "porchlight-camera", "1.0.0", 0,
                            device::StreamOffer{8554, "/main", "hub", Secret("pw")}});
    ASSERT_TRUE(std::holds_alternative<device::Welcome>(hear(link)));
    EXPECT_TRUE(eventually([this] { return !streams_.empty(); }));
    on_thread([&] { EXPECT_EQ(streams_[0], "rtsp://hub:pw@127.0.0.1:8554/main"); });
    end(std::move(link));
}

TEST_F(LinkServerTest, TheSameCameraAgainReplacesItsOlderLink) {
    auto older = online("PL-000001");
    auto newer = online("PL-000001");
    EXPECT_EQ(goodbye(older), device::GoodbyeReason::Replaced);
    say(newer, device::Telemetry{});
    EXPECT_TRUE(eventually([this] {
        return service_->ledger().view(serial_).state == HealthState::Online;
    })) << "the older one's end does not count";
    end(std::move(older));
    end(std::move(newer));
}

TEST_F(LinkServerTest, ACameraThatChangedHandsIsCutOffAtOnceAndItsPastIsGone) {
    auto link = online("PL-000001");
    device::Telemetry telemetry;
    telemetry.rssi = Dbm(-60);
    say(link, telemetry);
    ASSERT_TRUE(
        eventually([this] { return service_->ledger().view(serial_).telemetry.has_value(); }));
    ASSERT_TRUE(await(service_->registry().offer(serial_, home_, other_home_)));
    ASSERT_TRUE(await(service_->registry().accept(serial_, other_home_)));
    EXPECT_EQ(goodbye(link), device::GoodbyeReason::NotRegistered);
    end(std::move(link));
    EXPECT_FALSE(await(service_->view(serial_, home_)));
    const auto view = *await(service_->view(serial_, other_home_));
    EXPECT_FALSE(view.health.telemetry);
    EXPECT_EQ(state(), HealthState::NeverSeen);
    EXPECT_FALSE(await(service_->command(serial_, home_, device::Restart{})));
}

TEST_F(LinkServerTest, AlsoOfOneThatWasAwayWhenItChangedHandsNothingIsLeft) {
    auto link = online("PL-000001");
    device::Telemetry telemetry;
    telemetry.rssi = Dbm(-60);
    say(link, telemetry);
    ASSERT_TRUE(
        eventually([this] { return service_->ledger().view(serial_).telemetry.has_value(); }));
    end(std::move(link));
    ASSERT_TRUE(await(service_->registry().offer(serial_, home_, other_home_)));
    ASSERT_TRUE(await(service_->registry().accept(serial_, other_home_)));
    EXPECT_FALSE(await(service_->view(serial_, other_home_))->health.telemetry);
    restart();
    EXPECT_FALSE(await(service_->view(serial_, other_home_))->health.telemetry);
}

TEST_F(LinkServerTest, WhoDeletesACameraNeverHearsOfItAgain) {
    auto link = online("PL-000001");
    ASSERT_TRUE(await(service_->registry().remove(serial_, home_)));
    EXPECT_EQ(goodbye(link), device::GoodbyeReason::NotRegistered);
    end(std::move(link));
    auto again = paired_link("PL-000001");
    EXPECT_EQ(goodbye(again), device::GoodbyeReason::NotRegistered);
    end(std::move(again));
}

TEST_F(LinkServerTest, NonsenseEndsTheLinkWithASentence) {
    auto link = online("PL-000001");
    ASSERT_TRUE(await(link->send({net::link::FrameKind::Message, "{}"})));
    const auto message = hear(link);
    const auto& parting = std::get<device::Goodbye>(message);
    EXPECT_EQ(parting.reason, device::GoodbyeReason::BadMessage);
    EXPECT_THAT(parting.sentence, testing::HasSubstr("\"type\" is missing"));
    end(std::move(link));
}

TEST_F(LinkServerTest, WhatANewerCameraSaysMoreIsPassedOver) {
    auto link = online("PL-000001");
    ASSERT_TRUE(await(link->send({net::link::FrameKind::Message, R"({"type":"dance"})"})));
    const std::int64_t id = command(device::Identify{});
    EXPECT_EQ(std::get<device::Command>(hear(link)).id, id);
    end(std::move(link));
}

TEST(FirmwareShelf, ListsItsBundlesTheNewestFirst) {
    const TemporaryFolder folder;
    for (const char* name :
         {"1.9.0.bundle", "1.10.0.bundle", "1.2.bundle", "notes.txt", "new.bundle"}) {
        std::ofstream(folder.path() + "/" + name) << "four";
    }
    std::vector<std::string> versions;
    for (const FirmwareShelf::Bundle& bundle : FirmwareShelf(folder.path()).bundles()) {
        EXPECT_EQ(bundle.size, Bytes(4));
        versions.push_back(bundle.version);
    }
    EXPECT_EQ(versions, (std::vector<std::string>{"1.10.0", "1.9.0", "1.2"}));
    EXPECT_TRUE(FirmwareShelf(folder.path() + "/nowhere").bundles().empty());
}

}  // namespace
}  // namespace porchlight::hub
