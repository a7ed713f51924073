// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/automatic_source.hpp"

#include "base/log.hpp"
#include "sources/libav/libav_source.hpp"

#include <fmt/format.h>

#include <utility>

namespace porchlight::sources {
namespace {

/// Passes everything on; notices whether anything came, and adds why it comes this way.
class NotingSink final : public PacketSink {
  public:
    NotingSink(PacketSink& sink, std::string reason) : sink_(sink), reason_(std::move(reason)) {}

    void on_description(const StreamDescription& description) override {
        StreamDescription noted = description;
        if (!reason_.empty()) {
            noted.transport += fmt::format(" because our own client could not: {}", reason_);
            noted.notes.push_back(
                fmt::format("The compatibility client is used for this camera, which costs more "
                            "CPU: {}",
                            reason_));
        }
        sink_.on_description(noted);
    }
    void on_packet(const media::PacketPtr& packet) override {
        yielded_ = true;
        sink_.on_packet(packet);
    }
    [[nodiscard]] bool yielded() const { return yielded_; }

  private:
    PacketSink& sink_;
    std::string reason_;
    bool yielded_ = false;
};

/// Another client may do better. Not when the camera was understood and its codec is the trouble.
bool may_fall_back(const Error& error) {
    const bool misunderstood =
        error.code() == ErrorCode::Unsupported || error.code() == ErrorCode::Corrupt;
    return misunderstood && error.fault() != "stream.codec_unsupported";
}

class FallbackSource final : public Source {
  public:
    FallbackSource(std::unique_ptr<Source> own, std::unique_ptr<Source> other)
        : own_(std::move(own)), other_(std::move(other)) {}

    rt::Task<> run(PacketSink* sink) override {
        Result<> first;
        if (reason_.empty()) {
            NotingSink noting(*sink, {});
            auto running = own_->run(&noting);
            first = co_await std::move(running);
            if (first || noting.yielded() || !may_fall_back(first.error())) {
                co_return first;
            }
            reason_ = first.error().message();
            log::info("sources", "trying the compatibility client: {}", reason_);
        }
        NotingSink noting(*sink, reason_);
        auto running = other_->run(&noting);
        auto second = co_await std::move(running);
        if (noting.yielded() || second || second.error().code() == ErrorCode::Cancelled) {
            co_return second;
        }
        reason_.clear();
        co_return first ? second : first;
    }
    void ask_for_key_frame() override { own_->ask_for_key_frame(); }
    /// Whoever takes the picture, only our own client can speak.
    [[nodiscard]] std::shared_ptr<Speaker> speaker() override { return own_->speaker(); }

  private:
    std::unique_ptr<Source> own_;
    std::unique_ptr<Source> other_;
    /// Why the other one is used; empty while our own is.
    std::string reason_;
};

}  // namespace

std::unique_ptr<Source> make_fallback_source(std::unique_ptr<Source> own,
                                             std::unique_ptr<Source> other) {
    return std::make_unique<FallbackSource>(std::move(own), std::move(other));
}

std::unique_ptr<Source> make_camera_source(RtspSettings settings, RtspClient client,
                                           const Clock& clock) {
    switch (client) {
        case RtspClient::Own:
            return make_rtsp_source(std::move(settings), clock);
        case RtspClient::Compatibility:
            return make_libav_source(std::move(settings), clock);
        case RtspClient::Automatic:
            break;
    }
    auto own = make_rtsp_source(settings, clock);
    return make_fallback_source(std::move(own), make_libav_source(std::move(settings), clock));
}

}  // namespace porchlight::sources
