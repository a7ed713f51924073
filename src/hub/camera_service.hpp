// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/camera_session.hpp"
#include "hub/cameras.hpp"
#include "hub/event_feed.hpp"
#include "hub/recordings.hpp"
#include "store/store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace porchlight::hub {

/// All cameras of the home. Each has a CameraSession on the media thread; this class lives on the
/// control thread, keeps the newest view of each session, and writes settings to the store.
class CameraService final : public Cameras {
  public:
    /// All by reference outlive the service.
    CameraService(SessionContext& context, store::Store& store, Recordings& recordings,
                  EventFeed& feed, rt::asio::any_io_executor control);
    ~CameraService() override;
    CameraService(const CameraService&) = delete;
    CameraService& operator=(const CameraService&) = delete;
    CameraService(CameraService&&) = delete;
    CameraService& operator=(CameraService&&) = delete;

    /// Starts a session for each camera in the store. Before the first call of anything else.
    rt::Task<> start(store::Home home, store::Mode mode);
    /// Ends open clips and all sessions. Nothing may be called afterwards.
    rt::Task<> stop();
    /// Adds a camera that is not tested and belongs to the demo.
    rt::Task<> add_demo(std::string name, std::string url, std::string sub_url);
    /// A gap of the last day, for `trouble_24h`. From any thread.
    void note_gap(const store::Gap& gap);

    [[nodiscard]] std::vector<CameraView> list() const override;
    [[nodiscard]] Result<CameraView> find(CameraId id) const override;
    rt::Task<ProbeReport> test(CameraTest what) override;
    rt::Task<CameraView> add(store::CameraSettings settings, SaveCheck check) override;
    rt::Task<CameraView> add_device(Serial device, store::CameraSettings settings) override;
    rt::Task<CameraView> update(CameraId id, store::CameraSettings settings) override;
    rt::Task<> remove(CameraId id, ClipsOfRemoved clips) override;
    rt::Task<> remove_demo() override;
    void apply_mode(store::Mode mode) override;
    void device_motion(CameraId id, DeviceMotion motion) override;
    void device_here(CameraId id, bool is_here) override;
    void show_cause(CameraId id, std::optional<CauseView> cause) override;
    rt::Task<CameraView> record_by_hand(CameraId id, std::chrono::milliseconds length) override;
    rt::Task<CameraView> stop_by_hand(CameraId id) override;
    rt::Task<Picture> picture(CameraId id, int width) override;
    Result<std::unique_ptr<LiveSubscription>> watch(CameraId id, LiveWish wish) override;
    Result<std::unique_ptr<LiveSubscription>> listen(CameraId id) override;
    Result<std::unique_ptr<WalkTest>> walk(CameraId id, TriedSettings tried) override;
    rt::Task<LiveAnswer> answer_offer(std::vector<CameraId> ids, LiveWish wish,
                                      std::string offer) override;
    rt::Task<std::string> hls_playlist(CameraId id, LiveWish wish) override;
    rt::Task<SharedBytes> hls_file(CameraId id, std::string name) override;
    rt::Task<> end_watching(std::string id) override;
    rt::Task<> talk(std::string id, TalkWish wish) override;

  private:
    struct Entry;
    struct State;
    [[nodiscard]] std::shared_ptr<Entry> entry(CameraId id) const;
    void on_session(CameraId id, std::function<void(CameraSession&)> work);
    /// Zero stops it.
    rt::Task<CameraView> by_hand(CameraId id, std::chrono::milliseconds length);
    rt::Task<CameraView> add_row(store::Camera camera);
    rt::Task<CameraView> begin(store::Camera camera);
    rt::Task<> end(std::shared_ptr<Entry> entry);
    rt::Task<> remove_clips(CameraId id);
    static rt::Task<LiveAnswer> answer_on_media(live::WebRtcServer* webrtc,
                                                std::vector<std::shared_ptr<Entry>> entries,
                                                LiveWish wish, std::string offer);
    /// @param add  Called on the media thread with the session, the viewer and its wish.
    template <typename Add>
    Result<std::unique_ptr<LiveSubscription>> subscribe(CameraId id, LiveWish wish, Add add);
    static rt::Task<std::string> playlist_on_media(std::shared_ptr<Entry> entry, LiveWish wish);
    static rt::Task<SharedBytes> file_on_media(std::shared_ptr<Entry> entry, std::string name);

    std::shared_ptr<State> state_;
};

}  // namespace porchlight::hub
