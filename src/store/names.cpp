// SPDX-License-Identifier: Apache-2.0
#include "store/names.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<Role>> names_of() {
    static constexpr std::array kNames{Name{Role::Owner, "owner"}, Name{Role::Member, "member"},
                                       Name{Role::Viewer, "viewer"}};
    return kNames;
}

template <>
std::span<const Name<RecordingMode>> names_of() {
    static constexpr std::array kNames{Name{RecordingMode::Off, "off"},
                                       Name{RecordingMode::Motion, "motion"},
                                       Name{RecordingMode::Continuous, "continuous"}};
    return kNames;
}

template <>
std::span<const Name<DecodeChoice>> names_of() {
    static constexpr std::array kNames{Name{DecodeChoice::Automatic, "automatic"},
                                       Name{DecodeChoice::All, "all"}};
    return kNames;
}

template <>
std::span<const Name<ClientChoice>> names_of() {
    static constexpr std::array kNames{Name{ClientChoice::Automatic, "automatic"},
                                       Name{ClientChoice::Own, "own"},
                                       Name{ClientChoice::Compatibility, "compatibility"}};
    return kNames;
}

template <>
std::span<const Name<TransportChoice>> names_of() {
    static constexpr std::array kNames{Name{TransportChoice::Automatic, "automatic"},
                                       Name{TransportChoice::Tcp, "tcp"},
                                       Name{TransportChoice::Udp, "udp"}};
    return kNames;
}

template <>
std::span<const Name<ConnectChoice>> names_of() {
    static constexpr std::array kNames{Name{ConnectChoice::Always, "always"},
                                       Name{ConnectChoice::WhenNeeded, "when_needed"}};
    return kNames;
}

template <>
std::span<const Name<ZoneKind>> names_of() {
    static constexpr std::array kNames{Name{ZoneKind::Activity, "activity"},
                                       Name{ZoneKind::Privacy, "privacy"}};
    return kNames;
}

template <>
std::span<const Name<EventKind>> names_of() {
    static constexpr std::array kNames{Name{EventKind::Motion, "motion"},
                                       Name{EventKind::Ring, "ring"}};
    return kNames;
}

template <>
std::span<const Name<ClipKind>> names_of() {
    static constexpr std::array kNames{
        Name{ClipKind::Motion, "motion"}, Name{ClipKind::Continuous, "continuous"},
        Name{ClipKind::Ring, "ring"}, Name{ClipKind::ByHand, "by_hand"}};
    return kNames;
}

template <>
std::span<const Name<GapReason>> names_of() {
    static constexpr std::array kNames{Name{GapReason::CameraUnreachable, "camera_unreachable"},
                                       Name{GapReason::WrongPassword, "wrong_password"},
                                       Name{GapReason::StreamStopped, "stream_stopped"},
                                       Name{GapReason::StreamUnsupported, "stream_unsupported"},
                                       Name{GapReason::StorageFailed, "storage_failed"},
                                       Name{GapReason::StorageFull, "storage_full"},
                                       Name{GapReason::DiskOverload, "disk_overload"},
                                       Name{GapReason::DecoderOverload, "decoder_overload"},
                                       Name{GapReason::HubStopped, "hub_stopped"},
                                       Name{GapReason::Paused, "paused"}};
    return kNames;
}

template <>
std::span<const Name<BindingKind>> names_of() {
    static constexpr std::array kNames{
        Name{BindingKind::Unbound, "unbound"}, Name{BindingKind::Bound, "bound"},
        Name{BindingKind::Offered, "offered"}, Name{BindingKind::Contested, "contested"}};
    return kNames;
}

template <>
std::span<const Name<CommandState>> names_of() {
    static constexpr std::array kNames{
        Name{CommandState::Waiting, "waiting"}, Name{CommandState::Done, "done"},
        Name{CommandState::Failed, "failed"}, Name{CommandState::Unsupported, "unsupported"},
        Name{CommandState::Expired, "expired"}};
    return kNames;
}

template <>
std::span<const Name<CameOfStep>> names_of() {
    static constexpr std::array kNames{Name{CameOfStep::Fixed, "fixed"},
                                       Name{CameOfStep::Masked, "masked"},
                                       Name{CameOfStep::NoEffect, "no_effect"}};
    return kNames;
}

template <>
std::span<const Name<AlertKind>> names_of() {
    static constexpr std::array kNames{
        Name{AlertKind::Motion, "motion"},      Name{AlertKind::Ring, "ring"},
        Name{AlertKind::Silent, "silent"},      Name{AlertKind::Battery, "battery"},
        Name{AlertKind::Storage, "storage"},    Name{AlertKind::SignIn, "sign_in"},
        Name{AlertKind::Ownership, "ownership"}};
    return kNames;
}

template <>
std::span<const Name<ModeKind>> names_of() {
    static constexpr std::array kNames{Name{ModeKind::Home, "home"}, Name{ModeKind::Away, "away"},
                                       Name{ModeKind::Night, "night"}, Name{ModeKind::Own, "own"}};
    return kNames;
}

template <>
std::span<const Name<RuleMoment>> names_of() {
    static constexpr std::array kNames{Name{RuleMoment::Clock, "clock"},
                                       Name{RuleMoment::Sunrise, "sunrise"},
                                       Name{RuleMoment::Sunset, "sunset"}};
    return kNames;
}

template <>
std::span<const Name<ModeBy>> names_of() {
    static constexpr std::array kNames{Name{ModeBy::Person, "person"},
                                       Name{ModeBy::Schedule, "schedule"},
                                       Name{ModeBy::Start, "start"}};
    return kNames;
}

template <>
std::span<const Name<media::Codec>> names_of() {
    static constexpr std::array kNames{
        Name{media::Codec::H264, "h264"}, Name{media::Codec::H265, "h265"},
        Name{media::Codec::Aac, "aac"},   Name{media::Codec::Pcmu, "pcmu"},
        Name{media::Codec::Pcma, "pcma"}, Name{media::Codec::Opus, "opus"}};
    return kNames;
}

}  // namespace porchlight::store
