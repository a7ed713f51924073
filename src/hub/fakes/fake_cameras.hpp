// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/cameras.hpp"
#include "hub/recordings.hpp"
#include "store/store.hpp"

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
    void apply_mode(store::Mode wanted) override;
    void device_motion(CameraId id, DeviceMotion motion) override {
        motions.emplace_back(id, motion);
    }
    void device_here(CameraId id, bool is_here) override { here[id] = is_here; }
    void show_cause(CameraId id, std::optional<CauseView> cause) override;
    rt::Task<CameraView> record_by_hand(CameraId id, std::chrono::milliseconds length) override;
    rt::Task<CameraView> stop_by_hand(CameraId id) override;
    rt::Task<Picture> picture(CameraId id, int width) override;
    Result<std::unique_ptr<LiveSubscription>> watch(CameraId id, LiveWish wanted) override;
    Result<std::unique_ptr<LiveSubscription>> listen(CameraId id) override;
    /// Yields `sights`, then waits for ever.
    Result<std::unique_ptr<WalkTest>> walk(CameraId id, TriedSettings first) override;
    /// Answers "answer to <offer>" with the id "watching".
    rt::Task<LiveAnswer> answer_offer(std::vector<CameraId> ids, LiveWish wanted,
                                      std::string offer) override;
    /// A playlist that is none; its only file is "main-1.m4s".
    rt::Task<std::string> hls_playlist(CameraId id, LiveWish wanted) override;
    rt::Task<SharedBytes> hls_file(CameraId id, std::string name) override;
    rt::Task<> end_watching(std::string id) override;
    rt::Task<> talk(std::string id, TalkWish asked) override;

    std::vector<CameraView> cameras;
    store::Mode mode;
    std::vector<std::pair<CameraId, DeviceMotion>> motions;
    std::map<CameraId, bool> here;
    /// What a new live subscription yields, before it waits for ever.
    std::deque<LiveMessage> live;
    std::deque<LiveMessage> heard;
    std::deque<WalkView> sights;
    /// By the walk test that was begun last.
    TriedSettings tried_on;
    /// What the last viewer asked for.
    LiveWish wish;
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
    rt::Task<std::vector<store::Clip>> discard(std::vector<ClipId> ids) override;
    rt::Task<std::vector<store::Clip>> bring_back(std::vector<ClipId> ids) override;
    /// A minute after zero running time, at which all of them are deleted.
    [[nodiscard]] Microseconds time_left(const store::Clip& /*deleted*/) const override {
        return std::chrono::minutes(1);
    }
    rt::Task<SpanVideo> span_video(CameraId camera, UtcTime from, UtcTime to) override;
    [[nodiscard]] StorageView storage() const override { return state; }
    void set_rules(const store::Home& home) override { rules = home; }

    /// Where clips are marked as deleted; null for none.
    store::Store* store = nullptr;
    std::vector<ClipId> removed;
    store::Home rules;
    std::string span_file;  ///< What span_video opens.
    StorageView state;
};

}  // namespace porchlight::hub
