// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "net/link/link.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What people carry from one side of a pairing to the other: eight digits, or a QR code either
/// way. The texts hold only characters of QR's alphanumeric mode, so that the picture stays small.
namespace porchlight::net::link {

/// Eight random digits, "04711337". From libsodium.
[[nodiscard]] Secret random_code();
/// 128 random bits as 32 hexadecimal capitals.
[[nodiscard]] Secret random_pairing_secret();
/// For people: "0471 1337".
[[nodiscard]] std::string spaced(const Secret& code);
/// As a person types it: blanks and dashes do not count.
/// @error InvalidArgument  Not eight digits.
Result<Secret> parse_code(std::string_view text);

/// On the camera's label or screen, scanned by the app:
/// "PL1:C/<serial>/<key fingerprint>/<secret>".
struct CameraLabel {
    Serial serial;
    std::string key_fingerprint;  ///< key_fingerprint() of the camera's key, 32 digits.
    Secret secret;                ///< random_pairing_secret()
};
[[nodiscard]] std::string to_text(const CameraLabel& label);

struct WifiNetwork {
    std::string ssid;  ///< 1 to 32 bytes.
    Secret password;   ///< Empty for an open network.
};

/// Shown by the app, read through the camera's lens:
/// "PL1:H/<id>/<secret>/<host>/<port>/<ssid>/<Wi-Fi password>", the last two in hexadecimal and
/// both empty for a camera on a cable.
struct HubInvitation {
    std::string id;  ///< 1 to 16 capitals and digits: which of the hub's invitations.
    Secret secret;   ///< random_pairing_secret(), for one pairing.
    HubAddress hub;
    std::optional<WifiNetwork> wifi;
};
[[nodiscard]] Secret to_text(const HubInvitation& invitation);

/// @error InvalidArgument  Not such a code; the sentence says which code to show or scan.
Result<CameraLabel> camera_label_from_text(std::string_view text);
Result<HubInvitation> hub_invitation_from_text(std::string_view text);

}  // namespace porchlight::net::link
