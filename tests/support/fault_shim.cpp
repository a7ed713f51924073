// SPDX-License-Identifier: Apache-2.0
// Preloaded into a hub under test: a disk that answers EIO and a wall clock that jumps, on demand.
//
// The file that PL_FAULTS names holds one Faults; a test changes it while the hub runs.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

struct Faults {
    std::int64_t clock_offset;    // seconds added to the wall clock
    std::int64_t disk_is_broken;  // not 0: nothing can be written to or saved in an .mp4 file
};

const volatile Faults* faults = nullptr;

/// System calls instead of the real functions: a sanitizer's runtime wraps those, and calls ours
/// before it is ready for them.
__attribute__((constructor)) void open_faults() {
    const char* path = ::getenv("PL_FAULTS");
    const auto fd = path == nullptr ? -1 : ::syscall(SYS_openat, AT_FDCWD, path, O_RDONLY);
    const auto map = ::syscall(SYS_mmap, nullptr, sizeof(Faults), PROT_READ, MAP_SHARED, fd, 0L);
    if (fd >= 0 && map > 0) {
        faults = reinterpret_cast<const volatile Faults*>(map);
    }
}

bool is_video(int fd) {
    char link[32];
    char path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t size = ::readlink(link, path, sizeof path);
    return size > 0 && std::string_view(path, static_cast<std::size_t>(size)).ends_with(".mp4");
}

bool refuses(int fd) {
    if (faults == nullptr || faults->disk_is_broken == 0 || !is_video(fd)) {
        return false;
    }
    errno = EIO;
    return true;
}

}  // namespace

extern "C" {

ssize_t writev(int fd, const struct iovec* parts, int count) {
    return refuses(fd) ? -1 : ::syscall(SYS_writev, fd, parts, count);
}

int fdatasync(int fd) {
    return refuses(fd) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, fd));
}

int clock_gettime(clockid_t clock, struct timespec* time) noexcept {
    const auto result = ::syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && clock == CLOCK_REALTIME && faults != nullptr) {
        time->tv_sec += faults->clock_offset;
    }
    return static_cast<int>(result);
}

}  // extern "C"
