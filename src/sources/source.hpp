// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "media/packet.hpp"
#include "rt/task.hpp"
#include "sources/speaker.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::sources {

/// What a source yields, as far as it knows. May change while it runs (a camera switched to another
/// resolution).
struct StreamDescription {
    std::optional<media::VideoTrack> video;
    std::optional<media::AudioTrack> audio;
    /// How it comes to us, for people: "RTSP over TCP", "RTSP through libavformat because …",
    /// "file", "scene".
    std::string transport;
    /// What its owner should know: one sentence each, e.g. that the sound is in a format that is
    /// not recorded. Often empty.
    std::vector<std::string> notes;
    friend bool operator==(const StreamDescription&, const StreamDescription&) = default;
};

/// Takes what a source yields. All calls come on the executor on which the source runs.
class PacketSink {
  public:
    PacketSink() = default;
    PacketSink(const PacketSink&) = delete;
    PacketSink& operator=(const PacketSink&) = delete;
    PacketSink(PacketSink&&) = delete;
    PacketSink& operator=(PacketSink&&) = delete;
    virtual ~PacketSink() = default;

    /// Before the first packet, and again whenever the description changes. The next video packet
    /// is then a key frame.
    virtual void on_description(const StreamDescription& description) = 0;
    /// One frame. Video packets before the first key frame are not yielded. Must return quickly:
    /// never blocks.
    virtual void on_packet(const media::PacketPtr& packet) = 0;
};

/// Anything that yields packets: an RTSP camera, a file, a V4L2 device, a scene.
///
/// Strand-bound to the executor that runs it (the hub's media thread); work that blocks goes to
/// threads of its own.
class Source {
  public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    Source(Source&&) = delete;
    Source& operator=(Source&&) = delete;
    virtual ~Source() = default;

    /// Connects once and yields packets to `sink` until the connection ends; never returns a
    /// success. The caller decides when to try again. `sink` outlives the call. Cancelled through
    /// its coroutine (rt::Job).
    /// @error Unavailable, TimedOut  Try again later.   @error PermissionDenied  Wrong user or
    /// password.
    /// @error Unsupported  This camera speaks in a way that this source cannot; another source may.
    /// @error NotFound  The address or path does not exist.   @error InvalidArgument  The URL is
    /// wrong.
    virtual rt::Task<> run(PacketSink* sink) = 0;

    /// Somebody's picture is broken and waits for a key frame: asks the camera for one now, where
    /// it can be asked. On the executor that runs it; nothing happens while it does not run.
    virtual void ask_for_key_frame() {}

    /// The camera's loudspeaker; null: it can have none.
    [[nodiscard]] virtual std::shared_ptr<Speaker> speaker() { return nullptr; }
};

}  // namespace porchlight::sources
