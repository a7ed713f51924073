// SPDX-License-Identifier: Apache-2.0
#include "media/rtp/feedback.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto feedback = porchlight::media::rtp::parse_feedback({data, size}, 0x01020304);
    return feedback.lost.size() > 2048 ? -1 : 0;
}
