// SPDX-License-Identifier: Apache-2.0
#include "net/link/socket_bio.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/socket.h>

namespace porchlight::net::link {

namespace {

int fd_of(BIO* bio) {
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool is_for_later() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int write_some(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    const auto sent = ::send(fd_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent < 0 && is_for_later()) {
        BIO_set_retry_write(bio);
    }
    return static_cast<int>(sent);
}

int read_some(BIO* bio, char* into, int size) {
    BIO_clear_retry_flags(bio);
    const auto got = ::recv(fd_of(bio), into, static_cast<std::size_t>(size), 0);
    if (got < 0 && is_for_later()) {
        BIO_set_retry_read(bio);
    }
    return static_cast<int>(got);
}

// NOLINTNEXTLINE(google-runtime-int): OpenSSL says so
long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* make_method() {
    BIO_METHOD* method =
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "porchlight socket");
    if (method != nullptr) {
        BIO_meth_set_write(method, write_some);
        BIO_meth_set_read(method, read_some);
        BIO_meth_set_ctrl(method, control);
    }
    return method;
}

}  // namespace

BIO* new_socket_bio(int fd) {
    static BIO_METHOD* const method = make_method();
    BIO* bio = method != nullptr ? BIO_new(method) : nullptr;
    if (bio != nullptr) {
        const std::intptr_t number = fd;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): OpenSSL keeps a pointer
        auto* data = reinterpret_cast<void*>(number);
        BIO_set_data(bio, data);
        BIO_set_init(bio, 1);
    }
    return bio;
}

}  // namespace porchlight::net::link
