// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "base/units.hpp"
#include "media/packet.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

struct SessionTag {
    static constexpr std::string_view kName = "sign-in";
};
using SessionId = Id<SessionTag>;
struct InviteTag {
    static constexpr std::string_view kName = "invite";
};
using InviteId = Id<InviteTag>;

}  // namespace porchlight

namespace porchlight::store {

using std::chrono::milliseconds;

/// The tenant: people, cameras and what is kept of them.
struct Home {
    HomeId id;
    std::string name;
    /// Clips older than this go; unset keeps them until space is needed. 1 day or more.
    std::optional<std::chrono::days> keep_for;
    /// Clips together stay under this; unset means the disk's size less the reserve.
    std::optional<Bytes> keep_below;
};

enum class Role : std::uint8_t {
    Owner,   ///< Does everything.
    Member,  ///< Sees, arms, keeps clips, walks with the doctor.
    Viewer,  ///< Sees live pictures and clips.
};

struct User {
    UserId id;
    HomeId home;
    std::string name;           ///< Unique in a home, compared without regard to ASCII case.
    std::string password_hash;  ///< As libsodium's crypto_pwhash_str writes it (Argon2id).
    Role role = Role::Owner;
    UtcTime created;
};

/// A signed-in browser. Only the hash of its cookie is kept.
struct SessionRow {
    std::string token_hash;  ///< Hexadecimal SHA-256 of the cookie's token.
    SessionId id;            ///< What people may call it by; it opens nothing.
    UserId user;
    UtcTime created;
    UtcTime last_used;
    UtcTime expires;
    // NOLINTBEGIN(readability-redundant-member-init): so that they may be left out
    std::string address = {};  ///< Where it began; empty: not known.
    std::string browser = {};  ///< In words, "Firefox on Linux"; empty: not known.
    // NOLINTEND(readability-redundant-member-init)
};

/// A one-time link by which somebody joins the home. Only the hash of its token is kept.
struct Invite {
    InviteId id;
    std::string token_hash;  ///< Hexadecimal SHA-256.
    HomeId home;
    Role role = Role::Viewer;
    UserId invited_by;
    UtcTime created;
    UtcTime expires;
};

enum class RecordingMode : std::uint8_t { Off, Motion, Continuous };
enum class DecodeChoice : std::uint8_t { Automatic, All };
enum class ClientChoice : std::uint8_t { Automatic, Own, Compatibility };
enum class TransportChoice : std::uint8_t { Automatic, Tcp, Udp };
/// When the hub is connected to a camera.
enum class ConnectChoice : std::uint8_t {
    Always,
    WhenNeeded,  ///< A paired one on cells: while something moves or somebody watches.
};
enum class ZoneKind : std::uint8_t { Activity, Privacy };

/// A point of a picture, 0 to 1 from the left and from the top.
struct ZonePoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const ZonePoint&, const ZonePoint&) = default;
};

struct Zone {
    std::string id;  ///< Unique in its camera; chosen by the app.
    std::string name;
    ZoneKind kind = ZoneKind::Activity;
    std::vector<ZonePoint> points;   ///< A polygon, at least three points.
    std::optional<int> sensitivity;  ///< 1 to 9; unset takes the camera's.
    friend bool operator==(const Zone&, const Zone&) = default;
};

/// What the owner chose for a camera.
struct CameraSettings {
    std::string name;
    Secret url;      ///< May hold a password, so it is a secret.
    Secret sub_url;  ///< Empty when the camera has no second, smaller stream.
    bool paused = false;
    bool armed = true;
    RecordingMode mode = RecordingMode::Motion;
    int sensitivity = 5;  ///< 1 (least) to 9 (most).
    milliseconds min_motion{300};
    milliseconds retrigger{2000};
    milliseconds pre_roll{5000};   ///< 0 to 30 s.
    milliseconds post_roll{5000};  ///< 0 to 60 s.
    milliseconds max_clip{60000};  ///< 5 to 300 s.
    DecodeChoice decode = DecodeChoice::Automatic;
    ClientChoice client = ClientChoice::Automatic;
    TransportChoice transport = TransportChoice::Automatic;
    /// Anything but Always is for cameras that tell by themselves that something moves.
    ConnectChoice connect = ConnectChoice::Always;
    bool record_audio = true;
    std::vector<Zone> zones;
};

struct Camera {
    CameraId id;
    HomeId home;
    bool demo = false;  ///< Made by the first start so that a newcomer sees something.
    UtcTime created;
    CameraSettings settings;
    /// The paired device that its video comes from; none: it was added by its address. At most one
    /// camera has a device.
    std::optional<Serial> device = std::nullopt;
};

enum class EventKind : std::uint8_t { Motion, Ring };

/// Motion or a ring, with start and end.
struct Event {
    EventId id;
    CameraId camera;
    EventKind kind = EventKind::Motion;
    UtcTime start;
    std::optional<UtcTime> end;  ///< Unset while it lasts.
    double score = 0;            ///< 0 to 1: how sure the detector was at its surest.
};

enum class ClipKind : std::uint8_t {
    Motion,
    Continuous,
    Ring,
    ByHand,  ///< Somebody watching pressed "Record now".
};

/// Video kept in one file.
struct Clip {
    ClipId id;
    CameraId camera;
    EventId event;  ///< None for continuous recording and by hand.
    ClipKind kind = ClipKind::Motion;
    /// The wall clock when its first frame arrived, and that plus `duration`. The wall clock may
    /// have jumped; `recorded` has not.
    UtcTime start;
    std::optional<UtcTime> end;  ///< Unset while it is being written.
    MediaDuration duration{};    ///< By the camera's own time line. Zero until finished.
    Bytes size;                  ///< Of the file. Zero until finished.
    PictureSize picture;
    media::Codec codec = media::Codec::H264;
    bool audio = false;
    bool pinned = false;
    bool thumbnail = false;  ///< A picture stands beside the file, with the same name and ".jpg".
    double score = 0;        ///< 0 to 1, as its event's.
    /// The file, relative to the clips folder.
    std::string path;
    /// The hub's running time when it was begun (recorder/running_time.hpp): orders and ages clips
    /// whatever the wall clock does.
    std::chrono::microseconds recorded{};
    /// The hub's running time when a person deleted it. Lists leave it out; it can be brought back
    /// until its file is removed (recorder/retention.hpp).
    std::optional<std::chrono::microseconds> deleted = std::nullopt;
};

/// Why nothing was recorded. Paused is the owner's choice and no fault, but shown.
enum class GapReason : std::uint8_t {
    CameraUnreachable,
    WrongPassword,
    StreamStopped,
    StreamUnsupported,
    StorageFailed,
    StorageFull,
    DiskOverload,
    DecoderOverload,
    HubStopped,
    Paused,
};

/// Time in which a camera should have recorded and did not.
struct Gap {
    GapId id;
    CameraId camera;
    UtcTime start;
    std::optional<UtcTime> end;  ///< Unset while it lasts.
    GapReason reason = GapReason::CameraUnreachable;
    std::string sentence;  ///< Why, for the householder.
};

}  // namespace porchlight::store
