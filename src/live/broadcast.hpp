// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "live/audience.hpp"
#include "live/hls_stream.hpp"
#include "live/rtp_stream.hpp"
#include "media/packet.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace porchlight::live {

/// One stream on its way to many viewers: each frame is packaged once, as fragmented MP4, and only
/// while somebody watches. Keeps the last group of pictures so that a viewer's first picture is
/// immediate.
///
/// Whoever watches over WebRTC gets the same stream as RTP, and whoever asks for HLS gets it as
/// that. Video only. Strand-bound to the media thread.
class Broadcast {
  public:
    /// A group of pictures larger than this is not kept; its viewers start at the next key frame.
    static constexpr Bytes kLargestGroup = mebibytes(16);

    /// @param rtp  The same stream as RTP, for browsers that can WebRTC; null: there is none.
    explicit Broadcast(std::shared_ptr<RtpStream> rtp = nullptr, StreamKind kind = StreamKind::Main)
        : rtp_(std::move(rtp)), kind_(kind) {}

    /// The stream's description; the next packet is a key frame.
    void start(const media::VideoTrack& track);
    void send(const media::PacketPtr& packet);
    /// There is no video now, because of `why`.
    void interrupt(const Error& why);

    /// A viewer that is destroyed has left.
    void add(const std::shared_ptr<Viewer>& viewer);
    [[nodiscard]] bool has_viewers() { return !viewers_.is_empty(); }
    /// By any way.
    [[nodiscard]] bool is_watched() {
        return has_viewers() || hls_ || (rtp_ != nullptr && rtp_->has_viewers());
    }
    /// The stream as HLS, made from now on until `end_unwanted_hls`.
    /// @param name  Of its files; another for each stream of the camera.
    HlsStream& ask_for_hls(const std::string& name, MonotonicTime now);
    /// A file that a playlist named; null: there is none, or no longer.
    [[nodiscard]] SharedBytes hls_file(std::string_view name, MonotonicTime now);
    /// When nobody has asked for a while. Call it every few seconds.
    void end_unwanted_hls(MonotonicTime now);

    [[nodiscard]] StreamKind kind() const { return kind_; }
    [[nodiscard]] const std::shared_ptr<RtpStream>& rtp() const { return rtp_; }
    /// There is video now.
    [[nodiscard]] bool is_on() const { return start_.has_value(); }
    /// Since the newest key frame.
    [[nodiscard]] std::span<const media::PacketPtr> group() const { return group_; }
    /// The newest key frame, empty before the first one.
    [[nodiscard]] media::PacketPtr newest_key_frame() const {
        return group_.empty() ? nullptr : group_.front();
    }
    [[nodiscard]] const std::optional<media::VideoTrack>& track() const { return track_; }

  private:
    void keep(const media::PacketPtr& packet);
    [[nodiscard]] Segment package(std::span<const media::PacketPtr> packets);

    std::shared_ptr<RtpStream> rtp_;
    StreamKind kind_;
    std::optional<HlsStream> hls_;
    Audience viewers_;
    std::optional<media::VideoTrack> track_;
    std::optional<Start> start_;
    std::optional<Error> trouble_;
    std::vector<media::PacketPtr> group_;
    Bytes group_size_;
    MediaTime origin_;
    MediaDuration frame_{3600};
    std::uint32_t sequence_ = 1;
};

}  // namespace porchlight::live
