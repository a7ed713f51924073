// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/clip_recorder.hpp"
#include "camera/ear.hpp"
#include "camera/eye.hpp"
#include "camera/light_meter.hpp"
#include "camera/motion_eye.hpp"
#include "camera/mouth.hpp"
#include "device/life.hpp"
#include "live/rtsp/server.hpp"
#include "media/packet_ring.hpp"
#include "rt/worker_pool.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::camera {

/// Hears what the camera sees and who looks through it. Calls come on the strand.
class SightListener {
  public:
    SightListener() = default;
    SightListener(const SightListener&) = delete;
    SightListener& operator=(const SightListener&) = delete;
    SightListener(SightListener&&) = delete;
    SightListener& operator=(SightListener&&) = delete;
    virtual ~SightListener() = default;

    /// Only where there is no motion sensor.
    virtual void on_pixels_move(bool moves, double score) = 0;
    /// People: our own hub, which records, is not counted.
    virtual void on_viewers(int count) = 0;
    virtual void on_clip(const KeptClip& clip) = 0;
    /// How bright the picture is, 0 to 1, about each second; only where that is measured.
    virtual void on_brightness(double mean) = 0;
    /// There is no picture any more: the eye was shut, or its source failed.
    virtual void on_unseen() = 0;
};

/// Whether sound is taken with the picture.
enum class Hearing : std::uint8_t { Off, On };

struct SightSettings {
    Eye::MakeSource make_source;
    /// The microphone, see sources::make_microphone; null: there is none.
    Eye::MakeSource make_sound;
    live::RtspServerSettings rtsp;
    /// A login that records instead of watching: our hub's. Empty: whoever comes watches.
    std::string recording_user;
    std::string clip_folder;
    Bytes clip_limit = mebibytes(512);
    std::chrono::milliseconds pre_roll{5000};
    bool has_motion_sensor = false;
    bool has_night_lamp = false;  ///< Then it is measured how bright the picture is.
    /// On cells, with a sensor that wakes it: the eye is open only while something moves or
    /// somebody looks.
    bool may_sleep = false;
    motion::Settings motion;
};

/// All of a camera that has to do with its picture: the eye, who watches, what moves, and clips
/// while the hub is away. It follows the device's life: where the life says that nothing is
/// recorded or shown, the eye is shut. On cells it sleeps between events. Where sound is wanted and
/// there is a microphone, that is open while the eye is; where none is wanted, the microphone is
/// not in use at all. What goes wrong with the sound costs the sound alone. Strand-bound. Must be
/// stopped before it is destroyed.
class Sight final : private EyeListener, private EarListener, private live::RtspAudience {
  public:
    /// What it works with; all outlives it.
    struct Parts {
        rt::asio::any_io_executor strand;
        rt::asio::any_io_executor disk;
        const rt::WorkerPool* workers = nullptr;
        const Clock* clock = nullptr;
        Random* random = nullptr;
        hal::Speaker* speaker = nullptr;  ///< Null: there is none.
    };

    /// @error As RtspServer::open and ClipRing::open.
    static Result<std::unique_ptr<Sight>> open(const Parts& parts, SightSettings settings,
                                               SightListener& listener);
    ~Sight() override = default;
    Sight(const Sight&) = delete;
    Sight& operator=(const Sight&) = delete;
    Sight(Sight&&) = delete;
    Sight& operator=(Sight&&) = delete;

    /// The life has changed. @param moves Whether a clip is wanted, if it is the camera that keeps
    /// it.
    void follow(const device::Life& life, bool moves);
    /// How much of what was before a clip is kept with it.
    void set_pre_roll(std::chrono::milliseconds span);
    /// 1 to 9; for nothing where a motion sensor looks.
    void set_sensitivity(int level);
    /// Whether brightness is of interest now.
    void measure_light(bool is_wanted) { measures_light_ = is_wanted; }
    /// Another thing is before the lens: the source is opened anew, if the eye is open.
    void look_anew();
    /// From now on; who watches comes back to a stream with sound, or without. Off until it is
    /// said.
    void set_hearing(Hearing hearing);
    void let_viewers_go();
    /// Somebody wants a picture: the eye stays open until as many releases.
    void hold_open();
    void release();

    [[nodiscard]] bool is_eye_open() const { return eye_.is_open(); }
    [[nodiscard]] bool is_ear_open() const { return ear_ && ear_->is_open(); }
    /// Somebody speaks through the camera.
    [[nodiscard]] bool is_speaking() const { return mouth_ && mouth_->is_speaking(); }
    [[nodiscard]] live::RtspServer& server() { return *server_; }
    [[nodiscard]] ClipRecorder& clips() { return clips_; }
    /// The newest key frame and its track; empty before the first one.
    [[nodiscard]] media::PacketPtr newest_key_frame() const;
    [[nodiscard]] const std::optional<media::VideoTrack>& track() const { return track_; }

    /// Shuts the eye, ends clip and viewers.
    rt::Task<> stop();

  private:
    Sight(const Parts& parts, SightSettings settings, ClipRing ring, SightListener& listener);

    void on_description(const sources::StreamDescription& description) override;
    void on_packet(const media::PacketPtr& packet) override;
    void on_blind(const Error& why) override;
    void on_sound_track(const media::AudioTrack& track) override;
    void on_sound(const media::PacketPtr& packet) override;
    void on_silence(const Error& why) override;
    Result<> may_watch(const std::string& user) override;
    void on_watching(const std::string& user) override;
    void on_gone(const std::string& user) override;
    void on_key_frame_wanted() override { eye_.ask_for_key_frame(); }
    [[nodiscard]] bool is_viewer(const std::string& user) const;
    void count(const std::string& user, int by);
    void open_or_rest();
    void open_eye();
    void close_eye();
    void show();
    [[nodiscard]] bool is_sound_settled() const;
    void shut(const Error& why);
    void keep(bool is_wanted);
    void begin_clip();
    void unsee();

    Parts parts_;
    SightSettings settings_;
    SightListener& listener_;
    device::Life life_;
    bool wants_clip_ = false;
    std::optional<media::VideoTrack> track_;
    Hearing hearing_ = Hearing::Off;
    std::optional<media::AudioTrack> sound_;  ///< That there is now.
    bool is_silent_ = false;                  ///< The microphone was tried and does not work.
    bool is_shown_ = false;                   ///< Players are told of the picture.
    bool has_clip_sound_ = false;
    int key_frames_ = 0;  ///< Of this picture, until it is shown.
    media::PacketRing ring_;
    std::optional<MotionEye> motion_;
    std::optional<LightMeter> meter_;
    bool measures_light_ = true;
    ClipRecorder clips_;
    int viewers_ = 0;
    int lookers_ = 0;  ///< Viewers, our hub, and who wants a picture.
    bool moves_ = false;
    std::optional<Mouth> mouth_;  ///< None without a loudspeaker.
    std::unique_ptr<live::RtspServer> server_;
    std::optional<Ear> ear_;  ///< None without a microphone.
    Eye eye_;                 ///< Last: it calls all of the above.
};

/// Why nothing is shown now, for who asks; nothing if it is shown.
[[nodiscard]] std::optional<Error> why_not_shown(const device::Life& life);

}  // namespace porchlight::camera
