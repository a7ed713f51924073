// SPDX-License-Identifier: Apache-2.0
// What a camera says its time is, by ONVIF.
#include "hub/probes/onvif.hpp"

#include <cstdint>
#include <string_view>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(hub::probing::parse_camera_time(bytes));
    return 0;
}
