// SPDX-License-Identifier: Apache-2.0
// What the camera tells its home, and does for it.
#include "camera/camera_running.hpp"
#include "media/jpeg.hpp"
#include "rt/launch.hpp"

#include <utility>
#include <variant>

namespace porchlight::camera {

namespace {

using device::Event;

constexpr std::chrono::milliseconds kLookAgain{100};
constexpr std::chrono::seconds kFirstPictureLimit{10};

device::Band band_of(hal::WifiBand band) {
    switch (band) {
        case hal::WifiBand::Ghz5:
            return device::Band::Ghz5;
        case hal::WifiBand::Ghz6:
            return device::Band::Ghz6;
        case hal::WifiBand::Ghz2:
            break;
    }
    return device::Band::Ghz2;
}

void add_radio(const std::optional<hal::RadioStatus>& status, device::Telemetry& telemetry) {
    if (!status) {
        return;
    }
    telemetry.rssi = status->rssi;
    telemetry.rate = status->rate;
    const auto channel = status->frequency ? hal::channel_of(*status->frequency) : std::nullopt;
    if (channel) {
        telemetry.channel = channel->number;
        telemetry.band = band_of(channel->band);
    }
}

}  // namespace

Result<> Camera::on_paired(Secret hub, std::optional<hal::WifiCredentials> wifi) {
    CameraMemory memory = memory_.memory();
    memory.hub = std::move(hub);
    if (wifi) {
        memory.wifi = std::move(*wifi);
    } else if (memory.wifi.ssid.empty() && settings_.wifi) {
        memory.wifi = *settings_.wifi;
    }
    memory.device.has_hub_key = true;
    memory.device.has_wifi_credentials = true;
    memory.device.has_settings = true;
    memory.device.has_storage_link = true;
    PL_TRY_VOID(memory_.keep(std::move(memory)));
    tell(Event::CredentialsReceived);
    return {};
}

void Camera::on_network_seen(hal::WifiCredentials network) {
    if (running_ && running_->camera != nullptr) {
        running_->wifi.join(std::move(network));
    }
}

Result<> Camera::on_hub_changed(Secret hub) {
    CameraMemory memory = memory_.memory();
    memory.hub = std::move(hub);
    return memory_.keep(std::move(memory));
}

// What the hub asks.

device::Telemetry Camera::telemetry() {
    const MonotonicTime now = parts_.clock->monotonic_now();
    device::Telemetry telemetry;
    telemetry.at = parts_.clock->utc_now();
    telemetry.uptime = std::chrono::duration_cast<std::chrono::seconds>(now - started_);
    telemetry.reboot = settings_.reboot;
    if (const auto& cells = gauges_.battery();
        cells && cells->presence == hal::CellPresence::Present) {
        telemetry.battery = cells->voltage;
        telemetry.battery_percent = cells->percent;
        ledger_.advance(now);
        telemetry.energy_used = MilliwattHours(ledger_.total());
        telemetry.energy = ledger_.account();
    }
    if (running_) {
        add_radio(running_->wifi.status(), telemetry);
        if (const auto released = running_->button.last_release()) {
            telemetry.since_press =
                std::chrono::duration_cast<std::chrono::seconds>(now - *released);
        }
    }
    telemetry.temperature = gauges_.temperature();
    telemetry.night_lamp = night_lamp();
    telemetry.firmware = settings_.firmware;
    telemetry.storage_used = sight_->clips().used();
    telemetry.storage_total = sight_->clips().limit();
    telemetry.stage = life().stage;
    telemetry.light = shown(life());
    return telemetry;
}

void Camera::read_settings() {
    chosen_ = settings_.defaults;
    const std::string& text = memory_.memory().settings;
    const auto message = device::link_message_from_json(text);
    if (const auto* kept = message ? std::get_if<device::SettingsWanted>(&*message) : nullptr) {
        revision_ = kept->revision;
        chosen_ = kept->settings;
    }
    apply(chosen_);
}

Result<> Camera::on_settings(const device::SettingsWanted& wanted) {
    CameraMemory memory = memory_.memory();
    memory.settings = device::to_json(device::LinkMessage(wanted));
    PL_TRY_VOID(memory_.keep(std::move(memory)));
    const auto possible = check_settings(wanted.settings);
    revision_ = wanted.revision;
    apply(wanted.settings);
    show(life());
    home_->on_change();
    return possible;
}

/// What was chosen anew and this camera has nothing for. The rest is in force all the same.
Result<> Camera::check_settings(const device::DeviceSettings& wanted) const {
    std::string problem;
    if (wanted.sensitivity != chosen_.sensitivity && settings_.sight.has_motion_sensor) {
        problem += "This camera's motion sensor has no sensitivity that could be set. ";
    }
    if (wanted.infrared && !chosen_.infrared && !parts_.board->infrared) {
        problem += "This camera has no infrared lamp. ";
    }
    if (wanted.record_audio && !chosen_.record_audio && !settings_.sight.make_sound) {
        problem += "This camera has no microphone. ";
    }
    if (problem.empty()) {
        return {};
    }
    problem.pop_back();
    return Error(ErrorCode::Unsupported, problem);
}

void Camera::apply(const device::DeviceSettings& chosen) {
    chosen_ = chosen;
    sight_->set_pre_roll(chosen.pre_roll);
    sight_->set_sensitivity(chosen.sensitivity);
    look_at_the_night();
    sight_->set_hearing(chosen.record_audio ? Hearing::On : Hearing::Off);
    if (!chosen.armed && moves_) {
        end_motion();
    }
}

void Camera::on_restart_asked() {
    reboot_ = device::RebootReason::Command;
    end(Ending::Restart);
}

/// The eye is open while this lives, as long as the camera does.
class Camera::Running::OpenEye {
  public:
    explicit OpenEye(std::shared_ptr<Running> of) : running_(std::move(of)) {
        if (running_->camera != nullptr) {
            running_->camera->sight_->hold_open();
        }
    }
    ~OpenEye() {
        if (running_->camera != nullptr) {
            running_->camera->sight_->release();
        }
    }
    OpenEye(const OpenEye&) = delete;
    OpenEye& operator=(const OpenEye&) = delete;
    OpenEye(OpenEye&&) = delete;
    OpenEye& operator=(OpenEye&&) = delete;

  private:
    std::shared_ptr<Running> running_;
};

/// The eye may have opened just now: its first picture is waited for.
rt::Task<std::string> Camera::Running::take_snapshot(std::shared_ptr<Running> self) {
    const OpenEye open(self);
    for (Microseconds waited{0}; self->camera != nullptr; waited += kLookAgain) {
        const Sight& sight = *self->camera->sight_;
        const auto key_frame = sight.newest_key_frame();
        if (const auto& track = sight.track(); track && key_frame) {
            auto make = [key_frame, track = *track]() -> Result<std::string> {
                PL_TRY(const media::ByteVector jpeg, media::key_frame_to_jpeg(track, *key_frame));
                return std::string(jpeg.begin(), jpeg.end());
            };
            auto making = rt::offload(self->camera->parts_.workers->executor(), std::move(make));
            co_return co_await std::move(making);
        }
        if (auto why_not = why_not_shown(self->camera->life())) {
            co_return std::move(*why_not);
        }
        if (waited >= kFirstPictureLimit) {
            co_return Error(ErrorCode::Unavailable, "The camera has no picture yet.");
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kLookAgain));
    }
    co_return Error(ErrorCode::Cancelled, "The camera is restarting.");
}

rt::Task<std::string> Camera::take_snapshot() {
    return Running::take_snapshot(running_);
}

device::StreamOffer Camera::stream() {
    const live::RtspServerSettings& rtsp = settings_.sight.rtsp;
    device::StreamOffer offer;
    offer.port = sight_->server().port();
    offer.path = rtsp.conversation.path;
    for (const net::Login& login : rtsp.conversation.logins) {
        if (login.user == settings_.sight.recording_user) {
            offer.user = login.user;
            offer.password = login.password;
        }
    }
    return offer;
}

}  // namespace porchlight::camera
