// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/job.hpp"
#include "sources/source.hpp"

#include <functional>
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
        if (on_each) {
            on_each(packets.size());
        }
        if (packets.size() == wanted_) {
            job->cancel();
        }
    }

    /// Key frames among the packets.
    [[nodiscard]] std::vector<std::size_t> key_frames() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < packets.size(); ++i) {
            if (packets[i]->kind == media::FrameKind::Key) {
                found.push_back(i);
            }
        }
        return found;
    }

    /// Called with how many packets there are, while the source runs.
    std::function<void(std::size_t)> on_each;
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
