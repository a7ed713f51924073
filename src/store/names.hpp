// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "store/alert_store.hpp"
#include "store/device_types.hpp"
#include "store/doctor_store.hpp"
#include "store/house_store.hpp"
#include "store/types.hpp"

#include <span>
#include <string>
#include <string_view>

namespace porchlight::store {

template <typename Enum>
struct Name {
    Enum value;
    std::string_view text;
};

/// The words for an enum's values, as the database and the API spell them. One table for each enum.
template <typename Enum>
std::span<const Name<Enum>> names_of();

template <>
std::span<const Name<Role>> names_of();
template <>
std::span<const Name<RecordingMode>> names_of();
template <>
std::span<const Name<DecodeChoice>> names_of();
template <>
std::span<const Name<ClientChoice>> names_of();
template <>
std::span<const Name<TransportChoice>> names_of();
template <>
std::span<const Name<ConnectChoice>> names_of();
template <>
std::span<const Name<ZoneKind>> names_of();
template <>
std::span<const Name<EventKind>> names_of();
template <>
std::span<const Name<ClipKind>> names_of();
template <>
std::span<const Name<GapReason>> names_of();
template <>
std::span<const Name<BindingKind>> names_of();
template <>
std::span<const Name<CommandState>> names_of();
template <>
std::span<const Name<CameOfStep>> names_of();
template <>
std::span<const Name<AlertKind>> names_of();
template <>
std::span<const Name<ModeKind>> names_of();
template <>
std::span<const Name<RuleMoment>> names_of();
template <>
std::span<const Name<ModeBy>> names_of();
/// "h264", "h265" and so on, for machines; media::to_string is for people.
template <>
std::span<const Name<media::Codec>> names_of();

/// E.g. "camera_unreachable".
template <typename Enum>
[[nodiscard]] std::string_view name_of(Enum value) {
    for (const Name<Enum>& name : names_of<Enum>()) {
        if (name.value == value) {
            return name.text;
        }
    }
    return "unknown";
}

/// @param what Names the field in the error.   @error InvalidArgument  Not one of the words; the
/// sentence lists them.
template <typename Enum>
Result<Enum> value_of(std::string_view text, std::string_view what) {
    std::string known;
    for (const Name<Enum>& name : names_of<Enum>()) {
        if (name.text == text) {
            return name.value;
        }
        known += (known.empty() ? "" : ", ") + std::string(name.text);
    }
    return Error(ErrorCode::InvalidArgument, std::string(what) + " must be one of: " + known);
}

}  // namespace porchlight::store
