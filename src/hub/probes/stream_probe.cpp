// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/stream_probe.hpp"

#include "net/rtsp/connection.hpp"
#include "net/sdp.hpp"
#include "net/url.hpp"
#include "rt/deadline.hpp"
#include "rt/job.hpp"
#include "sources/rtsp/rtsp_source.hpp"

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace porchlight::hub::probing {
namespace {

using net::rtsp::Message;

constexpr std::chrono::milliseconds kAnswerLimit(2500);
constexpr std::chrono::milliseconds kWatched(2000);
/// With less between whole pictures nobody waits long for the first.
constexpr std::chrono::milliseconds kKeyLimit(4000);
constexpr std::chrono::milliseconds kWatchLimit(4600);
constexpr double kFewPictures = 8;
/// So much longer than usual between two pictures is a hole.
constexpr double kHole = 1.8;
constexpr double kManyHoles = 0.05;

class NoFrames final : public net::rtsp::InterleavedHandler {
  public:
    void on_bytes() override {}
    Result<> on_interleaved(const net::rtsp::InterleavedFrame& /*frame*/) override { return {}; }
};

/// What came of OPTIONS and DESCRIBE.
rt::Task<Message> describe(net::CameraUrl url) {
    net::ConnectTarget target;
    target.host = url.host();
    target.port = url.port();
    target.security =
        url.scheme() == net::CameraScheme::Rtsps ? net::Security::Tls : net::Security::Plain;
    target.limit = kAnswerLimit;
    auto connecting = net::connect(std::move(target));
    PL_CO_TRY(auto stream, co_await std::move(connecting));
    NoFrames handler;
    net::rtsp::Connection connection(std::move(stream), url, "Porchlight", handler);
    auto options =
        connection.request(net::rtsp::make_request("OPTIONS", url.request_uri()), kAnswerLimit);
    PL_CO_TRY_VOID(co_await std::move(options));
    Message asked = net::rtsp::make_request("DESCRIBE", url.request_uri());
    asked.headers.emplace_back("Accept", "application/sdp");
    auto describing = connection.request(std::move(asked), kAnswerLimit);
    co_return co_await std::move(describing);
}

/// The value of stream_answer; empty when it is none of them.
std::string answer_to(const Result<Message>& described) {
    if (!described) {
        switch (described.error().code()) {
            case ErrorCode::PermissionDenied:
                return "login_refused";
            case ErrorCode::TimedOut:
            case ErrorCode::Unavailable:
                return "nothing";
            default:
                return {};
        }
    }
    switch (described->status) {
        case 403:
            return "forbidden";
        case 404:
        case 410:
            return "not_found";
        case 453:
        case 503:
            return "full";
        default:
            break;
    }
    const bool is_video = described->status >= 200 && described->status < 300;
    return is_video ? "video" : described->status >= 400 ? "error" : "";
}

std::string figures_of(const Result<Message>& described) {
    return described
               ? fmt::format("DESCRIBE: {} {}", described->status, described->reason.substr(0, 40))
               : described.error().message();
}

/// The value of stream_packing; empty when it is none of them.
std::string packing(const net::Sdp& sdp) {
    const auto video = std::ranges::find(sdp.media, net::MediaKind::Video, &net::SdpMedia::kind);
    if (video == sdp.media.end()) {
        return {};
    }
    const std::string& encoding = video->encoding;
    if (encoding == "H264") {
        return "h264";
    }
    return encoding == "H265" ? "h265" : encoding == "JPEG" ? "pictures" : "";
}

/// Notes when pictures came; ends the job once it has seen enough.
class Watch final : public sources::PacketSink {
  public:
    void on_description(const sources::StreamDescription& description) override {
        video = description.video;
    }
    void on_packet(const media::PacketPtr& packet) override {
        if (packet->track != media::TrackKind::Video) {
            return;
        }
        first = times.empty() ? packet->arrived : first;
        last = packet->arrived;
        times.push_back(packet->dts);
        keys += packet->kind == media::FrameKind::Key ? 1 : 0;
        if (last - first >= (keys > 1 ? kWatched : kWatchLimit)) {
            job->cancel();
        }
    }

    std::optional<media::VideoTrack> video;
    std::vector<MediaTime> times;
    MonotonicTime first;
    MonotonicTime last;
    int keys = 0;
    rt::Job* job = nullptr;
};

/// How much of the time line is holes, 0 to 1.
double holes_in(const std::vector<MediaTime>& times) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < times.size(); ++i) {
        steps.push_back(static_cast<double>((times[i] - times[i - 1]).count()));
    }
    if (steps.size() < 8) {
        return 0;
    }
    std::vector<double> sorted = steps;
    std::ranges::sort(sorted);
    const double usual = sorted[sorted.size() / 2];
    double all = 0;
    double missing = 0;
    for (const double step : steps) {
        all += step;
        missing += step > kHole * usual ? step - usual : 0;
    }
    return all > 0 ? missing / all : 0;
}

ProbeAnswer flow_of(const Watch& watch, std::optional<std::pair<int, int>> size) {
    const auto span = watch.last - watch.first;
    const double seconds = std::chrono::duration<double>(span).count();
    const double rate = seconds > 0 ? static_cast<double>(watch.times.size() - 1) / seconds : 0;
    const double holes = holes_in(watch.times);
    const int width = watch.video ? watch.video->size.width : 0;
    const int height = watch.video ? watch.video->size.height : 0;
    std::string value = "steady";
    if (size && width > 0 && *size != std::pair(width, height)) {
        value = "other_size";
    } else if (holes > kManyHoles) {
        value = "holes";
    } else if (rate < kFewPictures) {  // before rare keys: they are counted in pictures
        value = "few";
    } else if (watch.keys < 2 && span >= kKeyLimit) {
        value = "late_key";
    }
    return {"stream_flow", value,
            fmt::format("{}x{}, {:.1f} a second, {:.0f} % missing, {} whole pictures in {:.1f} s",
                        width, height, rate, holes * 100, watch.keys, seconds)};
}

rt::Task<> probe_flow(net::CameraUrl url, std::optional<std::pair<int, int>> size,
                      const Clock* clock, std::vector<ProbeAnswer>* into) {
    sources::RtspSettings settings(std::move(url));
    settings.sound = sources::Sound::Leave;
    settings.answer_limit = kAnswerLimit;
    const auto source = sources::make_rtsp_source(std::move(settings), *clock);
    Watch watch;
    rt::Job job(co_await rt::asio::this_coro::executor, "stream probe", source->run(&watch));
    watch.job = &job;
    auto watching = rt::with_deadline(job.join(), kWatchLimit + std::chrono::milliseconds(400),
                                      "the camera's pictures");
    const auto end = co_await std::move(watching);
    job.cancel();
    auto joining = job.join();
    const auto ended = co_await std::move(joining);
    if (watch.last - watch.first >= kWatched) {
        into->push_back(flow_of(watch, size));
    } else if (!ended && ended.error().fault() == "stream.too_many_clients") {
        into->front() = {"stream_answer", "full", ended.error().message()};
    } else if (watch.times.empty() && !end && end.error().code() == ErrorCode::TimedOut) {
        into->push_back({"stream_flow", "none", "no picture in 5 s"});
    }
    co_return Result<>();
}

}  // namespace

rt::Task<> probe_stream(Secret url, std::optional<std::pair<int, int>> size, const Clock* clock,
                        std::vector<ProbeAnswer>* into) {
    PL_CO_TRY(net::CameraUrl camera, net::CameraUrl::parse(url.reveal()));
    auto describing = describe(camera);
    const auto described = co_await std::move(describing);
    const std::string answer = answer_to(described);
    if (answer.empty()) {
        co_return Result<>();
    }
    into->push_back({"stream_answer", answer, figures_of(described)});
    if (answer != "video") {
        co_return Result<>();
    }
    const auto sdp = net::parse_sdp(described->body);
    const std::string packed = sdp ? packing(*sdp) : std::string();
    if (!packed.empty()) {
        into->push_back({"stream_packing", packed, "as DESCRIBE says"});
    }
    auto watching = probe_flow(std::move(camera), size, clock, into);
    co_return co_await std::move(watching);
}

}  // namespace porchlight::hub::probing
