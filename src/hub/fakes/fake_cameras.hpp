// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/cameras.hpp"
#include "hub/recordings.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::hub {

/// Cameras without video, for tests of what stands above them. Strand-bound, as the real ones.
class FakeCameras final : public Cameras {
  public:
    [[nodiscard]] std::vector<CameraView> list() const override { return cameras; }
    [[nodiscard]] Result<CameraView> find(CameraId id) const override;
    rt::Task<ProbeReport> test(CameraTest what) override;
    rt::Task<CameraView> add(store::CameraSettings settings, SaveCheck check) override;
    rt::Task<CameraView> add_device(Serial device, store::CameraSettings settings) override;
    rt::Task<CameraView> update(CameraId id, store::CameraSettings settings) override;
    rt::Task<> remove(CameraId id, ClipsOfRemoved clips) override;
    rt::Task<> remove_demo() override;
    void apply_home(store::Home home) override { applied_home = std::move(home); }
    void device_motion(CameraId id, DeviceMotion motion) override {
        motions.emplace_back(id, motion);
    }
    void device_here(CameraId id, bool is_here) override { here[id] = is_here; }
    void show_cause(CameraId id, std::optional<CauseView> cause) override;
    rt::Task<Picture> picture(CameraId id, int width) override;
    Result<std::unique_ptr<LiveSubscription>> watch(CameraId id, LiveQuality wanted) override;
    /// Answers "answer to <offer>" with the id "watching".
    rt::Task<LiveAnswer> answer_offer(std::vector<CameraId> ids, LiveQuality wanted,
                                      std::string offer) override;
    rt::Task<> end_watching(std::string id) override;
    rt::Task<> talk(std::string id, TalkWish wish) override;

    std::vector<CameraView> cameras;
    store::Home applied_home;
    std::vector<std::pair<CameraId, DeviceMotion>> motions;
    std::map<CameraId, bool> here;
    /// What a new live subscription yields, before it waits for ever.
    std::deque<LiveMessage> live;
    /// What the last viewer asked for.
    LiveQuality quality = LiveQuality::Main;
    std::vector<CameraId> watched;  ///< By the last offer.
    bool talks = false;
    Secret tested;  ///< What was last tried.
    /// Urls with this text cannot be used.
    std::string unusable = "unusable";
};

/// Keeps nothing: removal succeeds, and a span is a small text file.
class FakeRecordings final : public Recordings {
  public:
    rt::Task<> remove_clip(ClipId id) override;
    rt::Task<SpanVideo> span_video(CameraId camera, UtcTime from, UtcTime to) override;
    [[nodiscard]] StorageView storage() const override { return state; }

    std::vector<ClipId> removed;
    std::string span_file;  ///< What span_video opens.
    StorageView state;
};

}  // namespace porchlight::hub
