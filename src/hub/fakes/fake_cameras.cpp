// SPDX-License-Identifier: Apache-2.0
#include "hub/fakes/fake_cameras.hpp"

#include <algorithm>
#include <fcntl.h>
#include <utility>

namespace porchlight::hub {

namespace {

Error no_such_camera() {
    return {ErrorCode::NotFound, "There is no such camera."};
}

/// As records_motion() of camera_session.hpp.
bool is_armed(const CameraView& camera, const store::Mode& mode) {
    const store::CameraSettings& settings = camera.settings;
    return mode.arms(camera.id) && settings.armed && !settings.paused &&
           settings.mode != store::RecordingMode::Off;
}

class FakeLive final : public LiveSubscription {
  public:
    FakeLive(std::deque<LiveMessage> messages, LiveWish* asked)
        : messages_(std::move(messages)), asked_(asked) {}

    rt::Task<LiveMessage> next() override {
        if (messages_.empty()) {
            PL_CO_TRY_VOID(co_await rt::sleep_for(std::chrono::hours(1)));
            co_return Error(ErrorCode::Cancelled, "an hour passed");
        }
        LiveMessage message = std::move(messages_.front());
        messages_.pop_front();
        co_return message;
    }
    void set_wish(LiveWish wish) override { *asked_ = wish; }

  private:
    std::deque<LiveMessage> messages_;
    LiveWish* asked_;
};

class FakeWalk final : public WalkTest {
  public:
    FakeWalk(std::deque<WalkView> sights, TriedSettings* tried)
        : sights_(std::move(sights)), tried_(tried) {}

    rt::Task<WalkView> next() override {
        if (sights_.empty()) {
            PL_CO_TRY_VOID(co_await rt::sleep_for(std::chrono::hours(1)));
            co_return Error(ErrorCode::Cancelled, "an hour passed");
        }
        WalkView sight = std::move(sights_.front());
        sights_.pop_front();
        co_return sight;
    }
    void change(TriedSettings tried) override { *tried_ = std::move(tried); }

  private:
    std::deque<WalkView> sights_;
    TriedSettings* tried_;
};

}  // namespace

Result<CameraView> FakeCameras::find(CameraId id) const {
    const auto found = std::ranges::find(cameras, id, &CameraView::id);
    if (found == cameras.end()) {
        return no_such_camera();
    }
    return *found;
}

void FakeCameras::apply_mode(store::Mode wanted) {
    mode = std::move(wanted);
    for (CameraView& camera : cameras) {
        camera.armed = is_armed(camera, mode);
    }
}

void FakeCameras::show_cause(CameraId id, std::optional<CauseView> cause) {
    if (const auto found = std::ranges::find(cameras, id, &CameraView::id);
        found != cameras.end()) {
        found->cause = std::move(cause);
    }
}

rt::Task<ProbeReport> FakeCameras::test(CameraTest what) {
    tested = what.url;
    if (what.url.reveal().find(unusable) != std::string::npos) {
        co_return Error(ErrorCode::InvalidArgument, "That address cannot be used.");
    }
    ProbeReport report;
    report.ok = true;
    report.notes = {"A camera that is none."};
    co_return report;
}

rt::Task<CameraView> FakeCameras::add(store::CameraSettings settings, SaveCheck check) {
    if (check == SaveCheck::Test && settings.url.reveal().find(unusable) != std::string::npos) {
        co_return Error(ErrorCode::InvalidArgument, "No picture came.");
    }
    CameraView camera;
    camera.id = CameraId(static_cast<std::int64_t>(cameras.size()) + 1);
    camera.settings = std::move(settings);
    camera.armed = is_armed(camera, mode);
    cameras.push_back(camera);
    co_return camera;
}

rt::Task<CameraView> FakeCameras::add_device(Serial device, store::CameraSettings settings) {
    auto adding = add(std::move(settings), SaveCheck::Untested);
    PL_CO_TRY(const CameraView added, co_await std::move(adding));
    cameras.back().device = std::move(device);
    co_return cameras.back();
}

rt::Task<CameraView> FakeCameras::update(CameraId id, store::CameraSettings settings) {
    const auto found = std::ranges::find(cameras, id, &CameraView::id);
    if (found == cameras.end()) {
        co_return no_such_camera();
    }
    found->settings = std::move(settings);
    found->armed = is_armed(*found, mode);
    co_return *found;
}

rt::Task<> FakeCameras::remove(CameraId id, ClipsOfRemoved /*clips*/) {
    if (std::erase_if(cameras, [id](const CameraView& camera) { return camera.id == id; }) == 0) {
        co_return no_such_camera();
    }
    co_return Result<>();
}

rt::Task<> FakeCameras::remove_demo() {
    std::erase_if(cameras, [](const CameraView& camera) { return camera.demo; });
    co_return Result<>();
}

rt::Task<CameraView> FakeCameras::record_by_hand(CameraId id, std::chrono::milliseconds length) {
    PL_CO_TRY(const CameraView camera, find(id));
    if (camera.settings.paused) {
        co_return Error(ErrorCode::FailedPrecondition, "This camera is paused.");
    }
    const auto found = std::ranges::find(cameras, id, &CameraView::id);
    found->by_hand_until = UtcTime() + length;
    co_return *found;
}

rt::Task<CameraView> FakeCameras::stop_by_hand(CameraId id) {
    PL_CO_TRY(const CameraView camera, find(id));
    const auto found = std::ranges::find(cameras, id, &CameraView::id);
    found->by_hand_until.reset();
    co_return *found;
}

rt::Task<Picture> FakeCameras::picture(CameraId id, int /*width*/) {
    PL_CO_TRY(const CameraView camera, find(id));
    const std::vector<std::uint8_t> bytes{0xFF, 0xD8, 0xFF, 0xD9};
    co_return Picture{std::make_shared<const std::vector<std::uint8_t>>(bytes),
                      camera.last_frame_at.value_or(UtcTime())};
}

Result<std::unique_ptr<LiveSubscription>> FakeCameras::watch(CameraId id, LiveWish wanted) {
    PL_TRY(const CameraView camera, find(id));
    wish = wanted;
    return std::unique_ptr<LiveSubscription>(std::make_unique<FakeLive>(live, &wish));
}

Result<std::unique_ptr<LiveSubscription>> FakeCameras::listen(CameraId id) {
    PL_TRY(const CameraView camera, find(id));
    return std::unique_ptr<LiveSubscription>(std::make_unique<FakeLive>(heard, &wish));
}

Result<std::unique_ptr<WalkTest>> FakeCameras::walk(CameraId id, TriedSettings first) {
    PL_TRY(const CameraView camera, find(id));
    tried_on = std::move(first);
    return std::unique_ptr<WalkTest>(std::make_unique<FakeWalk>(sights, &tried_on));
}

rt::Task<LiveAnswer> FakeCameras::answer_offer(std::vector<CameraId> ids, LiveWish wanted,
                                               std::string offer) {
    for (const CameraId id : ids) {
        PL_CO_TRY(const CameraView camera, find(id));
    }
    wish = wanted;
    watched = std::move(ids);
    co_return LiveAnswer{"watching", "answer to " + offer, {LiveStream::Transcoded}};
}

rt::Task<std::string> FakeCameras::hls_playlist(CameraId id, LiveWish wanted) {
    PL_CO_TRY(const CameraView camera, find(id));
    wish = wanted;
    co_return "#EXTM3U";
}

rt::Task<SharedBytes> FakeCameras::hls_file(CameraId id, std::string name) {
    PL_CO_TRY(const CameraView camera, find(id));
    if (name != "main-1.m4s") {
        co_return Error(ErrorCode::NotFound, "There is no such piece.");
    }
    co_return std::make_shared<const std::vector<std::uint8_t>>(3, std::uint8_t{'x'});
}

rt::Task<> FakeCameras::end_watching(std::string id) {
    co_return id == "watching" ? Result<>() : Error(ErrorCode::NotFound, "Nobody watches so.");
}

rt::Task<> FakeCameras::talk(std::string id, TalkWish asked) {
    talks = asked == TalkWish::Start || (talks && asked == TalkWish::GoOn);
    co_return id == "watching" ? Result<>() : Error(ErrorCode::NotFound, "Nobody watches so.");
}

rt::Task<> FakeRecordings::remove_clip(ClipId id) {
    removed.push_back(id);
    co_return Result<>();
}

rt::Task<std::vector<store::Clip>> FakeRecordings::discard(std::vector<ClipId> ids) {
    co_return co_await store->mark_deleted(std::move(ids), Microseconds(0));
}

rt::Task<std::vector<store::Clip>> FakeRecordings::bring_back(std::vector<ClipId> ids) {
    co_return co_await store->mark_deleted(std::move(ids), std::nullopt);
}

rt::Task<SpanVideo> FakeRecordings::span_video(CameraId /*camera*/, UtcTime from, UtcTime /*to*/) {
    PL_CO_TRY(auto file, open_file(span_file, O_RDONLY));
    co_return SpanVideo{std::move(file), Bytes(0), from};
}

}  // namespace porchlight::hub
