// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/nal.hpp"

#include <cstdint>
#include <span>

namespace porchlight::media::rtp {

/// Big-endian numbers at the front of `bytes`, which must be long enough.
[[nodiscard]] inline std::uint16_t read_u16(ByteSpan bytes) {
    return static_cast<std::uint16_t>((bytes[0] << 8U) | bytes[1]);
}
[[nodiscard]] inline std::uint32_t read_u32(ByteSpan bytes) {
    return (std::uint32_t{read_u16(bytes)} << 16U) | read_u16(bytes.subspan(2));
}
[[nodiscard]] inline std::uint64_t read_u64(ByteSpan bytes) {
    return (std::uint64_t{read_u32(bytes)} << 32U) | read_u32(bytes.subspan(4));
}
inline void write_u16(std::span<std::uint8_t> to, std::uint16_t value) {
    to[0] = static_cast<std::uint8_t>(value >> 8U);
    to[1] = static_cast<std::uint8_t>(value);
}
inline void write_u32(std::span<std::uint8_t> to, std::uint32_t value) {
    write_u16(to, static_cast<std::uint16_t>(value >> 16U));
    write_u16(to.subspan(2), static_cast<std::uint16_t>(value));
}
inline void append_u32(ByteVector& to, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        to.push_back(static_cast<std::uint8_t>(value >> shift));
    }
}

}  // namespace porchlight::media::rtp
