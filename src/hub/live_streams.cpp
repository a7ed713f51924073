// SPDX-License-Identifier: Apache-2.0
#include "hub/live_streams.hpp"

#include "base/log.hpp"

#include <algorithm>

namespace porchlight::hub {

namespace {

bool can_play(const live::Broadcast& stream, const LiveWish& wish) {
    const auto& track = stream.track();
    return wish.h265 || !track || track->codec == media::Codec::H264;
}

}  // namespace

LiveStreams::LiveStreams(const rt::WorkerPool& pool, const rt::asio::any_io_executor& media,
                         const Clock& clock, Random& random)
    : clock_(clock),
      main_{live::Broadcast(std::make_shared<live::RtpStream>(random), live::StreamKind::Main),
            live::Transcoding(pool, media, clock, random)},
      sub_{live::Broadcast(std::make_shared<live::RtpStream>(random), live::StreamKind::Sub),
           live::Transcoding(pool, media, clock, random)} {}

void LiveStreams::on_track(LiveQuality stream, const media::VideoTrack& track) {
    side(stream).again.start(track);
}

void LiveStreams::on_packet(LiveQuality stream, const media::PacketPtr& packet) {
    side(stream).again.send(packet);
}

void LiveStreams::on_lost(LiveQuality stream, const Error& why) {
    side(stream).again.interrupt(why);
}

void LiveStreams::interrupt(const Error& why) {
    main_.sent.interrupt(why);
    main_.again.interrupt(why);
}

live::Broadcast& LiveStreams::choose(LiveWish wish) {
    const bool wants_sub = wish.quality == LiveQuality::Sub && has_sub();
    Side& wanted = wants_sub ? sub_ : main_;
    if (can_play(wanted.sent, wish)) {
        return wanted.sent;
    }
    Side& other = wants_sub ? main_ : sub_;
    if ((wants_sub || has_sub()) && other.sent.is_on() && can_play(other.sent, wish)) {
        return other.sent;
    }
    if (wish.quality == LiveQuality::Sub && !wants_sub) {
        return wanted.sent;
    }
    const auto again = wanted.again.join(wanted.sent);
    if (!again) {
        log::info("live", "a stream cannot be encoded again: {}", again.error().message());
        return wanted.sent;
    }
    return **again;
}

std::string LiveStreams::hls_playlist(LiveWish wish) {
    live::Broadcast& stream = choose(wish);
    const bool is_main = &stream == &main_.sent || &stream == main_.again.broadcast();
    const std::string name = std::string(is_main ? "main" : "sub") +
                             (stream.kind() == live::StreamKind::Transcoded ? "-again" : "");
    return stream.ask_for_hls(name, clock_.monotonic_now()).playlist("live/");
}

live::SharedBytes LiveStreams::hls_file(std::string_view name) {
    for (live::Broadcast* stream :
         {&main_.sent, &sub_.sent, main_.again.broadcast(), sub_.again.broadcast()}) {
        if (stream == nullptr) {
            continue;
        }
        if (auto file = stream->hls_file(name, clock_.monotonic_now())) {
            return file;
        }
    }
    return nullptr;
}

bool LiveStreams::is_watched() {
    return main_.sent.is_watched() || sub_.sent.is_watched() || main_.again.is_watched() ||
           sub_.again.is_watched();
}

std::optional<TranscodingView> LiveStreams::transcoding() const {
    if (!main_.again.is_running() && !sub_.again.is_running()) {
        return std::nullopt;
    }
    const auto& main = main_.again.load();
    const auto& sub = sub_.again.load();
    return TranscodingView{main.cores + sub.cores, std::max(main.left_out, sub.left_out)};
}

void LiveStreams::tick() {
    const MonotonicTime now = clock_.monotonic_now();
    for (Side* one : {&main_, &sub_}) {
        one->sent.end_unwanted_hls(now);
        one->again.tick();
    }
}

}  // namespace porchlight::hub
