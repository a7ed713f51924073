// SPDX-License-Identifier: Apache-2.0
#include "camera/hub_link.hpp"

#include "base/fd.hpp"
#include "base/random.hpp"
#include "camera/diary_for_test.hpp"
#include "camera/hub_session.hpp"
#include "net/link/certificate_life.hpp"
#include "net/link/link_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>
#include <variant>
#include <vector>

namespace porchlight::camera {
namespace {

using device::Event;
using net::link::Frame;
using net::link::FrameKind;
using net::link::Link;
using ::testing::HasSubstr;

/// A camera that writes down what its way home tells it.
class Listener final : public HomeListener {
  public:
    Listener(rt::asio::any_io_executor executor, const std::string& folder)
        : clips_(executor, executor, std::move(ClipRing::open(folder, mebibytes(1))).value(),
                 [](const KeptClip& /*clip*/) {}) {}

    void on_home(Event event) override { diary.write(std::string(device::name_of(event))); }
    Result<> on_paired(Secret hub, std::optional<hal::WifiCredentials> wifi) override {
        memory.hub = std::move(hub);
        diary.write("paired, network " + (wifi ? wifi->ssid : "none"));
        if (closes_pairing != nullptr) {
            closes_pairing->close_pairing();
        }
        return {};
    }
    Result<> on_hub_changed(Secret hub) override {
        memory.hub = std::move(hub);
        diary.write("hub changed");
        return {};
    }
    void on_notice(const std::string& notice) override { diary.write("notice " + notice); }
    device::Telemetry telemetry() override { return {}; }
    std::int64_t settings_revision() override { return 0; }
    Result<> on_settings(const device::SettingsWanted& wanted) override {
        diary.write("sensitivity " + std::to_string(wanted.settings.sensitivity));
        return {};
    }
    void on_restart_asked() override { diary.write("restart"); }
    void on_firmware_offer(std::int64_t command, const device::FirmwareOffer& offer) override {
        diary.write("firmware " + offer.version + " by " + std::to_string(command));
    }
    void on_firmware_piece(const device::DataPiece& piece) override {
        diary.write("piece " + std::to_string(piece.offset) + " " + piece.bytes);
    }
    void on_network_seen(hal::WifiCredentials network) override {
        networks.push_back(network.ssid);
    }
    rt::Task<std::string> take_snapshot() override { co_return std::string(70'000, 'j'); }
    device::StreamOffer stream() override { return {8554, "/main", "hub", Secret("once")}; }
    ClipRecorder& clips() override { return clips_; }

    Diary diary;
    CameraMemory memory;
    HubLink* closes_pairing = nullptr;  ///< As soon as it is paired, as a camera does.
    std::vector<std::string> networks;

  private:
    ClipRecorder clips_;
};

device::Command command(std::int64_t id, device::CommandAction action) {
    device::Command command;
    command.id = id;
    command.action = std::move(action);
    return command;
}

/// A scripted hub before a real link.
class HubLinkTest : public net::link::LinkFixture {
  protected:
    HubLinkTest() {
        on_thread(
            [this] { listener_of_camera_.emplace(thread_.executor(), folder_.path() + "/clips"); });
    }
    ~HubLinkTest() override {
        on_thread([this] {
            camera_.reset();
            listener_of_camera_.reset();
        });
    }

    void make_camera() {
        on_thread([this] {
            HubLinkSettings settings{identity(),
                                     {Secret("12345678"), Secret(std::string(32, 'A'))},
                                     "porchlight-camera",
                                     "1.2.3",
                                     address(),
                                     report_file_,
                                     std::chrono::milliseconds(20)};
            camera_.emplace(thread_.executor(), std::move(settings), system_clock_, random_,
                            *listener_of_camera_);
        });
    }
    std::string file_text() const { return read_file(report_file_).value_or(""); }
    void stop_camera() { EXPECT_TRUE(await(camera_->stop())); }
    void act(const std::function<void(HubLink&)>& action) {
        on_thread([&] { action(*camera_); });
    }
    void seek() {
        act([this](HubLink& camera) { camera.seek(listener_of_camera_->memory); });
    }
    Diary& diary() { return listener_of_camera_->diary; }

    /// Takes every stranger in whose code is right, and lets `session_` talk with its own cameras.
    void open_hub(const std::string& code = "12345678") {
        serve([this, code](std::unique_ptr<Link> link) {
            return link->peer().serial ? session_(std::move(link))
                                       : take_in(this, std::move(link), code);
        });
    }
    void pair() {
        act([](HubLink& camera) { camera.open_pairing(); });
        ASSERT_NE(diary().next_with("paired"), "");
    }

    static rt::Task<> take_in(HubLinkTest* test, std::unique_ptr<Link> link, std::string code) {
        auto hearing = net::link::hear_camera(link.get());
        PL_CO_TRY(auto hello, co_await std::move(hearing));
        auto proving = net::link::prove_camera(link.get(), hello, net::link::PairingMethod::Code,
                                               Secret(code));
        PL_CO_TRY(const std::string request, co_await std::move(proving));
        const auto ca = test->authority();
        net::link::HubGrant grant;
        grant.authority_pem = ca.certificate_pem();
        grant.certificate_pem = *ca.issue_device(request, hello.serial, hello.key);
        grant.home = "Our house";
        grant.hubs = {test->address()};
        grant.wifi = net::link::WifiNetwork{"Home", Secret("porchlight")};
        auto granting = net::link::grant_camera(link.get(), std::move(grant));
        auto granted = co_await std::move(granting);
        test->heard_.write(granted ? "it is kept" : "nobody knows whether it is kept");
        co_return granted;
    }

    /// Says these, and then writes down all that comes.
    static rt::Task<> converse(HubLinkTest* test, std::unique_ptr<Link> link,
                               std::vector<device::LinkMessage> messages) {
        for (const device::LinkMessage& message : messages) {
            Frame frame{FrameKind::Message, device::to_json(message)};
            auto sending = link->send(std::move(frame));
            PL_CO_TRY_VOID(co_await std::move(sending));
        }
        for (;;) {
            auto receiving = link->receive();
            PL_CO_TRY(const Frame frame, co_await std::move(receiving));
            test->heard_.write(frame.kind == FrameKind::Data
                                   ? "data " + std::to_string(frame.bytes.size())
                                   : frame.bytes);
        }
    }
    /// Answers what is asked for; writes the rest down.
    static rt::Task<> give_firmware(HubLinkTest* test, std::unique_ptr<Link> link) {
        Frame welcome{FrameKind::Message, device::to_json(device::LinkMessage(device::Welcome{}))};
        auto greeting = link->send(std::move(welcome));
        PL_CO_TRY_VOID(co_await std::move(greeting));
        for (;;) {
            auto receiving = link->receive();
            PL_CO_TRY(const Frame frame, co_await std::move(receiving));
            test->heard_.write(frame.bytes);
            const auto message = device::link_message_from_json(frame.bytes);
            if (const auto* ask = message ? std::get_if<device::DataRequest>(&*message) : nullptr) {
                const device::DataPiece piece{ask->kind, ask->id, ask->offset,
                                              "bytes of " + std::to_string(ask->id)};
                Frame answer{FrameKind::Data, device::data_to_frame(piece)};
                auto sending = link->send(std::move(answer));
                PL_CO_TRY_VOID(co_await std::move(sending));
            }
        }
    }
    /// Welcomes at `time`, and issues a certificate for that identity whenever one is wished for.
    static rt::Task<> renew(HubLinkTest* test, std::unique_ptr<Link> link, UtcTime time,
                            std::string name) {
        device::Welcome hello;
        hello.time = time;
        Frame welcome{FrameKind::Message, device::to_json(device::LinkMessage(hello))};
        auto greeting = link->send(std::move(welcome));
        PL_CO_TRY_VOID(co_await std::move(greeting));
        for (;;) {
            auto receiving = link->receive();
            PL_CO_TRY(const Frame frame, co_await std::move(receiving));
            test->heard_.write(frame.bytes);
            const auto message = device::link_message_from_json(frame.bytes);
            if (!message || !std::holds_alternative<device::CertificateWish>(*message)) {
                continue;
            }
            const auto& wish = std::get<device::CertificateWish>(*message);
            const auto device = test->identity(name);
            const std::string request =
                name == "camera" ? wish.request_pem : *device.certificate_request();
            const device::CertificateIssued issued{
                *test->authority().issue_device(request, device.serial(), device.public_key())};
            // The command says when the certificate was dealt with.
            const std::vector<device::LinkMessage> answers{issued, command(1, device::Identify{})};
            for (const device::LinkMessage& answer : answers) {
                Frame next{FrameKind::Message, device::to_json(answer)};
                auto sending = link->send(std::move(next));
                PL_CO_TRY_VOID(co_await std::move(sending));
            }
        }
    }
    void renew_at(std::chrono::hours later, const std::string& name = "camera") {
        session_ = [this, time = system_clock_.utc_now() + later,
                    name](std::unique_ptr<Link> link) {
            return renew(this, std::move(link), time, name);
        };
    }
    UtcTime end_of_memory() {
        UtcTime end;
        on_thread([&] {
            const auto grant = hub_from_text(listener_of_camera_->memory.hub);
            end = *net::link::end_of_certificate(grant->certificate_pem);
        });
        return end;
    }
    static rt::Task<> greet_and_go(std::unique_ptr<Link> link) {
        Frame frame{FrameKind::Message, device::to_json(device::LinkMessage(device::Welcome{}))};
        auto sending = link->send(std::move(frame));
        PL_CO_TRY_VOID(co_await std::move(sending));
        co_return co_await link->flush();
    }
    void answer_with(std::vector<device::LinkMessage> messages) {
        session_ = [this, messages](std::unique_ptr<Link> link) {
            return converse(this, std::move(link), messages);
        };
    }

    SystemClock system_clock_;
    Random random_{1};
    std::string report_file_;
    Diary heard_;  ///< By the hub.
    std::function<rt::Task<>(std::unique_ptr<Link>)> session_;
    std::optional<Listener> listener_of_camera_;
    std::optional<HubLink> camera_;
};

TEST_F(HubLinkTest, IsPairedByItsCodeAndThenAtHome) {
    answer_with({device::Welcome{}});
    open_hub();
    make_camera();
    act([](HubLink& camera) { camera.open_pairing(); });
    EXPECT_THAT(diary().next_with("notice"), HasSubstr("1234 5678"));
    EXPECT_THAT(diary().next_with("paired"), HasSubstr("network Home"));
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubFound");
    const std::string hello = heard_.next_with("\"hello\"");
    EXPECT_THAT(hello, HasSubstr("porchlight-camera"));
    EXPECT_THAT(hello, HasSubstr("/main"));
    EXPECT_NE(heard_.next_with("telemetry"), "");
}

TEST_F(HubLinkTest, TheHubIsToldThatThePairingIsKeptThoughItEndsWithThat) {
    open_hub();
    make_camera();
    act([this](HubLink& camera) { listener_of_camera_->closes_pairing = &camera; });
    pair();
    EXPECT_EQ(heard_.next_with("kept"), "it is kept");
}

TEST_F(HubLinkTest, AnotherCodeIsNotPaired) {
    open_hub("87654321");
    make_camera();
    act([](HubLink& camera) { camera.open_pairing(); });
    static_cast<void>(diary().next_with("pairing code"));
    EXPECT_NE(diary().next_with("notice"), "");
    EXPECT_TRUE(listener_of_camera_->memory.hub.empty());
}

TEST_F(HubLinkTest, AHubThatDoesNotKnowItRefusesIt) {
    answer_with({device::Goodbye{device::GoodbyeReason::NotRegistered, "It was deleted."}});
    open_hub();
    make_camera();
    pair();
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubRefused");
}

TEST_F(HubLinkTest, AHubThatIsNotThereIsNotFound) {
    answer_with({device::Welcome{}});
    open_hub();
    make_camera();
    pair();
    EXPECT_TRUE(await(listener_->stop()));
    on_thread([this] { listener_.reset(); });
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubNotFound");
}

TEST_F(HubLinkTest, ALinkThatEndsIsAHubThatIsLost) {
    session_ = greet_and_go;
    open_hub();
    make_camera();
    pair();
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubFound");
    EXPECT_EQ(diary().next_with("Hub"), "HubLost");
}

TEST_F(HubLinkTest, LeavingTellsNothing) {
    answer_with({device::Welcome{}});
    open_hub();
    make_camera();
    pair();
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubFound");
    act([](HubLink& camera) { camera.leave(); });
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubFound") << "no HubLost in between";
}

TEST_F(HubLinkTest, DoesWhatTheHubAsks) {
    device::SettingsWanted settings;
    settings.revision = 4;
    settings.settings.sensitivity = 9;
    answer_with({device::Welcome{}, settings, command(1, device::Identify{}),
                 command(2, device::TakeSnapshot{}),
                 command(3, device::FirmwareOffer{"2.0.0", Bytes(5)}),
                 command(4, device::Restart{})});
    open_hub();
    make_camera();
    pair();
    seek();
    EXPECT_EQ(diary().next_with("sensitivity"), "sensitivity 9");
    EXPECT_EQ(diary().next_with("Identify"), "IdentifyAsked");
    EXPECT_EQ(diary().next_with("firmware"), "firmware 2.0.0 by 3");
    EXPECT_EQ(diary().next_with("restart"), "restart");
    EXPECT_THAT(heard_.next_with("settings_applied"), HasSubstr("\"revision\":4"));
    EXPECT_THAT(heard_.next_with("70000"), HasSubstr("\"id\":2"));
}

TEST_F(HubLinkTest, ACertificateIsRenewedThirtyDaysBeforeItsEnd) {
    using std::chrono::days;
    renew_at(days(60) - std::chrono::hours(1));
    open_hub();
    make_camera();
    pair();
    const UtcTime end = end_of_memory();
    seek();
    EXPECT_NE(heard_.next_with("telemetry"), "");
    act([](HubLink& camera) { camera.report({}); });
    EXPECT_THAT(heard_.next_with("\"type\""), HasSubstr("event")) << "30 days and more are left";
    clock_.advance(std::chrono::hours(2));  // what is issued now lasts longer
    renew_at(days(60) + std::chrono::hours(1));
    seek();
    EXPECT_NE(heard_.next_with("certificate_wish"), "");
    EXPECT_EQ(diary().next_with("hub changed"), "hub changed");
    EXPECT_GT(end_of_memory(), end);
    seek();
    EXPECT_NE(heard_.next_with("hello"), "") << "it is taken with the new one";
    EXPECT_NE(heard_.next_with("telemetry"), "");
}

TEST_F(HubLinkTest, ACertificateOfAnotherKeyIsNotKept) {
    renew_at(std::chrono::days(70), "other");
    open_hub();
    make_camera();
    pair();
    const UtcTime end = end_of_memory();
    clock_.advance(std::chrono::hours(2));
    seek();
    EXPECT_NE(heard_.next_with("certificate_wish"), "");
    EXPECT_EQ(diary().next_with("Identify"), "IdentifyAsked");
    EXPECT_EQ(end_of_memory(), end);
}

TEST_F(HubLinkTest, ReportsOutliveTheProgramHoweverItEnds) {
    report_file_ = folder_.path() + "/reports";
    answer_with({device::Welcome{}});
    open_hub();
    make_camera();
    pair();
    device::EventReport report;
    report.id = 77;
    report.detail = "Somebody rang.";
    act([&](HubLink& camera) { camera.report(report); });
    // As after a power cut: what is in the file is all there is.
    while (file_text().find("Somebody rang.") == std::string::npos) {
        std::this_thread::yield();
    }
    make_camera();
    report.id = 78;
    report.detail = "It is too hot.";
    act([&](HubLink& camera) { camera.report(report); });
    stop_camera();
    make_camera();
    seek();
    EXPECT_THAT(heard_.next_with("Somebody rang."), HasSubstr("77"));
    EXPECT_THAT(heard_.next_with("It is too hot."), HasSubstr("78"));
    answer_with({device::Welcome{}, device::EventSeen{77}, device::EventSeen{78}});
    seek();
    EXPECT_NE(heard_.next_with("It is too hot."), "");
    while (file_text().find("rang") != std::string::npos) {
        std::this_thread::yield();
    }
    report.id = 79;
    act([&](HubLink& camera) { camera.report(report); });
    while (file_text().find("too hot") == std::string::npos) {
        std::this_thread::yield();
    }
    act([](HubLink& camera) { camera.forget(); });
    EXPECT_EQ(file_text().find("too hot"), std::string::npos) << "the next owner's camera";
}

TEST_F(HubLinkTest, AnUpdateIsAskedForInPiecesAndTheCommandAnsweredLater) {
    session_ = [this](std::unique_ptr<Link> link) { return give_firmware(this, std::move(link)); };
    open_hub();
    make_camera();
    pair();
    seek();
    EXPECT_EQ(diary().next_with("Hub"), "HubFound");
    act([](HubLink& camera) { camera.ask_firmware(3, 120'000); });
    EXPECT_EQ(diary().next_with("piece"), "piece 120000 bytes of 3");
    device::CommandResult result;
    result.id = 3;
    act([&](HubLink& camera) { camera.answer(result); });
    EXPECT_THAT(heard_.next_with("command_result"), HasSubstr("\"id\":3"));
}

TEST_F(HubLinkTest, APictureIsFetchedInPieces) {
    device::DataRequest first{device::DataKind::Snapshot, 2, 0};
    device::DataRequest second{device::DataKind::Snapshot, 2, 60'000};
    device::DataRequest other{device::DataKind::Snapshot, 7, 0};
    answer_with({device::Welcome{}, command(2, device::TakeSnapshot{}), first, second, other});
    open_hub();
    make_camera();
    pair();
    seek();
    constexpr int kHead = 17;
    EXPECT_EQ(heard_.next_with("data"), "data " + std::to_string(60'000 + kHead));
    EXPECT_EQ(heard_.next_with("data"), "data " + std::to_string(10'000 + kHead));
    EXPECT_EQ(heard_.next_with("data"), "data " + std::to_string(kHead)) << "no such picture";
}

TEST_F(HubLinkTest, ReportsAreSaidAgainUntilTheHubHasSeenThem) {
    answer_with({device::Welcome{}});
    open_hub();
    make_camera();
    pair();
    device::EventReport report;
    report.id = 77;
    report.detail = "Somebody rang.";
    act([&](HubLink& camera) { camera.report(report); });
    seek();
    EXPECT_THAT(heard_.next_with("Somebody rang."), HasSubstr("77"));
    answer_with({device::Welcome{}, device::EventSeen{77}});
    seek();
    EXPECT_THAT(heard_.next_with("Somebody rang."), HasSubstr("77"));
}

TEST(ReportQueue, KeepsTheNewestAndForgetsWhatWasSeen) {
    ReportQueue queue(3);
    for (std::int64_t id = 1; id <= 5; ++id) {
        device::EventReport report;
        report.id = id;
        queue.add(report);
    }
    ASSERT_EQ(queue.waiting().size(), 3U);
    EXPECT_EQ(queue.waiting().front().id, 3);
    device::EventReport ended;
    ended.id = 4;
    ended.detail = "over";
    queue.add(ended);
    EXPECT_EQ(queue.waiting().size(), 3U);
    EXPECT_EQ(queue.waiting()[1].detail, "over");
    queue.seen(4);
    EXPECT_EQ(queue.waiting().size(), 2U);
}

TEST(HubMemory, IsReadBackAndRefusesWhatIsIncomplete) {
    net::link::HubGrant grant;
    grant.authority_pem = "a";
    grant.certificate_pem = "c";
    grant.home = "Our house";
    grant.hubs = {{"porch.local", 8421}, {"fe80::1", 9}};
    const auto again = hub_from_text(to_text(grant));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->home, "Our house");
    ASSERT_EQ(again->hubs.size(), 2U);
    EXPECT_EQ(again->hubs[1].host, "fe80::1");
    for (const char* text : {"", "{}", "[]", R"({"authority":"a","certificate":"c","hubs":[]})",
                             R"({"authority":"a","certificate":"c","hubs":[{"port":70000}]})"}) {
        EXPECT_FALSE(hub_from_text(Secret(text))) << text;
    }
}

TEST(LabelSecrets, StandOnTheLabelForGood) {
    const TemporaryFolder folder;
    const auto first = LabelSecrets::open(folder.path());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->code.reveal().size(), 8U);
    const auto again = LabelSecrets::open(folder.path());
    EXPECT_EQ(again->code.reveal(), first->code.reveal());
    EXPECT_EQ(again->secret.reveal(), first->secret.reveal());
    ASSERT_TRUE(write_file_atomically(folder.path() + "/label", "rot"));
    EXPECT_TRUE(LabelSecrets::open(folder.path()));
}

}  // namespace
}  // namespace porchlight::camera
