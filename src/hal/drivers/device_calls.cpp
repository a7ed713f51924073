// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/device_calls.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace porchlight::hal {

Result<> check_device_name(const std::string& name, const std::string& what) {
    const bool has_bad_character = name.find_first_of(std::string("/\0", 2)) != std::string::npos;
    if (name.empty() || name == "." || name == ".." || has_bad_character) {
        return Error(ErrorCode::InvalidArgument,
                     "\"" + name + "\" cannot be the name of the " + what + ".");
    }
    return {};
}

Result<UniqueFd> KernelDeviceCalls::open(const std::string& path, int flags) {
    return open_file(path, flags);
}

int KernelDeviceCalls::control(int fd, std::uint64_t request, void* argument) {
    const int result = ::ioctl(fd, request, argument);
    return result < 0 ? -errno : result;
}

int KernelDeviceCalls::wait(int fd, std::int16_t events, std::chrono::milliseconds limit) {
    pollfd polled{fd, events, 0};
    int count = ::poll(&polled, 1, static_cast<int>(limit.count()));
    while (count < 0 && errno == EINTR) {
        count = ::poll(&polled, 1, static_cast<int>(limit.count()));
    }
    return count < 0 ? -errno : count == 0 ? 0 : static_cast<std::uint16_t>(polled.revents);
}

Result<> set_non_blocking(int fd) {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        return errno_error(errno, "cannot prepare a device for waiting");
    }
    return {};
}

Result<Arrival> read_record(int fd, void* record, std::size_t size, const std::string& what) {
    ssize_t count = ::read(fd, record, size);
    while (count < 0 && errno == EINTR) {
        count = ::read(fd, record, size);
    }
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return Arrival::Nothing;
    }
    if (count == 0 || (count < 0 && errno == ENODEV)) {
        return Error(ErrorCode::NotFound, what + " was unplugged");
    }
    if (count < 0) {
        return errno_error(errno, "cannot read " + what);
    }
    if (static_cast<std::size_t>(count) != size) {
        return Error(ErrorCode::Corrupt, what + " sent half a message");
    }
    return Arrival::Record;
}

}  // namespace porchlight::hal
