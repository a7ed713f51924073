// SPDX-License-Identifier: Apache-2.0
// What a watching browser offers, and the answer to it.
#include "net/webrtc/session.hpp"

using namespace porchlight::net;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto offer = webrtc::parse_offer({reinterpret_cast<const char*>(data), size});
    if (!offer) {
        return 0;
    }
    webrtc::Answer answer;
    answer.candidates = {{"192.0.2.1", 40000}};
    for (const webrtc::OfferedMedium& medium : offer->media) {
        const webrtc::Coding* video = webrtc::choose_h264(medium, 0x42e01f);
        answer.media.push_back({video != nullptr ? video : webrtc::choose_opus(medium), 1});
    }
    // The answer has as many sections as the offer, and nothing of the offer makes lines of its
    // own.
    const std::string text = webrtc::write_answer(*offer, answer);
    std::size_t sections = 0;
    for (auto at = text.find("\r\nm="); at != std::string::npos; at = text.find("\r\nm=", at + 1)) {
        ++sections;
    }
    if (sections != offer->media.size()) {
        __builtin_trap();
    }
    return 0;
}
