// SPDX-License-Identifier: Apache-2.0
#include "base/random.hpp"

namespace porchlight {

Random::Random() : engine_(std::random_device{}()) {}

Random::Random(std::uint64_t seed) : engine_(seed) {}

std::uint64_t Random::next() {
    const std::lock_guard lock(mutex_);
    return engine_();
}

double Random::unit() {
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

}  // namespace porchlight
