// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_speaker.hpp"

#include "sources/rtsp/rtsp_speaker_line.hpp"

#include <optional>
#include <utility>

namespace porchlight::sources::rtsp {
namespace {

/// One that gave no answer is not asked again for so long.
constexpr std::chrono::minutes kBetweenQuestions{10};

/// Nothing comes in a mere question.
class Deaf final : public net::rtsp::InterleavedHandler {
  public:
    void on_bytes() override {}
    Result<> on_interleaved(const net::rtsp::InterleavedFrame& /*frame*/) override { return {}; }
};

class RtspSpeaker final : public Speaker {
  public:
    RtspSpeaker(RtspSettings settings, const Clock& clock)
        : clock_(clock), known_(std::make_shared<Known>(std::move(settings))) {}

    [[nodiscard]] SpeakerReach reach() const override { return known_->reach; }

    void find_out(const rt::asio::any_io_executor& executor) override {
        const MonotonicTime now = clock_.monotonic_now();
        const bool was_asked = asked_at_ && now - *asked_at_ < kBetweenQuestions;
        if (known_->reach == SpeakerReach::Unknown && !was_asked) {
            asked_at_ = now;
            asking_.emplace(executor, "question for a loudspeaker", ask(known_));
        }
    }

    std::unique_ptr<SpeakerLine> open(const rt::asio::any_io_executor& executor) override {
        return std::make_unique<RtspSpeakerLine>(executor, known_->settings, clock_);
    }

  private:
    /// The question goes on for a moment after it was cancelled.
    struct Known {
        explicit Known(RtspSettings chosen) : settings(std::move(chosen)) {}
        RtspSettings settings;
        SpeakerReach reach = SpeakerReach::Unknown;
    };

    static rt::Task<> ask(std::shared_ptr<Known> known) {
        Deaf deaf;
        RtspDialogue dialogue(known->settings, known->settings.url);
        auto asking = ask_for_backchannel(&dialogue, &deaf);
        const auto found = co_await std::move(asking);
        if (found) {
            known->reach = SpeakerReach::Yes;
        } else if (found.error().code() == ErrorCode::Unsupported) {
            known->reach = SpeakerReach::No;
        }
        co_return found ? Result<>() : Result<>(found.error());
    }

    const Clock& clock_;
    std::shared_ptr<Known> known_;
    std::optional<MonotonicTime> asked_at_;
    std::optional<rt::Job> asking_;
};

}  // namespace

std::shared_ptr<Speaker> make_rtsp_speaker(RtspSettings settings, const Clock& clock) {
    return std::make_shared<RtspSpeaker>(std::move(settings), clock);
}

}  // namespace porchlight::sources::rtsp
