// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/scripted_encoder_for_test.hpp"

#include "media/nal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/v4l2-controls.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr std::size_t kMemory = 64U << 20U;
constexpr std::uint32_t kSecondQueue = 32U << 20U;
constexpr std::uint32_t kPage = 4096;

int round_up(int value, int to) {
    return (value + to - 1) / to * to;
}

void append(media::ByteVector& to, media::ByteSpan nal) {
    to.insert(to.end(), {0, 0, 0, 1});
    to.insert(to.end(), nal.begin(), nal.end());
}

}  // namespace

ScriptedEncoder::Memory::~Memory() {
    ::munmap(bytes.data(), bytes.size());
}

Result<UniqueFd> ScriptedEncoder::open(const std::string& path, int /*flags*/) {
    const std::lock_guard lock(mutex_);
    if (path == "/dev/video0") {
        return open_file("/dev/null", O_RDWR);
    }
    if (path != "/dev/video11" || manners.open_error != 0 || manners.is_gone) {
        return errno_error(manners.open_error != 0 ? manners.open_error : ENOENT,
                           "cannot open " + path);
    }
    UniqueFd fd(::memfd_create("encoder", MFD_CLOEXEC));
    if (::ftruncate(fd.get(), kMemory) != 0) {
        return errno_error(errno, "cannot make a scripted encoder");
    }
    void* whole = ::mmap(nullptr, kMemory, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (whole == MAP_FAILED) {
        return errno_error(errno, "cannot map a scripted encoder");
    }
    memory_ = std::make_unique<Memory>(
        std::span<std::uint8_t>(static_cast<std::uint8_t*>(whole), kMemory));
    fd_ = fd.get();
    in_ = {};
    out_ = {};
    x264_.reset();
    pictures_ = 0;
    is_stopping_ = false;
    is_last_out_ = false;
    return fd;
}

int ScriptedEncoder::control(int fd, std::uint64_t request, void* argument) {
    const std::lock_guard lock(mutex_);
    if (fd != fd_) {
        if (request == VIDIOC_QUERYCAP) {
            auto& camera = *static_cast<v4l2_capability*>(argument);
            camera.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
            camera.capabilities = camera.device_caps | V4L2_CAP_DEVICE_CAPS;
            return 0;
        }
        return -ENOTTY;
    }
    requests_.push_back(request);
    return manners.is_gone ? -ENODEV : answer(request, argument);
}

int ScriptedEncoder::answer(std::uint64_t request, void* argument) {
    switch (request) {
        case VIDIOC_QUERYCAP:
            return describe(*static_cast<v4l2_capability*>(argument));
        case VIDIOC_ENUM_FMT: {
            auto& format = *static_cast<v4l2_fmtdesc*>(argument);
            format.pixelformat = V4L2_PIX_FMT_H264;
            return format.index == 0 ? 0 : -EINVAL;
        }
        case VIDIOC_S_FMT:
            return set_format(*static_cast<v4l2_format*>(argument));
        case VIDIOC_S_SELECTION:
            return 0;
        case VIDIOC_S_PARM: {
            const auto& time = static_cast<v4l2_streamparm*>(argument)->parm.output.timeperframe;
            rate_ = static_cast<double>(time.denominator) / time.numerator;
            return 0;
        }
        case VIDIOC_S_CTRL:
            return set_control(*static_cast<v4l2_control*>(argument));
        case VIDIOC_REQBUFS:
            return make_buffers(*static_cast<v4l2_requestbuffers*>(argument));
        case VIDIOC_QUERYBUF:
            return query(*static_cast<v4l2_buffer*>(argument));
        case VIDIOC_QBUF:
            return give(*static_cast<v4l2_buffer*>(argument));
        case VIDIOC_DQBUF:
            return take(*static_cast<v4l2_buffer*>(argument));
        case VIDIOC_STREAMON:
            return set_streaming(*static_cast<std::uint32_t*>(argument), true);
        case VIDIOC_STREAMOFF:
            return set_streaming(*static_cast<std::uint32_t*>(argument), false);
        case VIDIOC_ENCODER_CMD:
            return stop(*static_cast<v4l2_encoder_cmd*>(argument));
        default:
            return -ENOTTY;
    }
}

int ScriptedEncoder::describe(v4l2_capability& capability) const {
    capability.device_caps = V4L2_CAP_STREAMING | (manners.is_camera ? V4L2_CAP_VIDEO_CAPTURE
                                                                     : V4L2_CAP_VIDEO_M2M_MPLANE);
    capability.capabilities = capability.device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

int ScriptedEncoder::set_format(v4l2_format& format) {
    v4l2_pix_format_mplane& wish = format.fmt.pix_mp;
    wish.num_planes = 1;
    if (format.type == V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE) {
        wish.pixelformat = V4L2_PIX_FMT_H264;
        out_.size = wish.plane_fmt[0].sizeimage;
        return 0;
    }
    size_ = {static_cast<int>(wish.width), static_cast<int>(wish.height)};
    stride_ = round_up(size_.width, 32);
    rows_ = round_up(size_.height, 16);
    wish.pixelformat = manners.raw;
    wish.height = static_cast<std::uint32_t>(rows_);
    wish.plane_fmt[0].bytesperline = static_cast<std::uint32_t>(stride_);
    const auto size = static_cast<std::uint32_t>(stride_ * rows_ * 3 / 2);
    in_.size = manners.buffer_size != 0 ? manners.buffer_size : size;
    wish.plane_fmt[0].sizeimage = in_.size;
    return 0;
}

int ScriptedEncoder::set_control(const v4l2_control& control) {
    if (control.id == V4L2_CID_MPEG_VIDEO_FORCE_KEY_FRAME) {
        wants_key_frame_ = true;  // a button: it has no value
        return 0;
    }
    constexpr std::array<std::uint32_t, 7> kKnown{
        V4L2_CID_MPEG_VIDEO_BITRATE,       V4L2_CID_MPEG_VIDEO_BITRATE_MODE,
        V4L2_CID_MPEG_VIDEO_HEADER_MODE,   V4L2_CID_MPEG_VIDEO_REPEAT_SEQ_HEADER,
        V4L2_CID_MPEG_VIDEO_H264_I_PERIOD, V4L2_CID_MPEG_VIDEO_H264_PROFILE,
        V4L2_CID_MPEG_VIDEO_H264_LEVEL};
    if (std::ranges::find(kKnown, control.id) == kKnown.end()) {
        return -EINVAL;
    }
    controls_[control.id] = control.value;
    return 0;
}

int ScriptedEncoder::make_buffers(v4l2_requestbuffers& request) {
    Queue& made = queue(request.type);
    made.count = std::min(request.count, 8U);
    made.offset = &made == &in_ ? 0 : kSecondQueue;
    request.count = made.count;
    return 0;
}

int ScriptedEncoder::query(v4l2_buffer& buffer) {
    const Queue& of = queue(buffer.type);
    if (buffer.index >= of.count) {
        return -EINVAL;
    }
    buffer.m.planes[0].length = of.size;
    const auto pages = static_cast<std::uint32_t>(round_up(static_cast<int>(of.size), kPage));
    buffer.m.planes[0].m.mem_offset = of.offset + buffer.index * pages;
    return 0;
}

std::span<std::uint8_t> ScriptedEncoder::memory(const Queue& queue, std::uint32_t index) const {
    const auto pages = static_cast<std::uint32_t>(round_up(static_cast<int>(queue.size), kPage));
    return memory_->bytes.subspan(queue.offset + std::size_t{index} * pages, queue.size);
}

int ScriptedEncoder::give(const v4l2_buffer& buffer) {
    Queue& to = queue(buffer.type);
    if (buffer.index >= to.count) {
        return -EINVAL;
    }
    to.given.push_back({buffer.index, buffer.m.planes[0].bytesused, buffer.timestamp, 0});
    most_pictures_ = std::max(most_pictures_, in_.given.size());
    work();
    return 0;
}

int ScriptedEncoder::take(v4l2_buffer& buffer) {
    Queue& from = queue(buffer.type);
    if (from.done.empty()) {
        return &from == &out_ && is_last_out_ ? -EPIPE : -EAGAIN;
    }
    const Given done = from.done.front();
    from.done.pop_front();
    buffer.index = manners.returns_foreign_buffer ? 99 : done.index;
    buffer.flags = done.flags;
    buffer.timestamp = done.time;
    buffer.m.planes[0].bytesused = done.bytes;
    return 0;
}

int ScriptedEncoder::set_streaming(std::uint32_t type, bool on) {
    queue(type).is_on = on;
    work();
    return 0;
}

int ScriptedEncoder::stop(const v4l2_encoder_cmd& command) {
    if (!manners.knows_drain || command.cmd != V4L2_ENC_CMD_STOP) {
        manners.delay = 0;  // it gives all that it has by itself
        work();
        return -ENOTTY;
    }
    is_stopping_ = true;
    work();
    return 0;
}

/// Encodes what it may, as far as there are buffers for the packets.
void ScriptedEncoder::work() {
    while (in_.is_on && out_.is_on && !manners.hangs && !out_.given.empty() &&
           in_.given.size() > (is_stopping_ ? 0 : manners.delay)) {
        const Given picture = in_.given.front();
        in_.given.pop_front();
        encode(picture);
        in_.done.push_back(picture);
    }
    if (is_stopping_ && !is_last_out_ && in_.given.empty() && !out_.given.empty()) {
        put_out({}, {}, V4L2_BUF_FLAG_LAST);
        is_last_out_ = true;
    }
}

media::Picture ScriptedEncoder::read_picture(const Given& given) {
    media::Picture picture(size_);
    const std::uint8_t* const luma = memory(in_, given.index).data();
    const std::uint8_t* const chroma = luma + static_cast<std::ptrdiff_t>(stride_) * rows_;
    const bool is_nv12 = manners.raw == V4L2_PIX_FMT_NV12;
    for (int y = 0; y < size_.height; ++y) {
        std::memcpy(picture.data(0) + static_cast<std::ptrdiff_t>(y) * picture.stride(0),
                    luma + static_cast<std::ptrdiff_t>(y) * stride_,
                    static_cast<std::size_t>(size_.width));
    }
    for (int y = 0; y < size_.height / 2; ++y) {
        for (int x = 0; x < size_.width / 2; ++x) {
            const std::ptrdiff_t together = static_cast<std::ptrdiff_t>(y) * stride_ + 2 * x;
            const std::ptrdiff_t apart = static_cast<std::ptrdiff_t>(y) * (stride_ / 2) + x;
            const std::ptrdiff_t second = static_cast<std::ptrdiff_t>(stride_) * rows_ / 4;
            picture.data(1)[y * picture.stride(1) + x] = chroma[is_nv12 ? together : apart];
            picture.data(2)[y * picture.stride(2) + x] =
                chroma[is_nv12 ? together + 1 : apart + second];
        }
    }
    return picture;
}

void ScriptedEncoder::put_out(const media::ByteVector& bytes, const Given& of,
                              std::uint32_t flags) {
    Given packet = of;
    packet.index = out_.given.front().index;
    packet.bytes = static_cast<std::uint32_t>(bytes.size());
    packet.flags = flags;
    out_.given.pop_front();
    std::ranges::copy(bytes, memory(out_, packet.index).begin());
    out_.done.push_back(packet);
}

void ScriptedEncoder::encode(const Given& picture) {
    if (!x264_) {
        auto made = media::VideoEncoder::create(
            {size_, rate_, controls_[V4L2_CID_MPEG_VIDEO_BITRATE],
             std::max(controls_[V4L2_CID_MPEG_VIDEO_H264_I_PERIOD], 1)});
        x264_ = std::make_unique<media::VideoEncoder>(std::move(*made));
    }
    const int number = pictures_++;
    manners.is_gone = manners.is_gone || number == last_picture_;
    media::Picture read = read_picture(picture);
    read.set_pts(MediaTime(number * 90000LL));
    if (std::exchange(wants_key_frame_, false)) {
        x264_->make_key_frame();
    }
    const auto coded = x264_->encode(read);
    media::ByteVector bytes;
    if (coded->kind == media::FrameKind::Key) {
        append(bytes, x264_->track().sps);
        append(bytes, x264_->track().pps);
        if (manners.has_own_header_buffer && number == 0) {
            put_out(bytes, picture, 0);
            bytes.clear();
        }
    }
    static_cast<void>(
        media::for_each_nal(coded->data, [&](media::ByteSpan nal) { append(bytes, nal); }));
    if (number != manners.left_out) {
        const bool is_key = coded->kind == media::FrameKind::Key;
        put_out(bytes, picture,
                (is_key ? V4L2_BUF_FLAG_KEYFRAME : 0U) |
                    (number == manners.damaged ? V4L2_BUF_FLAG_ERROR : 0U));
    }
}

int ScriptedEncoder::wait(int /*fd*/, std::int16_t events, std::chrono::milliseconds /*limit*/) {
    const std::lock_guard lock(mutex_);
    if (manners.is_gone) {
        return POLLERR;
    }
    int ready = in_.done.empty() ? 0 : POLLOUT;
    ready |= out_.done.empty() && !is_last_out_ ? 0 : POLLIN;
    return ready & events;
}

std::vector<std::uint64_t> ScriptedEncoder::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::optional<std::int32_t> ScriptedEncoder::control_of(std::uint32_t id) const {
    const std::lock_guard lock(mutex_);
    const auto found = controls_.find(id);
    return found == controls_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t ScriptedEncoder::most_pictures() const {
    const std::lock_guard lock(mutex_);
    return most_pictures_;
}

void ScriptedEncoder::set_gone() {
    const std::lock_guard lock(mutex_);
    manners.is_gone = true;
}

void ScriptedEncoder::set_gone_after(int pictures) {
    const std::lock_guard lock(mutex_);
    last_picture_ = pictures;
}

}  // namespace porchlight::sources
