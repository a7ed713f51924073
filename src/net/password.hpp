// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"
#include "rt/io_thread.hpp"
#include "rt/task.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

namespace porchlight::net {

/// What one hash costs. The default takes about 0.1 s of one core.
struct PasswordCost {
    unsigned passes = 3;
    std::size_t memory = 64U << 20U;  ///< Bytes.
};

/// Hashes passwords with Argon2id (RFC 9106), one at a time on a thread of its own, so that
/// sign-ins can exhaust neither memory nor the event loop. Strand-bound to the callers' executor.
class PasswordHasher {
  public:
    static constexpr int kMostWaiting = 8;

    explicit PasswordHasher(PasswordCost cost = {});

    /// As text that carries its salt and cost ("$argon2id$v=19$…").
    /// @error Exhausted  Too many are waiting; try again in a moment.
    rt::Task<std::string> hash(Secret password);
    /// Whether `password` has that hash. An empty hash is never matched, and takes as long.
    /// @error Exhausted
    rt::Task<bool> verify(std::string hash, Secret password);

  private:
    Result<std::shared_ptr<void>> take_turn();

    PasswordCost cost_;
    std::shared_ptr<std::atomic<int>> waiting_ = std::make_shared<std::atomic<int>>(0);
    /// What an empty hash is compared with.
    std::string decoy_;
    rt::IoThread thread_;
};

}  // namespace porchlight::net
