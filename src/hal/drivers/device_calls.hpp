// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace porchlight::hal {

/// Our names of things under /dev and /sys come from a board's description: a plain name only, so
/// that no description reaches other folders.
/// @param what Names the thing in the error, e.g. "LED".
/// @error InvalidArgument  Empty, "." or "..", or with a '/' or a zero byte.
[[nodiscard]] Result<> check_device_name(const std::string& name, const std::string& what);

/// The calls through which character devices are driven; the seam at which tests put a scripted
/// kernel. Outlives all that it opened. Thread-safe.
class DeviceCalls {
  public:
    DeviceCalls() = default;
    DeviceCalls(const DeviceCalls&) = delete;
    DeviceCalls& operator=(const DeviceCalls&) = delete;
    DeviceCalls(DeviceCalls&&) = delete;
    DeviceCalls& operator=(DeviceCalls&&) = delete;
    virtual ~DeviceCalls() = default;

    /// open(2). @error by errno, the sentence names the path.
    virtual Result<UniqueFd> open(const std::string& path, int flags) = 0;
    /// ioctl(2). @return What it returns, or -errno.
    virtual int control(int fd, std::uint64_t request, void* argument) = 0;
    /// poll(2) of one descriptor, again after EINTR. @return What is ready (POLLIN, POLLERR, …), 0
    /// after the limit, or -errno.
    virtual int wait(int fd, std::int16_t events, std::chrono::milliseconds limit) = 0;
};

/// The kernel's own.
class KernelDeviceCalls final : public DeviceCalls {
  public:
    Result<UniqueFd> open(const std::string& path, int flags) override;
    int control(int fd, std::uint64_t request, void* argument) override;
    int wait(int fd, std::int16_t events, std::chrono::milliseconds limit) override;
};

/// Makes reading return at once. @error by errno
Result<> set_non_blocking(int fd);

enum class Arrival : std::uint8_t { Nothing, Record };
/// Reads one record of `size` bytes from a device that does not block.
/// @param what Names the device in errors, e.g. "the button".
/// @error NotFound  It was unplugged.   @error Corrupt  Half a record.   @error Unavailable
Result<Arrival> read_record(int fd, void* record, std::size_t size, const std::string& what);

}  // namespace porchlight::hal
