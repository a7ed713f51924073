// SPDX-License-Identifier: Apache-2.0
// hub.toml: whatever it holds, it is read or refused with a sentence that names the line.
#include "hub/config.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto config =
        porchlight::hub::parse_config({reinterpret_cast<const char*>(data), size}, "hub.toml");
    if (!config && !config.error().message().starts_with("hub.toml, line ")) {
        __builtin_trap();
    }
    return 0;
}
