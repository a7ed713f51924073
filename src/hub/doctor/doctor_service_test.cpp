// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/doctor_service.hpp"

#include "base/temporary_folder.hpp"
#include "doctor/knowledge_file.hpp"
#include "hub/doctor/experience.hpp"
#include "hub/fakes/fake_cameras.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

/// Two cameras without video, a real store, probes that find what a test says, and seconds that
/// pass when it says so.
class DoctorServiceTest : public testing::Test {
  protected:
    DoctorServiceTest() {
        store::Home home;
        home.id = home_;
        home.name = "Home";
        EXPECT_TRUE(await(store_->add_home(home)));
        add_camera("Porch");
        add_camera("Yard");
        begin();
    }
    ~DoctorServiceTest() override {
        EXPECT_TRUE(await(service_->stop()));
        run([this] { service_.reset(); });
    }

    void begin() {
        run([this] {
            service_ = std::make_unique<DoctorService>(DoctorService::Parts{
                thread_.executor(), *store_, cameras_, feed_, clock_, random_, home_,
                doctor::built_in_knowledge(), [](const Serial& /*serial*/) { return HealthView(); },
                [](const Serial& /*serial*/, UtcTime /*from*/, UtcTime /*to*/) {
                    return give(store::TelemetrySeries());
                },
                [this](const Serial& /*serial*/) { return give(commands_); },
                [this](const std::optional<CameraView>& /*camera*/, const CameraMemory& memory) {
                    ++probes_;
                    probed_mac_ = memory.mac;
                    return give(probed_);
                },
                [](const CameraView& /*camera*/) { return std::string("aa:bb:cc:dd:ee:ff"); }});
        });
        EXPECT_TRUE(await(service_->start()));
    }
    /// Over the same store.
    void restart() {
        EXPECT_TRUE(await(service_->stop()));
        begin();
    }

    template <typename T>
    static rt::Task<T> give(T value) {
        co_return value;
    }
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    template <typename Work>
    static rt::Task<> body(Work work) {
        work();
        co_return Result<>();
    }
    template <typename Work>
    void run(Work work) {
        EXPECT_TRUE(await(body(std::move(work))));
    }
    bool is_idle() {
        bool idle = false;
        run([&] { idle = service_->errands() == 0; });
        return idle;
    }
    /// A second at a time, as the service does; what it begins is done before the next.
    void pass(std::chrono::seconds time) {
        for (auto gone = 0s; gone < time; gone += 1s) {
            clock_.advance(1s);
            run([this] { service_->look(); });
            settle();
        }
    }
    void settle() {
        while (!is_idle()) {
        }
    }

    void add_camera(const std::string& name) {
        store::Camera row;
        row.id = CameraId(static_cast<std::int64_t>(cameras_.cameras.size()) + 1);
        row.home = home_;
        row.settings.name = name;
        row.settings.url = Secret("rtsp://ann:one@192.168.1.20/main");
        EXPECT_TRUE(await(store_->add_camera(row)));
        CameraView view;
        view.id = row.id;
        view.settings = row.settings;
        view.state = CameraState::Live;
        cameras_.cameras.push_back(view);
    }
    CameraView& camera(std::size_t index = 0) { return cameras_.cameras.at(index); }
    void lose(CameraView& view, ErrorCode code = ErrorCode::TimedOut, std::string fault = "") {
        view.state = CameraState::Retrying;
        view.problem =
            Problem{std::string(to_string(code)), "Nothing answers", std::nullopt, UtcTime()};
        if (!fault.empty()) {
            view.problem->fault = std::move(fault);
        }
    }
    void refuse(CameraView& view) {
        lose(view, ErrorCode::PermissionDenied, "stream.auth_wrong_account");
    }
    static void come_back(CameraView& view) {
        view.state = CameraState::Live;
        view.problem.reset();
    }
    std::vector<store::DoctorSession> sessions() {
        std::vector<store::DoctorSession> rows;
        run([&] { rows = service_->list(); });
        return rows;
    }
    DoctorSessionView session() {
        Result<DoctorSessionView> view = Error(ErrorCode::NotFound, "none");
        run([&] { view = service_->find(service_->list().at(0).id); });
        return *view;
    }
    static std::vector<std::string> steps_of(const DoctorNext& next) {
        return next.also ? std::vector{next.id, next.also->id} : std::vector{next.id};
    }
    DoctorSessionView tell(DoctorWord word) {
        const DoctorSessionView before = session();
        Result<DoctorSessionView> view = Error(ErrorCode::NotFound, "none");
        run([&] { view = service_->outcome(before.id, steps_of(before.next), word); });
        settle();
        return *view;
    }
    /// Answers "I cannot tell" until a step is advised.
    DoctorSessionView until_a_step() {
        DoctorSessionView view = session();
        for (int i = 0; i < 40 && view.phase == DoctorPhase::Asking; ++i) {
            run([&] { view = *service_->answer(view.id, view.next.id, std::nullopt); });
        }
        EXPECT_EQ(view.phase, DoctorPhase::Doing);
        return view;
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    Random random_{1};
    rt::IoThread thread_{"test"};
    std::unique_ptr<store::Store> store_ = *store::open_sqlite_store(folder_.path() + "/db");
    HomeId home_{1};
    EventFeed feed_{thread_.executor(), clock_};
    FakeCameras cameras_;
    std::vector<ProbeAnswer> probed_;
    std::vector<store::DeviceCommand> commands_;
    int probes_ = 0;
    std::string probed_mac_;  ///< What was remembered of the camera.
    std::unique_ptr<DoctorService> service_;
};

TEST_F(DoctorServiceTest, NamesTheCauseOfACameraThatFellSilentWithin30Seconds) {
    pass(5s);
    refuse(camera());
    pass(SilenceWatch::kRefused + 1s);
    ASSERT_TRUE(camera().cause);
    EXPECT_THAT(camera().cause->id, testing::StartsWith("stream.auth")) << camera().cause->sentence;
    EXPECT_FALSE(camera().cause->next.empty());
    EXPECT_FALSE(camera(1).cause);
    const auto kept = sessions();
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_TRUE(kept[0].by_itself);
    EXPECT_EQ(kept[0].id, camera().cause->session);
}

TEST_F(DoctorServiceTest, ProbesBeforeItNamesTheCauseOfSilence) {
    pass(5s);
    probed_ = {{"router_answers", "yes", "3 ms"}, {"camera_ping", "no", "3 lost of 3"}};
    lose(camera());
    pass(SilenceWatch::kGrace - 1s);
    EXPECT_EQ(probes_, 0);
    EXPECT_FALSE(camera().cause);
    pass(2s);
    EXPECT_EQ(probes_, 1);
    EXPECT_EQ(probed_mac_, "aa:bb:cc:dd:ee:ff");
    ASSERT_TRUE(camera().cause);
    const DoctorSessionView view = session();
    EXPECT_NE(view.phase, DoctorPhase::Looking) << "no probe is left to wait for";
    const auto ping = std::ranges::find(view.findings, "camera_ping", &DoctorFinding::observation);
    ASSERT_NE(ping, view.findings.end());
    EXPECT_EQ(ping->words, "3 lost of 3");
}

TEST_F(DoctorServiceTest, AHealthyHomeGetsNoAlarm) {
    for (int minute = 0; minute < 30; ++minute) {
        pass(48s);
        lose(camera(), ErrorCode::Unavailable);
        pass(SilenceWatch::kGrace - 2s);
        come_back(camera());
        camera(1).state = minute % 2 == 0 ? CameraState::Asleep : CameraState::Paused;
        EXPECT_FALSE(camera().cause);
        EXPECT_FALSE(camera(1).cause);
    }
    EXPECT_TRUE(sessions().empty());
    EXPECT_EQ(probes_, 0);
}

TEST_F(DoctorServiceTest, ARestartThatTheHubAskedForIsNoSilence) {
    camera().device = *Serial::parse("PL-00001");
    pass(5s);
    store::DeviceCommand command;
    command.action = R"({"action":"restart"})";
    command.created = clock_.utc_now();
    commands_ = {command};
    lose(camera(), ErrorCode::Unavailable);
    pass(60s);
    EXPECT_FALSE(camera().cause);
    pass(SilenceWatch::kExpected);
    EXPECT_TRUE(camera().cause) << "it has not come back";
}

TEST_F(DoctorServiceTest, ACameraThatComesBackByItselfIsWatchedAndNoStepIsPraised) {
    pass(5s);
    lose(camera());
    pass(SilenceWatch::kGrace + 1s);
    ASSERT_TRUE(camera().cause);
    come_back(camera());
    pass(1s);
    EXPECT_FALSE(camera().cause);
    EXPECT_EQ(session().phase, DoctorPhase::Watching);
    pass(16min);
    EXPECT_EQ(session().end, DoctorEnd::ByItself);
    run([this] { EXPECT_TRUE(service_->counts().empty()); });
}

TEST_F(DoctorServiceTest, TheCamerasReturnIsTheOutcomeOfTheStepThatWasDone) {
    pass(5s);
    refuse(camera());
    pass(10s);
    const DoctorSessionView advised = until_a_step();
    EXPECT_EQ(tell(DoctorWord::Done).phase, DoctorPhase::Watching);
    pass(20s);
    EXPECT_FALSE(session().next.works);
    come_back(camera());
    pass(2s);
    EXPECT_TRUE(session().next.works);
    const auto hold = doctor::built_in_knowledge()
                          .steps[*doctor::find(doctor::built_in_knowledge().steps, advised.next.id)]
                          .hold;
    clock_.advance(hold);
    pass(2s);
    const DoctorSessionView after = session();
    EXPECT_EQ(after.end, DoctorEnd::Fixed);
    ASSERT_EQ(after.outcomes.size(), 1U);
    EXPECT_EQ(after.outcomes[0].came, store::CameOfStep::Fixed);
    const auto counted = await(store_->doctor_counts(home_));
    ASSERT_EQ(counted->size(), 1U);
    EXPECT_EQ(counted->at(0).step, advised.next.id);
    EXPECT_EQ(counted->at(0).came, store::CameOfStep::Fixed);
}

TEST_F(DoctorServiceTest, AStepAfterWhichItFailsAgainHasOnlyHiddenIt) {
    pass(5s);
    refuse(camera());
    pass(10s);
    until_a_step();
    tell(DoctorWord::Done);
    come_back(camera());
    pass(30s);
    refuse(camera());
    pass(10s);
    const DoctorSessionView after = session();
    ASSERT_EQ(after.outcomes.size(), 1U);
    EXPECT_EQ(after.outcomes[0].came, store::CameOfStep::Masked);
    EXPECT_THAT(after.summary, testing::HasSubstr("only hid it"));
    EXPECT_THAT(camera().cause->sentence, testing::HasSubstr("only hid it"));
    EXPECT_GE(probes_, 2) << "it looks again after a step";
}

TEST_F(DoctorServiceTest, OneThatFailsAfterItsEndGoesOnWithItsOldSession) {
    pass(5s);
    refuse(camera());
    pass(10s);
    until_a_step();
    tell(DoctorWord::Done);
    come_back(camera());
    pass(2s);
    clock_.advance(std::chrono::hours(49));
    pass(1s);
    ASSERT_EQ(session().end, DoctorEnd::Fixed);
    refuse(camera());
    pass(10s);
    EXPECT_EQ(sessions().size(), 1U);
    EXPECT_EQ(session().end, std::nullopt);
    EXPECT_EQ(session().outcomes.at(0).came, store::CameOfStep::Masked);
    const auto counted = await(store_->doctor_counts(home_));
    ASSERT_TRUE(counted);
    EXPECT_THAT(*counted,
                testing::Each(testing::Field(&store::DoctorCount::came, store::CameOfStep::Masked)))
        << "what was counted as fixed is counted no more";
}

TEST_F(DoctorServiceTest, AWalkGoesOnAfterTheHubHasRestarted) {
    pass(5s);
    refuse(camera());
    pass(10s);
    until_a_step();
    const DoctorSessionView before = tell(DoctorWord::Done);
    restart();
    const DoctorSessionView after = session();
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.phase, DoctorPhase::Watching);
    EXPECT_EQ(after.next.id, before.next.id);
    EXPECT_EQ(after.findings.size(), before.findings.size());
    come_back(camera());
    pass(2s);
    EXPECT_TRUE(session().next.works);
}

TEST_F(DoctorServiceTest, AnOwnersWordsBeginAWalkAboutACameraThatTheHubCannotReach) {
    const auto begun = await(service_->begin(
        {std::nullopt, "my outdoor cam flashes red, app says offline", "blink-outdoor-4"}));
    ASSERT_TRUE(begun) << begun.error().message();
    settle();
    const DoctorSessionView view = session();
    EXPECT_EQ(view.camera, std::nullopt);
    EXPECT_EQ(view.phase, DoctorPhase::Asking);
    EXPECT_FALSE(view.next.answers.empty());
    EXPECT_THAT(view.findings, testing::Contains(testing::Field(&DoctorFinding::words,
                                                                testing::HasSubstr("offline"))));
    run([&] {
        EXPECT_EQ(service_->correct(view.id, "app_says", std::nullopt)->findings.size(),
                  view.findings.size() - 1);
        EXPECT_FALSE(service_->answer(view.id, "nonsense", "x"));
        EXPECT_FALSE(service_->answer(view.id, view.next.id, "nonsense"));
        EXPECT_FALSE(service_->outcome(view.id, {"nonsense"}, DoctorWord::Done));
        EXPECT_FALSE(service_->find(DoctorSessionId(7)));
        EXPECT_EQ(service_->leave(view.id)->end, DoctorEnd::Left);
    });
    settle();
    EXPECT_FALSE(await(service_->begin({})));
    EXPECT_FALSE(await(service_->begin({CameraId(99), "", ""})));
}

TEST_F(DoctorServiceTest, WordsAboutACameraThatIsLookedAtJoinItsWalk) {
    pass(5s);
    refuse(camera());
    pass(10s);
    const auto joined =
        await(service_->begin({camera().id, "I changed the camera's password", ""}));
    ASSERT_TRUE(joined);
    settle();
    EXPECT_EQ(sessions().size(), 1U);
    EXPECT_EQ(session().about, "I changed the camera's password");
}

TEST_F(DoctorServiceTest, VideoIsNoProofThatABlurredPictureIsCured) {
    pass(5s);
    ASSERT_TRUE(await(service_->begin({camera().id, "the picture is blurred", ""})));
    settle();
    pass(5s);
    EXPECT_NE(session().phase, DoctorPhase::Watching);
    EXPECT_FALSE(camera().cause);
}

TEST_F(DoctorServiceTest, AReportForSupportTellsAllAndNoPassword) {
    pass(5s);
    refuse(camera());
    pass(10s);
    run([this] {
        const std::string text = *service_->report(service_->list().at(0).id);
        EXPECT_THAT(text, testing::HasSubstr("What is known"));
        EXPECT_THAT(text, testing::HasSubstr("401"));
        EXPECT_THAT(text, testing::Not(testing::HasSubstr("one@")));
    });
}

TEST_F(DoctorServiceTest, OfWhatWasLookedAtAgainTheLastWordIsToldOnce) {
    pass(5s);
    refuse(camera());
    pass(10s);
    ASSERT_EQ(until_a_step().phase, DoctorPhase::Doing);
    const DoctorSessionView view = tell(DoctorWord::NoHelp);
    pass(10s);
    std::set<std::string> told;
    for (const DoctorFinding& finding : session().findings) {
        EXPECT_TRUE(told.insert(finding.observation).second) << finding.observation;
    }
    EXPECT_FALSE(told.empty());
    run([&] {
        EXPECT_THAT(*service_->report(view.id), testing::HasSubstr("\n  It did not help: "));
    });
}

TEST_F(DoctorServiceTest, AChangedLoginIsRememberedOverARestart) {
    pass(5s);
    camera().settings.url = Secret("rtsp://ann:two@192.168.1.20/main");
    refuse(camera());
    pass(1s);
    restart();
    pass(SilenceWatch::kRefused + 2s);
    const DoctorSessionView view = session();
    const auto found =
        std::ranges::find(view.findings, "login_changed", &DoctorFinding::observation);
    ASSERT_NE(found, view.findings.end());
    EXPECT_EQ(found->value, "yes");
}

TEST(Experience, WhatWasOftenCuredHereIsOneWordCommonerAndNoMore) {
    const doctor::Knowledge& knowledge = doctor::built_in_knowledge();
    const std::size_t hung = *doctor::find(knowledge.causes, "router.hung");
    const auto with = [&](std::int64_t times, store::CameOfStep came) {
        return with_experience(knowledge, {{"router.hung", "restart_router", came, times}})
            .causes[hung]
            .common;
    };
    EXPECT_EQ(with(kCuredOften - 1, store::CameOfStep::Fixed), doctor::Common::Common);
    EXPECT_EQ(with(kCuredOften, store::CameOfStep::Fixed), doctor::Common::VeryCommon);
    EXPECT_EQ(with(1000, store::CameOfStep::Fixed), doctor::Common::VeryCommon);
    EXPECT_EQ(with(1000, store::CameOfStep::Masked), doctor::Common::Common);
}

}  // namespace
}  // namespace porchlight::hub
