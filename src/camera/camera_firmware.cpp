// SPDX-License-Identifier: Apache-2.0
// How the camera is updated: between its hub, its life and `Updates`.
#include "camera/camera_running.hpp"

#include <utility>

namespace porchlight::camera {

using device::Action;
using device::Event;

Result<> Camera::open_updates() {
    if (!settings_.updates) {
        return {};
    }
    UpdateNeeds needs{parts_.strand,
                      parts_.disk,
                      parts_.clock,
                      settings_.updates->updater,
                      settings_.state_folder,
                      settings_.updates->root,
                      settings_.updates->hardware,
                      settings_.updates->running};
    PL_TRY(updates_, Updates::start(std::move(needs), *this));
    settings_.reboot = updates_->reboot().value_or(settings_.reboot);
    if (updates_->on_trial()) {
        behaviour_.put_on_trial();
    }
    return {};
}

bool Camera::act_on_firmware(Action action) {
    if (!updates_) {
        return false;
    }
    switch (action) {
        case Action::BeginUpdate:
            updates_->begin();
            return true;
        case Action::AbortUpdate:
            updates_->pause();
            return true;
        case Action::ConfirmFirmware:
            updates_->on_self_test(Health::Well);
            return true;
        case Action::RollBackFirmware:
            updates_->on_self_test(Health::NotWell);
            return true;
        default:
            return false;  // the boot code was told when the image was whole
    }
}

/// An offer that had to wait for cells, weather, a recording or the hub begins when nothing is in
/// its way any more.
void Camera::look_at_update() {
    const device::Life& now = life();
    const bool is_free = now.stage == device::Stage::Online && !moves_ &&
                         now.battery == device::Battery::Good &&
                         now.climate == device::Climate::Good;
    if (updates_ && is_free && updates_->is_waiting()) {
        tell(Event::UpdateOffered);
    }
}

void Camera::on_home(Event event) {
    if (event == Event::HubFound && updates_) {
        updates_->on_hub_reached();
    }
    tell(event);
}

void Camera::on_firmware_offer(std::int64_t command, const device::FirmwareOffer& offer) {
    if (updates_) {
        updates_->offer(command, offer);
        return;
    }
    device::CommandResult result;
    result.id = command;
    result.outcome = device::CommandOutcome::Unsupported;
    result.sentence = "This camera's software is updated by hand.";
    home_->answer(result);
}

void Camera::on_firmware_piece(const device::DataPiece& piece) {
    if (updates_) {
        updates_->on_piece(piece);
    }
}

void Camera::ask_firmware(std::int64_t command, std::int64_t offset) {
    home_->ask_firmware(command, offset);
}

void Camera::answer(const device::CommandResult& result) {
    home_->answer(result);
}

void Camera::on_return(const std::string& why) {
    report(device::EventReportKind::FirmwareFailed, why);
}

}  // namespace porchlight::camera
