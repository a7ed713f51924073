// SPDX-License-Identifier: Apache-2.0
// What the other end of a link sends: messages and data frames.
#include "device/link_message.hpp"

#include <cstddef>
#include <cstdint>

using namespace porchlight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // What was taken can be written, and is taken again.
    if (const auto message = device::link_message_from_json(text);
        message && !device::link_message_from_json(device::to_json(*message))) {
        __builtin_trap();
    }
    if (const auto piece = device::data_from_frame(text);
        piece && device::data_to_frame(*piece) != text) {
        __builtin_trap();
    }
    if (const auto action = device::command_action_from_json(text);
        action && !device::command_action_from_json(device::to_json(*action))) {
        __builtin_trap();
    }
    return 0;
}
