// SPDX-License-Identifier: Apache-2.0
// RTP packets of a video track in H.265.
#include "rtp_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return porchlight::fuzz::feed_video(porchlight::media::Codec::H265, {data, size});
}
