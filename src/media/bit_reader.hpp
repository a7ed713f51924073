// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace porchlight::media {

/// Reads bits from a NAL unit's payload, skipping emulation prevention bytes (ITU-T H.264
/// section 7.3.1). Reading past the end gives zeros and sets `overrun()`, so that a parser checks
/// once at its end.
class BitReader {
  public:
    explicit BitReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    /// @param count 0 to 32.
    std::uint32_t bits(int count);
    bool flag() { return bits(1) != 0; }
    void skip(int count);
    /// Unsigned and signed Exp-Golomb codes (ITU-T H.264 section 9.1).
    std::uint32_t ue();
    std::int32_t se();
    [[nodiscard]] bool overrun() const { return overrun_; }

  private:
    std::uint32_t next_bit();

    std::span<const std::uint8_t> bytes_;
    std::size_t byte_ = 0;
    int bit_ = 0;
    int zeros_ = 0;
    bool overrun_ = false;
};

}  // namespace porchlight::media
