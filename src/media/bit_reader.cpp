// SPDX-License-Identifier: Apache-2.0
#include "media/bit_reader.hpp"

namespace porchlight::media {

std::uint32_t BitReader::next_bit() {
    if (bit_ == 0 && byte_ < bytes_.size() && zeros_ >= 2 && bytes_[byte_] == 3) {
        ++byte_;
        zeros_ = 0;
    }
    if (byte_ >= bytes_.size()) {
        overrun_ = true;
        return 0;
    }
    const std::uint32_t bit =
        (static_cast<unsigned>(bytes_[byte_]) >> static_cast<unsigned>(7 - bit_)) & 1U;
    if (++bit_ == 8) {
        zeros_ = bytes_[byte_] == 0 ? zeros_ + 1 : 0;
        bit_ = 0;
        ++byte_;
    }
    return bit;
}

std::uint32_t BitReader::bits(int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        value = (value << 1U) | next_bit();
    }
    return value;
}

void BitReader::skip(int count) {
    for (int i = 0; i < count && !overrun_; ++i) {
        next_bit();
    }
}

std::uint32_t BitReader::ue() {
    int zeros = 0;
    while (zeros < 32 && !overrun_ && next_bit() == 0) {
        ++zeros;
    }
    if (zeros >= 32 || overrun_) {
        overrun_ = true;
        return 0;
    }
    return ((1U << static_cast<unsigned>(zeros)) - 1U) + bits(zeros);
}

std::int32_t BitReader::se() {
    const std::uint32_t code = ue();
    const auto magnitude = static_cast<std::int32_t>((code + 1U) / 2U);
    return (code & 1U) != 0 ? magnitude : -magnitude;
}

}  // namespace porchlight::media
