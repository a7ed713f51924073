// SPDX-License-Identifier: Apache-2.0
#include "live/transcoding.hpp"

#include "base/log.hpp"
#include "media/scaler.hpp"
#include "media/video_decoder.hpp"
#include "media/video_encoder.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

namespace porchlight::live {

namespace {

constexpr double kDefaultRate = 15;
constexpr double kHighestRate = 30;
constexpr int kKeyFrameSeconds = 2;
/// At the full size; less for smaller ones.
constexpr double kBitsPerPixel = 2;

double seconds(Microseconds span) {
    return std::chrono::duration<double>(span).count();
}

/// The largest even size of the same shape within `Transcoding::kLargest`.
PictureSize size_for(PictureSize size) {
    constexpr PictureSize kMost = Transcoding::kLargest;
    const double by_height = static_cast<double>(kMost.height) / std::max(size.height, 1);
    const int width = std::min(kMost.width, static_cast<int>(size.width * by_height));
    return media::fit_width(size, std::min(width, size.width));
}

media::EncoderSettings settings_for(const media::VideoTrack& track) {
    media::EncoderSettings settings;
    settings.size = size_for(track.size);
    settings.frame_rate =
        track.frame_rate > 0 ? std::min(track.frame_rate, kHighestRate) : kDefaultRate;
    settings.bit_rate =
        static_cast<std::int64_t>(kBitsPerPixel * settings.size.width * settings.size.height);
    settings.key_frame_interval =
        std::max(1, static_cast<int>(std::lround(settings.frame_rate * kKeyFrameSeconds)));
    return settings;
}

}  // namespace

/// Decoder, scaler and encoder of one shape of the stream. Work goes in on the media thread and
/// pictures come out there; between them one worker at a time has it.
class Transcoding::Line : public std::enable_shared_from_this<Transcoding::Line> {
  public:
    static Result<std::shared_ptr<Line>> create(const media::VideoTrack& track,
                                                Transcoding& owner) {
        PL_TRY(auto decoder, media::VideoDecoder::create(track, media::DecodeQuality::Full));
        PL_TRY(auto encoder, media::VideoEncoder::create(settings_for(track)));
        return std::make_shared<Line>(std::move(decoder), std::move(encoder), owner);
    }
    Line(media::VideoDecoder decoder, media::VideoEncoder encoder, Transcoding& owner)
        : owner_(&owner),
          media_(owner.media_),
          clock_(owner.clock_),
          queue_(owner.pool_, kQueued),
          decoder_(std::move(decoder)),
          encoder_(std::move(encoder)) {}

    [[nodiscard]] const media::VideoTrack& track() const { return encoder_.track(); }

    /// All that is needed to go on from the newest of them, which alone is encoded.
    void catch_up(std::vector<media::PacketPtr> group) {
        needs_key_ = group.empty() || !queue_.try_post([self = shared_from_this(), group] {
            for (const media::PacketPtr& packet : group) {
                self->work(packet, packet == group.back() ? Encoding::Must : Encoding::No);
            }
        });
    }

    void take(const media::PacketPtr& packet) {
        if (packet->track != media::TrackKind::Video) {
            return;
        }
        ++came_;
        if (needs_key_ && packet->kind != media::FrameKind::Key) {
            return;
        }
        needs_key_ = !queue_.try_post(
            [self = shared_from_this(), packet] { self->work(packet, Encoding::IfInTime); });
    }

    /// The next picture becomes a key frame.
    void ask_for_key_frame() { wants_key_frame_.store(true); }
    /// Nothing comes out afterwards.
    void detach() { owner_ = nullptr; }

    struct Counted {
        Microseconds busy{};
        int came = 0;
        int encoded = 0;
    };
    /// Since the last call.
    Counted counted() {
        return {Microseconds(busy_.exchange(0)), std::exchange(came_, 0),
                std::exchange(encoded_, 0)};
    }

  private:
    enum class Encoding : std::uint8_t { No, IfInTime, Must };

    void work(const media::PacketPtr& packet, Encoding encoding) {
        const MonotonicTime begun = clock_.monotonic_now();
        const bool is_late = begun - packet->arrived > kLate && queue_.waiting() > 1;
        const bool encodes =
            encoding == Encoding::Must || (encoding == Encoding::IfInTime && !is_late);
        if (auto made = transcode(*packet, encodes)) {
            rt::asio::post(media_, [self = shared_from_this(), made] { self->deliver(made); });
        }
        busy_ += std::chrono::duration_cast<Microseconds>(clock_.monotonic_now() - begun).count();
    }

    /// Null when nothing is to be shown: held back, damaged, or left out.
    media::PacketPtr transcode(const media::Packet& packet, bool encodes) {
        auto decoded = decoder_.decode(packet);
        auto picture = decoded ? std::move(*decoded) : std::nullopt;
        if (!picture || !encodes) {
            return nullptr;
        }
        media::Picture shown = std::move(*picture);
        if (shown.size() != track().size) {
            const MediaTime pts = shown.pts();
            auto scaled = scaler_.scale(shown, track().size);
            if (!scaled) {
                return nullptr;
            }
            shown = std::move(*scaled);
            shown.set_pts(pts);
        }
        if (wants_key_frame_.exchange(false)) {
            encoder_.make_key_frame();
        }
        auto coded = encoder_.encode(shown);
        if (!coded) {
            return nullptr;
        }
        coded->arrived = packet.arrived;
        coded->wall = packet.wall;
        return std::make_shared<const media::Packet>(std::move(*coded));
    }

    void deliver(const media::PacketPtr& packet) {
        ++encoded_;
        if (owner_ != nullptr) {
            owner_->broadcast_->send(packet);
        }
    }

    // Of the media thread.
    Transcoding* owner_;
    rt::asio::any_io_executor media_;
    const Clock& clock_;
    rt::WorkQueue queue_;
    bool needs_key_ = true;
    int came_ = 0;
    int encoded_ = 0;

    std::atomic<bool> wants_key_frame_{false};
    std::atomic<std::int64_t> busy_{0};  ///< Microseconds.

    // Of whichever worker runs the queue: one at a time.
    media::VideoDecoder decoder_;
    media::Scaler scaler_;
    media::VideoEncoder encoder_;
};

Transcoding::Transcoding(const rt::WorkerPool& pool, rt::asio::any_io_executor media,
                         const Clock& clock, Random& random)
    : pool_(pool), media_(std::move(media)), clock_(clock), random_(random) {}

Transcoding::~Transcoding() {
    if (line_) {
        line_->detach();
    }
}

Result<Broadcast*> Transcoding::join(const Broadcast& of) {
    watched_ = clock_.monotonic_now();
    if (is_running()) {
        return broadcast_.get();
    }
    const auto& track = of.track();
    if (!of.is_on() || !track) {
        return Error(ErrorCode::Unavailable, "There is no picture from this camera now.");
    }
    PL_TRY(line_, Line::create(*track, *this));
    ticked_ = watched_;
    load_ = {};
    broadcast_ =
        std::make_unique<Broadcast>(std::make_shared<RtpStream>(random_), StreamKind::Transcoded);
    broadcast_->rtp()->on_key_frame_wanted([this] {
        if (line_) {
            line_->ask_for_key_frame();
        }
    });
    broadcast_->start(line_->track());
    line_->catch_up({of.group().begin(), of.group().end()});
    log::info("live", "a stream is encoded again, for a browser that cannot play {}",
              media::to_string(track->codec));
    return broadcast_.get();
}

void Transcoding::start(const media::VideoTrack& track) {
    if (!is_running()) {
        return;
    }
    if (line_) {
        line_->detach();
    }
    auto line = Line::create(track, *this);
    line_ = line ? std::move(*line) : nullptr;
    if (line_) {
        broadcast_->start(line_->track());
    } else {
        broadcast_->interrupt(line.error());
    }
}

void Transcoding::send(const media::PacketPtr& packet) {
    if (line_) {
        line_->take(packet);
    }
}

void Transcoding::interrupt(const Error& why) {
    if (!is_running()) {
        return;
    }
    if (line_) {
        line_->detach();
    }
    line_.reset();
    broadcast_->interrupt(why);
}

void Transcoding::tick() {
    if (!is_running()) {
        return;
    }
    const MonotonicTime now = clock_.monotonic_now();
    broadcast_->end_unwanted_hls(now);
    if (broadcast_->is_watched()) {
        watched_ = now;
    }
    if (now - watched_ >= kLinger) {
        interrupt(Error(ErrorCode::Unavailable, "Nobody watches this stream any more."));
        broadcast_.reset();
        load_ = {};
        return;
    }
    const double elapsed = seconds(now - ticked_);
    if (line_ && elapsed > 0) {
        const auto counted = line_->counted();
        load_.cores = seconds(counted.busy) / elapsed;
        load_.left_out =
            counted.came == 0
                ? 0
                : std::max(0.0, 1.0 - static_cast<double>(counted.encoded) / counted.came);
    }
    ticked_ = now;
}

}  // namespace porchlight::live
