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
    if (settings_.make_sound) {
        EarListener& hears = *this;
        ear_.emplace(parts.strand, *parts.random, settings_.make_sound, hears);
    }
    if (parts.speaker != nullptr) {
        mouth_.emplace(*parts.speaker, *parts.clock);
    }
}

Result<std::unique_ptr<Sight>> Sight::open(const Parts& parts, SightSettings settings,
                                           SightListener& listener) {
    PL_TRY(auto ring, ClipRing::open(settings.clip_folder, settings.clip_limit));
    std::unique_ptr<Sight> sight(new Sight(parts, std::move(settings), std::move(ring), listener));
    PL_TRY(sight->server_, live::RtspServer::open(parts.strand, sight->settings_.rtsp, *sight,
                                                  *parts.clock, *parts.random));
    auto& mouth = sight->mouth_;
    sight->server_->offer_speaker(mouth ? &*mouth : nullptr);
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
    const bool is_of_use = !settings_.may_sleep || moves_ || lookers_ > 0 || !track_ || !is_shown_;
    if (device::keeper_of(life_) == device::Keeper::Nobody) {
        return;
    }
    if (is_of_use) {
        open_eye();
    } else if (eye_.is_open()) {
        close_eye();
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

void Sight::open_eye() {
    eye_.open();
    if (ear_ && hearing_ == Hearing::On) {
        ear_->open();
    }
}

void Sight::close_eye() {
    eye_.close();
    if (ear_) {
        ear_->close();
    }
}

void Sight::set_hearing(Hearing hearing) {
    if (!ear_ || hearing == hearing_) {
        return;
    }
    hearing_ = hearing;
    if (hearing == Hearing::On) {
        open_or_rest();
        return;
    }
    ear_->close();
    sound_.reset();
    clips_.finish();
    server_->offer_sound(std::nullopt);
    server_->let_go();
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
        close_eye();
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
    tracks.audio = sound_;
    has_clip_sound_ = sound_.has_value();
    if (!has_clip_sound_) {
        std::erase_if(packets, [](const media::PacketPtr& packet) {
            return packet->track == media::TrackKind::Audio;
        });
    }
    const std::int64_t id = own_id(parts_.clock->utc_now(), *parts_.random);
    clips_.begin(id, start, std::move(tracks), std::move(packets));
}

void Sight::on_description(const sources::StreamDescription& description) {
    if (!description.video || description.video->codec != media::Codec::H264) {
        return;
    }
    clips_.finish();  // a clip has one picture
    track_ = description.video;
    ring_.begin_stream();
    is_shown_ = false;
    key_frames_ = 0;
    if (ear_) {
        ear_->on_new_picture();
    }
    if (is_sound_settled()) {
        show();
    }
    if (motion_) {
        motion_->on_track(*track_);
    }
    if (meter_) {
        meter_->on_track(*track_);
    }
}

/// Whether there is sound is known in a moment: players that are told of the picture after it need
/// not come twice. A microphone that says neither yes nor no holds the picture up by a group of
/// pictures, no more.
bool Sight::is_sound_settled() const {
    constexpr int kEnough = 2;
    const bool is_wanted = ear_ && hearing_ == Hearing::On;
    return !is_wanted || sound_ || is_silent_ || key_frames_ >= kEnough;
}

/// From the kept group of pictures on.
void Sight::show() {
    if (!track_) {
        return;
    }
    is_shown_ = true;
    server_->start(*track_);
    for (const media::PacketPtr& packet : ring_.last_group()) {
        server_->send(packet);
    }
}

void Sight::on_packet(const media::PacketPtr& packet) {
    if (packet->track != media::TrackKind::Video || !track_) {
        return;
    }
    const bool had_clip = clips_.is_recording();
    key_frames_ += packet->kind == media::FrameKind::Key ? 1 : 0;
    ring_.push(packet);
    if (ear_) {
        ear_->on_picture(*packet);
    }
    if (is_shown_) {
        server_->send(packet);
    } else if (is_sound_settled()) {
        show();
    }
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

void Sight::on_sound_track(const media::AudioTrack& track) {
    is_silent_ = false;
    sound_ = track;
    server_->offer_sound(sound_);
}

void Sight::on_sound(const media::PacketPtr& packet) {
    if (!track_) {
        return;
    }
    ring_.push(packet);
    if (is_shown_) {
        server_->send(packet);
    }
    if (clips_.is_recording() && has_clip_sound_) {
        clips_.add(packet);
    }
}

void Sight::on_silence(const Error& why) {
    log::warning("camera", "no sound, and it is tried again: {}", why.message());
    is_silent_ = true;
    sound_.reset();
    server_->offer_sound(std::nullopt);
}

void Sight::on_blind(const Error& why) {
    log::info("camera", "no picture: {}", why.message());
    clips_.finish();
    track_.reset();
    is_shown_ = false;
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

bool Sight::is_viewer(const std::string& user) const {
    return settings_.recording_user.empty() || user != settings_.recording_user;
}

void Sight::let_viewers_go() {
    server_->let_watchers_go([this](const std::string& user) { return is_viewer(user); });
}

void Sight::count(const std::string& user, int by) {
    lookers_ += by;
    open_or_rest();
    if (is_viewer(user)) {
        viewers_ += by;
        listener_.on_viewers(viewers_);
    }
}

media::PacketPtr Sight::newest_key_frame() const {
    const auto group = ring_.last_group();
    return group.empty() ? nullptr : group.front();
}

rt::Task<> Sight::stop() {
    close_eye();
    clips_.finish();
    co_return co_await server_->stop();
}

}  // namespace porchlight::camera
