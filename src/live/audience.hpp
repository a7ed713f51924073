// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "live/hls_stream.hpp"
#include "media/packet.hpp"
#include "rt/channel.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
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
    friend class Audience;
    void send(const Message& message);

    rt::Channel<Message> channel_;
    /// Belongs to the sending thread.
    bool needs_key_ = true;
};

/// Those who get one stream. Ends them all when it is destroyed. Strand-bound.
class Audience {
  public:
    Audience() = default;
    ~Audience();
    Audience(const Audience&) = delete;
    Audience& operator=(const Audience&) = delete;
    Audience(Audience&&) = delete;
    Audience& operator=(Audience&&) = delete;

    /// A viewer that is destroyed has left.
    /// @param greeting  What it gets before all else.
    void add(const std::shared_ptr<Viewer>& viewer, std::span<const Message> greeting);
    void send(const Message& message);
    [[nodiscard]] bool is_empty();

  private:
    std::vector<std::weak_ptr<Viewer>> viewers_;
};

}  // namespace porchlight::live
