// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_speaker_line.hpp"

#include "base/log.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>

namespace porchlight::sources::rtsp {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 1s;

Error no_speaker() {
    return {ErrorCode::Unsupported, "This camera has no loudspeaker that can be reached."};
}

}  // namespace

rt::Task<Backchannel> ask_for_backchannel(RtspDialogue* dialogue,
                                          net::rtsp::InterleavedHandler* handler) {
    dialogue->require(kBackchannelFeature);
    auto connecting = dialogue->connect(handler);
    PL_CO_TRY_VOID(co_await std::move(connecting));
    auto describing = dialogue->describe();
    PL_CO_TRY(const auto description, co_await std::move(describing));
    auto found = find_backchannel(description.sdp);
    if (!found) {
        co_return no_speaker();
    }
    found->control = net::resolve_control(description.base, found->control);
    found->session = net::resolve_control(description.base, description.sdp.control);
    co_return std::move(*found);
}

struct RtspSpeakerLine::State final : net::rtsp::InterleavedHandler {
    State(const rt::asio::any_io_executor& executor, RtspSettings chosen, const Clock& time)
        : settings(std::move(chosen)),
          clock(time),
          queued(executor),
          dialogue(std::make_unique<RtspDialogue>(settings, settings.url)) {}

    static rt::Task<> run(std::shared_ptr<State> self);
    rt::Task<> talk();
    rt::Task<> read();
    rt::Task<> write();
    rt::Task<> tick();

    /// Reports, which are of no use here.
    void on_bytes() override {}
    Result<> on_interleaved(const net::rtsp::InterleavedFrame& /*frame*/) override { return {}; }

    RtspSettings settings;
    const Clock& clock;
    rt::Wakeup queued;
    std::unique_ptr<RtspDialogue> dialogue;  ///< Until the line is gone.
    RtspDialogue::Channel channel;
    std::optional<media::rtp::AudioPacketiser> packetiser;
    std::optional<media::AudioTrack> format;
    std::optional<Error> trouble;
    int waiting = 0;
};

rt::Task<> RtspSpeakerLine::State::run(std::shared_ptr<State> self) {
    auto talking = self->talk();
    auto result = co_await std::move(talking);
    // A talk has no end of its own: what ended it is trouble.
    self->trouble =
        result ? Error(ErrorCode::Unavailable, "The camera ended the talk.") : result.error();
    if (self->trouble->code() != ErrorCode::Cancelled) {
        log::info("sources", "talk: {}", self->trouble->message());
    }
    co_return result;
}

rt::Task<> RtspSpeakerLine::State::talk() {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    auto asking = ask_for_backchannel(dialogue.get(), this);
    PL_CO_TRY(const Backchannel speaker, co_await std::move(asking));
    auto setting_up = dialogue->set_up(speaker.control);
    PL_CO_TRY(channel, co_await std::move(setting_up));
    auto playing = dialogue->play(speaker.session);
    PL_CO_TRY_VOID(co_await std::move(playing));
    packetiser.emplace(speaker.track, static_cast<std::uint8_t>(speaker.payload_type));
    format = speaker.track;
    auto reading = read();
    auto writing = write();
    auto ticking = tick();
    const auto ended = co_await (std::move(reading) || std::move(writing) || std::move(ticking));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

rt::Task<> RtspSpeakerLine::State::read() {
    for (;;) {
        auto receiving = dialogue->connection().receive();
        PL_CO_TRY_VOID(co_await std::move(receiving));
    }
}

rt::Task<> RtspSpeakerLine::State::write() {
    for (;;) {
        PL_CO_TRY_VOID(co_await queued.wait());
        while (waiting > 0) {
            waiting = 0;
            auto sending = dialogue->connection().flush();
            PL_CO_TRY_VOID(co_await std::move(sending));
        }
    }
}

rt::Task<> RtspSpeakerLine::State::tick() {
    for (;;) {
        auto sleeping = rt::sleep_for(kTick);
        PL_CO_TRY_VOID(co_await std::move(sleeping));
        PL_CO_TRY_VOID(dialogue->queue_keep_alive(clock.monotonic_now()));
        ++waiting;
        queued.wake();
    }
}

RtspSpeakerLine::RtspSpeakerLine(const rt::asio::any_io_executor& executor, RtspSettings settings,
                                 const Clock& clock)
    : state_(std::make_shared<State>(executor, std::move(settings), clock)) {
    job_.emplace(executor, "talk", State::run(state_));
}

RtspSpeakerLine::~RtspSpeakerLine() = default;

const std::optional<media::AudioTrack>& RtspSpeakerLine::format() const {
    return state_->format;
}

const std::optional<Error>& RtspSpeakerLine::trouble() const {
    return state_->trouble;
}

void RtspSpeakerLine::send(const media::Packet& frame) {
    State& state = *state_;
    if (!state.packetiser || state.trouble || state.waiting >= kMostWaiting) {
        return;
    }
    const auto packets = state.packetiser->packetise(frame);
    if (!packets) {
        return;
    }
    (*packets)->for_each([&](media::ByteSpan packet) {
        if (state.channel.sockets) {
            state.channel.sockets->send_rtp(packet);
        } else {
            state.dialogue->connection().queue_interleaved(state.channel.rtp, packet);
        }
    });
    if (!state.channel.sockets) {
        ++state.waiting;
        state.queued.wake();
    }
}

}  // namespace porchlight::sources::rtsp
