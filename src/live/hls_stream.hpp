// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "media/packet.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::live {

using SharedBytes = std::shared_ptr<const media::ByteVector>;

/// One stream as HLS, for browsers that can nothing else: a playlist of fragmented MP4, a group of
/// pictures each, kept in memory. A group that is longer than `kLongest` is cut; what is kept when
/// somebody asks first is cut into the first segments, so that a picture comes at once.
///
/// Strand-bound. @source RFC 8216 sections 4.3, 6.2.
class HlsStream {
  public:
    static constexpr MediaDuration kTarget{2 * 90000};
    /// Rounded it is the target, as the RFC wants it.
    static constexpr MediaDuration kLongest = kTarget + kTarget / 5;
    /// So much the playlist lists, at least: three of them, and one to be late with.
    static constexpr MediaDuration kListed = 4 * kTarget;
    /// A list of fewer is none yet: players begin three segments before its end (RFC 8216 section
    /// 6.3.3), and Chromium gives up a list that is shorter.
    static constexpr std::size_t kFewest = 3;
    /// No more is kept than that. It is then shorter than the RFC asks for.
    static constexpr std::size_t kMostBytes = 48U << 20U;
    /// It is made until so long after somebody asked.
    static constexpr std::chrono::seconds kWantedFor{15};

    /// @param name Of its files: "main" gives "main-7.m4s".
    HlsStream(std::string name, MonotonicTime now);

    /// The stream begins, or has another shape.
    /// @param group  What is kept since the last key frame; may be empty.
    void begin(SharedBytes init, std::span<const media::PacketPtr> group);
    void send(const media::PacketPtr& packet);

    void asked(MonotonicTime now) { asked_ = now; }
    [[nodiscard]] bool is_wanted(MonotonicTime now) const { return now - asked_ < kWantedFor; }

    /// Empty while there are too few segments. @param folder Where its files are, before their
    /// names.
    [[nodiscard]] std::string playlist(std::string_view folder) const;
    /// A segment or an initialisation segment; null: there is none, or no longer.
    [[nodiscard]] SharedBytes file(std::string_view name) const;

  private:
    struct Segment {
        std::uint64_t number = 0;
        SharedBytes bytes;
        MediaDuration duration{};
        bool begins_anew = false;  ///< After another initialisation segment.
    };
    void cut(MediaTime end);
    void drop_old();
    [[nodiscard]] std::string init_name() const;

    std::string name_;
    MonotonicTime asked_;
    SharedBytes init_;
    std::uint64_t shape_ = 0;  ///< Counts initialisation segments.
    std::uint64_t next_number_;
    std::uint64_t discontinuities_ = 0;  ///< That have left the list.
    bool begins_anew_ = false;
    /// Oldest first. The newest of them are listed; the others may still be asked for.
    std::deque<Segment> segments_;
    std::size_t listed_ = 0;
    std::size_t size_ = 0;
    /// Of the segment that grows.
    std::vector<media::PacketPtr> pending_;
    MediaDuration step_{3600};  ///< From the newest frame but one to the newest.
    std::optional<MediaTime> origin_;
};

}  // namespace porchlight::live
