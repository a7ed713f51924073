// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/webrtc/stun.hpp"

#include <openssl/hmac.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace porchlight::net::webrtc {

/// A Binding request as browsers send it. @source RFC 8489 sections 14.5 and 14.7.
inline std::vector<std::uint8_t> stun_request(std::string_view name, std::string_view password) {
    std::vector<std::uint8_t> message{0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1,  2,
                                      3, 4, 5, 6, 7,    8,    9,    10,   11, 12};
    const auto add = [&message](std::uint16_t type, std::span<const std::uint8_t> value) {
        message.insert(message.end(),
                       {static_cast<std::uint8_t>(type >> 8U), static_cast<std::uint8_t>(type),
                        static_cast<std::uint8_t>(value.size() >> 8U),
                        static_cast<std::uint8_t>(value.size())});
        message.insert(message.end(), value.begin(), value.end());
        message.resize((message.size() + 3) / 4 * 4);
    };
    /// What is signed says how long it will be with its signature.
    const auto count = [&message](std::size_t more) {
        message[2] = static_cast<std::uint8_t>((message.size() - 20 + more) >> 8U);
        message[3] = static_cast<std::uint8_t>(message.size() - 20 + more);
    };
    const std::vector<std::uint8_t> user(name.begin(), name.end());
    add(0x0006, user);
    add(0x0025, {});                                           // USE-CANDIDATE
    add(0x0024, std::vector<std::uint8_t>{0x6E, 0, 1, 0xFF});  // PRIORITY
    count(24);
    std::vector<std::uint8_t> digest(20);
    HMAC(EVP_sha1(), password.data(), static_cast<int>(password.size()), message.data(),
         message.size(), digest.data(), nullptr);
    add(0x0008, digest);
    count(8);
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : message) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    const std::uint32_t mark = ~crc ^ 0x5354554EU;
    add(0x8028,
        std::vector{static_cast<std::uint8_t>(mark >> 24U), static_cast<std::uint8_t>(mark >> 16U),
                    static_cast<std::uint8_t>(mark >> 8U), static_cast<std::uint8_t>(mark)});
    return message;
}

}  // namespace porchlight::net::webrtc
