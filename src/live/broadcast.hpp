// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "live/hls_stream.hpp"
#include "live/rtp_stream.hpp"
#include "media/packet.hpp"
#include "rt/channel.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace porchlight::live {

/// What of a camera a stream is.
enum class StreamKind : std::uint8_t {
    Main,
    Sub,
    Transcoded,  ///< Encoded again, for browsers that cannot play it as the camera sends it.
    Sound,       ///< Alone (live/aac_sound.hpp).
};

/// A stream begins, or its shape changed: what follows needs this initialisation segment.
struct Start {
    StreamKind kind = StreamKind::Main;
    media::Codec codec = media::Codec::H264;
    std::string mime;  ///< For a browser's MediaSource: `video/mp4; codecs="avc1.64001F"`.
    PictureSize size;
    SharedBytes bytes;
};

/// One `moof` and `mdat`: a frame of video or of sound, or at the beginning the kept group of
/// pictures.
struct Segment {
    media::FrameKind starts_with = media::FrameKind::Delta;
    SharedBytes bytes;
};

/// What a viewer gets. An Error says that there is nothing now; it goes on with a Start when there
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
    friend class AacSound;
    friend class Broadcast;
    void send(const Message& message);

    rt::Channel<Message> channel_;
    /// Belongs to the sending thread.
    bool needs_key_ = true;
};

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
    void greet(Viewer& viewer);
    [[nodiscard]] Segment package(std::span<const media::PacketPtr> packets);

    std::shared_ptr<RtpStream> rtp_;
    StreamKind kind_;
    std::optional<HlsStream> hls_;
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
