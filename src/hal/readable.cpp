// SPDX-License-Identifier: Apache-2.0
#include "hal/readable.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <fcntl.h>

namespace porchlight::hal {

namespace asio = boost::asio;

rt::Task<> wait_readable(int fd) {
    // Asio closes what it watches, so it gets a copy.
    const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        co_return errno_error(errno, "cannot wait for a device");
    }
    const auto executor = co_await asio::this_coro::executor;
    asio::posix::stream_descriptor descriptor(executor, copy);
    const auto [error] = co_await descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                                        asio::as_tuple(asio::use_awaitable));
    if (error) {
        co_return Error(ErrorCode::Cancelled, "stopped waiting for a device");
    }
    co_return Result<>();
}

}  // namespace porchlight::hal
