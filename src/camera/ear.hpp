// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/eye.hpp"
#include "sources/sound/lip_sync.hpp"

#include <optional>

namespace porchlight::camera {

/// Hears what the ear hears. Calls come on its executor.
class EarListener {
  public:
    EarListener() = default;
    EarListener(const EarListener&) = delete;
    EarListener& operator=(const EarListener&) = delete;
    EarListener(EarListener&&) = delete;
    EarListener& operator=(EarListener&&) = delete;
    virtual ~EarListener() = default;

    /// The microphone works, again or for the first time.
    virtual void on_sound_track(const media::AudioTrack& track) = 0;
    /// On the picture's time line.
    virtual void on_sound(const media::PacketPtr& packet) = 0;
    /// The microphone does not work; it is tried again by itself. Once, until it works again.
    virtual void on_silence(const Error& why) = 0;
};

/// The camera's microphone: its device is in use while the ear is open and not otherwise. Begins
/// again after each failure, later each time. Strand-bound. Nothing is called after `close` or its
/// destruction.
class Ear final : private EyeListener {
  public:
    /// @param make_source Yields sound as sources::make_microphone does.   All by reference outlive
    /// it.
    Ear(rt::asio::any_io_executor executor, Random& random, Eye::MakeSource make_source,
        EarListener& listener);

    void open() { microphone_.open(); }
    void close();
    [[nodiscard]] bool is_open() const { return microphone_.is_open(); }

    /// Another picture begins, on a time line of its own; nothing is heard until it is there.
    void on_new_picture();
    void on_picture(const media::Packet& picture) { sync_.on_picture(picture); }

  private:
    void on_description(const sources::StreamDescription& description) override;
    void on_packet(const media::PacketPtr& packet) override;
    void on_blind(const Error& why) override;

    EarListener& listener_;
    sources::LipSync sync_;
    std::optional<media::AudioTrack> track_;
    std::optional<MediaTime> last_;  ///< On the picture's line.
    bool is_working_ = false;
    bool is_failure_told_ = false;
    Eye microphone_;  ///< Last: it calls all of the above.
};

}  // namespace porchlight::camera
