// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/cameras.hpp"
#include "hub/devices/clip_fetch.hpp"
#include "hub/devices/link_server.hpp"
#include "recorder/clip_import.hpp"
#include "rt/channel.hpp"
#include "rt/job.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>

namespace porchlight::hub {

/// Makes a paired device one of the home's cameras: its video is watched and recorded like any
/// other's, what it sees by itself is motion, and the clips that it kept while the hub was away
/// become clips of the home.
///
///     link: stream      ─▶ the camera of this serial, made the first time, has this address now
///     link: here, gone  ─▶ Cameras::device_here
///     link: motion      ─▶ Cameras::device_motion
///     link: clips       ─▶ recorder::ClipImport
///     registry: let go  ─▶ the camera is removed; its clips stay with the home
///     registry: renamed ─▶ so is the camera
///
/// Strand-bound to the hub's control thread.
class DeviceCameras final : public ClipTaker {
  public:
    struct Parts {
        rt::asio::any_io_executor control;
        rt::asio::any_io_executor media;
        rt::asio::any_io_executor disk;
        HomeId home;
        const Clock& clock;
        Cameras& cameras;
        recorder::ClipImport& clips;
        /// Tells the device what was chosen for its camera; DeviceService::follow.
        std::function<rt::Task<>(CameraView)> follow;
    };
    /// All parts outlive this.
    explicit DeviceCameras(Parts parts);

    /// For DeviceService. They hold this object.
    [[nodiscard]] DeviceHooks hooks();
    /// The camera that is that device.
    [[nodiscard]] std::optional<CameraView> camera_of(const Serial& serial) const;
    /// What has come meanwhile is done first. After the links' end, before destruction.
    rt::Task<> stop();

    rt::Task<Bytes> received(store::Device device, device::ClipOffer offer) override;
    rt::Task<> add(store::Device device, device::ClipOffer offer, Bytes offset,
                   std::string bytes) override;
    rt::Task<> keep(store::Device device, device::ClipOffer offer) override;

  private:
    void on_event(const store::Device& device, const device::EventReport& event);
    void on_changed(const store::Device& before, const store::Device& after);
    /// One errand after the other, so that what a device says last is what holds.
    void later(std::string what, std::function<rt::Task<>()> errand);
    rt::Task<> run_errands();
    rt::Task<> follow_stream(store::Device device, Secret url);
    rt::Task<> leave(Serial serial);
    rt::Task<> rename(Serial serial, std::string name);
    rt::Task<> let_go(Serial serial);

    struct Errand {
        std::string what;
        std::function<rt::Task<>()> run;
    };
    Parts parts_;
    std::deque<Errand> errands_;
    rt::Wakeup wakeup_;
    bool is_stopping_ = false;
    rt::Job worker_;  // last: uses the rest
};

/// The same whenever the same clip of the same device is offered, and in the order of time with the
/// hub's own clips.
[[nodiscard]] ClipId imported_clip_id(const Serial& serial, const device::ClipOffer& offer);

}  // namespace porchlight::hub
