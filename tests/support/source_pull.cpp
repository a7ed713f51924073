// SPDX-License-Identifier: Apache-2.0
#include "support/source_pull.hpp"

#include "rt/deadline.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace porchlight::test {
namespace {

/// Keeps what a source yields and wakes a waiter when it is enough.
class Collector final : public sources::PacketSink {
  public:
    Collector(const rt::asio::any_io_executor& executor, std::size_t enough)
        : enough_(enough), done_(executor, rt::asio::steady_timer::time_point::max()) {}

    void on_description(const sources::StreamDescription& description) override {
        descriptions.push_back(description);
    }
    void on_packet(const media::PacketPtr& packet) override {
        packets.push_back(packet);
        if (packets.size() == enough_) {
            done_.cancel();
        }
    }
    rt::Task<> wait() {
        co_await done_.async_wait(rt::asio::as_tuple(rt::asio::use_awaitable));
        co_return Result<>();
    }

    std::vector<sources::StreamDescription> descriptions;
    std::vector<media::PacketPtr> packets;

  private:
    std::size_t enough_;
    rt::asio::steady_timer done_;
};

rt::Task<> run_until(rt::Task<> running, rt::Task<> waiting) {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    const auto ended = co_await (std::move(running) || std::move(waiting));
    co_return std::visit([](const Result<>& result) { return result; }, ended);
}

rt::Task<Outcome> pull_here(std::unique_ptr<sources::Source> source, std::size_t enough,
                            std::chrono::milliseconds limit) {
    Collector collector(co_await rt::asio::this_coro::executor, enough);
    auto pulling = run_until(source->run(&collector), collector.wait());
    auto pulling_in_time = rt::with_deadline(std::move(pulling), limit, "pull frames");
    auto end = co_await std::move(pulling_in_time);
    co_return Outcome{std::move(collector.descriptions), std::move(collector.packets),
                      std::move(end)};
}

}  // namespace

Outcome pull(const std::function<std::unique_ptr<sources::Source>(const Clock&)>& make_source,
             std::size_t enough, std::chrono::milliseconds limit) {
    const SystemClock clock;
    const rt::IoThread thread("test-media");
    return *rt::run_blocking(thread, pull_here(make_source(clock), enough, limit));
}

}  // namespace porchlight::test
