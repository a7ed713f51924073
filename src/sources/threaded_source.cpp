// SPDX-License-Identifier: Apache-2.0
#include "sources/threaded_source.hpp"

#include "base/points_at.hpp"
#include "rt/channel.hpp"

#include <boost/asio/this_coro.hpp>

#include <pthread.h>
#include <thread>
#include <utility>
#include <variant>

namespace porchlight::sources {

namespace {

using Message = std::variant<std::monostate, StreamDescription, media::PacketPtr, Error>;
constexpr std::size_t kQueued = 256;

}  // namespace

/// The thread, what it reads and the channel out of it. Ends the thread when destroyed, also when
/// the coroutine that owns it is cancelled.
class ThreadedSource::ReaderThread {
  public:
    ReaderThread(const rt::asio::any_io_executor& executor, const std::string& name,
                 const Clock& clock, std::unique_ptr<BlockingReader> reader)
        : clock_(clock), reader_(std::move(reader)), channel_(executor, kQueued) {
        thread_ = std::jthread([this, name] {
            pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
            const Error end = work();
            // The end must arrive: an empty place is made by the receiver sooner or later, or the
            // channel is closed.
            while (!channel_.try_send(Message(end)) && !stopping_.load()) {
                std::this_thread::yield();
            }
        });
    }
    ~ReaderThread() {
        stopping_.store(true);
        reader_->interrupt();
        thread_.join();
    }
    ReaderThread(const ReaderThread&) = delete;
    ReaderThread& operator=(const ReaderThread&) = delete;
    ReaderThread(ReaderThread&&) = delete;
    ReaderThread& operator=(ReaderThread&&) = delete;

    rt::Channel<Message>& channel() { return channel_; }
    void ask_for_key_frame() { reader_->ask_for_key_frame(); }

  private:
    Error work() {
        auto description = reader_->open();
        if (!description) {
            return description.error();
        }
        channel_.try_send(Message(*description));
        bool needs_key = true;
        while (!stopping_.load()) {
            auto packet = reader_->next();
            if (!packet) {
                return packet.error();
            }
            if (auto now = reader_->description(); now != *description) {
                description = std::move(now);
                channel_.try_send(Message(*description));
            }
            send(std::move(*packet), needs_key);
        }
        return {ErrorCode::Cancelled, "stopped"};
    }

    void send(media::Packet packet, bool& needs_key) {
        const bool is_video = packet.track == media::TrackKind::Video;
        if (is_video && needs_key && packet.kind != media::FrameKind::Key) {
            return;
        }
        packet.arrived = clock_.monotonic_now();
        packet.wall = clock_.utc_now();
        const bool sent =
            channel_.try_send(Message(std::make_shared<const media::Packet>(std::move(packet))));
        needs_key = is_video ? !sent : needs_key;
    }

    const Clock& clock_;
    std::unique_ptr<BlockingReader> reader_;
    rt::Channel<Message> channel_;
    std::atomic<bool> stopping_{false};
    std::jthread thread_;
};

ThreadedSource::ThreadedSource(std::string name, const Clock& clock, MakeReader make_reader)
    : name_(std::move(name)), clock_(clock), make_reader_(std::move(make_reader)) {}

void ThreadedSource::ask_for_key_frame() {
    if (running_ != nullptr) {
        running_->ask_for_key_frame();
    }
}

rt::Task<> ThreadedSource::run(PacketSink* sink) {
    ReaderThread thread(co_await rt::asio::this_coro::executor, name_, clock_, make_reader_());
    const PointsAt<ReaderThread> running(running_, thread);
    for (;;) {
        PL_CO_TRY(const Message message, co_await thread.channel().receive());
        if (const auto* description = std::get_if<StreamDescription>(&message)) {
            sink->on_description(*description);
        } else if (const auto* packet = std::get_if<media::PacketPtr>(&message)) {
            sink->on_packet(*packet);
        } else if (const auto* error = std::get_if<Error>(&message)) {
            co_return *error;
        }
    }
}

}  // namespace porchlight::sources
