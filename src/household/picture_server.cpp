// SPDX-License-Identifier: Apache-2.0
#include "household/picture_server.hpp"

#include "base/log.hpp"
#include "sources/scene/scene_source.hpp"

#include <fmt/format.h>

#include <tuple>
#include <utility>

namespace porchlight::household {

namespace {

constexpr std::string_view kAddress = "127.0.0.1";
/// Between two tries at a port that somebody else has taken meanwhile.
constexpr std::chrono::seconds kAfterFailure{5};

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
    PL_TRY(server_, live::RtspServer::open(parts_.strand, std::move(settings), *this, *parts_.clock,
                                           *parts_.random));
    port_ = server_->port();
    has_warned_ = false;
    return {};
}

rt::Task<> PictureServer::close(std::shared_ptr<PictureServer> self) {
    self->eye_.close();
    if (self->server_) {
        auto stopping = self->server_->stop();
        std::ignore = co_await std::move(stopping);
        self->server_.reset();
    }
    co_return Result<>();
}

rt::Task<> PictureServer::end(std::shared_ptr<PictureServer> self) {
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

void PictureServer::on_description(const sources::StreamDescription& description) {
    if (server_ && description.video) {
        server_->start(*description.video);
    }
}

void PictureServer::on_packet(const media::PacketPtr& packet) {
    if (server_) {
        server_->send(packet);
    }
}

void PictureServer::on_blind(const Error& why) {
    if (server_) {
        server_->interrupt(why);
    }
}

}  // namespace porchlight::household
