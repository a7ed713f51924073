// SPDX-License-Identifier: Apache-2.0
// The camera's lamp for the night.
#include "base/log.hpp"
#include "camera/camera_running.hpp"

namespace porchlight::camera {

std::optional<bool> Camera::night_lamp() const {
    return parts_.board->infrared ? std::optional(is_shining_) : std::nullopt;
}

/// With low cells it stays dark: the lamp draws about as much as all the rest.
bool Camera::may_shine() const {
    return chosen_.infrared && life().battery == device::Battery::Good;
}

void Camera::on_brightness(double mean) {
    night_.see(mean, parts_.clock->monotonic_now());
    look_at_the_night();
}

void Camera::on_unseen() {
    night_.rest();
    shine();
}

void Camera::look_at_the_night() {
    sight_->measure_light(may_shine());
    if (!may_shine() || !sight_->is_eye_open()) {
        night_.rest();
    }
    shine();
}

/// Has the lamp do what was decided; one that fails is tried again with the next picture.
void Camera::shine() {
    hal::Light* const lamp = parts_.board->infrared.get();
    if (lamp == nullptr || night_.is_on() == is_shining_) {
        return;
    }
    const light::ColourSet lit =
        night_.is_on() ? light::ColourSet{light::Colour::Infrared} : light::ColourSet{};
    if (const auto shown = lamp->show(lit); !shown) {
        log::warning("camera", "the night lamp: {}", shown.error().message());
        return;
    }
    is_shining_ = night_.is_on();
    log::info("camera", "the night lamp is {}", is_shining_ ? "on" : "off");
    ledger_.set(device::EnergyUse::Infrared, is_shining_, parts_.clock->monotonic_now());
}

}  // namespace porchlight::camera
