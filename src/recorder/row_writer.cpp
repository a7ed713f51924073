// SPDX-License-Identifier: Apache-2.0
#include "recorder/row_writer.hpp"

#include "base/log.hpp"

#include <utility>

namespace porchlight::recorder {

RowWriter::RowWriter(const rt::asio::any_io_executor& executor, store::Store* store)
    : store_(store), wakeup_(executor), job_(executor, "rows of a camera", run()) {}

void RowWriter::add(std::string what, Write write) {
    if (waiting_.size() == kMostWaiting) {
        log::error("recorder", "gave up writing a row: {}", waiting_.front().what);
        waiting_.pop_front();
    }
    waiting_.push_back({std::move(what), std::move(write)});
    wakeup_.wake();
}

rt::Task<> RowWriter::stop() {
    stopping_ = true;
    wakeup_.wake();
    co_return co_await job_.join();
}

rt::Task<> RowWriter::run() {
    while (!waiting_.empty() || !stopping_) {
        if (waiting_.empty()) {
            PL_CO_TRY_VOID(co_await wakeup_.wait());
            continue;
        }
        PL_CO_TRY(const bool done, co_await write_first());
        if (!done) {
            PL_CO_TRY_VOID(co_await rt::sleep_for(kRetry));
        }
    }
    co_return Result<>();
}

rt::Task<bool> RowWriter::write_first() {
    const Waiting row = std::move(waiting_.front());
    waiting_.pop_front();
    auto write = row.write(store_);
    const auto result = co_await std::move(write);
    if (result) {
        co_return true;
    }
    const ErrorCode code = result.error().code();
    const bool may_pass = code == ErrorCode::Unavailable || code == ErrorCode::Exhausted;
    if (may_pass && !stopping_) {
        log::warning("recorder", "{} is not written yet: {}", row.what, result.error().message());
        waiting_.push_front(row);
        co_return false;
    }
    log::error("recorder", "{} is lost: {}", row.what, result.error().message());
    co_return true;
}

}  // namespace porchlight::recorder
