// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/m2m_encoder.hpp"

#include "base/log.hpp"
#include "media/nal.hpp"
#include "sources/v4l2/m2m_queue.hpp"
#include "sources/v4l2/m2m_setup.hpp"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <poll.h>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr std::uint32_t kBuffersIn = 3;
constexpr std::uint32_t kBuffersOut = 4;
/// Pictures on their way at a time: one in the chip's hands while the next is brought.
constexpr std::size_t kMostOnTheirWay = 2;

}  // namespace

struct M2mEncoder::State {
    struct OnItsWay {
        std::uint64_t number = 0;
        MediaTime pts;
    };

    State(std::string of_path, hal::DeviceCalls& used, UniqueFd opened,
          const media::EncoderSettings& wanted, std::chrono::milliseconds limit)
        : path(std::move(of_path)),
          calls(used),
          fd(std::move(opened)),
          settings(wanted),
          patience(limit) {}

    Result<> prepare();
    Result<std::uint32_t> free_buffer();
    Result<> collect_free();
    Result<> hand_in(const media::Picture& picture);
    Result<> await(std::int16_t events) const;
    Result<std::optional<media::Packet>> take_packet();
    Result<std::optional<media::Packet>> await_packet();
    std::optional<media::Packet> unpack(const DoneBuffer& done);
    MediaTime time_of(std::uint64_t number);
    Result<> begin_drain();

    std::string path;
    hal::DeviceCalls& calls;
    UniqueFd fd;
    media::EncoderSettings settings;
    std::chrono::milliseconds patience;
    RawLayout layout;
    M2mQueue in{calls, path, fd.get(), V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE};
    M2mQueue out{calls, path, fd.get(), V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE};
    std::vector<std::uint32_t> free;  ///< Of `in`: not with the device.
    std::deque<OnItsWay> on_their_way;
    std::uint64_t numbers = 0;
    media::AccessUnitBuilder unit{media::Codec::H264};
    media::VideoTrack track;
    bool is_draining = false;
    bool is_drained = false;
};

Result<> M2mEncoder::State::prepare() {
    PL_TRY(layout, set_up_encoder(calls, fd.get(), path, settings));
    PL_TRY_VOID(in.allocate(kBuffersIn));
    PL_TRY_VOID(out.allocate(kBuffersOut));
    for (std::uint32_t index = 0; index < in.size(); ++index) {
        if (in.memory(index).size() < layout.size()) {
            return Error(ErrorCode::Unsupported, path + " has no room for our pictures");
        }
        free.push_back(index);
    }
    for (std::uint32_t index = 0; index < out.size(); ++index) {
        PL_TRY_VOID(out.give(index, 0, 0));
    }
    PL_TRY_VOID(in.start());
    return out.start();
}

/// Takes back the pictures that the device has read.
Result<> M2mEncoder::State::collect_free() {
    for (;;) {
        PL_TRY(const auto done, in.take());
        if (!done) {
            return {};
        }
        free.push_back(done->index);
    }
}

Result<> M2mEncoder::State::await(std::int16_t events) const {
    const int ready = calls.wait(fd.get(), events, patience);
    if (ready == 0) {
        return Error(ErrorCode::TimedOut, "the video encoder " + path + " hangs");
    }
    // With nothing but POLLERR there is nothing to come.
    const bool is_over = ready > 0 && (ready & events) == 0;
    return ready < 0 || is_over ? Result<>(video_error(is_over ? -ENODEV : ready, path, "wait for"))
                                : Result<>();
}

Result<std::uint32_t> M2mEncoder::State::free_buffer() {
    PL_TRY_VOID(collect_free());
    if (free.empty()) {
        PL_TRY_VOID(await(POLLOUT));
        PL_TRY_VOID(collect_free());
    }
    if (free.empty()) {
        return Error(ErrorCode::TimedOut, "the video encoder " + path + " hangs");
    }
    const std::uint32_t index = free.back();
    free.pop_back();
    return index;
}

Result<> M2mEncoder::State::hand_in(const media::Picture& picture) {
    PL_TRY(const std::uint32_t index, free_buffer());
    lay_out(picture, layout, in.memory(index));
    PL_TRY_VOID(in.give(index, static_cast<std::uint32_t>(layout.size()), numbers));
    on_their_way.push_back({numbers++, picture.pts()});
    return {};
}

/// The picture's time. Those before it were left out by the chip's rate control.
MediaTime M2mEncoder::State::time_of(std::uint64_t number) {
    const auto found = std::ranges::find(on_their_way, number, &OnItsWay::number);
    if (found != on_their_way.end()) {
        on_their_way.erase(on_their_way.begin(), found);
    }
    if (on_their_way.empty()) {
        return {};
    }
    const MediaTime pts = on_their_way.front().pts;
    on_their_way.pop_front();
    return pts;
}

/// Empty for a buffer of parameter sets alone, or a damaged one.
std::optional<media::Packet> M2mEncoder::State::unpack(const DoneBuffer& done) {
    unit.begin(done.bytes + 16);
    media::for_each_annexb_nal(out.memory(done.index).first(done.bytes),
                               [&](media::ByteSpan nal) { unit.add(nal); });
    if (unit.take_changed()) {
        track = unit.track();
        track.frame_rate = settings.frame_rate;
    }
    if (unit.empty()) {
        return std::nullopt;
    }
    media::Packet packet;
    packet.kind = unit.kind();
    packet.pts = time_of(done.number);
    packet.dts = packet.pts;
    packet.data = unit.take();
    const bool is_damaged = (done.flags & V4L2_BUF_FLAG_ERROR) != 0;
    return is_damaged ? std::nullopt : std::optional(std::move(packet));
}

/// A packet if one is ready.
Result<std::optional<media::Packet>> M2mEncoder::State::take_packet() {
    for (;;) {
        PL_TRY(const auto done, out.take());
        if (!done) {
            is_drained = is_draining && on_their_way.empty();
            return std::optional<media::Packet>();
        }
        auto packet = unpack(*done);
        is_drained = is_draining && (done->flags & V4L2_BUF_FLAG_LAST) != 0;
        if (!is_drained) {
            PL_TRY_VOID(out.give(done->index, 0, 0));
        }
        if (packet || is_drained) {
            return packet;
        }
    }
}

/// A packet, waiting for it; empty once all are out.
Result<std::optional<media::Packet>> M2mEncoder::State::await_packet() {
    for (;;) {
        PL_TRY(auto packet, take_packet());
        if (packet || is_drained || on_their_way.empty()) {
            return packet;
        }
        PL_TRY_VOID(await(POLLIN));
    }
}

Result<> M2mEncoder::State::begin_drain() {
    is_draining = true;
    v4l2_encoder_cmd command{};
    command.cmd = V4L2_ENC_CMD_STOP;
    const int error = control_video(calls, fd.get(), VIDIOC_ENCODER_CMD, &command);
    // An encoder that does not know the command gives its packets without it.
    return error < 0 && error != -ENOTTY && error != -EINVAL
               ? Result<>(video_error(error, path, "stop"))
               : Result<>();
}

M2mEncoder::M2mEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
M2mEncoder::~M2mEncoder() = default;

Result<std::unique_ptr<Encoder>> M2mEncoder::create(const std::string& path,
                                                    const media::EncoderSettings& settings,
                                                    hal::DeviceCalls& calls,
                                                    std::chrono::milliseconds patience) {
    PL_TRY(auto fd, calls.open(path, O_RDWR | O_NONBLOCK));
    auto state = std::make_unique<State>(path, calls, std::move(fd), settings, patience);
    PL_TRY_VOID(state->prepare());
    return std::unique_ptr<Encoder>(new M2mEncoder(std::move(state)));
}

const media::VideoTrack& M2mEncoder::track() const {
    return state_->track;
}

Result<std::optional<media::Packet>> M2mEncoder::encode(const media::Picture& picture) {
    State& state = *state_;
    if (picture.size() != state.settings.size) {
        return Error(ErrorCode::InvalidArgument,
                     "a picture of another size came to the H.264 encoder");
    }
    PL_TRY_VOID(state.hand_in(picture));
    if (state.on_their_way.size() > kMostOnTheirWay) {
        return state.await_packet();
    }
    // A chip is mostly done well before the next picture comes; then nobody waits for that.
    const std::chrono::milliseconds a_moment(
        static_cast<std::int64_t>(500 / std::max(state.settings.frame_rate, 1.0)));
    if (const int error = state.calls.wait(state.fd.get(), POLLIN, a_moment); error < 0) {
        return video_error(error, state.path, "wait for");
    }
    return state.take_packet();
}

/// What an encoder makes of a control that it does not have is no fault: the picture stays as it
/// is.
void M2mEncoder::make_key_frame() {
    v4l2_control control{V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME, 0};
    const int error = control_video(state_->calls, state_->fd.get(), VIDIOC_S_CTRL, &control);
    if (error < 0) {
        log::debug("source", "{} makes no key frame when it is asked", state_->path);
    }
}

Result<std::optional<media::Packet>> M2mEncoder::drain() {
    State& state = *state_;
    if (!state.is_draining) {
        PL_TRY_VOID(state.begin_drain());
    }
    if (state.is_drained) {
        return std::optional<media::Packet>();
    }
    return state.await_packet();
}

std::string M2mEncoder::name() const {
    return "encoded by " + state_->path;
}

bool is_m2m_encoder(const std::string& path, hal::DeviceCalls& calls) {
    const auto fd = calls.open(path, O_RDWR | O_NONBLOCK);
    return fd && gives_h264(calls, fd->get());
}

}  // namespace porchlight::sources
