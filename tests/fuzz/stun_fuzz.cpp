// SPDX-License-Identifier: Apache-2.0
// A datagram that looks like STUN, before anyone is trusted.
#include "net/webrtc/stun.hpp"

using namespace porchlight::net;  // NOLINT(google-build-using-namespace): a test program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> datagram(data, size);
    constexpr std::string_view kPassword = "VOkJxbRl1RmTxUk/WvJxBt";
    const bool is_right = webrtc::has_right_integrity(datagram, kPassword);
    const auto check = webrtc::parse_stun_check(datagram);
    if (!check) {
        return 0;
    }
    const auto success = webrtc::stun_success(*check, {}, kPassword);
    const auto error = webrtc::stun_error(*check, 420, check->username, kPassword);
    const bool are_ours = webrtc::is_stun(success) &&
                          webrtc::has_right_integrity(success, kPassword) &&
                          webrtc::has_right_integrity(error, kPassword);
    if (!are_ours || (is_right && !check->has_integrity)) {
        __builtin_trap();
    }
    return 0;
}
