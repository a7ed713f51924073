// SPDX-License-Identifier: Apache-2.0
#include "sources/sound/microphone.hpp"

#include "base/check.hpp"
#include "media/audio_encoder.hpp"
#include "media/sound_capture.hpp"
#include "sources/sound/clock_offset.hpp"
#include "sources/sound/lip_sync.hpp"
#include "sources/threaded_source.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <optional>
#include <span>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr int kRate = 16000;

class MicrophoneReader final : public BlockingReader {
  public:
    MicrophoneReader(MicrophoneDevice device, const Clock& clock)
        : device_(std::move(device)), clock_(clock) {}

    Result<StreamDescription> open() override {
        PL_TRY(capture_,
               media::SoundCapture::open({device_.format, device_.name, kRate, &interrupted_}));
        PL_TRY(encoder_, media::AudioEncoder::create(media::Codec::Aac, kRate, 1));
        return description();
    }

    Result<media::Packet> next() override {
        while (ready_.empty()) {
            PL_TRY_VOID(listen());
            PL_TRY_VOID(encode());
        }
        media::Packet packet = std::move(ready_.front());
        ready_.pop_front();
        return packet;
    }

    [[nodiscard]] StreamDescription description() const override {
        StreamDescription description;
        description.transport = "microphone";
        if (encoder_) {
            description.audio = encoder_->track();
        }
        return description;
    }

    void interrupt() override { interrupted_.store(true); }

  private:
    /// From the first sample to the one of this number, by the card's clock.
    static Microseconds span_of(std::int64_t samples) {
        return Microseconds(samples * 1'000'000 / kRate);
    }

    Result<> listen() {
        PL_CHECK(capture_, "open comes first");
        PL_TRY(const auto samples, capture_->read());
        heard_ += static_cast<std::int64_t>(samples.size());
        waiting_.insert(waiting_.end(), samples.begin(), samples.end());
        const MonotonicTime now = clock_.monotonic_now();
        card_.observe(now.time_since_epoch() - span_of(heard_), now);
        return {};
    }

    Result<> encode() {
        PL_CHECK(encoder_, "open comes first");
        const std::size_t frame = encoder_->frame_samples();
        while (waiting_.size() >= frame) {
            const MonotonicTime at(span_of(encoded_) + card_.value().value_or(Microseconds(0)));
            PL_TRY(auto made, encoder_->encode(std::span(waiting_).first(frame), to_media(at)));
            waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(frame));
            encoded_ += static_cast<std::int64_t>(frame);
            std::ranges::for_each(made, [this](media::Packet& packet) { keep(packet); });
        }
        return {};
    }

    /// Times never go back, also where the card's clock was found to be ahead.
    void keep(media::Packet& packet) {
        packet.pts = last_ ? std::max(packet.pts, *last_ + MediaDuration(1)) : packet.pts;
        packet.dts = packet.pts;
        last_ = packet.pts;
        ready_.push_back(std::move(packet));
    }

    MicrophoneDevice device_;
    const Clock& clock_;
    std::atomic<bool> interrupted_{false};
    std::optional<media::SoundCapture> capture_;
    std::optional<media::AudioEncoder> encoder_;
    std::vector<float> waiting_;  ///< Not yet a frame.
    std::deque<media::Packet> ready_;
    ClockOffset card_;
    std::int64_t heard_ = 0;
    std::int64_t encoded_ = 0;
    std::optional<MediaTime> last_;
};

}  // namespace

bool is_microphone_name(std::string_view name) {
    constexpr std::size_t kLongest = 64;
    constexpr std::string_view kSigns = "_:,=.-";
    return !name.empty() && name.size() <= kLongest && std::ranges::all_of(name, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kSigns.find(c) != std::string_view::npos;
    });
}

std::unique_ptr<Source> make_microphone(MicrophoneDevice device, const Clock& clock) {
    return std::make_unique<ThreadedSource>(
        "microphone", clock, [device = std::move(device), &clock] {
            return std::make_unique<MicrophoneReader>(device, clock);
        });
}

MicrophoneDevice made_up_microphone() {
    return {
        "aevalsrc=exprs='0.01*(2*random(0)-1)+0.2*sin(880*PI*t)*lt(mod(t,1),0.1)':"
        "sample_rate=16000:nb_samples=320,arealtime",
        "lavfi"};
}

}  // namespace porchlight::sources
