// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/button_watch.hpp"
#include "camera/camera.hpp"
#include "camera/light_player.hpp"
#include "camera/wifi.hpp"
#include "rt/alarm.hpp"
#include "rt/channel.hpp"
#include "rt/job.hpp"

#include <chrono>
#include <list>
#include <memory>
#include <optional>

/// Private to the files of `Camera`.
namespace porchlight::camera {

/// What exists from power-on to the end of `run`.
struct Camera::Running {
    class OpenEye;

    explicit Running(Camera& owner);

    /// The coroutines hold this: they may go on for a moment after they were cancelled.
    static rt::Task<> keep_time(std::shared_ptr<Running> self);
    static rt::Task<> watch_button(std::shared_ptr<Running> self);
    static rt::Task<> watch_motion(std::shared_ptr<Running> self);
    static rt::Task<> tell_later(std::shared_ptr<Running> self, std::chrono::milliseconds wait,
                                 device::Event event);
    static rt::Task<> erase_later(std::shared_ptr<Running> self);
    /// @error Unavailable  Why there is no picture, for a householder.
    static rt::Task<std::string> take_snapshot(std::shared_ptr<Running> self);

    Camera* camera;  ///< Null once it has ended.
    Board* board;
    ButtonWatch button;
    std::optional<LightPlayer> light;
    MonotonicTime gauges_due;
    rt::Alarm alarm;
    rt::Wakeup ended;
    std::optional<Ending> ending;
    Wifi wifi;
    std::list<rt::Job> jobs;
};

}  // namespace porchlight::camera
