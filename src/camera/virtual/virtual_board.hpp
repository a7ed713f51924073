// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "camera/board.hpp"
#include "device/model.hpp"
#include "hal/fakes/fake_battery.hpp"
#include "hal/fakes/fake_button.hpp"
#include "hal/fakes/fake_light.hpp"
#include "hal/fakes/fake_motion_sensor.hpp"
#include "hal/fakes/fake_radio.hpp"
#include "hal/fakes/fake_speaker.hpp"
#include "hal/fakes/fake_thermometer.hpp"

#include <string>

namespace porchlight::camera {

/// A board that is made up, with a handle on each of its parts. What it has follows from the model:
/// cells only where it runs on cells, a motion sensor or a lamp for the night only where it has
/// one. Strand-bound.
struct VirtualBoard {
    /// The network that is in its air.
    static constexpr const char* kNetwork = "Home";
    static constexpr const char* kPassword = "porchlight";
    static constexpr const char* kAccessPoint = "02:00:00:00:00:01";
    static constexpr int kNewCells = 3500;  ///< mV, two lithium AA in series.

    /// @param clock Outlives it.
    VirtualBoard(const device::model::Model& model, const Clock& clock);

    /// Switches the network on, with the password that it has.
    void put_network() const;

    Board board;
    /// Something black covers the lens.
    bool is_covered = false;
    /// The QR code on a card that somebody holds before the lens; empty: nobody does.
    Secret card;
    hal::FakeLight* light = nullptr;
    hal::FakeButton* button = nullptr;
    hal::FakeThermometer* thermometer = nullptr;
    hal::FakeRadio* radio = nullptr;
    hal::FakeSpeaker* speaker = nullptr;
    hal::FakeBattery* battery = nullptr;      ///< Null without cells.
    hal::FakeMotionSensor* motion = nullptr;  ///< Null without a sensor.
    hal::FakeLight* infrared = nullptr;       ///< Null without a lamp for the night.
    std::string password = kPassword;
};

/// By name. @error NotFound  The sentence names the nearest one.   @error Unsupported  A hub.
Result<const device::model::Model*> camera_model(const std::string& name);

}  // namespace porchlight::camera
