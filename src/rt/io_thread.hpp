// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <string>

namespace porchlight::rt {

namespace asio = boost::asio;

/// One thread that runs an event loop. What runs here needs no locks among itself: the thread is
/// its strand.
///
/// The hub has a few of these, and their number does not grow with cameras. Thread-safe, except
/// that it must not be destroyed from its own thread.
class IoThread {
  public:
    /// @param name At most 15 characters; what `top -H` shows.
    explicit IoThread(std::string name);
    /// Stops the loop and joins. Coroutines still suspended on it are destroyed, not resumed.
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;
    IoThread(IoThread&&) = delete;
    IoThread& operator=(IoThread&&) = delete;

    [[nodiscard]] asio::any_io_executor executor() const;
    /// Runs `work` on the thread, later, in the order of the calls.
    void post(std::function<void()> work);
    /// True on the thread itself.
    [[nodiscard]] bool is_current() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace porchlight::rt
