// SPDX-License-Identifier: Apache-2.0
#include "rt/io_thread.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <pthread.h>
#include <thread>
#include <utility>

namespace porchlight::rt {

struct IoThread::State {
    // Hint 1: one thread only, so that Asio leaves out the locks it needs for several.
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::jthread thread;
};

IoThread::IoThread(std::string name) : state_(std::make_unique<State>()) {
    state_->thread = std::jthread([state = state_.get(), name = std::move(name)] {
        pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
        state->context.run();
    });
}

IoThread::~IoThread() {
    state_->context.stop();
    state_->thread.join();
}

asio::any_io_executor IoThread::executor() const {
    return state_->context.get_executor();
}

void IoThread::post(std::function<void()> work) {
    asio::post(state_->context, std::move(work));
}

bool IoThread::is_current() const {
    return state_->thread.get_id() == std::this_thread::get_id();
}

}  // namespace porchlight::rt
