// SPDX-License-Identifier: Apache-2.0
#include "net/webrtc/datagram_bio.hpp"

#include <algorithm>

namespace porchlight::net::webrtc {

namespace {

DatagramPipe& pipe_of(BIO* bio) {
    return *static_cast<DatagramPipe*>(BIO_get_data(bio));
}

int send_datagram(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    pipe_of(bio).send(
        {reinterpret_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)});
    return size;
}

/// One datagram whole; as with recv(), what does not fit is lost.
int take_datagram(BIO* bio, char* into, int size) {
    BIO_clear_retry_flags(bio);
    auto& inbox = pipe_of(bio).inbox;
    if (inbox.empty()) {
        BIO_set_retry_read(bio);
        return -1;
    }
    const auto taken = inbox.first(std::min(inbox.size(), static_cast<std::size_t>(size)));
    std::ranges::copy(taken, into);
    inbox = {};
    return static_cast<int>(taken.size());
}

// NOLINTNEXTLINE(google-runtime-int): OpenSSL says so
long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* make_method() {
    BIO_METHOD* method =
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "porchlight datagrams");
    if (method != nullptr) {
        BIO_meth_set_write(method, send_datagram);
        BIO_meth_set_read(method, take_datagram);
        BIO_meth_set_ctrl(method, control);
    }
    return method;
}

}  // namespace

BIO* new_datagram_bio(DatagramPipe& pipe) {
    static BIO_METHOD* const method = make_method();
    BIO* bio = method != nullptr ? BIO_new(method) : nullptr;
    if (bio != nullptr) {
        BIO_set_data(bio, &pipe);
        BIO_set_init(bio, 1);
    }
    return bio;
}

}  // namespace porchlight::net::webrtc
