// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/m2m_queue.hpp"

#include <cerrno>
#include <sys/mman.h>

namespace porchlight::sources {

namespace {

constexpr std::uint64_t kMicroseconds = 1'000'000;

/// A buffer's description with its one plane.
struct Description {
    explicit Description(std::uint32_t type) {
        buffer.type = type;
        buffer.memory = V4L2_MEMORY_MMAP;
        buffer.length = 1;
        buffer.m.planes = &plane;
    }
    v4l2_plane plane{};
    v4l2_buffer buffer{};
};

}  // namespace

int control_video(hal::DeviceCalls& calls, int fd, std::uint64_t request, void* argument) {
    int result = calls.control(fd, request, argument);
    while (result == -EINTR) {
        result = calls.control(fd, request, argument);
    }
    return result;
}

Error video_error(int error, const std::string& path, const std::string& doing) {
    if (error == -ENODEV) {
        return {ErrorCode::Unavailable, "the video encoder " + path + " is gone"};
    }
    return errno_error(-error, "cannot " + doing + " the video encoder " + path);
}

M2mQueue::~M2mQueue() {
    if (is_started_) {
        control_video(calls_, fd_, VIDIOC_STREAMOFF, &type_);
    }
    for (const auto memory : buffers_) {
        ::munmap(memory.data(), memory.size());
    }
}

Result<> M2mQueue::allocate(std::uint32_t count) {
    v4l2_requestbuffers request{};
    request.count = count;
    request.type = type_;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int error = control_video(calls_, fd_, VIDIOC_REQBUFS, &request); error < 0) {
        return video_error(error, path_, "get buffers of");
    }
    if (request.count == 0) {
        return Error(ErrorCode::Exhausted, "the video encoder " + path_ + " has no memory left");
    }
    for (std::uint32_t index = 0; index < request.count; ++index) {
        PL_TRY_VOID(map(index));
    }
    return {};
}

Result<> M2mQueue::map(std::uint32_t index) {
    Description of(type_);
    of.buffer.index = index;
    if (const int error = control_video(calls_, fd_, VIDIOC_QUERYBUF, &of.buffer); error < 0) {
        return video_error(error, path_, "get buffers of");
    }
    void* memory = ::mmap(nullptr, of.plane.length, PROT_READ | PROT_WRITE, MAP_SHARED, fd_,
                          static_cast<off_t>(of.plane.m.mem_offset));
    if (memory == MAP_FAILED) {
        return video_error(-errno, path_, "map buffers of");
    }
    buffers_.emplace_back(static_cast<std::uint8_t*>(memory), of.plane.length);
    return {};
}

Result<> M2mQueue::start() {
    if (const int error = control_video(calls_, fd_, VIDIOC_STREAMON, &type_); error < 0) {
        return video_error(error, path_, "start");
    }
    is_started_ = true;
    return {};
}

Result<> M2mQueue::give(std::uint32_t index, std::uint32_t bytes, std::uint64_t number) {
    Description of(type_);
    of.buffer.index = index;
    // An encoder copies the time of a picture to its packet and does nothing else with it.
    of.buffer.timestamp.tv_sec = static_cast<time_t>(number / kMicroseconds);
    of.buffer.timestamp.tv_usec = static_cast<suseconds_t>(number % kMicroseconds);
    of.buffer.field = V4L2_FIELD_NONE;
    of.plane.bytesused = bytes;
    of.plane.length = static_cast<std::uint32_t>(buffers_.at(index).size());
    if (const int error = control_video(calls_, fd_, VIDIOC_QBUF, &of.buffer); error < 0) {
        return video_error(error, path_, "give a picture to");
    }
    return {};
}

Result<std::optional<DoneBuffer>> M2mQueue::take() {
    Description of(type_);
    const int error = control_video(calls_, fd_, VIDIOC_DQBUF, &of.buffer);
    if (error == -EAGAIN || error == -EPIPE) {  // EPIPE: the last one of a drained queue is out
        return std::optional<DoneBuffer>();
    }
    if (error < 0) {
        return video_error(error, path_, "take a picture from");
    }
    if (of.buffer.index >= buffers_.size() || of.plane.bytesused > memory(of.buffer.index).size()) {
        return Error(ErrorCode::Corrupt,
                     "the video encoder " + path_ + " gives back no buffer of ours");
    }
    DoneBuffer done;
    done.index = of.buffer.index;
    done.bytes = of.plane.bytesused;
    done.flags = of.buffer.flags;
    done.number = static_cast<std::uint64_t>(of.buffer.timestamp.tv_sec) * kMicroseconds +
                  static_cast<std::uint64_t>(of.buffer.timestamp.tv_usec);
    return std::optional(done);
}

}  // namespace porchlight::sources
