// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sources/source.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace porchlight::test {

struct Outcome {
    std::vector<sources::StreamDescription> descriptions;
    std::vector<media::PacketPtr> packets;
    /// Ok when enough packets came, else the source's error.
    Result<> end;
};

/// Runs a source on a thread of its own until it has yielded `enough` packets, has ended, or
/// `limit` has passed (TimedOut).
Outcome pull(const std::function<std::unique_ptr<sources::Source>(const Clock&)>& make_source,
             std::size_t enough, std::chrono::milliseconds limit = std::chrono::seconds(30));

}  // namespace porchlight::test
