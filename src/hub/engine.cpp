// SPDX-License-Identifier: Apache-2.0
#include "hub/engine.hpp"

#include "base/log.hpp"
#include "rt/launch.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace porchlight::hub {

namespace {

std::size_t worker_count() {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 5) - 1;
}

template <typename Part>
rt::Task<> destroy(std::unique_ptr<Part>* part) {
    const auto stopped = co_await (*part)->stop();
    part->reset();
    co_return stopped;
}

rt::Task<std::unique_ptr<live::WebRtcServer>> open_webrtc(rt::asio::any_io_executor media,
                                                          live::WebRtcSettings settings,
                                                          const Clock* clock) {
    co_return live::WebRtcServer::open(media, std::move(settings), *clock);
}

}  // namespace

/// Tells browsers what the recorder has written down. On the media thread.
class Engine::Teller final : public recorder::RecorderListener {
  public:
    explicit Teller(EventFeed& feed) : feed_(feed) {}
    void on_clip(const store::Clip& clip) override {
        if (!clip.deleted) {
            feed_.publish(clip);
        }
    }
    void on_clip_removed(ClipId id) override { feed_.publish(ClipRemoved{id}); }
    void on_event(const store::Event& event) override { feed_.publish(event); }
    void on_gap(const store::Gap& gap) override {
        feed_.publish(gap);
        if (CameraService* service = cameras.load()) {
            service->note_gap(gap);
        }
    }

    /// Set once all cameras can hear of their gaps.
    std::atomic<CameraService*> cameras{nullptr};

  private:
    EventFeed& feed_;
};

Engine::Engine(const Parts& parts)
    : parts_(parts),
      pool_(worker_count(), "work"),
      factory_(parts.clock, parts.video_folders),
      teller_(std::make_unique<Teller>(parts.feed)) {}

Engine::~Engine() = default;

rt::Task<> Engine::start(store::Home home, store::Mode mode) {
    recorder::RecorderNeeds needs;
    needs.clock = &parts_.clock;
    needs.random = &parts_.random;
    needs.store = &parts_.store;
    needs.listener = teller_.get();
    needs.media = &media_;
    needs.workers = &pool_;
    needs.clips_folder = parts_.clips_dir;
    needs.retention = {home.keep_for, home.keep_below, std::nullopt};
    auto starting = recorder::Recorder::start(std::move(needs));
    PL_CO_TRY(recorder_, co_await rt::call_on(media_.executor(), std::move(starting)));
    auto starting_webrtc = start_webrtc();
    PL_CO_TRY_VOID(co_await std::move(starting_webrtc));
    context_ = std::make_unique<SessionContext>(SessionContext{parts_.clock, parts_.random, pool_,
                                                               factory_, *recorder_,
                                                               media_.executor(), webrtc_.get()});
    recordings_ = std::make_unique<RecordingsService>(*recorder_, parts_.store, parts_.clock,
                                                      media_.executor(), parts_.control);
    clip_files_ = std::make_unique<ClipFiles>(parts_.clips_dir, parts_.clock, parts_.random,
                                              pool_.executor());
    recordings_->set_rules(home);
    recordings_->start();
    cameras_ = std::make_unique<CameraService>(*context_, parts_.store, *recordings_, parts_.feed,
                                               parts_.control);
    teller_->cameras = cameras_.get();
    co_return co_await cameras_->start(std::move(home), std::move(mode));
}

/// Without its port browsers get their pictures another way.
rt::Task<> Engine::start_webrtc() {
    if (!parts_.webrtc) {
        co_return Result<>();
    }
    auto opening = open_webrtc(media_.executor(), *parts_.webrtc, &parts_.clock);
    auto opened = co_await rt::call_on(media_.executor(), std::move(opening));
    if (opened) {
        webrtc_ = std::move(*opened);
    } else {
        log::warning("live", "No WebRTC: {}", opened.error().message());
    }
    co_return Result<>();
}

rt::Task<> Engine::stop() {
    if (!recorder_) {
        co_return Result<>();
    }
    PL_CO_TRY_VOID(co_await cameras_->stop());
    PL_CO_TRY_VOID(co_await recordings_->stop());
    if (webrtc_) {
        auto ending = destroy(&webrtc_);
        PL_CO_TRY_VOID(co_await rt::call_on(media_.executor(), std::move(ending)));
    }
    auto destroying = destroy(&recorder_);
    co_return co_await rt::call_on(media_.executor(), std::move(destroying));
}

}  // namespace porchlight::hub
