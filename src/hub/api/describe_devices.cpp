// SPDX-License-Identifier: Apache-2.0
#include "hub/api/device_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::HealthState>> names_of() {
    using hub::HealthState;
    static constexpr std::array kNames{
        Name<HealthState>{HealthState::NeverSeen, "never_seen"},
        Name<HealthState>{HealthState::Online, "online"},
        Name<HealthState>{HealthState::Quiet, "quiet"},
        Name<HealthState>{HealthState::Offline, "offline"},
        Name<HealthState>{HealthState::NotSinceStart, "not_since_start"}};
    return kNames;
}

template <>
std::span<const Name<hub::InvitationState>> names_of() {
    using hub::InvitationState;
    static constexpr std::array kNames{Name<InvitationState>{InvitationState::Open, "open"},
                                       Name<InvitationState>{InvitationState::Pairing, "pairing"},
                                       Name<InvitationState>{InvitationState::Paired, "paired"},
                                       Name<InvitationState>{InvitationState::Failed, "failed"},
                                       Name<InvitationState>{InvitationState::Expired, "expired"}};
    return kNames;
}

template <>
std::span<const Name<hub::api::CommandKind>> names_of() {
    using hub::api::CommandKind;
    static constexpr std::array kNames{Name<CommandKind>{CommandKind::Snapshot, "snapshot"},
                                       Name<CommandKind>{CommandKind::Restart, "restart"},
                                       Name<CommandKind>{CommandKind::Identify, "identify"},
                                       Name<CommandKind>{CommandKind::Firmware, "firmware"}};
    return kNames;
}

template <>
std::span<const Name<net::link::PairingMethod>> names_of() {
    using net::link::PairingMethod;
    static constexpr std::array kNames{
        Name<PairingMethod>{PairingMethod::Code, "code"},
        Name<PairingMethod>{PairingMethod::Label, "label"},
        Name<PairingMethod>{PairingMethod::Invitation, "invitation"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

namespace {

constexpr Rules kName{.least = 0, .most = 60, .need = Need::Defaulted};
constexpr Rules kMayMiss{.need = Need::Defaulted};

}  // namespace

template <>
Object<EnergyUseItem> describe() {
    using E = EnergyUseItem;
    return Object<E>("EnergyUse", "What some of a device's energy went into.")
        .field("use", &E::use,
               "standby, radio, recording, live, infrared, status_light or motion_wake.")
        .field("mwh", &E::mwh, "Milliwatt hours since new cells went in.");
}

template <>
Object<EnergyItem> describe() {
    using E = EnergyItem;
    return Object<E>("Energy",
                     "A device's own account of its cells: counted by time and by what each use "
                     "is known to draw, not measured.")
        .field("counted_s", &E::counted_s,
               "Seconds since new cells went in, off times not counted.")
        .field("days_left", &E::days_left,
               "At the average since then. Null: less than a day was counted.")
        .field("uses", &E::uses, "Most first; what nothing went into is left out.");
}

template <>
Object<TelemetryItem> describe() {
    using T = TelemetryItem;
    return Object<T>("Telemetry", "What a device said of itself. Null: it does not know.")
        .field("battery_mv", &T::battery_mv, "Millivolts at its terminals, under load.")
        .field("battery_percent", &T::battery_percent, "As its gauge estimates.")
        .field("energy_used_mwh", &T::energy_used_mwh, "Since new cells went in.")
        .field("energy", &T::energy, "Where it went, and how long the rest lasts.")
        .field("rssi_dbm", &T::rssi_dbm, "Of its access point: -30 is strong, -90 the edge.")
        .field("rate_kbps", &T::rate_kbps, "Kilobits a second at which it sends.")
        .field("band", &T::band, "2.4_ghz, 5_ghz, 6_ghz or wired.")
        .field("channel", &T::channel, "Its Wi-Fi channel.")
        .field("temperature_c", &T::temperature_c, "Of its board.")
        .field("storage_used", &T::storage_used, "Bytes of its own ring of clips.")
        .field("storage_total", &T::storage_total, "Bytes; 0: the card is gone.")
        .field("night_lamp", &T::night_lamp,
               "Whether its lamp for the night shines; null: it tells of none.")
        .field("uptime_s", &T::uptime_s, "Seconds since its last start.")
        .field("reboot", &T::reboot, "Why it last started.")
        .field("firmware", &T::firmware, "Its version.")
        .field("stage", &T::stage, "What it is doing.")
        .field("light", &T::light, "What its light means.");
}

template <>
Object<DeviceItem> describe() {
    using D = DeviceItem;
    return Object<D>("Device", "A Porchlight camera, doorbell or hub that was paired.")
        .field("serial", &D::serial, "Its serial number: a name, never a secret.")
        .field("model", &D::model, "A name of the models table.")
        .field("name", &D::name, "What people call it; may be empty.")
        .field("binding", &D::binding, "Whose it is.")
        .field("yours", &D::yours, "False: another home offers it to yours.")
        .field("camera", &D::camera, "The camera that it is, once its video has come.")
        .field("contest_ends", &D::contest_ends, "Until then a contest can be answered.")
        .field("health", &D::health, "How it is now.")
        .field("sentence", &D::sentence, "The same for people.")
        .spoken()
        .field("last_seen", &D::last_seen, "When it was last heard.")
        .field("address", &D::address, "Where it was last connected from.")
        .field("telemetry", &D::telemetry, "The last it said of itself, however old.")
        .field("settings_revision", &D::settings_revision, "Of what its owner wants; 0: nothing.")
        .field("settings_applied", &D::settings_applied, "The newest that it has answered for.")
        .field("settings_problem", &D::settings_problem, "Why that one could not be applied.");
}

template <>
Object<DeviceList> describe() {
    return Object<DeviceList>("Devices", "Paired devices, by serial number.")
        .field("devices", &DeviceList::devices, "The devices.");
}

template <>
Object<DeviceChange> describe() {
    return Object<DeviceChange>("DeviceChange", "What to change.")
        .field("name", &DeviceChange::name, "What people call it.", {.least = 0, .most = 60});
}

template <>
Object<OfferRequest> describe() {
    return Object<OfferRequest>("Offer", "To whom a device is handed over.")
        .field("home", &OfferRequest::home, "The other home's id.");
}

template <>
Object<device::DeviceSettings> describe() {
    using S = device::DeviceSettings;
    return Object<S>("DeviceSettings", "What a device does by itself.")
        .field("armed", &S::armed, "It records motion.")
        .field("sensitivity", &S::sensitivity, "1 (least) to 9 (most).", {.least = 1, .most = 9})
        .field("pre_roll_s", &S::pre_roll, "Seconds kept from before.", {.least = 0, .most = 30})
        .field("post_roll_s", &S::post_roll, "Seconds kept after.", {.least = 0, .most = 60})
        .field("max_clip_s", &S::max_clip, "The longest clip.", {.least = 5, .most = 300})
        .field("record_audio", &S::record_audio, "With sound.")
        .field("light_when_idle", &S::light_when_idle, "Its light shines while all is well.")
        .field("infrared", &S::infrared, "Its lamp for the night.");
}

template <>
Object<CommandRequest> describe() {
    return Object<CommandRequest>("CommandRequest",
                                  "What a device is to do, now or when it is "
                                  "back.")
        .field("kind", &CommandRequest::kind, "What to do.")
        .field("version", &CommandRequest::version,
               "With firmware: which bundle of the hub's firmware folder.",
               {.least = 1, .most = 40, .need = Need::Defaulted});
}

template <>
Object<CommandItem> describe() {
    using C = CommandItem;
    return Object<C>("Command", "What a device was asked to do.")
        .field("id", &C::id, "Its number.")
        .field("kind", &C::kind, "What to do.")
        .field("created", &C::created, "When it was asked.")
        .field("state", &C::state, "What came of it.")
        .field("finished", &C::finished, "When; null while it waits.")
        .field("sentence", &C::sentence, "Why not, for people.")
        .spoken();
}

template <>
Object<CommandList> describe() {
    return Object<CommandList>("Commands", "The newest 50, newest first.")
        .field("commands", &CommandList::commands, "The commands.");
}

template <>
Object<TelemetryQuery> describe() {
    return Object<TelemetryQuery>("TelemetryQuery", "What to draw.")
        .field("from", &TelemetryQuery::from, "Its beginning.")
        .field("to", &TelemetryQuery::to, "Its end, at most 400 days later.");
}

template <>
Object<store::TelemetryHour> describe() {
    using H = store::TelemetryHour;
    return Object<H>("TelemetryHour", "An hour of telemetry.")
        .field("start", &H::start, "A whole hour.")
        .field("samples", &H::samples, "How many there were.")
        .field("battery_mv_least", &H::battery_mv_least, "The lowest voltage.")
        .field("battery_mv_most", &H::battery_mv_most, "The highest.")
        .field("energy_used_mwh", &H::energy_mwh, "At the end of the hour.")
        .field("rssi_dbm_least", &H::rssi_dbm_least, "The weakest signal.")
        .field("rssi_dbm_mean", &H::rssi_dbm_mean, "The mean.")
        .field("temperature_c_least", &H::temperature_c_least, "The coldest.")
        .field("temperature_c_most", &H::temperature_c_most, "The warmest.")
        .field("starts", &H::starts, "How often it began anew.");
}

template <>
Object<store::TelemetrySample> describe() {
    using S = store::TelemetrySample;
    return Object<S>("TelemetrySample", "One telemetry.")
        .field("at", &S::at, "By the hub's clock.")
        .field("battery_mv", &S::battery_mv, "Millivolts.")
        .field("battery_percent", &S::battery_percent, "As its gauge estimates.")
        .field("energy_used_mwh", &S::energy_mwh, "Since new cells went in.")
        .field("rssi_dbm", &S::rssi_dbm, "Of its access point.")
        .field("channel", &S::channel, "Its Wi-Fi channel.")
        .field("temperature_c", &S::temperature_c, "Of its board.")
        .field("storage_used", &S::storage_used, "Bytes.")
        .field("uptime_s", &S::uptime_s, "Seconds since its last start.");
}

template <>
Object<TelemetryView> describe() {
    return Object<TelemetryView>("TelemetrySeries", "How a device has been, oldest first.")
        .field("hours", &TelemetryView::hours, "Older than two days, by the hour.")
        .field("samples", &TelemetryView::samples, "The rest, one by one.");
}

template <>
Object<WaitingItem> describe() {
    using W = WaitingItem;
    return Object<W>("WaitingCamera", "A camera that waits to be paired. Nothing of it is proven.")
        .field("serial", &W::serial, "What it says its serial number is.")
        .field("model", &W::model, "And its model.")
        .field("methods", &W::methods, "How it can be paired.")
        .field("address", &W::address, "Where it is.")
        .field("since", &W::since, "When it came.");
}

template <>
Object<PairingState> describe() {
    return Object<PairingState>("Pairing", "Who waits to be paired.")
        .field("waiting", &PairingState::waiting, "The cameras.");
}

template <>
Object<WifiItem> describe() {
    return Object<WifiItem>("Wifi", "A network for a camera to join.")
        .field("ssid", &WifiItem::ssid, "Its name.", {.least = 1, .most = 32})
        .field("password", &WifiItem::password, "Empty for an open network.",
               {.least = 0, .most = 64});
}

template <>
Object<PairRequest> describe() {
    using P = PairRequest;
    return Object<P>("PairRequest", "The camera to pair, and how its owner knows it.")
        .field("serial", &P::serial, "Which camera. May be empty with a label.",
               {.least = 0, .most = 40, .need = Need::Defaulted})
        .field("code", &P::code, "The eight digits of its label or screen.",
               {.least = 0, .most = 20, .need = Need::Defaulted})
        .field("label", &P::label, "In place of the code: the text of its QR code.",
               {.least = 0, .most = 600, .need = Need::Defaulted})
        .field("name", &P::name, "What it will be called.", kName)
        .field("wifi", &P::wifi, "The network it is to join; null leaves the one it is in.",
               kMayMiss)
        .field("contest", &P::contest,
               "It is registered elsewhere, and its owner is to be asked: 30 days.", kMayMiss);
}

template <>
Object<InvitationRequest> describe() {
    using I = InvitationRequest;
    return Object<I>("InvitationRequest", "A QR code for a camera's lens.")
        .field("name", &I::name, "What the camera will be called.", kName)
        .field("wifi", &I::wifi, "The network it is to join; null for one on a cable.", kMayMiss);
}

template <>
Object<InvitationItem> describe() {
    using I = InvitationItem;
    return Object<I>("Invitation", "A QR code that was made for a camera's lens.")
        .field("id", &I::id, "Its id.")
        .field("text", &I::text, "What to show as a QR code; only when it is made.")
        .field("expires", &I::expires, "Until when it is of use.")
        .field("state", &I::state, "What came of it.")
        .field("serial", &I::serial, "Of the camera that came.")
        .field("sentence", &I::sentence, "Why it failed, for people.")
        .spoken();
}

template <>
Object<FirmwareItem> describe() {
    return Object<FirmwareItem>("Firmware", "A signed bundle in the hub's firmware folder.")
        .field("version", &FirmwareItem::version, "Its version.")
        .field("bytes", &FirmwareItem::bytes, "Its size.");
}

template <>
Object<FirmwareList> describe() {
    return Object<FirmwareList>("FirmwareList", "What can be offered to devices, newest first.")
        .field("bundles", &FirmwareList::bundles, "The bundles.");
}

}  // namespace porchlight::hub::api
