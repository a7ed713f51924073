// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret.hpp"
#include "store/doctor_store.hpp"
#include "store/house_store.hpp"
#include "store/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The values that cross the API beside those of store/types.hpp, as plain structs. hub/api/
/// describes each field once (name, meaning, limits); JSON in, JSON out and the OpenAPI document
/// follow from it.
namespace porchlight::hub {

/// What is wrong now and since when, in a sentence a householder can act on.
struct Problem {
    std::string code;  ///< As Error's code, e.g. "timed_out".
    std::string sentence;
    std::optional<std::string> fault;  ///< The doctor's word for it, e.g. "network.port_closed".
    UtcTime since;
};

struct VideoView {
    std::string codec;  ///< "H.264", "H.265"
    int width = 0;
    int height = 0;
    double frame_rate = 0;
    std::int64_t bits_per_second = 0;  ///< Measured; 0 while not known.
};

struct AudioView {
    std::string codec;
    int sample_rate = 0;
    int channels = 0;
};

struct StreamView {
    VideoView video;
    std::optional<AudioView> audio;
    std::string transport;  ///< "RTSP over TCP" and the like, for people.
    std::optional<VideoView> sub;
};

enum class Decoding : std::uint8_t { Sub, KeyFrames, AllFrames, Paused };

struct AnalysisView {
    Decoding decoding = Decoding::Paused;
    double score = 0;                       ///< 0 to 1.
    std::optional<std::string> suppressed;  ///< Why motion is being ignored just now.
};

/// The stream is decoded and encoded again, for browsers that cannot play it as it comes.
struct TranscodingView {
    double cores = 0;  ///< What it takes: 0.4 for two fifths of one of the hub's processor cores.
    double left_out = 0;  ///< Share of the pictures for which there was no time, 0 to 1.
};

struct TroubleView {
    int reconnects = 0;
    double gap_s = 0;
};

enum class CameraState : std::uint8_t {
    Connecting,
    Live,
    Retrying,
    Asleep,  ///< It is well, and wakes when something moves or somebody watches.
    Paused,
};

/// Whether the camera's loudspeaker can be spoken through.
enum class Talk : std::uint8_t {
    Unknown,  ///< Not asked yet; trying to speak finds out.
    Yes,
    No,
};

/// Why a camera gives no video, as the doctor sees it.
struct CauseView {
    std::string id;        ///< "power.battery_low"
    std::string sentence;  ///< The likeliest cause, and the next one where that is close.
    std::string next;      ///< What to look at, to do or to wait for.
    double share = 0;      ///< How likely the cause is, 0 to 1.
    DoctorSessionId session;
    UtcTime since;  ///< When it was found.
    bool operator==(const CauseView&) const = default;
};

/// One camera as people see it.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): its fields stand in the API's order
struct CameraView {
    CameraId id;
    store::CameraSettings settings;
    bool demo = false;
    std::optional<Serial> device;  ///< The paired device that it is; none: added by its address.
    CameraState state = CameraState::Connecting;
    std::optional<Problem> problem;
    std::optional<CauseView> cause;  ///< While it is silent and the doctor knows why.
    std::optional<UtcTime> next_try_at;
    /// Motion is recorded now: the mode in use arms it, and so do its own settings.
    bool armed = true;
    bool recording = false;
    /// While somebody has it record by hand: when that ends by itself.
    std::optional<UtcTime> by_hand_until;
    bool motion = false;
    std::optional<UtcTime> last_frame_at;
    std::optional<UtcTime> last_motion_at;
    std::optional<StreamView> stream;
    Talk talk = Talk::Unknown;
    std::optional<AnalysisView> analysis;
    std::optional<std::string> privacy_cost;
    std::optional<TranscodingView> transcoding;
    TroubleView trouble_24h;
};

/// What to try before a camera is saved.
struct CameraTest {
    Secret url;
    Secret sub_url;  ///< Empty for none.
    store::ClientChoice client = store::ClientChoice::Automatic;
    store::TransportChoice transport = store::TransportChoice::Automatic;
};

/// What came of a test: a stream and a picture, or the problem.
struct ProbeReport {
    bool ok = false;
    std::optional<Problem> problem;
    std::optional<std::string> picture;  ///< "data:image/jpeg;base64,…"
    std::optional<StreamView> stream;
    std::vector<std::string> notes;  ///< What the owner should know: "This camera sends H.265 …"
};

struct StorageView {
    std::int64_t clips_bytes = 0;
    std::int64_t free_bytes = 0;
    std::int64_t limit_bytes = 0;
    std::int64_t reserve_bytes = 0;
    std::optional<UtcTime> oldest_clip_at;
    std::optional<Problem> problem;
};

/// How long clips are kept; nothing set means as long as the disk has room.
struct Retention {
    std::optional<int> days;
    std::optional<std::int64_t> limit_bytes;
};

/// What a mode says of one camera.
struct ArmedCamera {
    CameraId camera_id;
    bool armed = true;
};

struct ModeView {
    ModeId id;
    store::ModeKind kind = store::ModeKind::Own;
    std::string name;  ///< Empty: as its kind is called.
    bool armed = true;
    bool arms_new = true;
    std::vector<ArmedCamera> cameras;
};

struct ModeInUseView {
    ModeId id;
    UtcTime since;
    store::ModeBy by = store::ModeBy::Start;
    std::optional<std::string> person;
};

struct NextModeView {
    ModeId mode_id;
    UtcTime at;
};

struct HomeView {
    std::string name;
    bool armed = true;
    ModeInUseView mode;
    std::vector<ModeView> modes;
    std::optional<NextModeView> next_mode;
    bool schedule_on = true;
    bool has_rules = false;
    std::string time_zone;
    std::string version;
    UtcTime time;
    bool demo = false;  ///< The demo cameras are still there.
    StorageView storage;
    Retention retention;
};

/// What the owner sets for the home.
struct HomeSettings {
    std::string name;
    bool armed = true;
    Retention retention;
};

struct UserView {
    UserId id;
    std::string name;
    store::Role role = store::Role::Viewer;
};

/// What a paired camera has seen by itself.
struct DeviceMotion {
    bool moves = false;
    double score = 0;  ///< 0 to 1; 0 when it does not say.
};

/// How much moves in front of a camera just now.
struct MotionView {
    CameraId camera_id;
    double score = 0;
    bool motion = false;
};

}  // namespace porchlight::hub
