// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/camera_talk.hpp"
#include "hub/cameras.hpp"
#include "hub/live_streams.hpp"
#include "hub/motion_trial.hpp"
#include "hub/motion_watch.hpp"
#include "hub/sleep_watch.hpp"
#include "hub/stream_runner.hpp"
#include "live/aac_sound.hpp"
#include "live/opus_sound.hpp"
#include "live/talk_line.hpp"
#include "live/webrtc/server.hpp"
#include "recorder/recorder.hpp"
#include "sources/factory.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace porchlight::hub {

/// What every camera's session shares. All outlive the sessions.
struct SessionContext {
    const Clock& clock;
    Random& random;
    const rt::WorkerPool& pool;
    const sources::SourceFactory& factory;
    recorder::Recorder& recorder;
    rt::asio::any_io_executor media;
    /// For browsers; null: switched off, or its port is taken.
    live::WebRtcServer* webrtc = nullptr;
};

/// Whether the mode that the home is in arms the camera.
enum class HomeArmed : bool { No, Yes };
/// Whether a camera's motion is recorded.
[[nodiscard]] bool records_motion(const store::CameraSettings& settings, HomeArmed home);

/// One camera at work: its main stream and, if it has one, its sub-stream; motion analysis;
/// recording. This is where the path of a frame can be read: `on_main_packet` and `on_sub_packet`.
///
/// Strand-bound to the media thread, also its construction and destruction.
class CameraSession {
  public:
    /// Hears of every change that people can see. On the media thread.
    class Listener {
      public:
        Listener() = default;
        Listener(const Listener&) = delete;
        Listener& operator=(const Listener&) = delete;
        Listener(Listener&&) = delete;
        Listener& operator=(Listener&&) = delete;
        virtual ~Listener() = default;
        virtual void on_view(const CameraView& news) = 0;
        virtual void on_motion(const MotionView& motion) = 0;
    };

    CameraSession(SessionContext& context, store::Camera camera, HomeArmed home,
                  Listener& listener);
    ~CameraSession();
    CameraSession(const CameraSession&) = delete;
    CameraSession& operator=(const CameraSession&) = delete;
    CameraSession(CameraSession&&) = delete;
    CameraSession& operator=(CameraSession&&) = delete;

    /// New settings, or the home is in another mode. Restarts only what they change.
    void apply(store::CameraSettings settings, HomeArmed home);
    /// What the camera has seen by itself.
    void device_motion(DeviceMotion motion);
    /// A paired camera's link has begun or ended.
    void device_here(bool is_here);
    /// As CameraRecorder's.
    Result<> record_by_hand(std::chrono::milliseconds length);
    void stop_by_hand();
    /// Ends the open clip cleanly; call it before destruction when there is time.
    rt::Task<> stop();

    [[nodiscard]] CameraView view() const;
    /// The sub-stream's when asked for and there is one, else the main stream's.
    [[nodiscard]] live::Broadcast& broadcast(LiveQuality quality);
    struct ForWebRtc {
        live::WebRtcServer::Camera camera;
        std::optional<LiveStream> stream;  ///< Nothing: its sound alone.
        bool is_h265 = false;              ///< Which does not go this way.
    };
    /// What a browser that watches over WebRTC is sent. Who asks for the full picture has the small
    /// one to fall back to.
    [[nodiscard]] ForWebRtc for_webrtc(LiveWish wish);
    /// What whoever asks for sound alone is sent: its picture comes another way.
    [[nodiscard]] ForWebRtc sound_for_webrtc() const {
        return {.camera = {.picture = {}, .sound = opus_sound_.rtp()}, .stream = std::nullopt};
    }
    /// Speaks through the camera until the line is destroyed. One at a time.
    /// @error Unsupported  This camera has no loudspeaker that can be reached.
    /// @error AlreadyExists  Somebody else is speaking.
    /// @error Unavailable  There is no connection to it now. It ends with the connection's
    /// settings.
    Result<std::unique_ptr<live::TalkLine>> open_talk();
    /// A camera that sleeps is woken by who watches.
    void follow_viewers() { follow_wishes(); }
    void add_viewer(const std::shared_ptr<live::Viewer>& viewer, LiveWish wish);
    void add_listener(const std::shared_ptr<live::Viewer>& listener) { aac_sound_.add(listener); }
    /// As LiveStreams has it. Wakes a camera that sleeps.
    [[nodiscard]] std::string hls_playlist(LiveWish wish);
    [[nodiscard]] live::SharedBytes hls_file(std::string_view name) { return live_.hls_file(name); }

    /// Somebody tries settings on the picture, for as long as they hold `trial`.
    void add_trial(const std::shared_ptr<MotionTrial>& trial);

  private:
    /// Tells the two streams apart for the session.
    class Ear;

    void start_streams();
    /// Lets a camera on cells sleep, or wakes it.
    void follow_wishes();
    [[nodiscard]] bool may_sleep() const;
    [[nodiscard]] Connection wished_connection();
    [[nodiscard]] bool is_live() const;
    void end_motion();
    /// Motion is looked for in this stream from now on, if at all.
    void watch(LiveQuality stream);
    /// Of those who try settings; forgets who has gone.
    template <typename Work>
    void each_trial(Work work);
    /// The stream that is looked at begins, if it has.
    void show_track(MotionTrial& trial);
    [[nodiscard]] StreamRunner::MakeSource source_maker(const Secret& url) const;
    /// A disarmed camera's pictures are not even decoded.
    [[nodiscard]] bool looks_for_motion() const;
    [[nodiscard]] bool is_armed() const;
    [[nodiscard]] recorder::RecordingSettings recorder_settings() const;
    void on_description(LiveQuality stream, const sources::StreamDescription& description);
    void on_main_packet(const media::PacketPtr& packet);
    void on_sub_packet(const media::PacketPtr& packet);
    /// A packet of the stream in which motion is looked for.
    void look_at(const media::PacketPtr& packet);
    void on_lost(LiveQuality stream, const Error& why, WasLive was_live);
    void on_news(const MotionNews& news);
    /// Of `main_`.
    void describe_stream(CameraView& view) const;
    [[nodiscard]] Talk talk() const;
    void publish();
    /// Motion that could not be looked for since the last tick is a gap.
    void note_overload();
    rt::Task<> tick();

    SessionContext& context_;
    store::Camera camera_;
    HomeArmed home_;
    SleepWatch sleep_;
    bool device_moves_ = false;
    UtcTime away_since_;
    Connection connection_;
    Listener& listener_;
    std::unique_ptr<recorder::CameraRecorder> recorder_;
    LiveStreams live_;
    live::OpusSound opus_sound_;          ///< Of the main stream.
    live::AacSound aac_sound_;            ///< The same, over WebSockets.
    std::unique_ptr<MotionWatch> watch_;  ///< Null while motion is not looked for.
    /// The stream that motion is looked for in: the sub-stream, or while it is away the main
    /// stream.
    LiveQuality watched_ = LiveQuality::Main;
    std::vector<std::weak_ptr<MotionTrial>> trials_;
    std::unique_ptr<Ear> main_ear_;
    std::unique_ptr<Ear> sub_ear_;
    std::unique_ptr<StreamRunner> main_;
    std::unique_ptr<StreamRunner> sub_;
    TalkSeat seat_;
    std::uint64_t dropped_ = 0;  ///< By `watch_`, when last looked at.
    MotionNews news_;
    std::optional<UtcTime> last_motion_;
    std::optional<rt::Job> ticker_;
};

}  // namespace porchlight::hub
