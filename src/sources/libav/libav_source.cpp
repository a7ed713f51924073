// SPDX-License-Identifier: Apache-2.0
#include "sources/libav/libav_source.hpp"

#include "base/check.hpp"
#include "media/demuxer.hpp"
#include "net/stream.hpp"
#include "sources/threaded_source.hpp"

#include <atomic>
#include <optional>
#include <string>
#include <utility>

namespace porchlight::sources {
namespace {

class LibavReader final : public BlockingReader {
  public:
    LibavReader(const RtspSettings& settings, const net::CameraUrl& url) : sound_(settings.sound) {
        demuxer_settings_.url = url.with_credentials().reveal();
        demuxer_settings_.format = "rtsp";
        demuxer_settings_.timeout = settings.silence_limit;
        demuxer_settings_.interrupted = &interrupted_;
        const bool udp = settings.transport == RtspTransport::Udp;
        demuxer_settings_.options = {{"rtsp_transport", udp ? "udp" : "tcp"},
                                     {"analyzeduration", "1000000"},
                                     {"probesize", "2000000"}};
    }

    Result<StreamDescription> open() override {
        auto demuxer = media::Demuxer::open(demuxer_settings_);
        if (!demuxer) {
            // Not its sentence: that repeats the address, whose query may hold a password.
            return Error(demuxer.error().code(),
                         "The compatibility client could not open the camera's stream");
        }
        demuxer_ = std::move(*demuxer);
        return description();
    }
    Result<media::Packet> next() override {
        PL_CHECK(demuxer_, "open comes first");
        for (;;) {
            PL_TRY(auto packet, demuxer_->read());
            if (!packet) {
                return Error(ErrorCode::Unavailable, "The camera ended the stream");
            }
            if (packet->track == media::TrackKind::Video || sound_ == Sound::Take) {
                return std::move(*packet);
            }
        }
    }
    [[nodiscard]] StreamDescription description() const override {
        PL_CHECK(demuxer_, "open comes first");
        auto audio = sound_ == Sound::Take ? demuxer_->audio() : std::nullopt;
        return {demuxer_->video(), std::move(audio), "RTSP through libavformat", {}};
    }
    void interrupt() override { interrupted_ = true; }

  private:
    std::atomic<bool> interrupted_{false};
    media::DemuxerSettings demuxer_settings_;
    Sound sound_;
    std::optional<media::Demuxer> demuxer_;
};

/// The numeric address that answers on the camera's port.
rt::Task<std::string> reach(RtspSettings settings) {
    net::ConnectTarget target;
    target.host = settings.url.host();
    target.port = settings.url.port();
    target.limit = settings.answer_limit;
    auto connecting = net::connect(std::move(target));
    PL_CO_TRY(const auto stream, co_await std::move(connecting));
    co_return stream->peer_address();
}

class LibavSource final : public Source {
  public:
    LibavSource(RtspSettings settings, const Clock& clock)
        : settings_(std::move(settings)), clock_(clock) {}

    rt::Task<> run(PacketSink* sink) override {
        auto reaching = reach(settings_);
        PL_CO_TRY(const std::string address, co_await std::move(reaching));
        auto make_reader = [this, url = settings_.url.with_host(address)] {
            return std::make_unique<LibavReader>(settings_, url);
        };
        ThreadedSource source("libav", clock_, std::move(make_reader));
        auto running = source.run(sink);
        co_return co_await std::move(running);
    }

  private:
    RtspSettings settings_;
    const Clock& clock_;
};

}  // namespace

std::unique_ptr<Source> make_libav_source(RtspSettings settings, const Clock& clock) {
    return std::make_unique<LibavSource>(std::move(settings), clock);
}

}  // namespace porchlight::sources
