// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/doctor/doctor_service.hpp"
#include "hub/doctor/doctor_views.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::store {

template <>
std::span<const Name<hub::DoctorPhase>> names_of();
template <>
std::span<const Name<hub::DoctorEnd>> names_of();
template <>
std::span<const Name<hub::DoctorWord>> names_of();

}  // namespace porchlight::store

/// What requests and answers about the doctor hold, and the description of it.
namespace porchlight::hub::api {

/// An answer to a question, or a correction of what was understood.
struct DoctorReply {
    std::string observation;
    std::optional<std::string> value;
};
struct DoctorReport {
    std::vector<std::string> steps;
    DoctorWord word = DoctorWord::Done;
};
/// Which model somebody says that it is.
struct DoctorModel {
    std::string model;
};
/// One session in the list of all.
struct DoctorItem {
    DoctorSessionId id;
    std::optional<CameraId> camera;
    std::optional<std::string> model;
    std::string about;
    UtcTime started;
    std::optional<UtcTime> ended;
    bool by_itself = false;
    std::string summary;
};
struct DoctorList {
    std::vector<DoctorItem> sessions;
};
struct DoctorCountList {
    std::vector<store::DoctorCount> counts;
};

template <>
Object<DoctorStart> describe();
template <>
Object<DoctorReply> describe();
template <>
Object<DoctorReport> describe();
template <>
Object<DoctorModel> describe();
template <>
Object<DoctorLight> describe();
template <>
Object<DoctorItem> describe();
template <>
Object<DoctorList> describe();
template <>
Object<store::DoctorCount> describe();
template <>
Object<DoctorCountList> describe();
template <>
Object<DoctorCauseView> describe();
template <>
Object<DoctorReason> describe();
template <>
Object<DoctorChoice> describe();
template <>
Object<DoctorNext> describe();
template <>
Object<DoctorFinding> describe();
template <>
Object<DoctorOutcome> describe();
template <>
Object<DoctorSessionView> describe();

}  // namespace porchlight::hub::api
