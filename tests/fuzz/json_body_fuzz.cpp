// SPDX-License-Identifier: Apache-2.0
// The body of any request: parsed, and read as each type that a route takes.
#include "hub/api/descriptions.hpp"

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
    read_as<api::LiveWish>(value);
    return 0;
}
