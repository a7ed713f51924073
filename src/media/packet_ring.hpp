// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "media/packet.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

namespace porchlight::media {

/// Packets of one unbroken time line: no lost connection and no new stream description between
/// them.
struct PacketPiece {
    std::uint32_t stream = 0;
    std::vector<PacketPtr> packets;  ///< As they arrived; the first is a video key frame.
};

/// The last seconds of a camera, in whole groups of pictures: what was before an event began
/// (pre-roll), and what a new viewer sees first. Holds shared packets, copies nothing.
///
/// Time here is when packets arrived on the hub's monotonic clock: unlike media time it is the same
/// line for a camera's main and sub-stream, and goes on when the camera reconnects.
/// Thread-bound.
class PacketRing {
  public:
    struct Limits {
        std::chrono::milliseconds span{5000};  ///< Kept at least, if `bytes` allows.
        Bytes bytes = mebibytes(64);  ///< Oldest groups go first; a single group that is larger
                                      ///< goes too, and the ring waits for the next key frame.
    };

    explicit PacketRing(Limits limits) : limits_(limits) {}

    void set_span(std::chrono::milliseconds span) { limits_.span = span; }
    /// What comes next is a stream of its own. @return Its number.
    std::uint32_t begin_stream();
    [[nodiscard]] std::uint32_t stream() const { return stream_; }
    /// Anything before the first key frame of a stream is dropped.
    void push(PacketPtr packet);
    void clear();

    /// Everything from the last key frame that arrived at or before `at`; from the oldest one kept
    /// when that is newer. Empty while there is no key frame.
    [[nodiscard]] std::vector<PacketPiece> since(MonotonicTime at) const;
    /// Everything of the present stream from the first key frame after `packet` (which may be null)
    /// on; empty when there is none yet.
    [[nodiscard]] PacketPiece after(const PacketPtr& packet) const;
    /// From the newest key frame on.
    [[nodiscard]] std::vector<PacketPtr> last_group() const;
    [[nodiscard]] Bytes size() const { return size_; }

  private:
    /// A key frame and all that arrived before the next one.
    struct Group {
        std::uint32_t stream = 0;
        MonotonicTime start;
        Bytes size;
        std::vector<PacketPtr> packets;
    };

    void drop_old(MonotonicTime now);
    void drop_oldest();

    Limits limits_;
    std::deque<Group> groups_;
    Bytes size_;
    std::uint32_t stream_ = 0;
    bool has_key_ = false;  ///< Of the present stream.
};

}  // namespace porchlight::media
