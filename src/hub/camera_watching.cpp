// SPDX-License-Identifier: Apache-2.0
// What people see of the cameras: pictures, live video, walk tests, and what they record by hand.
#include "hub/camera_entry.hpp"
#include "hub/live_viewer.hpp"
#include "media/jpeg.hpp"
#include "net/webrtc/session.hpp"
#include "rt/launch.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::seconds kPlaylistLimit(10);
constexpr std::chrono::milliseconds kPlaylistTick(50);

rt::Task<CameraView> by_hand_on_media(std::unique_ptr<CameraSession>* slot,
                                      std::chrono::milliseconds length) {
    if (!*slot) {
        co_return no_such_camera();
    }
    if (length == std::chrono::milliseconds::zero()) {
        (*slot)->stop_by_hand();
    } else {
        PL_CO_TRY_VOID((*slot)->record_by_hand(length));
    }
    co_return (*slot)->view();
}

}  // namespace

rt::Task<CameraView> CameraService::by_hand(CameraId id, std::chrono::milliseconds length) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    auto recording = by_hand_on_media(&found->session, length);
    PL_CO_TRY(CameraView view, co_await rt::call_on(state_->context.media, std::move(recording)));
    state_->refresh(*found, std::move(view));
    co_return found->view;
}

rt::Task<CameraView> CameraService::record_by_hand(CameraId id, std::chrono::milliseconds length) {
    return by_hand(id, length);
}

rt::Task<CameraView> CameraService::stop_by_hand(CameraId id) {
    return by_hand(id, std::chrono::milliseconds(0));
}

namespace {

struct KeyFrame {
    media::VideoTrack track;
    media::PacketPtr packet;
};

rt::Task<KeyFrame> newest_key_frame(std::unique_ptr<CameraSession>* slot, LiveQuality quality) {
    const live::Broadcast* broadcast = *slot ? &(*slot)->broadcast(quality) : nullptr;
    const auto track = broadcast != nullptr ? broadcast->track() : std::nullopt;
    if (!track || !broadcast->newest_key_frame()) {
        co_return Error(ErrorCode::NotFound, "There is no picture from this camera yet.");
    }
    co_return KeyFrame{*track, broadcast->newest_key_frame()};
}

}  // namespace

rt::Task<Picture> CameraService::picture(CameraId id, int width) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    const auto state = state_;
    // A small picture is made from the sub-stream: 5 ms instead of 40.
    const StreamView stream = found->view.stream.value_or(StreamView{});
    const bool sub_is_enough = width > 0 && width <= stream.sub.value_or(VideoView{}).width;
    auto look =
        newest_key_frame(&found->session, sub_is_enough ? LiveQuality::Sub : LiveQuality::Main);
    PL_CO_TRY(const KeyFrame key, co_await rt::call_on(state->context.media, std::move(look)));
    if (found->cached.of == key.packet && found->cached.width == width) {
        co_return found->cached.picture;
    }
    auto body = [key, width] { return media::key_frame_to_jpeg(key.track, *key.packet, width); };
    PL_CO_TRY(auto jpeg, co_await rt::offload(state->context.pool.executor(), std::move(body)));
    found->cached = {
        key.packet,
        width,
        {std::make_shared<const std::vector<std::uint8_t>>(std::move(jpeg)), key.packet->wall}};
    co_return found->cached.picture;
}

namespace {

/// On a wall H.265 only has no picture; of a single camera it comes another way.
Result<CameraSession::ForWebRtc> for_offer(const net::webrtc::Offer& offer, CameraSession& session,
                                           LiveWish wish, bool is_single) {
    if (!offer.has_video()) {
        return session.sound_for_webrtc();
    }
    auto chosen = session.for_webrtc(wish);
    if (chosen.is_h265 && is_single) {
        return Error(ErrorCode::Unsupported, "This camera sends H.265, which comes another way.")
            .with_fault(std::string(kBetterOtherwise));
    }
    return chosen;
}

}  // namespace

rt::Task<LiveAnswer> CameraService::answer_offer(std::vector<CameraId> ids, LiveWish wish,
                                                 std::string offer) {
    std::vector<std::shared_ptr<Entry>> entries;
    for (const CameraId id : ids) {
        entries.push_back(entry(id));
        if (!entries.back()) {
            co_return no_such_camera();
        }
    }
    auto answering =
        answer_on_media(state_->context.webrtc, std::move(entries), wish, std::move(offer));
    co_return co_await rt::call_on(state_->context.media, std::move(answering));
}

rt::Task<LiveAnswer> CameraService::answer_on_media(live::WebRtcServer* webrtc,
                                                    std::vector<std::shared_ptr<Entry>> entries,
                                                    LiveWish wish, std::string offer) {
    if (webrtc == nullptr) {
        co_return Error(ErrorCode::Unavailable,
                        "Live video over WebRTC is switched off in this hub.")
            .with_fault(std::string(kWebRtcOff));
    }
    PL_CO_TRY(const net::webrtc::Offer wanted, net::webrtc::parse_offer(offer));
    std::vector<live::WebRtcServer::Camera> cameras;
    std::vector<LiveStream> streams;
    for (const auto& entry : entries) {
        if (!entry->session) {
            co_return no_such_camera();
        }
        PL_CO_TRY(auto chosen, for_offer(wanted, *entry->session, wish, entries.size() == 1));
        cameras.push_back(std::move(chosen.camera));
        if (chosen.stream) {
            streams.push_back(*chosen.stream);
        }
        cameras.back().talk = [weak = std::weak_ptr(entry)] {
            const auto camera = weak.lock();
            return camera && camera->session ? camera->session->open_talk() : no_such_camera();
        };
    }
    PL_CO_TRY(live::WebRtcServer::Accepted accepted, webrtc->accept(wanted, cameras));
    for (const auto& entry : entries) {
        entry->session->follow_viewers();
    }
    co_return LiveAnswer{std::move(accepted.id), std::move(accepted.answer), std::move(streams)};
}

rt::Task<std::string> CameraService::hls_playlist(CameraId id, LiveWish wish) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    auto asking = playlist_on_media(found, wish);
    co_return co_await rt::call_on(state_->context.media, std::move(asking));
}

rt::Task<std::string> CameraService::playlist_on_media(std::shared_ptr<Entry> entry,
                                                       LiveWish wish) {
    // Players take a playlist without a picture for the end of it all.
    for (std::chrono::milliseconds waited{}; waited < kPlaylistLimit; waited += kPlaylistTick) {
        if (!entry->session) {
            co_return no_such_camera();
        }
        std::string text = entry->session->hls_playlist(wish);
        if (!text.empty()) {
            co_return text;
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(kPlaylistTick));
    }
    co_return Error(ErrorCode::Unavailable, "There is no picture from this camera now.");
}

rt::Task<SharedBytes> CameraService::hls_file(CameraId id, std::string name) {
    const auto found = entry(id);
    if (!found) {
        co_return no_such_camera();
    }
    auto asking = file_on_media(found, std::move(name));
    co_return co_await rt::call_on(state_->context.media, std::move(asking));
}

rt::Task<SharedBytes> CameraService::file_on_media(std::shared_ptr<Entry> entry, std::string name) {
    const auto file = entry->session ? entry->session->hls_file(name) : nullptr;
    if (!file) {
        co_return Error(ErrorCode::NotFound, "That piece of the live video is no longer there.");
    }
    co_return file;
}

namespace {

rt::Task<> end_on_media(live::WebRtcServer* webrtc, std::string id) {
    co_return webrtc == nullptr ? Error(ErrorCode::NotFound, "Nobody watches under that name.")
                                : webrtc->end(id);
}

rt::Task<> talk_on_media(live::WebRtcServer* webrtc, std::string id, live::Talk wish) {
    co_return webrtc == nullptr ? Error(ErrorCode::NotFound, "Nobody watches under that name.")
                                : webrtc->talk(id, wish);
}

}  // namespace

rt::Task<> CameraService::talk(std::string id, TalkWish wish) {
    auto talking =
        talk_on_media(state_->context.webrtc, std::move(id), static_cast<live::Talk>(wish));
    co_return co_await rt::call_on(state_->context.media, std::move(talking));
}

rt::Task<> CameraService::end_watching(std::string id) {
    auto ending = end_on_media(state_->context.webrtc, std::move(id));
    co_return co_await rt::call_on(state_->context.media, std::move(ending));
}

template <typename Add>
Result<std::unique_ptr<LiveSubscription>> CameraService::subscribe(CameraId id, LiveWish wish,
                                                                   Add add) {
    const auto found = entry(id);
    if (!found) {
        return no_such_camera();
    }
    auto attach = [found, add, media = state_->context.media](
                      const std::shared_ptr<live::Viewer>& viewer, LiveWish wanted) {
        rt::asio::post(media, [found, add, viewer, wanted] {
            if (found->session) {
                add(*found->session, viewer, wanted);
            } else {
                viewer->close();
            }
        });
    };
    return std::unique_ptr<LiveSubscription>(std::make_unique<LiveViewer>(
        state_->control, state_->context.clock, std::move(attach), wish));
}

Result<std::unique_ptr<LiveSubscription>> CameraService::watch(CameraId id, LiveWish wish) {
    return subscribe(id, wish, [](CameraSession& session, const auto& viewer, LiveWish wanted) {
        session.add_viewer(viewer, wanted);
    });
}

Result<std::unique_ptr<LiveSubscription>> CameraService::listen(CameraId id) {
    return subscribe(id, {}, [](CameraSession& session, const auto& listener, LiveWish /*any*/) {
        session.add_listener(listener);
    });
}

namespace {

/// One person's trial; the session forgets it when it goes.
class ServedWalk final : public WalkTest {
  public:
    explicit ServedWalk(std::shared_ptr<MotionTrial> trial) : trial_(std::move(trial)) {}
    rt::Task<WalkView> next() override { return trial_->next(); }
    void change(TriedSettings tried) override { trial_->change(std::move(tried)); }

  private:
    std::shared_ptr<MotionTrial> trial_;
};

}  // namespace

Result<std::unique_ptr<WalkTest>> CameraService::walk(CameraId id, TriedSettings tried) {
    const auto found = entry(id);
    if (!found) {
        return no_such_camera();
    }
    auto trial =
        std::make_shared<MotionTrial>(state_->context.pool, state_->control, std::move(tried));
    rt::asio::post(state_->context.media, [found, trial] {
        if (found->session) {
            found->session->add_trial(trial);
        } else {
            trial->close();
        }
    });
    return std::unique_ptr<WalkTest>(std::make_unique<ServedWalk>(std::move(trial)));
}

}  // namespace porchlight::hub
