// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_session.hpp"

#include "recorder/recorder_fixture.hpp"

#include <condition_variable>
#include <mutex>
#include <semaphore>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;

/// Remembers the newest view; tests wait for one.
class Onlooker final : public CameraSession::Listener {
  public:
    void on_view(const CameraView& news) override {
        {
            const std::lock_guard lock(mutex_);
            view_ = news;
        }
        changed_.notify_all();
    }
    void on_motion(const MotionView& /*motion*/) override {}

    /// False after 30 s.
    bool sees(CameraState state) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 30s, [&] { return view_.state == state; });
    }
    /// Its trouble, once there is one with `part` in it; empty after 30 s.
    std::string trouble_with(const std::string& part) {
        std::unique_lock lock(mutex_);
        const auto is_told = [&] {
            return view_.problem && view_.problem->sentence.find(part) != std::string::npos;
        };
        return changed_.wait_for(lock, 30s, is_told) ? view_.problem->sentence : std::string();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    CameraView view_;
};

/// A drawn camera, a real recorder and store, and the machine's own clock.
class CameraSessionTest : public ::testing::Test {
  protected:
    void SetUp() override {
        store_ = std::move(store::open_sqlite_store(temporary_.path() + "/db")).value();
        store::Home home;
        home.id = HomeId(1);
        ASSERT_TRUE(await(store_->add_home(home)));
        camera_.id = CameraId(1);
        camera_.home = home.id;
        camera_.settings.url = Secret(url());
        ASSERT_TRUE(await(store_->add_camera(camera_)));
        recorder::RecorderNeeds needs;
        needs.clock = &clock_;
        needs.random = &random_;
        needs.store = store_.get();
        needs.listener = &hearing_;
        needs.media = &media_;
        needs.clips_folder = temporary_.path() + "/clips";
        needs.retention.reserve = Bytes(0);
        recorder_ = std::move(await(recorder::Recorder::start(needs))).value();
        context_ = std::make_unique<SessionContext>(SessionContext{
            session_clock(), random_, pool_, factory_, *recorder_, media_.executor()});
        on_media([&] {
            session_ =
                std::make_unique<CameraSession>(*context_, camera_, HomeArmed::Yes, listener_);
        });
    }
    void TearDown() override {
        EXPECT_TRUE(await(session_->stop()));
        on_media([&] { session_.reset(); });
        EXPECT_TRUE(await(recorder_->stop()));
        on_media([&] { recorder_.reset(); });
    }

    virtual const Clock& session_clock() { return clock_; }
    virtual std::string url() { return "scene://porch?size=320x180&fps=30"; }
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(media_, std::move(task));
    }
    void on_media(const std::function<void()>& work) {
        std::promise<void> done;
        media_.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    TemporaryFolder temporary_;
    SystemClock clock_;
    Random random_{7};
    recorder::Hearing hearing_;
    Onlooker listener_;
    rt::IoThread media_{"media"};
    rt::WorkerPool pool_{1, "work"};
    sources::SourceFactory factory_{clock_, {}};
    store::Camera camera_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<recorder::Recorder> recorder_;
    std::unique_ptr<SessionContext> context_;
    std::unique_ptr<CameraSession> session_;
};

TEST_F(CameraSessionTest, ACameraThatIsDrawnCannotBeSpokenThrough) {
    ASSERT_TRUE(listener_.sees(CameraState::Live));
    Result<std::unique_ptr<live::TalkLine>> line = Error(ErrorCode::Internal, "");
    Talk talk = Talk::Unknown;
    on_media([&] {
        line = session_->open_talk();
        talk = session_->view().talk;
    });
    EXPECT_EQ(talk, Talk::No);
    ASSERT_FALSE(line);
    EXPECT_EQ(line.error().code(), ErrorCode::Unsupported);
    EXPECT_EQ(line.error().message(), "This camera has no loudspeaker that can be reached.");
}

TEST_F(CameraSessionTest, WhoWantsToSpeakBeforeThereIsAPictureIsToldToWait) {
    on_media([&] {
        camera_.settings.paused = true;
        session_->apply(camera_.settings, HomeArmed::Yes);
    });
    Result<std::unique_ptr<live::TalkLine>> line = Error(ErrorCode::Internal, "");
    on_media([&] { line = session_->open_talk(); });
    ASSERT_FALSE(line);
    EXPECT_EQ(line.error().code(), ErrorCode::Unavailable);
}

TEST_F(CameraSessionTest, AMachineTooBusyToLookForMotionIsAGapUntilItCanAgain) {
    rt::WorkQueue other(pool_, 1);
    std::binary_semaphore release(0);
    ASSERT_TRUE(other.try_post([&] { release.acquire(); }));
    EXPECT_TRUE(hearing_.wait_for_gap(store::GapReason::DecoderOverload));
    release.release();
    EXPECT_TRUE(hearing_.wait_for_gap(store::GapReason::DecoderOverload, recorder::GapIs::Over));
}

/// Counts until a key frame that is not due comes.
struct KeyFrames final : live::RtpViewer {
    void on_frame(const media::rtp::RtpFramePtr& frame) override {
        if (frame->kind == media::FrameKind::Key && ++seen == 2) {
            done.set_value(frames);
        }
        ++frames;
    }
    void on_trouble(const Error& /*why*/) override {}
    int seen = 0;
    int frames = 0;
    std::promise<int> done;
};

TEST_F(CameraSessionTest, AViewersWishForAKeyFrameReachesTheCamera) {
    ASSERT_TRUE(listener_.sees(CameraState::Live));
    const auto viewer = std::make_shared<KeyFrames>();
    auto frames = viewer->done.get_future();
    on_media([&] {
        const live::Broadcast& sent = session_->broadcast(LiveQuality::Main);
        sent.rtp()->add(viewer, sent.group());
        sent.rtp()->ask_for_key_frame();
    });
    EXPECT_LT(frames.get(), 60) << "one comes every 60 pictures anyway";
}

/// Somebody comes by all the time.
class BusyCameraTest : public CameraSessionTest {
  protected:
    std::string url() override { return "scene://porch?size=320x180&fps=15&people=often"; }
};

TEST_F(BusyCameraTest, SomebodyWhoTriesSettingsSeesWhatMovesWhileTheSavedOnesGoOn) {
    TriedSettings calm;
    calm.sensitivity = 1;
    const auto trial = std::make_shared<MotionTrial>(pool_, media_.executor(), calm);
    on_media([&] { session_->add_trial(trial); });
    WalkView seen = *await(trial->next());
    while (!seen.live || seen.learning) {
        seen = *await(trial->next());
    }
    EXPECT_FALSE(seen.problem);
    TriedSettings keen;
    keen.sensitivity = 9;
    trial->change(keen);
    while (seen.counting.empty()) {
        seen = *await(trial->next());
    }
    EXPECT_EQ(seen.level, 1);
    EXPECT_GT(seen.counting[0].width, 0);
    EXPECT_LE(seen.counting[0].x + seen.counting[0].width, 1.01);
    while (!seen.trigger) {
        seen = *await(trial->next());
    }
    EXPECT_GE(seen.trigger->after_s, 0.3);
}

TEST_F(CameraSessionTest, OneTooManyWhoTriesIsToldSoAndWhoLeavesMakesRoom) {
    std::vector<std::shared_ptr<MotionTrial>> trials;
    const auto add = [&] {
        trials.push_back(std::make_shared<MotionTrial>(pool_, media_.executor(), TriedSettings()));
        on_media([&] { session_->add_trial(trials.back()); });
    };
    for (int i = 0; i < 4; ++i) {
        add();
    }
    const auto told = await(trials.back()->next());
    ASSERT_TRUE(told && told->problem);
    EXPECT_NE(told->problem->find("Others are trying"), std::string::npos);
    EXPECT_EQ(await(trials.back()->next()).error().code(), ErrorCode::Cancelled);
    trials.clear();
    add();
    WalkView seen = *await(trials.back()->next());
    while (!seen.live) {
        seen = *await(trials.back()->next());
    }
}

TEST_F(CameraSessionTest, WhatIsRecordedByHandIsShownUntilItIsStopped) {
    EXPECT_TRUE(listener_.sees(CameraState::Live));
    Result<> recording;
    on_media([&] { recording = session_->record_by_hand(60s); });
    ASSERT_TRUE(recording);
    CameraView view;
    on_media([&] { view = session_->view(); });
    EXPECT_TRUE(view.recording);
    ASSERT_TRUE(view.by_hand_until);
    EXPECT_NEAR(std::chrono::duration<double>(*view.by_hand_until - clock_.utc_now()).count(), 60,
                5);
    on_media([&] {
        session_->stop_by_hand();
        view = session_->view();
    });
    EXPECT_FALSE(view.by_hand_until);
}

/// A paired one that runs on cells.
class SleepyCameraTest : public CameraSessionTest {
  protected:
    SleepyCameraTest() {
        camera_.device = *Serial::parse("PL-000007");
        camera_.settings.connect = store::ConnectChoice::WhenNeeded;
        camera_.settings.pre_roll = 0ms;
        camera_.settings.post_roll = 0ms;
    }
};

TEST_F(SleepyCameraTest, IsConnectedWhileItSeesSomethingAndNoLongerAndThatIsNoGap) {
    EXPECT_TRUE(listener_.sees(CameraState::Connecting));
    on_media([&] { session_->device_here(true); });
    EXPECT_TRUE(listener_.sees(CameraState::Asleep));
    on_media([&] { session_->device_motion({true, 0.7}); });
    EXPECT_TRUE(listener_.sees(CameraState::Live));
    EXPECT_TRUE(hearing_.wait_for([](const auto& clips) { return !clips.empty(); }));
    on_media([&] { session_->device_motion({}); });
    EXPECT_TRUE(
        hearing_.wait_for([](const auto& clips) { return clips.begin()->second.end.has_value(); }));
    EXPECT_TRUE(listener_.sees(CameraState::Asleep));
    EXPECT_TRUE(hearing_.gaps().empty());
}

TEST_F(SleepyCameraTest, WakesForWhoWantsToSee) {
    on_media([&] { session_->device_here(true); });
    EXPECT_TRUE(listener_.sees(CameraState::Asleep));
    const auto viewer = std::make_shared<live::Viewer>(media_.executor());
    on_media([&] { session_->add_viewer(viewer, LiveWish{}); });
    EXPECT_TRUE(listener_.sees(CameraState::Live));
    EXPECT_TRUE(hearing_.wait_for([](const auto& clips) { return clips.empty(); }))
        << "nothing moves";
}

/// A paired one on a plug, at an address where nobody answers, and a clock that a test moves.
class GoneCameraTest : public CameraSessionTest {
  protected:
    GoneCameraTest() { camera_.device = *Serial::parse("PL-000007"); }
    const Clock& session_clock() override { return moved_clock_; }
    std::string url() override { return "rtsp://127.0.0.1:9/main"; }

    FakeClock moved_clock_;
};

TEST_F(GoneCameraTest, IsAwayOnceItsOwnLinkIsGoneForAMinute) {
    on_media([&] { session_->device_here(true); });
    on_media([&] { session_->device_here(false); });
    EXPECT_NE(listener_.trouble_with("port 9"), "") << "it may come back any moment";
    on_media([&] { moved_clock_.advance(SleepWatch::kGrace + 1s); });
    EXPECT_NE(listener_.trouble_with("has not called"), "");
    EXPECT_TRUE(hearing_.wait_for_gap(store::GapReason::CameraUnreachable));
    on_media([&] { session_->device_here(true); });
    EXPECT_NE(listener_.trouble_with("port 9"), "") << "it is tried again";
}

}  // namespace
}  // namespace porchlight::hub
