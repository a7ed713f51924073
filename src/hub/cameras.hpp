// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "hub/views.hpp"
#include "hub/walk_views.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace porchlight::hub {

using SharedBytes = std::shared_ptr<const std::vector<std::uint8_t>>;

/// A camera's newest key frame as a JPEG.
struct Picture {
    SharedBytes jpeg;
    UtcTime taken;
};

/// Faults of an answer to a WebRTC offer: why this browser has to take another way.
inline constexpr std::string_view kWebRtcOff = "live.webrtc_off";
inline constexpr std::string_view kBetterOtherwise = "live.h265";

/// What of a camera a viewer gets.
enum class LiveStream : std::uint8_t {
    Main,
    Sub,
    Transcoded,  ///< Encoded again as H.264, for a browser that cannot play it else.
    Sound,       ///< Alone.
};

/// The stream begins, or its shape changed: what follows needs this initialisation segment (ftyp +
/// moov).
struct LiveStart {
    LiveStream stream = LiveStream::Main;
    std::string mime;  ///< For MediaSource: `video/mp4; codecs="avc1.64001f"`
    int width = 0;     ///< 0 of sound, as the height.
    int height = 0;
    SharedBytes init;
};
enum class FragmentStart : std::uint8_t { Key, Delta };
/// One moof + mdat.
struct LiveFragment {
    FragmentStart starts_with = FragmentStart::Delta;
    SharedBytes bytes;
};
/// There is nothing now; the subscription goes on and starts again when there is.
struct LiveProblem {
    Problem problem;
};
using LiveMessage = std::variant<LiveStart, LiveFragment, LiveProblem>;

enum class LiveQuality : std::uint8_t { Main, Sub };

/// What a viewer asks for.
struct LiveWish {
    LiveQuality quality = LiveQuality::Main;
    bool h265 = false;  ///< The browser plays H.265.
    friend bool operator==(const LiveWish&, const LiveWish&) = default;
};

/// One viewer's live stream. Begins with LiveStart and the kept group of pictures, or with
/// LiveProblem. The reader always takes messages at once, so the queue behind it may be short; a
/// full queue drops up to the next key fragment. Strand-bound to the hub's control thread.
class LiveSubscription {
  public:
    LiveSubscription() = default;
    LiveSubscription(const LiveSubscription&) = delete;
    LiveSubscription& operator=(const LiveSubscription&) = delete;
    LiveSubscription(LiveSubscription&&) = delete;
    LiveSubscription& operator=(LiveSubscription&&) = delete;
    /// Unsubscribes.
    virtual ~LiveSubscription() = default;

    /// The next message. Not called again before it has returned.
    /// @error Cancelled  The camera was removed or the hub is stopping, or the caller was
    /// cancelled.
    virtual rt::Task<LiveMessage> next() = 0;
    /// Asks for something else; a LiveStart follows when it takes effect. Main when there is no
    /// sub-stream.
    virtual void set_wish(LiveWish wish) = 0;
};

enum class SaveCheck : std::uint8_t {
    Test,  ///< Try the camera first; save only when a picture came.
    Untested,
};
enum class ClipsOfRemoved : std::uint8_t { Keep, Delete };

enum class TalkWish : std::uint8_t {
    End,
    Start,
    GoOn,  ///< Only asks whether it is still heard.
};

/// To a browser's offer (WHEP).
struct LiveAnswer {
    std::string id;      ///< A secret: who has it may end the watching.
    std::string answer;  ///< SDP.
    /// What each camera gives, in the order in which they were asked for.
    std::vector<LiveStream> streams;
};

/// Every camera of the home: its settings, its state, its pictures. What the API's handlers call.
///
/// Strand-bound to the hub's control thread. Whoever implements it also publishes each change to
/// the EventFeed (hub/event_feed.hpp). Settings that arrive here have been checked field by field
/// (hub/api/descriptions.cpp); URLs have not.
class Cameras {
  public:
    Cameras() = default;
    Cameras(const Cameras&) = delete;
    Cameras& operator=(const Cameras&) = delete;
    Cameras(Cameras&&) = delete;
    Cameras& operator=(Cameras&&) = delete;
    virtual ~Cameras() = default;

    /// In the order in which they were added.
    [[nodiscard]] virtual std::vector<CameraView> list() const = 0;
    /// @error NotFound
    [[nodiscard]] virtual Result<CameraView> find(CameraId id) const = 0;

    /// Connects as told and reports what comes back within 15 s. A camera that cannot be reached is
    /// a report with a problem, not an error. @error InvalidArgument  The URL cannot be used.
    virtual rt::Task<ProbeReport> test(CameraTest what) = 0;
    /// @error InvalidArgument  The URL cannot be used, or the test failed (the sentence says why).
    virtual rt::Task<CameraView> add(store::CameraSettings settings, SaveCheck check) = 0;
    /// A paired device's camera. Not tested: the device says itself where its video is.
    /// @error AlreadyExists  It has a camera.   @error InvalidArgument  The URL cannot be used.
    virtual rt::Task<CameraView> add_device(Serial device, store::CameraSettings settings) = 0;
    /// Saves and applies the whole of the settings.
    /// @error NotFound   @error InvalidArgument
    virtual rt::Task<CameraView> update(CameraId id, store::CameraSettings settings) = 0;
    /// @error NotFound
    virtual rt::Task<> remove(CameraId id, ClipsOfRemoved clips) = 0;
    /// Removes the two demo cameras with their clips. A success when there are none.
    virtual rt::Task<> remove_demo() = 0;

    /// The home is in this mode now: cameras that it does not arm do not look for motion. At once
    /// for what `list` says.
    virtual void apply_mode(store::Mode mode) = 0;

    /// What a paired camera sees by itself counts as motion, beside what is seen in its video. One
    /// that is not known is ignored.
    virtual void device_motion(CameraId id, DeviceMotion motion) = 0;
    /// A paired camera's link has begun or ended.
    virtual void device_here(CameraId id, bool is_here) = 0;

    /// Why it is silent, shown with it; nothing: it is well, or nobody knows. One that is not known
    /// is ignored.
    virtual void show_cause(CameraId id, std::optional<CauseView> cause) = 0;

    /// Somebody wants this recorded: with the pre-roll, and for `length` from now, or until
    /// stopped. @error NotFound   @error FailedPrecondition, Unavailable  The sentence says why
    /// not.
    virtual rt::Task<CameraView> record_by_hand(CameraId id, std::chrono::milliseconds length) = 0;
    /// A success when nothing was recorded by hand. @error NotFound
    virtual rt::Task<CameraView> stop_by_hand(CameraId id) = 0;

    /// @param width Scaled to this width, 16 to 3840; 0 for as it is. @error NotFound  No such
    /// camera, or no picture yet (the sentence says which).
    virtual rt::Task<Picture> picture(CameraId id, int width) = 0;
    /// @error NotFound  No such camera.
    virtual Result<std::unique_ptr<LiveSubscription>> watch(CameraId id, LiveWish wish) = 0;
    /// The camera's sound as AAC, for who cannot have it over WebRTC. A wish changes nothing here.
    /// @error NotFound  No such camera.
    virtual Result<std::unique_ptr<LiveSubscription>> listen(CameraId id) = 0;
    /// Somebody walks before the camera and tries settings; what is recorded meanwhile goes by
    /// those that are saved. @error NotFound  No such camera.
    virtual Result<std::unique_ptr<WalkTest>> walk(CameraId id, TriedSettings tried) = 0;
    /// Answers a browser that wants to watch over WebRTC; an offer without video gets the camera's
    /// sound, and speaks through it, while its picture comes another way.
    /// @param ids  For the offer's sections of video, in their order: at least one.
    /// @error NotFound  No such camera. @error Unavailable  No WebRTC here, or no picture now.
    /// @error InvalidArgument, Unsupported  The offer will not do, or (H.265 of a single camera,
    /// which that browser plays) another way is the better one.
    virtual rt::Task<LiveAnswer> answer_offer(std::vector<CameraId> ids, LiveWish wish,
                                              std::string offer) = 0;
    /// The live stream as an HLS playlist; waits for its first segment.
    /// @error NotFound  No such camera. @error Unavailable  No picture within 10 s.
    virtual rt::Task<std::string> hls_playlist(CameraId id, LiveWish wish) = 0;
    /// A file that the playlist names, "main-17.m4s".
    /// @error NotFound  There is none, or no longer.
    virtual rt::Task<SharedBytes> hls_file(CameraId id, std::string name) = 0;
    /// @error NotFound  Nobody watches under that id.
    virtual rt::Task<> end_watching(std::string id) = 0;
    /// Who watches one camera under that id is heard through it from now on, or still, or no
    /// longer.
    /// @error NotFound  Nobody watches under that id.  @error Unsupported  The camera has no
    /// loudspeaker that can be reached.  @error AlreadyExists  Somebody else is speaking.
    /// @error Unavailable  Not all of it was heard.
    virtual rt::Task<> talk(std::string id, TalkWish wish) = 0;
};

}  // namespace porchlight::hub
