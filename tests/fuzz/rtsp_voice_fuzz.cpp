// SPDX-License-Identifier: Apache-2.0
// What any client may say into a camera's loudspeaker: RTP packets, each behind a byte that is its
// length, down to the samples.
#include "base/check.hpp"
#include "base/clock.hpp"
#include "camera/mouth.hpp"
#include "live/rtsp/voice.hpp"

#include <algorithm>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

namespace {

class CheckingSpeaker final : public hal::Speaker {
  public:
    void play(std::span<const float> samples) override {
        // A frame of AAC is 64 ms, and HE-AAC's 128; G.711 is as long as its packet.
        PL_CHECK(samples.size() <= 2 * kRate, "no packet is longer than two seconds");
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    FakeClock clock;
    CheckingSpeaker speaker;
    camera::Mouth mouth(speaker, clock);
    live::VoiceReceiver receiver(mouth);
    media::ByteSpan rest(data, size);
    while (rest.size() > 1) {
        const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
        clock.advance(std::chrono::milliseconds(rest[0]));
        receiver.take(rest.subspan(1, length), {clock.monotonic_now(), clock.utc_now()});
        rest = rest.subspan(1 + length);
    }
    return 0;
}
