// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_talk.hpp"

#include "live/talk_queue.hpp"
#include "media/audio_transcoder.hpp"
#include "rt/job.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace porchlight::hub {

namespace {

/// As browsers send it; two channels are decoded as one.
media::AudioTrack voice() {
    return {media::Codec::Opus, 48000, 1, {}};
}
/// Below -54 dB of what can be it is silence: a microphone that is off, not a soft voice.
constexpr double kSilence = 0.002;
/// Silence between words is part of the talk.
constexpr int kTurnsAfterAWord = 15;

}  // namespace

/// One talk. Its pump holds it, and goes on for a moment after the line is gone.
struct TalkSeat::Talk {
    Talk(std::unique_ptr<sources::SpeakerLine> opened, const Clock& time)
        : clock(time), line(std::move(opened)) {}

    static rt::Task<> pump(std::shared_ptr<Talk> self);
    void take_turn();
    void end(Error why);
    [[nodiscard]] bool can_speak();
    void say(const media::Packet& opus);

    const Clock& clock;
    std::unique_ptr<sources::SpeakerLine> line;
    live::TalkQueue queue;
    std::optional<media::AudioTranscoder> transcoder;
    std::optional<Error> trouble;
    int turns_left = 0;  ///< For which silence is sent.
};

class TalkSeat::Line final : public live::TalkLine {
  public:
    Line(const rt::asio::any_io_executor& executor, std::shared_ptr<Talk> talk)
        : talk_(std::move(talk)), pump_(executor, "talk", Talk::pump(talk_)) {}
    ~Line() override { talk_->line.reset(); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    Line(Line&&) = delete;
    Line& operator=(Line&&) = delete;

    void send(const media::PacketPtr& opus) override { talk_->queue.push(opus); }
    [[nodiscard]] const std::optional<Error>& trouble() const override { return talk_->trouble; }

  private:
    std::shared_ptr<Talk> talk_;
    rt::Job pump_;
};

TalkSeat::~TalkSeat() {
    vacate(Error(ErrorCode::Unavailable, "The camera is not there any more."));
}

Result<std::unique_ptr<live::TalkLine>> TalkSeat::take(
    const rt::asio::any_io_executor& executor, const std::shared_ptr<sources::Speaker>& speaker,
    const Clock& clock) {
    if (!speaker || speaker->reach() == sources::SpeakerReach::No) {
        return Error(ErrorCode::Unsupported, "This camera has no loudspeaker that can be reached.");
    }
    if (const auto other = talk_.lock(); other && other->line) {
        return Error(ErrorCode::AlreadyExists, "Somebody else is speaking.");
    }
    auto talk = std::make_shared<Talk>(speaker->open(executor), clock);
    talk_ = talk;
    return std::unique_ptr<live::TalkLine>(std::make_unique<Line>(executor, std::move(talk)));
}

void TalkSeat::vacate(const Error& why) {
    if (const auto talk = talk_.lock(); talk && talk->line) {
        talk->end(why);
    }
}

/// The turns keep to the clock: a late one is followed by a short one.
rt::Task<> TalkSeat::Talk::pump(std::shared_ptr<Talk> self) {
    MonotonicTime next = self->clock.monotonic_now();
    while (self->line) {
        const MonotonicTime now = self->clock.monotonic_now();
        next = std::max(next + live::TalkQueue::kTurn, now - live::TalkLine::kMostBehind);
        auto sleeping = rt::sleep_for(std::max(next - now, Microseconds(0)));
        PL_CO_TRY_VOID(co_await std::move(sleeping));
        self->take_turn();
    }
    co_return Result<>();
}

void TalkSeat::Talk::take_turn() {
    if (!line) {
        return;
    }
    if (const auto& why = line->trouble()) {
        end(*why);
        return;
    }
    if (!can_speak()) {
        return;  // the newest words wait
    }
    if (const auto opus = queue.pop()) {
        say(*opus);
    }
}

void TalkSeat::Talk::end(Error why) {
    trouble = std::move(why);
    line.reset();
}

bool TalkSeat::Talk::can_speak() {
    const auto& format = line->format();
    if (!format || transcoder) {
        return format.has_value();
    }
    auto made = media::AudioTranscoder::create(voice(), format->codec, format->sample_rate);
    if (!made) {
        end(made.error());
        return false;
    }
    transcoder.emplace(std::move(*made));
    return true;
}

void TalkSeat::Talk::say(const media::Packet& opus) {
    const auto frames = transcoder->transcode(opus);
    turns_left = transcoder->loudness() > kSilence ? kTurnsAfterAWord : turns_left - 1;
    if (!frames || turns_left <= 0) {
        turns_left = std::max(turns_left, 0);
        return;
    }
    for (const auto& frame : *frames) {
        line->send(*frame);
    }
}

}  // namespace porchlight::hub
