// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/camera_service.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

// What CameraService keeps, for the files that it is written in.

namespace porchlight::hub {

/// The newest JPEG of a camera, so that several browsers asking for one picture cost one decode.
struct CachedPicture {
    media::PacketPtr of;
    int width = 0;
    Picture picture;
};

/// One camera: its row and newest view on the control thread, its session on the media thread.
struct CameraService::Entry final : public CameraSession::Listener,
                                    public std::enable_shared_from_this<CameraService::Entry> {
    Entry(store::Camera row, std::weak_ptr<State> owner)
        : camera(std::move(row)), service(std::move(owner)) {}

    // Called on the media thread.
    void on_view(const CameraView& news) override;
    void on_motion(const MotionView& motion) override;

    // Of the control thread.
    store::Camera camera;
    CameraView view;
    std::deque<store::Gap> gaps;
    std::optional<CauseView> cause;
    CachedPicture cached;
    std::weak_ptr<State> service;

    // Of the media thread.
    std::unique_ptr<CameraSession> session;
};

struct CameraService::State {
    State(SessionContext& shared, store::Store& rows, Recordings& kept, EventFeed& told,
          rt::asio::any_io_executor executor)
        : context(shared),
          store(rows),
          recordings(kept),
          feed(told),
          control(std::move(executor)) {}

    SessionContext& context;
    store::Store& store;
    Recordings& recordings;
    EventFeed& feed;
    rt::asio::any_io_executor control;
    store::Home home;
    store::Mode mode;
    /// In the order in which they were added.
    std::vector<std::shared_ptr<Entry>> entries;

    [[nodiscard]] HomeArmed armed(CameraId id) const {
        return mode.arms(id) ? HomeArmed::Yes : HomeArmed::No;
    }
    [[nodiscard]] TroubleView trouble(const Entry& entry) const;
    void refresh(Entry& entry, CameraView view);
};

[[nodiscard]] inline Error no_such_camera() {
    return {ErrorCode::NotFound, "There is no such camera; it may have been removed."};
}

}  // namespace porchlight::hub
