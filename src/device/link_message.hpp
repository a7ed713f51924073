// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "device/energy.hpp"
#include "device/stage.hpp"
#include "device/telemetry.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// What a camera and its hub say to each other once they are paired. Pure values; `net/link/`
/// carries them, one message in a frame.
///
///     camera                                hub
///       Hello ─────────────────────────────▶
///       ◀──────────────── Welcome (or Goodbye)
///       ◀──────────────── SettingsWanted        when its revision is not the camera's
///       SettingsApplied ───────────────────▶
///       Telemetry ─────────────────────────▶    every 30 s and on changes
///       EventReport ───────────────────────▶    kept by the camera until EventSeen
///       ◀──────────────── EventSeen
///       ◀──────────────── Command               kept by the hub until CommandResult
///       CommandResult ─────────────────────▶
///       ClipOffer ─────────────────────────▶    a clip that the hub has missed
///       ◀──────────────── DataRequest           piece by piece; the answers are DataPieces
///       ◀──────────────── ClipTaken
///       CertificateWish ───────────────────▶    when less than 30 days are left
///       ◀──────────────── CertificateIssued
///
/// Either side may repeat what was not answered; ids make repeats harmless.
namespace porchlight::device {

/// Both sides say their own in Hello and Welcome; a side that cannot go on says Goodbye.
inline constexpr int kLinkVersion = 1;

/// Where the hub finds the camera's video. The hub knows the address from the connection.
struct StreamOffer {
    int port = 0;      ///< 1 to 65535, RTSP over TCP.
    std::string path;  ///< "/main"
    std::string user;  ///< Digest login, made anew at each start of the camera.
    Secret password;
    bool operator==(const StreamOffer& other) const;
};

struct Hello {
    int version = kLinkVersion;
    std::string model;  ///< A name of spec/models/.
    std::string firmware;
    /// Of the settings in force; 0: none yet, and again after it was paired anew.
    std::int64_t settings_revision = 0;
    std::optional<StreamOffer> stream = std::nullopt;
    bool operator==(const Hello&) const = default;
};

struct Welcome {
    int version = kLinkVersion;
    UtcTime time;  ///< The hub's, for a camera without a clock.
    std::chrono::seconds telemetry_every{30};
    bool operator==(const Welcome&) const = default;
};

enum class GoodbyeReason : std::uint8_t {
    ShuttingDown,   ///< Come back in a moment.
    NotRegistered,  ///< The owner deleted this camera, or it is another home's now.
    Replaced,       ///< The same camera has connected again.
    WrongVersion,
    TooMany,     ///< The hub has as many cameras as it takes.
    BadMessage,  ///< What came was no message of ours; the sentence says what.
};
struct Goodbye {
    GoodbyeReason reason = GoodbyeReason::ShuttingDown;
    std::string sentence;  ///< For a householder.
    bool operator==(const Goodbye&) const = default;
};

enum class EventReportKind : std::uint8_t {
    Motion,
    Ring,
    SoftReset,  ///< By the button.
    FactoryReset,
    StuckButton,
    HubRefused,  ///< Another hub wanted it while it is paired with this one.
    PairingTriesUsedUp,
    Hang,
    FirmwareFailed,
    Battery,  ///< Its condition changed: low, critical or good again.
    Climate,
    Storage,
    SlowReturn,  ///< More than 180 s until it was back online.
    UpdateDeferred,
};
struct EventReport {
    std::int64_t id = 0;  ///< 1, 2, …: never used twice by one camera, also after a restart.
    EventReportKind kind = EventReportKind::Motion;
    UtcTime start;                               ///< By the camera's clock.
    std::optional<UtcTime> end = std::nullopt;   ///< Sent again with the same id when it ends.
    std::optional<double> score = std::nullopt;  ///< 0 to 1.
    std::string detail;                          ///< For a householder; may be empty.
    bool operator==(const EventReport&) const = default;
};
struct EventSeen {
    std::int64_t id = 0;
    bool operator==(const EventSeen&) const = default;
};

/// What the owner chose, as far as a camera acts on it by itself. Ranges as in store/types.hpp.
struct DeviceSettings {
    bool armed = true;
    int sensitivity = 5;  ///< 1 to 9.
    std::chrono::milliseconds pre_roll{5000};
    std::chrono::milliseconds post_roll{5000};
    std::chrono::milliseconds max_clip{60000};
    bool record_audio = true;
    bool light_when_idle = true;  ///< Show Online, or stay dark while all is well.
    bool infrared = true;         ///< The lamp for the night.
    bool operator==(const DeviceSettings&) const = default;
};
struct SettingsWanted {
    std::int64_t revision = 0;  ///< 1, 2, …: grows with each change.
    DeviceSettings settings = {};
    bool operator==(const SettingsWanted&) const = default;
};
struct SettingsApplied {
    std::int64_t revision = 0;
    std::optional<std::string> problem = std::nullopt;  ///< Why not, for a householder.
    bool operator==(const SettingsApplied&) const = default;
};

struct TakeSnapshot {
    bool operator==(const TakeSnapshot&) const = default;
};
struct Restart {
    bool operator==(const Restart&) const = default;
};
/// Blink so that a person finds it.
struct Identify {
    bool operator==(const Identify&) const = default;
};
/// A signed bundle to fetch with DataRequest (Firmware, the command's id). Signatures, epoch and
/// expiry are the camera's to check.
struct FirmwareOffer {
    std::string version;
    Bytes size;
    bool operator==(const FirmwareOffer&) const = default;
};
using CommandAction = std::variant<TakeSnapshot, Restart, Identify, FirmwareOffer>;

struct Command {
    std::int64_t id = 0;  ///< Unique in its hub. A camera does no command twice.
    CommandAction action;
    bool operator==(const Command&) const = default;
};
enum class CommandOutcome : std::uint8_t { Done, Failed, Unsupported };
struct CommandResult {
    std::int64_t id = 0;
    CommandOutcome outcome = CommandOutcome::Done;
    std::string sentence;  ///< Why not, for a householder; empty when done.
    Bytes size;            ///< Of a snapshot, to be fetched with DataRequest.
    bool operator==(const CommandResult&) const = default;
};

struct ClipOffer {
    std::int64_t id = 0;     ///< The camera's own.
    std::int64_t event = 0;  ///< EventReport::id.
    UtcTime start;           ///< By the camera's clock.
    std::chrono::milliseconds duration{};
    Bytes size;
    bool operator==(const ClipOffer&) const = default;
};
/// The hub has it on its disk: the camera may forget it.
struct ClipTaken {
    std::int64_t id = 0;
    bool operator==(const ClipTaken&) const = default;
};

enum class DataKind : std::uint8_t {
    Clip,      ///< Asked by the hub; ClipOffer::id.
    Snapshot,  ///< Asked by the hub; the command's id. A JPEG.
    Firmware,  ///< Asked by the camera; the command's id.
};
/// The next piece, please. Answered by one DataPiece, in the order of asking.
struct DataRequest {
    DataKind kind = DataKind::Clip;
    std::int64_t id = 0;
    std::int64_t offset = 0;
    bool operator==(const DataRequest&) const = default;
};
/// Travels as a data frame (`data_to_frame`), not as JSON.
struct DataPiece {
    DataKind kind = DataKind::Clip;
    std::int64_t id = 0;
    std::int64_t offset = 0;
    std::string bytes;  ///< At most kMostData. Fewer than that: the end. Empty: no such data.
    bool operator==(const DataPiece&) const = default;
};
inline constexpr std::size_t kMostData = 60'000;

/// A certificate signing request (RFC 2986) in PEM, for the key that the camera has had all along.
struct CertificateWish {
    std::string request_pem;
    bool operator==(const CertificateWish&) const = default;
};
struct CertificateIssued {
    std::string chain_pem;
    bool operator==(const CertificateIssued&) const = default;
};

using LinkMessage = std::variant<Hello, Welcome, Goodbye, Telemetry, EventReport, EventSeen,
                                 SettingsWanted, SettingsApplied, Command, CommandResult, ClipOffer,
                                 ClipTaken, DataRequest, CertificateWish, CertificateIssued>;

/// The message's name in JSON, e.g. "settings_wanted".
[[nodiscard]] std::string_view type_of(const LinkMessage& message);

/// The words that values go by on the link, e.g. "recording_live", "firmware".
[[nodiscard]] std::string_view word_of(Stage stage);
[[nodiscard]] std::string_view word_of(LightMeaning light);
[[nodiscard]] std::string_view word_of(RebootReason reason);
[[nodiscard]] std::string_view word_of(Band band);
[[nodiscard]] std::string_view word_of(EnergyUse use);
[[nodiscard]] std::string_view word_of(EventReportKind kind);
[[nodiscard]] std::string_view word_of(const CommandAction& action);

/// As one JSON object with its "type".
[[nodiscard]] std::string to_json(const LinkMessage& message);
/// Strict: every field that must be there is, none is unknown, each is within its limits.
/// @error InvalidArgument  The sentence names the field and what is allowed there.
/// @error Unsupported      A type that this version does not know: say so or skip it.
Result<LinkMessage> link_message_from_json(std::string_view text);

/// Settings and actions alone, for keeping them in a store.
[[nodiscard]] std::string to_json(const DeviceSettings& settings);
Result<DeviceSettings> device_settings_from_json(std::string_view text);
[[nodiscard]] std::string to_json(const CommandAction& action);
Result<CommandAction> command_action_from_json(std::string_view text);
[[nodiscard]] std::string to_json(const Telemetry& telemetry);
Result<Telemetry> telemetry_from_json(std::string_view text);

/// 1 byte of kind, 8 of id, 8 of offset (both big-endian), the bytes.
[[nodiscard]] std::string data_to_frame(const DataPiece& piece);
/// @error InvalidArgument
Result<DataPiece> data_from_frame(std::string_view frame);

}  // namespace porchlight::device
