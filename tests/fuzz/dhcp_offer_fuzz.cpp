// SPDX-License-Identifier: Apache-2.0
// What is offered to a newcomer.
#include "hub/probes/dhcp.hpp"

#include <cstdint>
#include <string_view>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(hub::probing::parse_dhcp_offer(bytes, 7));
    return 0;
}
