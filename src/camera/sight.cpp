// SPDX-License-Identifier: Apache-2.0
#include "camera/sight.hpp"

#include "base/log.hpp"
#include "camera/own_id.hpp"
#include "device/light_code.hpp"

#include <utility>

namespace porchlight::camera {

std::optional<Error> why_not_shown(const device::Life& life) {
    using device::LightMeaning;
    const auto because = [&](LightMeaning meaning) {
        return Error(ErrorCode::Unavailable,
                     std::string(device::code_of(meaning, life.kind).meaning));
    };
    if (life.battery >= device::Battery::Critical) {
        return because(LightMeaning::BatteryCritical);
    }
    if (life.climate != device::Climate::Good) {
        return because(life.climate == device::Climate::TooHot ? LightMeaning::TooHot
                                                               : LightMeaning::TooCold);
    }
    if (!device::kOnline.contains(life.stage)) {
        return Error(ErrorCode::Unavailable,
                     "The camera is not with its hub now and shows its picture to nobody.");
    }
    return std::nullopt;
}

Sight::Sight(const Parts& parts, SightSettings settings, ClipRing ring, SightListener& listener)
    : parts_(parts),
      settings_(std::move(settings)),
      listener_(listener),
      ring_({.span = settings_.pre_roll, .bytes = mebibytes(16)}),
      clips_(parts.strand, parts.disk, std::move(ring),
             [&listener](const KeptClip& clip) { listener.on_clip(clip); }),
      eye_(parts.strand, *parts.random, settings_.make_source, *this) {
    if (!settings_.has_motion_sensor) {
        motion_.emplace(
            *parts.workers, parts.strand, settings_.motion,
            [&listener](bool moves, double score) { listener.on_pixels_move(moves, score); });
    }
    if (settings_.has_night_lamp) {
        meter_.emplace(*parts.workers, parts.strand, *parts.clock,
                       [&listener](double mean) { listener.on_brightness(mean); });
    }
}

Result<std::unique_ptr<Sight>> Sight::open(const Parts& parts, SightSettings settings,
                                           SightListener& listener) {
    PL_TRY(auto ring, ClipRing::open(settings.clip_folder, settings.clip_limit));
    std::unique_ptr<Sight> sight(new Sight(parts, std::move(settings), std::move(ring), listener));
    PL_TRY(sight->server_, live::RtspServer::open(parts.strand, sight->settings_.rtsp, *sight,
                                                  *parts.clock, *parts.random));
    return sight;
}

void Sight::follow(const device::Life& life, bool moves) {
    life_ = life;
    moves_ = moves;
    const device::Keeper keeper = device::keeper_of(life);
    if (keeper == device::Keeper::Nobody) {
        shut(why_not_shown(life).value_or(
            Error(ErrorCode::Unavailable, "The camera is busy with something else.")));
        return;
    }
    open_or_rest();
    keep(keeper == device::Keeper::Itself && moves);
}

/// What the picture is like is found out once, so that players can be told before it comes.
void Sight::open_or_rest() {
    const bool is_of_use = !settings_.may_sleep || moves_ || lookers_ > 0 || !track_;
    if (device::keeper_of(life_) == device::Keeper::Nobody) {
        return;
    }
    if (is_of_use) {
        eye_.open();
    } else if (eye_.is_open()) {
        eye_.close();
        clips_.finish();
        ring_.clear();
        server_->rest();
        unsee();
    }
}

void Sight::unsee() {
    if (meter_) {
        meter_->on_blind();
    }
    listener_.on_unseen();
}

void Sight::look_anew() {
    if (eye_.is_open()) {
        eye_.close();
        eye_.open();
    }
}

void Sight::hold_open() {
    ++lookers_;
    open_or_rest();
}

void Sight::release() {
    --lookers_;
    open_or_rest();
}

void Sight::set_pre_roll(std::chrono::milliseconds span) {
    settings_.pre_roll = span;
    ring_.set_span(span);
}

void Sight::set_sensitivity(int level) {
    const auto sensitivity = motion::Sensitivity::create(level);
    if (motion_ && sensitivity) {
        motion_->set_sensitivity(*sensitivity);
    }
}

void Sight::shut(const Error& why) {
    keep(false);
    if (eye_.is_open()) {
        eye_.close();
        on_blind(why);
    }
}

void Sight::keep(bool is_wanted) {
    wants_clip_ = is_wanted;
    if (!is_wanted) {
        clips_.finish();
    } else if (!clips_.is_recording()) {
        begin_clip();
    }
}

/// From the pre-roll on; without a picture yet, with the next key frame.
void Sight::begin_clip() {
    const MonotonicTime now = parts_.clock->monotonic_now();
    auto pieces = ring_.since(now - settings_.pre_roll);
    if (pieces.empty() || !track_ || pieces.back().stream != ring_.stream()) {
        return;
    }
    auto& packets = pieces.back().packets;
    const UtcTime start = packets.front()->wall;
    media::Mp4Tracks tracks;
    tracks.video = *track_;
    const std::int64_t id = own_id(parts_.clock->utc_now(), *parts_.random);
    clips_.begin(id, start, std::move(tracks), std::move(packets));
}

void Sight::on_description(const sources::StreamDescription& description) {
    if (!description.video || description.video->codec != media::Codec::H264) {
        return;
    }
    clips_.finish();  // a clip has one track
    track_ = description.video;
    ring_.begin_stream();
    server_->start(*track_);
    if (motion_) {
        motion_->on_track(*track_);
    }
    if (meter_) {
        meter_->on_track(*track_);
    }
}

void Sight::on_packet(const media::PacketPtr& packet) {
    if (packet->track != media::TrackKind::Video || !track_) {
        return;
    }
    const bool had_clip = clips_.is_recording();
    ring_.push(packet);
    server_->send(packet);
    if (motion_) {
        motion_->on_packet(packet);
    }
    if (meter_ && measures_light_) {
        meter_->on_packet(packet);
    }
    if (had_clip) {
        clips_.add(packet);
    } else if (wants_clip_) {
        begin_clip();
    }
}

void Sight::on_blind(const Error& why) {
    log::info("camera", "no picture: {}", why.message());
    clips_.finish();
    track_.reset();
    ring_.clear();
    server_->interrupt(why);
    if (motion_) {
        motion_->on_blind();
    }
    unsee();
}

Result<> Sight::may_watch(const std::string& /*user*/) {
    const auto why_not = why_not_shown(life_);
    return why_not ? Result<>(*why_not) : Result<>();
}

void Sight::on_watching(const std::string& user) {
    count(user, 1);
}

void Sight::on_gone(const std::string& user) {
    count(user, -1);
}

void Sight::count(const std::string& user, int by) {
    lookers_ += by;
    open_or_rest();
    if (settings_.recording_user.empty() || user != settings_.recording_user) {
        viewers_ += by;
        listener_.on_viewers(viewers_);
    }
}

media::PacketPtr Sight::newest_key_frame() const {
    const auto group = ring_.last_group();
    return group.empty() ? nullptr : group.front();
}

rt::Task<> Sight::stop() {
    eye_.close();
    clips_.finish();
    co_return co_await server_->stop();
}

}  // namespace porchlight::camera
