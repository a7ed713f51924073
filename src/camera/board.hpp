// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/battery.hpp"
#include "hal/button.hpp"
#include "hal/light.hpp"
#include "hal/motion_sensor.hpp"
#include "hal/radio.hpp"
#include "hal/speaker.hpp"
#include "hal/thermometer.hpp"

#include <memory>

namespace porchlight::camera {

/// What a camera is built from. Any part may be missing: the camera does without it.
struct Board {
    std::unique_ptr<hal::Light> light;
    std::unique_ptr<hal::Button> button;
    std::unique_ptr<hal::Battery> battery;
    std::unique_ptr<hal::Thermometer> thermometer;
    std::unique_ptr<hal::Radio> radio;  ///< None: on a cable.
    std::unique_ptr<hal::MotionSensor> motion;
    /// The lamp for the night: its one colour is Infrared. An infrared filter moves with it.
    std::unique_ptr<hal::Light> infrared;
    std::unique_ptr<hal::Speaker> speaker;
};

}  // namespace porchlight::camera
