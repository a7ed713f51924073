// SPDX-License-Identifier: Apache-2.0
// What a time server answers.
#include "hub/probes/ntp.hpp"

#include <cstdint>
#include <string_view>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    // The clocks stand at 1970, where the question's stamp is the same for every input.
    static_cast<void>(hub::probing::parse_ntp_answer(bytes, UtcTime(), UtcTime()));
    return 0;
}
