// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hal/drivers/device_calls.hpp"

#include <cstddef>
#include <cstdint>
#include <linux/videodev2.h>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::sources {

/// ioctl(2) on a video device, again after EINTR. @return What it returns, or -errno.
int control_video(hal::DeviceCalls& calls, int fd, std::uint64_t request, void* argument);
/// The sentence for an errno of a video device. @param doing e.g. "start".
[[nodiscard]] Error video_error(int error, const std::string& path, const std::string& doing);

/// A buffer that came back from the device.
struct DoneBuffer {
    std::uint32_t index = 0;
    std::uint32_t bytes = 0;   ///< What is in it.
    std::uint32_t flags = 0;   ///< V4L2_BUF_FLAG_*
    std::uint64_t number = 0;  ///< What was handed in with the picture it is of.
};

/// One of the two queues of a memory-to-memory video device: buffers in the device's memory, mapped
/// here, one plane each. Thread-bound.
/// @source Documentation/userspace-api/media/v4l/mmap.rst
class M2mQueue {
  public:
    /// @param type V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE (pictures in) or …_CAPTURE_MPLANE (packets
    /// out).   @param calls, path Outlive it.
    M2mQueue(hal::DeviceCalls& calls, const std::string& path, int fd, std::uint32_t type)
        : calls_(calls), path_(path), fd_(fd), type_(type) {}
    ~M2mQueue();
    M2mQueue(const M2mQueue&) = delete;
    M2mQueue& operator=(const M2mQueue&) = delete;
    M2mQueue(M2mQueue&&) = delete;
    M2mQueue& operator=(M2mQueue&&) = delete;

    /// Makes the buffers; the device may give another number of them.
    /// @error by errno   @error Exhausted  No memory for them.
    Result<> allocate(std::uint32_t count);
    Result<> start();

    [[nodiscard]] std::size_t size() const { return buffers_.size(); }
    [[nodiscard]] std::span<std::uint8_t> memory(std::uint32_t index) const {
        return buffers_.at(index);
    }
    /// Hands a buffer to the device. @param bytes What is in it.   @param number Comes back with
    /// what is made of it.
    Result<> give(std::uint32_t index, std::uint32_t bytes, std::uint64_t number);
    /// A buffer that the device is done with; empty if there is none yet, or none any more.
    /// @error Unavailable  The device is gone.   @error Corrupt  It names no buffer of ours.
    Result<std::optional<DoneBuffer>> take();

  private:
    Result<> map(std::uint32_t index);

    hal::DeviceCalls& calls_;
    const std::string& path_;
    int fd_;
    std::uint32_t type_;
    bool is_started_ = false;
    std::vector<std::span<std::uint8_t>> buffers_;
};

}  // namespace porchlight::sources
