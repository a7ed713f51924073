// SPDX-License-Identifier: Apache-2.0
#include "hub/camera_probe.hpp"

#include "base/base64.hpp"
#include "media/jpeg.hpp"
#include "rt/deadline.hpp"
#include "rt/job.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::seconds kWatched(2);
constexpr int kPictureWidth = 960;

/// Keeps the newest key frame and ends the job once it has seen enough.
class GlimpseSink final : public sources::PacketSink {
  public:
    void on_description(const sources::StreamDescription& description) override {
        seen.description = description;
        seen.video = description.video.value_or(seen.video);
    }
    void on_packet(const media::PacketPtr& packet) override {
        if (packet->track != media::TrackKind::Video) {
            return;
        }
        if (packet->kind == media::FrameKind::Key) {
            seen.key_frame = packet;
        }
        first_ = frames_ == 0 ? packet->arrived : first_;
        ++frames_;
        bytes_ += static_cast<double>(packet->data.size());
        const double seconds = std::chrono::duration<double>(packet->arrived - first_).count();
        if (packet->arrived - first_ >= kWatched && seen.key_frame) {
            seen.frame_rate = static_cast<double>(frames_ - 1) / seconds;
            seen.bits_per_second = static_cast<std::int64_t>(bytes_ * 8 / seconds);
            is_enough = true;
            job->cancel();
        }
    }

    Glimpse seen;
    bool is_enough = false;
    rt::Job* job = nullptr;

  private:
    MonotonicTime first_;
    std::int64_t frames_ = 0;
    double bytes_ = 0;
};

}  // namespace

rt::Task<Glimpse> glimpse(std::unique_ptr<sources::Source> source, std::chrono::seconds limit) {
    GlimpseSink sink;
    rt::Job job(co_await rt::asio::this_coro::executor, "camera test", source->run(&sink));
    sink.job = &job;
    auto watched = rt::with_deadline(job.join(), limit, "the camera's first picture");
    const auto end = co_await std::move(watched);
    job.cancel();
    const auto ended = co_await job.join();
    if (sink.is_enough || sink.seen.key_frame) {
        co_return std::move(sink.seen);
    }
    // A deadline says only that time is over; what the source itself ended with says more.
    const bool source_knows = !ended && ended.error().code() != ErrorCode::Cancelled;
    co_return source_knows ? ended.error() : end.error();
}

StreamView view_of(const sources::StreamDescription& description, double frame_rate,
                   std::int64_t bits_per_second) {
    StreamView view;
    if (description.video) {
        const auto& video = *description.video;
        view.video = {std::string(media::to_string(video.codec)), video.size.width,
                      video.size.height, frame_rate > 0 ? frame_rate : video.frame_rate,
                      bits_per_second};
    }
    if (description.audio) {
        view.audio = AudioView{std::string(media::to_string(description.audio->codec)),
                               description.audio->sample_rate, description.audio->channels};
    }
    view.transport = description.transport;
    return view;
}

Problem problem_of(const Error& error, UtcTime since) {
    std::optional<std::string> fault;
    if (!error.fault().empty()) {
        fault = error.fault();
    }
    return {std::string(to_string(error.code())), error.message(), std::move(fault), since};
}

ProbeReport describe(const Glimpse& seen) {
    ProbeReport report;
    report.ok = true;
    report.stream = view_of(seen.description, seen.frame_rate, seen.bits_per_second);
    report.notes = seen.description.notes;
    if (const auto jpeg = media::key_frame_to_jpeg(seen.video, *seen.key_frame, kPictureWidth)) {
        report.picture = "data:image/jpeg;base64," + to_base64(*jpeg);
    } else {
        report.notes.push_back("The picture could not be shown: " + jpeg.error().message() + ".");
    }
    if (seen.video.codec == media::Codec::H265) {
        report.notes.emplace_back(
            "This camera sends H.265. It is recorded as it comes. For a browser that cannot play "
            "it "
            "the hub translates it while somebody watches, which takes much of its processor. Set "
            "the camera to H.264, or give its smaller stream as the sub-stream if that is H.264.");
    }
    return report;
}

ProbeReport describe(const Error& error, UtcTime now) {
    ProbeReport report;
    report.problem = problem_of(error, now);
    return report;
}

}  // namespace porchlight::hub
