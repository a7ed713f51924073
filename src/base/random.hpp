// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <random>

namespace porchlight {

/// Where randomness that is not a secret comes from (jitter, ids); passed in so that tests can seed
/// it. Thread-safe. Secrets come from libsodium in net/.
class Random {
  public:
    /// Seeded by the operating system.
    Random();
    explicit Random(std::uint64_t seed);

    /// 64 uniform bits.
    std::uint64_t next();
    /// Uniform in [0, 1).
    double unit();

  private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

}  // namespace porchlight
