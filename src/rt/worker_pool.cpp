// SPDX-License-Identifier: Apache-2.0
#include "rt/worker_pool.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <deque>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace porchlight::rt {

namespace asio = boost::asio;

struct WorkerPool::State {
    asio::io_context context;
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::vector<std::jthread> threads;
};

namespace {

void be_a_worker(asio::io_context& context, const std::string& name, int nice) {
    pthread_setname_np(pthread_self(), name.c_str());
    // On Linux a thread has its own nice value; lowering priority cannot fail.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice);
    context.run();
}

}  // namespace

WorkerPool::WorkerPool(std::size_t threads, const std::string& name, int nice)
    : state_(std::make_shared<State>()) {
    for (std::size_t i = 0; i < threads; ++i) {
        state_->threads.emplace_back([state = state_.get(),
                                      thread_name = name.substr(0, 12) + "-" + std::to_string(i),
                                      nice] { be_a_worker(state->context, thread_name, nice); });
    }
}

WorkerPool::~WorkerPool() {
    state_->context.stop();
    state_->threads.clear();
}

asio::any_io_executor WorkerPool::executor() const {
    return state_->context.get_executor();
}

/// Nothing of Asio's is in it: whoever holds the last of it may let go after the pool is gone.
struct WorkQueue::Line {
    /// The line's place at the pool: a piece of work, and then the next place. A place that the
    /// pool drops drops what still waits.
    class Turn {
      public:
        explicit Turn(std::shared_ptr<Line> line) : line_(std::move(line)) {}
        Turn(Turn&&) noexcept = default;
        Turn& operator=(Turn&&) = delete;
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn() {
            if (line_) {
                line_->drop();
            }
        }
        void operator()() {
            const auto line = std::move(line_);
            if (line->run_first()) {
                asio::post(line->context, Turn(line));
            }
        }

      private:
        std::shared_ptr<Line> line_;
    };

    Line(asio::io_context& works_at, std::size_t limit) : context(works_at), capacity(limit) {}

    /// @return Whether it is the first, which needs a turn; nothing if there is no room.
    std::optional<bool> add(std::function<void()> work) {
        const std::lock_guard lock(mutex);
        if (queued.size() >= capacity) {
            ++refused;
            return std::nullopt;
        }
        queued.push_back(std::move(work));
        return queued.size() == 1;
    }
    /// The first is in line until it is done. @return Whether there is another.
    bool run_first() {
        take_first()();
        const std::lock_guard lock(mutex);
        queued.pop_front();
        return !queued.empty();
    }
    std::function<void()> take_first() {
        const std::lock_guard lock(mutex);
        return std::move(queued.front());
    }
    void drop() {
        std::deque<std::function<void()>> dropped;  // ends after the lock: it may hold the line
        {
            const std::lock_guard lock(mutex);
            dropped.swap(queued);
        }
    }

    asio::io_context& context;
    const std::size_t capacity;
    std::mutex mutex;
    std::deque<std::function<void()>> queued;
    std::uint64_t refused = 0;
};

WorkQueue::WorkQueue(const WorkerPool& pool, std::size_t capacity)
    : line_(std::make_shared<Line>(pool.state_->context, capacity)) {}

bool WorkQueue::try_post(std::function<void()> work) {
    const auto is_first = line_->add(std::move(work));
    if (is_first.value_or(false)) {
        asio::post(line_->context, Line::Turn(line_));
    }
    return is_first.has_value();
}

std::uint64_t WorkQueue::refused() const {
    const std::lock_guard lock(line_->mutex);
    return line_->refused;
}

std::size_t WorkQueue::waiting() const {
    const std::lock_guard lock(line_->mutex);
    return line_->queued.size();
}

}  // namespace porchlight::rt
