// SPDX-License-Identifier: Apache-2.0
#include "camera/virtual/control_socket.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace porchlight::camera {

namespace {

namespace asio = boost::asio;
using local = asio::local::stream_protocol;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

/// Takes the first line out of what was read.
std::string take_line(std::string& buffer, std::size_t size) {
    std::string line = buffer.substr(0, size);
    buffer.erase(0, size);
    while (line.ends_with('\n') || line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

bool is_served(const std::string& path, const asio::any_io_executor& executor) {
    local::socket probe(executor);
    boost::system::error_code error;
    probe.connect(local::endpoint(path), error);
    return !error;
}

}  // namespace

struct LineServer::State {
    State(const asio::any_io_executor& runs_on, std::string where, Handle does)
        : acceptor(runs_on), path(std::move(where)), handle(std::move(does)) {}

    static rt::Task<> accept(std::shared_ptr<State> self);
    static rt::Task<> serve(std::shared_ptr<State> self, local::socket socket);
    static rt::Task<> serve_terminal(std::shared_ptr<State> self, int fd, Say say);

    local::acceptor acceptor;
    std::string path;
    Handle handle;  // null once it has ended
};

LineServer::LineServer(std::shared_ptr<State> state) : state_(std::move(state)) {}

LineServer::~LineServer() {
    state_->handle = nullptr;
    boost::system::error_code ignored;
    state_->acceptor.close(ignored);
    ::unlink(state_->path.c_str());
}

Result<std::unique_ptr<LineServer>> LineServer::open(rt::asio::any_io_executor strand,
                                                     const std::string& path, Handle handle) {
    constexpr std::size_t kLongestPath = 107;
    if (path.size() > kLongestPath) {
        return Error(ErrorCode::InvalidArgument,
                     "The folder's name is too long for a socket in it: " + path);
    }
    if (is_served(path, strand)) {
        return Error(ErrorCode::AlreadyExists, "Another camera runs in this folder: " + path +
                                                   " is in use. Choose another one with --state");
    }
    ::unlink(path.c_str());
    auto state = std::make_shared<State>(strand, path, std::move(handle));
    boost::system::error_code error;
    const auto before = ::umask(0077);
    state->acceptor.open(local(), error);
    state->acceptor.bind(local::endpoint(path), error);
    ::umask(before);
    if (!error) {
        state->acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return errno_error(error.value(), "cannot make the socket " + path);
    }
    rt::spawn(strand, "control socket", State::accept(state));
    return std::unique_ptr<LineServer>(new LineServer(std::move(state)));
}

rt::Task<> LineServer::State::accept(std::shared_ptr<State> self) {
    while (self->handle) {
        auto [error, socket] = co_await self->acceptor.async_accept(kNoThrow);
        if (error) {
            co_return Result<>();
        }
        const auto executor = socket.get_executor();
        rt::spawn(executor, "control socket", serve(self, std::move(socket)));
    }
    co_return Result<>();
}

rt::Task<> LineServer::State::serve(std::shared_ptr<State> self, local::socket socket) {
    std::string buffer;
    for (;;) {
        const auto [error, size] = co_await asio::async_read_until(
            socket, asio::dynamic_buffer(buffer, kLongestLine), '\n', kNoThrow);
        if (error || !self->handle) {
            co_return Result<>();
        }
        const std::string answer = self->handle(take_line(buffer, size)) + "\n\n";
        const auto [failed, written] =
            co_await asio::async_write(socket, asio::buffer(answer), kNoThrow);
        if (failed) {
            co_return Result<>();
        }
    }
}

void LineServer::serve_terminal(int fd, Say say) {
    rt::spawn(state_->acceptor.get_executor(), "terminal",
              State::serve_terminal(state_, ::dup(fd), std::move(say)));
}

rt::Task<> LineServer::State::serve_terminal(std::shared_ptr<State> self, int fd, Say say) {
    asio::posix::stream_descriptor terminal(self->acceptor.get_executor());
    boost::system::error_code failed;
    terminal.assign(fd, failed);  // fails for a plain file: then nobody types
    std::string buffer;
    while (!failed && self->handle) {
        const auto [error, size] = co_await asio::async_read_until(
            terminal, asio::dynamic_buffer(buffer, kLongestLine), '\n', kNoThrow);
        if (error || !self->handle) {
            break;
        }
        say(self->handle(take_line(buffer, size)));
    }
    co_return Result<>();
}

}  // namespace porchlight::camera
