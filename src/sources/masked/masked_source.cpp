// SPDX-License-Identifier: Apache-2.0
#include "sources/masked/masked_source.hpp"

#include "base/points_at.hpp"
#include "media/video_decoder.hpp"
#include "media/video_encoder.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <utility>

namespace porchlight::sources {

namespace {

/// Two seconds at 30 frames a second; beyond that the machine is too slow and frames are lost.
constexpr std::size_t kQueued = 60;
constexpr double kDefaultRate = 15;
constexpr std::int64_t kBitsPerPixel = 2;
constexpr int kKeyFrameSeconds = 2;

/// Decoder, mask and encoder of one stream. Lives on the work queue: one call at a time.
class Masker {
  public:
    Masker(media::VideoTrack track, std::vector<media::Polygon> covered)
        : track_(std::move(track)), covered_(std::move(covered)) {}

    /// @return The same frame, covered and encoded again; empty while the decoder holds it back.
    Result<std::optional<media::Packet>> process(const media::Packet& packet) {
        if (!parts_) {
            PL_TRY(parts_, open());
        }
        PL_TRY(auto picture, parts_->decoder.decode(packet));
        if (!picture) {
            return std::optional<media::Packet>();
        }
        picture->make_writable();
        parts_->mask.cover(*picture);
        if (wants_key_frame_.exchange(false)) {
            parts_->encoder.make_key_frame();
        }
        PL_TRY(media::Packet covered, parts_->encoder.encode(*picture));
        covered.arrived = packet.arrived;
        covered.wall = packet.wall;
        return std::optional<media::Packet>(std::move(covered));
    }

    /// The next frame becomes a key frame. From any thread.
    void ask_for_key_frame() { wants_key_frame_.store(true); }

    /// Of the covered video; the camera's own before its first frame.
    [[nodiscard]] const media::VideoTrack& track() const {
        return parts_ ? parts_->encoder.track() : track_;
    }

  private:
    struct Parts {
        media::VideoDecoder decoder;
        media::Mask mask;
        media::VideoEncoder encoder;
    };

    [[nodiscard]] Result<Parts> open() const {
        PL_TRY(auto decoder, media::VideoDecoder::create(track_, media::DecodeQuality::Full));
        const PictureSize size{track_.size.width & ~1, track_.size.height & ~1};
        const double rate = track_.frame_rate > 0 ? track_.frame_rate : kDefaultRate;
        const std::int64_t bits = kBitsPerPixel * size.width * size.height;
        const int interval = std::max(static_cast<int>(std::lround(rate * kKeyFrameSeconds)), 1);
        PL_TRY(auto encoder, media::VideoEncoder::create({size, rate, bits, interval}));
        return Parts{std::move(decoder), media::Mask(size, covered_), std::move(encoder)};
    }

    media::VideoTrack track_;
    std::vector<media::Polygon> covered_;
    std::optional<Parts> parts_;
    std::atomic<bool> wants_key_frame_{false};
};

/// Stands between the inner source and the sink: takes frames to the workers and their results
/// back.
class MaskingSink final : public PacketSink, public std::enable_shared_from_this<MaskingSink> {
  public:
    MaskingSink(rt::asio::any_io_executor executor, PacketSink* out,
                std::vector<media::Polygon> covered, const rt::WorkerPool& pool)
        : executor_(std::move(executor)),
          out_(out),
          covered_(std::move(covered)),
          queue_(pool, kQueued) {}

    void on_description(const StreamDescription& description) override {
        description_ = description;
        masker_.reset();
        if (description.video) {
            masker_ = std::make_shared<Masker>(*description.video, covered_);
        }
    }

    void on_packet(const media::PacketPtr& packet) override {
        if (packet->track == media::TrackKind::Audio) {
            if (described_ && out_ != nullptr) {
                out_->on_packet(packet);
            }
            return;
        }
        if (!masker_ || (needs_key_ && packet->kind != media::FrameKind::Key)) {
            return;
        }
        needs_key_ = !queue_.try_post(
            [self = shared_from_this(), masker = masker_, packet] { self->work(masker, *packet); });
    }

    void ask_for_key_frame() {
        if (masker_) {
            masker_->ask_for_key_frame();
        }
    }
    /// Nothing reaches the sink afterwards.
    void detach() { out_ = nullptr; }

  private:
    void work(const std::shared_ptr<Masker>& masker, const media::Packet& packet) {
        auto covered = masker->process(packet);
        auto frame = covered ? std::move(*covered) : std::nullopt;
        if (!frame) {
            return;  // a damaged frame shows nothing rather than anything private
        }
        auto shared = std::make_shared<const media::Packet>(std::move(*frame));
        rt::asio::post(executor_, [self = shared_from_this(), track = masker->track(), shared] {
            self->deliver(track, shared);
        });
    }

    void deliver(const media::VideoTrack& track, const media::PacketPtr& packet) {
        if (out_ == nullptr) {
            return;
        }
        if (!described_ || *described_ != track) {
            described_ = track;
            StreamDescription description = description_;
            description.video = track;
            description.transport += ", re-encoded for a privacy zone";
            out_->on_description(description);
        }
        out_->on_packet(packet);
    }

    rt::asio::any_io_executor executor_;
    PacketSink* out_;
    std::vector<media::Polygon> covered_;
    rt::WorkQueue queue_;
    StreamDescription description_;
    std::shared_ptr<Masker> masker_;
    std::optional<media::VideoTrack> described_;
    bool needs_key_ = true;
};

class MaskedSource final : public Source {
  public:
    MaskedSource(std::unique_ptr<Source> inner, std::vector<media::Polygon> covered,
                 const rt::WorkerPool& pool)
        : inner_(std::move(inner)), covered_(std::move(covered)), pool_(pool) {}

    rt::Task<> run(PacketSink* sink) override {
        const Attached attached(std::make_shared<MaskingSink>(
            co_await rt::asio::this_coro::executor, sink, covered_, pool_));
        const PointsAt<MaskingSink> masking(masking_, *attached.sink);
        co_return co_await inner_->run(attached.sink.get());
    }
    /// The covered picture has key frames of its own.
    void ask_for_key_frame() override {
        if (masking_ != nullptr) {
            masking_->ask_for_key_frame();
        }
    }
    [[nodiscard]] std::shared_ptr<Speaker> speaker() override { return inner_->speaker(); }

  private:
    /// Detaches also when the coroutine is cancelled.
    struct Attached {
        explicit Attached(std::shared_ptr<MaskingSink> made) : sink(std::move(made)) {}
        ~Attached() { sink->detach(); }
        Attached(const Attached&) = delete;
        Attached& operator=(const Attached&) = delete;
        Attached(Attached&&) = delete;
        Attached& operator=(Attached&&) = delete;
        std::shared_ptr<MaskingSink> sink;
    };

    std::unique_ptr<Source> inner_;
    std::vector<media::Polygon> covered_;
    const rt::WorkerPool& pool_;
    MaskingSink* masking_ = nullptr;
};

}  // namespace

std::unique_ptr<Source> make_masked_source(std::unique_ptr<Source> inner,
                                           std::vector<media::Polygon> covered,
                                           const rt::WorkerPool& pool) {
    return std::make_unique<MaskedSource>(std::move(inner), std::move(covered), pool);
}

}  // namespace porchlight::sources
