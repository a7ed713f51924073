// SPDX-License-Identifier: Apache-2.0
#include "household/picture_server.hpp"

#include "base/log.hpp"
#include "camera/sight.hpp"
#include "media/jpeg.hpp"
#include "net/token.hpp"
#include "rt/launch.hpp"
#include "sources/scene/scene_source.hpp"

#include <fmt/format.h>

#include <tuple>
#include <utility>

namespace porchlight::household {

namespace {

constexpr std::string_view kAddress = "127.0.0.1";
/// Between two tries at a port that somebody else has taken meanwhile.
constexpr std::chrono::seconds kAfterFailure{5};
constexpr std::string_view kHubUser = "hub";
constexpr std::chrono::milliseconds kLookAgain{100};
constexpr std::chrono::seconds kFirstPictureLimit{10};

}  // namespace

PictureServer::PictureServer(Parts parts, const sim::Device& device, std::uint16_t port,
                             sources::scene::SceneOptions scene)
    : parts_(std::move(parts)),
      device_(device),
      port_(port),
      scene_(scene),
      visitors_(std::make_shared<sources::scene::Visitors>()),
      begun_at_(parts_.clock->monotonic_now()),
      failed_at_(begun_at_ - kAfterFailure),
      speaker_(*parts_.clock),
      mouth_(speaker_, *parts_.clock),
      eye_(
          parts_.strand, *parts_.random,
          [this] {
              return Result(
                  sources::make_scene_source(scene_, *parts_.clock, begun_at_, visitors_));
          },
          *this) {}

std::string PictureServer::url() const {
    return fmt::format("rtsp://{}:{}/main", kAddress, port_);
}

Result<> PictureServer::listen() {
    live::RtspServerSettings settings;
    settings.address = std::string(kAddress);
    settings.port = port_;
    settings.name = device_.name();
    settings.conversation.logins = logins();
    PL_TRY(server_, live::RtspServer::open(parts_.strand, std::move(settings), *this, *parts_.clock,
                                           *parts_.random));
    server_->offer_speaker(&mouth_);
    port_ = server_->port();
    has_warned_ = false;
    return {};
}

rt::Task<> PictureServer::close(std::shared_ptr<PictureServer> self) {
    self->eye_.close();
    self->key_frame_.reset();
    if (self->server_) {
        auto stopping = self->server_->stop();
        std::ignore = co_await std::move(stopping);
        self->server_.reset();
    }
    co_return Result<>();
}

rt::Task<> PictureServer::end(std::shared_ptr<PictureServer> self) {
    self->is_over_ = true;
    if (std::optional<rt::Job>& closing = self->closing_) {
        auto joining = closing->join();
        std::ignore = co_await std::move(joining);
    }
    auto closing = close(self);
    co_return co_await std::move(closing);
}

void PictureServer::want(bool is_open) {
    if (closing_ && closing_->is_done()) {
        closing_.reset();
    }
    if (closing_) {
        return;
    }
    if (is_open) {
        show();
    } else if (server_) {
        closing_.emplace(parts_.strand, "closing a picture", close(shared_from_this()));
    }
}

void PictureServer::warn_once(const Error& why) {
    if (!has_warned_) {
        has_warned_ = true;
        log::warning("household", "{} has no picture, and it is tried again: {}", device_.name(),
                     why.message());
    }
}

void PictureServer::show() {
    const MonotonicTime now = parts_.clock->monotonic_now();
    if (!server_ && now - failed_at_ >= kAfterFailure) {
        if (const auto listening = listen(); !listening) {
            failed_at_ = now;
            warn_once(listening.error());
        }
    }
    if (server_) {
        eye_.open();
    }
}

void PictureServer::walk_through() {
    const std::chrono::duration<double> now = parts_.clock->monotonic_now() - begun_at_;
    visitors_->send(scene_.place, now.count());
}

std::vector<net::Login> PictureServer::logins() const {
    return is_for_its_hub() ? std::vector<net::Login>{{std::string(kHubUser), password_}}
                            : std::vector<net::Login>();
}

void PictureServer::set_logins() {
    if (server_) {
        server_->set_logins(logins());
    }
}

device::StreamOffer PictureServer::offer_to_hub() {
    if (!is_for_its_hub()) {
        password_ = net::random_token();
        set_logins();
    }
    return {port_, live::ConversationSettings().path, std::string(kHubUser), password_};
}

void PictureServer::offer_to_all() {
    if (is_for_its_hub()) {
        password_ = Secret();
        set_logins();
    }
}

rt::Task<std::string> PictureServer::take_snapshot(std::shared_ptr<PictureServer> self,
                                                   rt::asio::any_io_executor work) {
    for (Microseconds waited{0}; waited < kFirstPictureLimit && !self->is_over_;
         waited += kLookAgain) {
        if (auto why_not = camera::why_not_shown(self->device_.life())) {
            co_return std::move(*why_not);
        }
        if (const auto& seen = self->track_; seen && self->key_frame_) {
            auto make = [track = *seen, frame = self->key_frame_]() -> Result<std::string> {
                PL_TRY(const media::ByteVector jpeg, media::key_frame_to_jpeg(track, *frame));
                return std::string(jpeg.begin(), jpeg.end());
            };
            auto making = rt::offload(std::move(work), std::move(make));
            co_return co_await std::move(making);
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kLookAgain));
    }
    co_return Error(ErrorCode::Unavailable, "The camera has no picture yet.");
}

void PictureServer::on_description(const sources::StreamDescription& description) {
    track_ = description.video;
    key_frame_.reset();
    if (server_ && track_) {
        server_->start(*track_);
    }
}

void PictureServer::on_packet(const media::PacketPtr& packet) {
    if (packet->track == media::TrackKind::Video && packet->kind == media::FrameKind::Key) {
        key_frame_ = packet;
    }
    if (server_) {
        server_->send(packet);
    }
}

void PictureServer::on_blind(const Error& why) {
    key_frame_.reset();
    if (server_) {
        server_->interrupt(why);
    }
}

}  // namespace porchlight::household
