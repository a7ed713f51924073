// SPDX-License-Identifier: Apache-2.0
// RTP packets of a video track in H.265.
#include "rtp_fuzz.hpp"

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    media::VideoTrack track;
    track.codec = media::Codec::H265;
    media::rtp::TrackFormat format;
    format.track = track;
    fuzz::feed_packets({data, size}, format);
    return 0;
}
