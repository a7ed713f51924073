// SPDX-License-Identifier: Apache-2.0
#include "camera/code_reader.hpp"

#include "base/log.hpp"
#include "media/qr_code.hpp"
#include "media/video_decoder.hpp"

#include <boost/asio/post.hpp>

#include <optional>
#include <utility>

namespace porchlight::camera {

struct CodeReader::State : std::enable_shared_from_this<CodeReader::State> {
    State(const rt::WorkerPool& pool, rt::asio::any_io_executor runs_on, OnText told)
        : executor(std::move(runs_on)), on_text(std::move(told)), queue(pool, 1) {}

    void read(const media::VideoTrack& from, const media::Packet& key_frame);
    void tell(std::string text);

    rt::asio::any_io_executor executor;
    OnText on_text;
    rt::WorkQueue queue;
    std::optional<media::VideoTrack> track;
};

CodeReader::CodeReader(const rt::WorkerPool& pool, rt::asio::any_io_executor executor,
                       Random& random, Eye::MakeSource make_source, OnText on_text)
    : state_(std::make_shared<State>(pool, executor, std::move(on_text))),
      eye_(std::move(executor), random, std::move(make_source), *this) {}

CodeReader::~CodeReader() {
    eye_.close();
    state_->on_text = nullptr;
}

void CodeReader::look_anew() {
    if (eye_.is_open()) {
        eye_.close();
        eye_.open();
    }
}

void CodeReader::on_description(const sources::StreamDescription& description) {
    state_->track = description.video;
}

void CodeReader::on_packet(const media::PacketPtr& packet) {
    const bool is_key =
        packet->track == media::TrackKind::Video && packet->kind == media::FrameKind::Key;
    if (const auto& track = state_->track; track && is_key) {
        // One that finds the worker busy is let go: the next comes soon.
        static_cast<void>(state_->queue.try_post(
            [state = state_, track = *track, packet] { state->read(track, *packet); }));
    }
}

void CodeReader::on_blind(const Error& why) {
    log::info("camera", "no picture to read a code from: {}", why.message());
    state_->track.reset();
}

void CodeReader::State::read(const media::VideoTrack& from, const media::Packet& key_frame) {
    const auto picture = media::decode_key_frame(from, key_frame, media::DecodeQuality::Full);
    if (!picture) {
        return;  // broken; the next comes soon
    }
    for (std::string& text : media::read_qr_codes(*picture)) {
        tell(std::move(text));
    }
}

void CodeReader::State::tell(std::string text) {
    boost::asio::post(executor, [self = shared_from_this(), text = std::move(text)] {
        if (self->on_text) {
            self->on_text(text);
        }
    });
}

}  // namespace porchlight::camera
