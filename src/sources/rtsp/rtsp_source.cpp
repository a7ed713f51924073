// SPDX-License-Identifier: Apache-2.0
#include "sources/rtsp/rtsp_source.hpp"

#include "base/points_at.hpp"
#include "sources/rtsp/rtsp_session.hpp"
#include "sources/rtsp/rtsp_speaker.hpp"

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace porchlight::sources {
namespace {

constexpr int kMostRedirects = 5;

class RtspSource final : public Source {
  public:
    RtspSource(RtspSettings settings, const Clock& clock)
        : settings_(std::move(settings)),
          clock_(clock),
          speaker_(rtsp::make_rtsp_speaker(settings_, clock)) {}

    rt::Task<> run(PacketSink* sink) override {
        net::CameraUrl url = settings_.url;
        for (int i = 0; i < kMostRedirects; ++i) {
            rtsp::RtspSession session(settings_, url, clock_, *sink,
                                      co_await rt::asio::this_coro::executor);
            const PointsAt<rtsp::RtspSession> pointing(session_, session);
            auto running = session.run();
            auto result = co_await std::move(running);
            const auto& redirect = session.redirect();
            if (!redirect) {
                co_return result;
            }
            url = *redirect;
        }
        co_return Error(ErrorCode::Unsupported,
                        "The camera points from address to address in a circle");
    }

    void ask_for_key_frame() override {
        if (session_ != nullptr) {
            session_->ask_for_key_frame();
        }
    }
    [[nodiscard]] std::shared_ptr<Speaker> speaker() override { return speaker_; }

  private:
    RtspSettings settings_;
    const Clock& clock_;
    std::shared_ptr<Speaker> speaker_;
    rtsp::RtspSession* session_ = nullptr;
};

}  // namespace

std::unique_ptr<Source> make_rtsp_source(RtspSettings settings, const Clock& clock) {
    return std::make_unique<RtspSource>(std::move(settings), clock);
}

}  // namespace porchlight::sources
