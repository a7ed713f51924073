// SPDX-License-Identifier: Apache-2.0
// RTSP messages, interleaved frames, WWW-Authenticate challenges and camera URLs: whatever comes,
// the parser ends, and never claims more bytes than there are.
#include "base/check.hpp"
#include "net/digest.hpp"
#include "net/rtsp/message.hpp"
#include "net/url.hpp"

#include <algorithm>

using namespace porchlight;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::span<const std::uint8_t> bytes(data, size);
    static_cast<void>(net::CameraUrl::parse(
        {reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 4096)}));
    net::rtsp::MessageParser parser;
    // The first byte chooses in what pieces the rest arrives.
    const std::size_t step = size == 0 ? 1 : std::size_t{1} + data[0] * 8;
    std::size_t shown = std::min(step, bytes.size());
    for (;;) {
        const bool at_end = shown == bytes.size();
        auto item =
            at_end ? parser.next_at_quiet(bytes.first(shown)) : parser.next(bytes.first(shown));
        if (!item) {
            break;
        }
        PL_CHECK(parser.consumed() <= shown, "consumed more than was there");
        bytes = bytes.subspan(parser.consumed());
        shown -= parser.consumed();
        if (const auto* message = std::get_if<net::rtsp::Message>(&*item)) {
            static_cast<void>(net::strongest_challenge(message->all_headers("WWW-Authenticate")));
            static_cast<void>(net::rtsp::to_text(*message));
        } else if (std::holds_alternative<net::rtsp::NeedMore>(*item)) {
            if (at_end) {
                break;
            }
            shown = std::min(shown + step, bytes.size());
        }
    }
    return 0;
}
