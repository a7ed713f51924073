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

class FakeLive final : public LiveSubscription {
  public:
    FakeLive(std::deque<LiveMessage> messages, LiveQuality* asked)
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
    void set_quality(LiveQuality quality) override { *asked_ = quality; }

  private:
    std::deque<LiveMessage> messages_;
    LiveQuality* asked_;
};

}  // namespace

Result<CameraView> FakeCameras::find(CameraId id) const {
    const auto found = std::ranges::find(cameras, id, &CameraView::id);
    if (found == cameras.end()) {
        return no_such_camera();
    }
    return *found;
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

rt::Task<Picture> FakeCameras::picture(CameraId id, int /*width*/) {
    PL_CO_TRY(const CameraView camera, find(id));
    const std::vector<std::uint8_t> bytes{0xFF, 0xD8, 0xFF, 0xD9};
    co_return Picture{std::make_shared<const std::vector<std::uint8_t>>(bytes),
                      camera.last_frame_at.value_or(UtcTime())};
}

Result<std::unique_ptr<LiveSubscription>> FakeCameras::watch(CameraId id, LiveQuality wanted) {
    PL_TRY(const CameraView camera, find(id));
    quality = wanted;
    return std::unique_ptr<LiveSubscription>(std::make_unique<FakeLive>(live, &quality));
}

rt::Task<LiveAnswer> FakeCameras::answer_offer(std::vector<CameraId> ids, LiveQuality wanted,
                                               std::string offer) {
    for (const CameraId id : ids) {
        PL_CO_TRY(const CameraView camera, find(id));
    }
    quality = wanted;
    watched = std::move(ids);
    co_return LiveAnswer{"watching", "answer to " + offer};
}

rt::Task<> FakeCameras::end_watching(std::string id) {
    co_return id == "watching" ? Result<>() : Error(ErrorCode::NotFound, "Nobody watches so.");
}

rt::Task<> FakeCameras::talk(std::string id, TalkWish wish) {
    talks = wish == TalkWish::Start;
    co_return id == "watching" ? Result<>() : Error(ErrorCode::NotFound, "Nobody watches so.");
}

rt::Task<> FakeRecordings::remove_clip(ClipId id) {
    removed.push_back(id);
    co_return Result<>();
}

rt::Task<SpanVideo> FakeRecordings::span_video(CameraId /*camera*/, UtcTime from, UtcTime /*to*/) {
    PL_CO_TRY(auto file, open_file(span_file, O_RDONLY));
    co_return SpanVideo{std::move(file), Bytes(0), from};
}

}  // namespace porchlight::hub
