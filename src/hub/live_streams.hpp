// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "hub/cameras.hpp"
#include "live/broadcast.hpp"
#include "live/transcoding.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace porchlight::hub {

/// What of one camera can be watched: its streams as it sends them, and for browsers that cannot
/// play those the same encoded again. Decides who gets which.
///
/// Strand-bound to the media thread.
class LiveStreams {
  public:
    /// All by reference outlive it.
    LiveStreams(const rt::WorkerPool& pool, const rt::asio::any_io_executor& media,
                const Clock& clock, Random& random);

    /// As the camera sends it.
    [[nodiscard]] live::Broadcast& of(LiveQuality quality) { return side(quality).sent; }
    /// The small one where it is asked for and there is one, else the large one.
    [[nodiscard]] live::Broadcast& sent(LiveQuality quality) {
        return of(has_sub() ? quality : LiveQuality::Main);
    }
    /// Whether the camera has a small stream at all.
    void set_has_sub(bool has_sub) { has_sub_ = has_sub; }

    // What the streams themselves do not hear: their StreamRunner tells them.
    void on_track(LiveQuality stream, const media::VideoTrack& track);
    void on_packet(LiveQuality stream, const media::PacketPtr& packet);
    void on_lost(LiveQuality stream, const Error& why);
    /// There is no video at all, because of `why`.
    void interrupt(const Error& why);

    /// What whoever wishes so gets: the stream asked for where it can be played, else the small
    /// one, else the stream encoded again, which begins with this call. Who wants a small picture
    /// and can play neither gets what there is: a large one is not encoded again for a tile of a
    /// wall.
    [[nodiscard]] live::Broadcast& choose(LiveWish wish);
    /// The same as an HLS playlist, whose files are in `live/`; empty while there is no picture
    /// yet.
    [[nodiscard]] std::string hls_playlist(LiveWish wish);
    /// Null: there is no such file, or no longer.
    [[nodiscard]] live::SharedBytes hls_file(std::string_view name);

    [[nodiscard]] bool is_watched();
    /// What encoding again costs now; nothing when nobody needs it.
    [[nodiscard]] std::optional<TranscodingView> transcoding() const;
    /// Every few seconds.
    void tick();

  private:
    struct Side {
        live::Broadcast sent;
        live::Transcoding again;
    };
    [[nodiscard]] Side& side(LiveQuality quality) {
        return quality == LiveQuality::Sub ? sub_ : main_;
    }
    /// While neither has a picture, the small one is waited for.
    [[nodiscard]] bool has_sub() const {
        return has_sub_ && (sub_.sent.track() || !main_.sent.track());
    }

    const Clock& clock_;
    Side main_;
    Side sub_;
    bool has_sub_ = false;
};

}  // namespace porchlight::hub
