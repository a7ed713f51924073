// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "live/rtp_stream.hpp"
#include "media/packet.hpp"
#include "rt/channel.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace porchlight::live {

using SharedBytes = std::shared_ptr<const media::ByteVector>;

/// A stream begins, or its shape changed: what follows needs this initialisation segment.
struct Start {
    std::string mime;  ///< For a browser's MediaSource: `video/mp4; codecs="avc1.64001F"`.
    PictureSize size;
    SharedBytes bytes;
};

/// One `moof` and `mdat`: a frame, or at the beginning the kept group of pictures.
struct Segment {
    media::FrameKind starts_with = media::FrameKind::Delta;
    SharedBytes bytes;
};

/// What a viewer gets. An Error says that there is no video now; it goes on with a Start when there
/// is.
using Message = std::variant<Start, Segment, Error>;

/// One viewer's queue. When it is full, frames are dropped up to the next key frame. Thread-safe.
class Viewer {
  public:
    static constexpr std::size_t kQueued = 64;

    /// @param executor Of the reading coroutine.
    explicit Viewer(const rt::asio::any_io_executor& executor) : channel_(executor, kQueued) {}

    /// The next message. @error Cancelled  The broadcast has ended, or the caller was cancelled.
    rt::Task<Message> next() { return channel_.receive(); }
    void close() { channel_.close(); }

  private:
    friend class Broadcast;
    void send(const Message& message);

    rt::Channel<Message> channel_;
    /// Belongs to the broadcast's thread.
    bool needs_key_ = true;
};

/// One stream on its way to many viewers: each frame is packaged once, as fragmented MP4, and only
/// while somebody watches. Keeps the last group of pictures so that a viewer's first picture is
/// immediate.
///
/// Whoever watches over WebRTC gets the same stream as RTP. Video only. Strand-bound to the media
/// thread.
class Broadcast {
  public:
    /// A group of pictures larger than this is not kept; its viewers start at the next key frame.
    static constexpr Bytes kLargestGroup = mebibytes(16);

    /// @param rtp  The same stream as RTP, for browsers that can WebRTC; null: there is none.
    explicit Broadcast(std::shared_ptr<RtpStream> rtp = nullptr) : rtp_(std::move(rtp)) {}
    /// Ends all its viewers.
    ~Broadcast();
    Broadcast(const Broadcast&) = delete;
    Broadcast& operator=(const Broadcast&) = delete;
    Broadcast(Broadcast&&) = delete;
    Broadcast& operator=(Broadcast&&) = delete;

    /// The stream's description; the next packet is a key frame.
    void start(const media::VideoTrack& track);
    void send(const media::PacketPtr& packet);
    /// There is no video now, because of `why`.
    void interrupt(const Error& why);

    /// A viewer that is destroyed has left.
    void add(const std::shared_ptr<Viewer>& viewer);
    [[nodiscard]] bool has_viewers();
    /// By any way.
    [[nodiscard]] bool is_watched() {
        return has_viewers() || (rtp_ != nullptr && rtp_->has_viewers());
    }
    [[nodiscard]] const std::shared_ptr<RtpStream>& rtp() const { return rtp_; }
    /// Since the newest key frame.
    [[nodiscard]] std::span<const media::PacketPtr> group() const { return group_; }
    /// The newest key frame, empty before the first one.
    [[nodiscard]] media::PacketPtr newest_key_frame() const {
        return group_.empty() ? nullptr : group_.front();
    }
    [[nodiscard]] const std::optional<media::VideoTrack>& track() const { return track_; }

  private:
    void keep(const media::PacketPtr& packet);
    void greet(Viewer& viewer);
    [[nodiscard]] Segment package(std::span<const media::PacketPtr> packets);

    std::shared_ptr<RtpStream> rtp_;
    std::vector<std::weak_ptr<Viewer>> viewers_;
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
