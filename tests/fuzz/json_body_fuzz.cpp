// SPDX-License-Identifier: Apache-2.0
// The body of any request: parsed, and read as each type that a route takes.
#include "hub/api/alert_descriptions.hpp"
#include "hub/api/clip_descriptions.hpp"
#include "hub/api/descriptions.hpp"
#include "hub/api/device_descriptions.hpp"
#include "hub/api/doctor_descriptions.hpp"
#include "hub/api/house_descriptions.hpp"
#include "hub/api/live_descriptions.hpp"
#include "hub/api/people_descriptions.hpp"
#include "hub/api/push_descriptions.hpp"
#include "hub/api/try_descriptions.hpp"
#include "hub/api/walk_descriptions.hpp"

#include <cstddef>
#include <cstdint>

namespace {

using namespace porchlight;
namespace api = porchlight::hub::api;

template <typename T>
void read_as(const api::json::value& value) {
    T read{};
    if (api::from_json(value, api::Role::Input, read)) {
        return;
    }
    // What was taken can be written, and what was written is JSON again.
    api::json::value again;
    if (api::parse_json(api::to_json(read), again)) {
        __builtin_trap();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    api::json::value value;
    if (api::parse_json({reinterpret_cast<const char*>(data), size}, value)) {
        return 0;
    }
    read_as<api::NewCamera>(value);
    read_as<store::CameraSettings>(value);
    read_as<store::Zone>(value);
    read_as<hub::CameraTest>(value);
    read_as<hub::HomeSettings>(value);
    read_as<api::Setup>(value);
    read_as<api::ClipChange>(value);
    read_as<api::ClipsQuery>(value);
    read_as<hub::LiveWish>(value);
    read_as<api::ClipsChange>(value);
    read_as<api::ExportRequest>(value);
    read_as<api::TimelineQuery>(value);
    read_as<api::SpanParameters>(value);
    read_as<api::AlertRuleList>(value);
    read_as<api::PushWish>(value);
    read_as<hub::ModeWish>(value);
    read_as<api::ScheduleSettings>(value);
    read_as<hub::TriedSettings>(value);
    read_as<api::DeviceChange>(value);
    read_as<api::PairRequest>(value);
    read_as<api::Joining>(value);
    read_as<hub::DoctorStart>(value);
    read_as<api::DoctorReply>(value);
    read_as<api::DoctorReport>(value);
    read_as<hub::LiveReport>(value);
    read_as<api::RelayChange>(value);
    read_as<api::TryStart>(value);
    return 0;
}
