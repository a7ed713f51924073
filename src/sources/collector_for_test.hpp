// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/job.hpp"
#include "sources/source.hpp"

#include <vector>

namespace porchlight::sources {

/// Keeps what a source yields, and cancels it once there is enough.
class Collector final : public PacketSink {
  public:
    /// @param wanted So many packets.
    explicit Collector(std::size_t wanted) : wanted_(wanted) {}
    void on_description(const StreamDescription& description) override {
        descriptions.push_back(description);
    }
    void on_packet(const media::PacketPtr& packet) override {
        packets.push_back(packet);
        if (packets.size() == wanted_) {
            job->cancel();
        }
    }

    rt::Job* job = nullptr;
    std::vector<StreamDescription> descriptions;
    std::vector<media::PacketPtr> packets;

  private:
    std::size_t wanted_;
};

/// Runs a source until the sink has enough. Both outlive it.
inline rt::Task<> collect(Source* source, Collector* sink) {
    rt::Job job(co_await rt::asio::this_coro::executor, "collect", source->run(sink));
    sink->job = &job;
    co_return co_await job.join();
}

}  // namespace porchlight::sources
