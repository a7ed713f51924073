// SPDX-License-Identifier: Apache-2.0
// RTP packets of an AAC track; the first bytes choose how AU headers lie.
#include "rtp_fuzz.hpp"

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) {
        return 0;
    }
    media::rtp::TrackFormat format;
    format.track = media::AudioTrack{media::Codec::Aac, 16000, 1, {0x14, 0x08}};
    format.clock_rate = 16000;
    format.aac = {data[0] % 33, data[1] % 17, data[2] % 17, 1024};
    fuzz::feed_packets({data + 3, size - 3}, format);
    return 0;
}
