// SPDX-License-Identifier: Apache-2.0
#include "rt/worker_pool.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
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

struct WorkQueue::Line {
    Line(asio::io_context& context, std::size_t limit)
        : strand(asio::make_strand(context)), capacity(limit) {}
    asio::strand<asio::io_context::executor_type> strand;
    std::size_t capacity;
    std::atomic<std::size_t> waiting{0};
    std::atomic<std::uint64_t> refused{0};
};

WorkQueue::WorkQueue(const WorkerPool& pool, std::size_t capacity)
    : line_(std::make_shared<Line>(pool.state_->context, capacity)) {}

bool WorkQueue::try_post(std::function<void()> work) {
    if (line_->waiting.fetch_add(1) >= line_->capacity) {
        line_->waiting.fetch_sub(1);
        line_->refused.fetch_add(1);
        return false;
    }
    asio::post(line_->strand, [line = line_, work = std::move(work)] {
        work();
        line->waiting.fetch_sub(1);
    });
    return true;
}

std::uint64_t WorkQueue::refused() const {
    return line_->refused.load();
}

std::size_t WorkQueue::waiting() const {
    return line_->waiting.load();
}

}  // namespace porchlight::rt
