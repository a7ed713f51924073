// SPDX-License-Identifier: Apache-2.0
// Preloaded into a hub under test: a disk that answers EIO and a wall clock that jumps, on demand.
//
// The file that PL_FAULTS names holds one Faults; a test changes it while the hub runs.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

struct Faults {
    std::int64_t clock_offset;    // seconds added to the wall clock
    std::int64_t disk_is_broken;  // not 0: nothing can be written to or saved in an .mp4 file
};

const volatile Faults* faults() {
    static const void* const kMapped = [] {
        const char* path = ::getenv("PL_FAULTS");
        const int fd = path == nullptr ? -1 : ::open(path, O_RDONLY | O_CLOEXEC);
        void* map = ::mmap(nullptr, sizeof(Faults), PROT_READ, MAP_SHARED, fd, 0);
        return map == MAP_FAILED ? nullptr : map;
    }();
    return static_cast<const volatile Faults*>(kMapped);
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool is_video(int fd) {
    char link[32];
    char path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t size = ::readlink(link, path, sizeof path);
    return size > 0 && std::string_view(path, static_cast<std::size_t>(size)).ends_with(".mp4");
}

bool refuses(int fd) {
    const volatile Faults* now = faults();
    if (now == nullptr || now->disk_is_broken == 0 || !is_video(fd)) {
        return false;
    }
    errno = EIO;
    return true;
}

}  // namespace

extern "C" {

ssize_t writev(int fd, const struct iovec* parts, int count) {
    static const auto kReal = next<ssize_t (*)(int, const struct iovec*, int)>("writev");
    return refuses(fd) ? -1 : kReal(fd, parts, count);
}

int fdatasync(int fd) {
    static const auto kReal = next<int (*)(int)>("fdatasync");
    return refuses(fd) ? -1 : kReal(fd);
}

int clock_gettime(clockid_t clock, struct timespec* time) noexcept {
    static const auto kReal = next<int (*)(clockid_t, struct timespec*)>("clock_gettime");
    const int result = kReal(clock, time);
    const volatile Faults* now = faults();
    if (result == 0 && clock == CLOCK_REALTIME && now != nullptr) {
        time->tv_sec += now->clock_offset;
    }
    return result;
}

}  // extern "C"
