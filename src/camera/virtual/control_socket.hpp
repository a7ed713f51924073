// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/task.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace porchlight::camera {

/// Serves lines: each gets an answer, ended by an empty line. Over a UNIX socket that only its
/// owner may open, and over the terminal. Strand-bound.
class LineServer {
  public:
    using Handle = std::function<std::string(std::string_view)>;
    using Say = std::function<void(const std::string&)>;
    static constexpr std::size_t kLongestLine = 4096;

    /// @error AlreadyExists  Another camera uses the folder.   @error by errno
    static Result<std::unique_ptr<LineServer>> open(rt::asio::any_io_executor strand,
                                                    const std::string& path, Handle handle);
    /// Removes the socket. No calls afterwards.
    ~LineServer();
    LineServer(const LineServer&) = delete;
    LineServer& operator=(const LineServer&) = delete;
    LineServer(LineServer&&) = delete;
    LineServer& operator=(LineServer&&) = delete;

    /// Reads a copy of this descriptor until its end; answers go to `say`.
    void serve_terminal(int fd, Say say);

  private:
    struct State;
    explicit LineServer(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace porchlight::camera
