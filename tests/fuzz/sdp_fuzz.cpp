// SPDX-License-Identifier: Apache-2.0
// Session descriptions, from text to the plan of tracks, and to a loudspeaker.
#include "base/check.hpp"
#include "net/sdp.hpp"
#include "sources/rtsp/backchannel.hpp"
#include "sources/rtsp/track_plan.hpp"

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto sdp = net::parse_sdp(text);
    if (sdp) {
        const std::string base = net::control_base(sdp->name, sdp->control, "rtsp://cam:554/live");
        static_cast<void>(sources::rtsp::plan_tracks(*sdp, base, sources::Sound::Take));
        if (const auto speaker = sources::rtsp::find_backchannel(*sdp)) {
            PL_CHECK(speaker->payload_type >= 0 && speaker->payload_type < 128,
                     "a type that RTP can say");
            PL_CHECK(speaker->track.sample_rate > 0 && speaker->track.channels == 1,
                     "a kind of sound that can be made");
        }
    }
    return 0;
}
