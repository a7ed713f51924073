// SPDX-License-Identifier: Apache-2.0
#include "household/device_link.hpp"

#include "base/log.hpp"
#include "base/version.hpp"
#include "camera/own_id.hpp"
#include "camera/report_words.hpp"
#include "household/device_telemetry.hpp"
#include "net/link/pairing_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <variant>
#include <vector>

namespace porchlight::household {

using device::Action;
using device::Actions;
using device::Event;
using device::Life;
using device::Stage;

namespace {

/// As small as a ring may be: these devices keep no clips.
constexpr Bytes kNoClips = mebibytes(1);
/// For the answer to reach the hub, and the way down.
constexpr Microseconds kUntilRestart = std::chrono::seconds(1);

device::RebootReason reason_after(Stage before) {
    switch (before) {
        case Stage::Erasing:
        case Stage::HalfErased:
            return device::RebootReason::FactoryReset;
        case Stage::Hung:
            return device::RebootReason::Watchdog;
        case Stage::Updating:
            return device::RebootReason::Update;
        case Stage::Starting:
            return device::RebootReason::RolledBack;
        case Stage::Failed:
            return device::RebootReason::SoftReset;
        default:
            return device::RebootReason::PowerOn;
    }
}

bool is_news(const Life& before, const Life& now) {
    return before.stage != now.stage || before.battery != now.battery ||
           device::light_meaning(before) != device::light_meaning(now);
}

}  // namespace

Result<std::unique_ptr<DeviceLink>> DeviceLink::create(const Parts& parts, sim::Device& device,
                                                       const std::string& folder) {
    const std::string identity_folder = folder + "/identity";
    PL_TRY(auto identity, net::link::DeviceIdentity::open(identity_folder, std::nullopt));
    PL_TRY(auto label, camera::LabelSecrets::open(identity_folder));
    PL_TRY(auto ring, camera::ClipRing::open(folder + "/clips", kNoClips));
    camera::HubLinkSettings settings{std::move(identity),    std::move(label), device.model().id,
                                     std::string(version()), parts.hub,        folder + "/reports"};
    return std::unique_ptr<DeviceLink>(
        new DeviceLink(parts, device, folder, std::move(settings), std::move(ring)));
}

DeviceLink::DeviceLink(const Parts& parts, sim::Device& device, const std::string& folder,
                       camera::HubLinkSettings settings, camera::ClipRing ring)
    : parts_(parts),
      device_(device),
      settings_(std::move(settings)),
      memory_(folder),
      clips_(parts.strand, parts.disk, std::move(ring), [](const camera::KeptClip& /*clip*/) {}),
      home_(std::make_unique<camera::HubLink>(parts.strand, settings_, *parts.clock, *parts.random,
                                              static_cast<camera::HomeListener&>(*this))) {
    if (!memory_.trouble().empty()) {
        on_notice(memory_.trouble());
    }
    read_settings();
    device_.set_outside(this);
}

DeviceLink::~DeviceLink() {
    device_.set_outside(nullptr);
}

rt::Task<> DeviceLink::stop() {
    co_return co_await home_->stop();
}

HubView DeviceLink::view() const {
    const net::link::DeviceIdentity& identity = settings_.identity;
    HubView view;
    view.serial = identity.serial().text();
    view.code = net::link::spaced(settings_.label.code);
    view.label = net::link::to_text(
        net::link::CameraLabel{identity.serial(), net::link::key_fingerprint(identity.public_key()),
                               settings_.label.secret});
    view.hub = fmt::format("{}:{}", parts_.hub.host, parts_.hub.port);
    view.is_paired = has_hub();
    view.is_with_it =
        view.is_paired && device_.is_in(device::kOnline | device::StageSet{Stage::Updating});
    if (const auto grant = camera::hub_from_text(memory_.memory().hub)) {
        view.home = grant->home;
    }
    return view;
}

// What the device does.

bool DeviceLink::has_hub() const {
    return !memory_.memory().hub.empty();
}

void DeviceLink::on_life(const Life& before, Actions actions) {
    const Life& now = device_.life();
    if (actions.contains(Action::StartSelfTest)) {
        note_start(before);
    }
    if (before.button != device::PressPhase::Up && now.button == device::PressPhase::Up) {
        released_at_ = parts_.household->now();
    }
    follow_memory(before);
    report(actions);
    follow_recording(before, actions);
    follow_way(actions);
    if (is_news(before, now)) {
        home_->on_change();
    }
}

void DeviceLink::note_start(const Life& before) {
    const bool was_asked = std::exchange(is_restart_asked_, false);
    reboot_ = was_asked ? device::RebootReason::Command : reason_after(before.stage);
    released_at_.reset();
    if (reboot_ == device::RebootReason::FactoryReset) {
        home_->forget();
    }
}

/// Each step of an erase is written when the device has done it, so that a power cut leaves both as
/// far.
void DeviceLink::follow_memory(const Life& before) {
    const Life& now = device_.life();
    if (before.memory.erase_at == now.memory.erase_at) {
        return;
    }
    if (const auto erased = memory_.erase_next_step(); !erased) {
        log::error("household", "{}: erasing: {}", device_.name(), erased.error().message());
    }
    if (!has_hub()) {
        parts_.pictures->offer_to_all(device_);
    }
    if (!now.memory.has_settings) {
        read_settings();
    }
}

void DeviceLink::follow_way(Actions actions) {
    const bool leaves = actions.contains(Action::JoinWifi) ||
                        actions.contains(Action::RestartServices) ||
                        actions.contains(Action::StartSelfTest);
    const bool is_dead = !device_.is_in(device::kAwake);
    if (leaves || is_dead) {
        home_->leave();
    }
    if (actions.contains(Action::ClosePairing) || actions.contains(Action::StartSelfTest) ||
        is_dead) {
        home_->close_pairing();
    }
    if (actions.contains(Action::OpenPairing)) {
        is_opening_ = true;
        home_->open_pairing();
        is_opening_ = false;
    }
    if (actions.contains(Action::SeekHub) && has_hub()) {
        home_->seek(memory_.memory());
    }
}

device::EventReport DeviceLink::make_report(device::EventReportKind kind,
                                            std::string detail) const {
    device::EventReport report;
    report.start = parts_.clock->utc_now();
    report.id = camera::own_id(report.start, *parts_.random);
    report.kind = kind;
    report.detail = std::move(detail);
    return report;
}

void DeviceLink::report(Actions actions) {
    for (std::size_t i = 0; i < device::kActions; ++i) {
        const auto action = static_cast<Action>(i);
        const auto words =
            actions.contains(action) ? camera::report_of(action, device_.life()) : std::nullopt;
        if (words) {
            auto report = make_report(words->kind, words->sentence);
            report.end = report.start;
            home_->report(std::move(report));
        }
    }
}

void DeviceLink::follow_recording(const Life& before, Actions actions) {
    const bool recorded = device::kRecording.contains(before.stage);
    const bool records = device_.is_in(device::kRecording);
    if (actions.contains(Action::Chime)) {
        auto ring = make_report(device::EventReportKind::Ring, "Somebody rang.");
        ring.end = ring.start;
        home_->report(std::move(ring));
    } else if (records && !recorded) {
        motion_ = make_report(device::EventReportKind::Motion, "");
        home_->report(*motion_);
    }
    if (motion_ && !records) {
        motion_->end = parts_.clock->utc_now();
        home_->report(*motion_);
        motion_.reset();
    }
}

// What the hub says and asks.

/// Whose it is, the real hub's registry knows; the household's follows it.
void DeviceLink::make_ours() {
    sim::Registry& registry = parts_.household->registry();
    const std::string& serial = device_.plan().serial;
    const UtcTime now = parts_.household->utc_now();
    const HomeId owner = registry.owner_of(serial);
    if (owner && owner != sim::kThisHome) {
        registry.ask(serial, {device::BindingEvent::Delete, owner, {}, now});
    }
    registry.ask(serial, {device::BindingEvent::Claim, sim::kThisHome, {}, now});
}

void DeviceLink::on_home(Event event) {
    if (event == Event::HubFound) {
        make_ours();
    } else if (event == Event::HubRefused) {
        parts_.household->registry().ask(
            device_.plan().serial,
            {device::BindingEvent::Delete, sim::kThisHome, {}, parts_.household->utc_now()});
    }
    device_.tell(event);
}

/// What its owner's phone gives besides: the Wi-Fi of this home, unless the hub said another.
Result<> DeviceLink::on_paired(Secret hub, std::optional<hal::WifiCredentials> wifi) {
    if (!device_.is_pairing()) {
        return Error(ErrorCode::FailedPrecondition, "The device is not open to be paired.");
    }
    sim::WifiLogin login = parts_.household->router().plan().login;
    if (wifi) {
        login = {wifi->ssid, wifi->password.reveal()};
    }
    camera::CameraMemory memory = memory_.memory();
    memory.hub = std::move(hub);
    memory.wifi = {login.ssid, Secret(login.password)};
    memory.device.has_hub_key = true;
    memory.device.has_wifi_credentials = true;
    memory.device.has_settings = true;
    memory.device.has_storage_link = true;
    PL_TRY_VOID(memory_.keep(std::move(memory)));
    make_ours();
    device_.give_login(std::move(login));
    return {};
}

Result<> DeviceLink::on_hub_changed(Secret hub) {
    camera::CameraMemory memory = memory_.memory();
    memory.hub = std::move(hub);
    return memory_.keep(std::move(memory));
}

/// What it says when pairing opens stands on its label.
void DeviceLink::on_notice(const std::string& notice) {
    if (!is_opening_) {
        parts_.household->tell(device_.name(), "says: " + notice);
    }
}

device::Telemetry DeviceLink::telemetry() {
    device::Telemetry telemetry = telemetry_of(*parts_.household, device_);
    telemetry.at = parts_.clock->utc_now();
    telemetry.reboot = reboot_;
    telemetry.firmware = settings_.firmware;
    if (released_at_) {
        telemetry.since_press = std::chrono::duration_cast<std::chrono::seconds>(
            parts_.household->now() - *released_at_);
    }
    return telemetry;
}

void DeviceLink::read_settings() {
    const auto message = device::link_message_from_json(memory_.memory().settings);
    const auto* kept = message ? std::get_if<device::SettingsWanted>(&*message) : nullptr;
    revision_ = kept != nullptr ? kept->revision : 0;
    chosen_ = kept != nullptr ? kept->settings : device::DeviceSettings();
    device_.choose(kept != nullptr ? std::optional(chosen_) : std::nullopt);
}

/// What was chosen anew and this device has nothing for. The rest is in force all the same.
Result<> DeviceLink::check(const device::DeviceSettings& wanted) const {
    std::vector<std::string_view> missing;
    if (wanted.infrared && !chosen_.infrared && !device_.behaviour().has_night_lamp) {
        missing.emplace_back("infrared lamp");
    }
    if (wanted.record_audio && !chosen_.record_audio) {
        missing.emplace_back("microphone");
    }
    if (missing.empty()) {
        return {};
    }
    return Error(ErrorCode::Unsupported, fmt::format("{} has no {}.", device_.model().name,
                                                     fmt::join(missing, " and no ")));
}

Result<> DeviceLink::on_settings(const device::SettingsWanted& wanted) {
    camera::CameraMemory memory = memory_.memory();
    memory.settings = device::to_json(device::LinkMessage(wanted));
    PL_TRY_VOID(memory_.keep(std::move(memory)));
    auto possible = check(wanted.settings);
    read_settings();
    home_->on_change();
    return possible;
}

void DeviceLink::on_restart_asked() {
    is_restart_asked_ = true;
    parts_.household->in(kUntilRestart, [&device = device_] { device.restart(); });
}

void DeviceLink::on_firmware_offer(std::int64_t command, const device::FirmwareOffer& offer) {
    device::CommandResult result;
    result.id = command;
    result.outcome = device::CommandOutcome::Unsupported;
    result.sentence =
        fmt::format("A device of a virtual household has nothing to put {} into.", offer.version);
    home_->answer(result);
}

rt::Task<std::string> DeviceLink::take_snapshot() {
    return parts_.pictures->snapshot(device_, parts_.disk);
}

}  // namespace porchlight::household
