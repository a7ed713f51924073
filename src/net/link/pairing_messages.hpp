// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/link/pairing.hpp"
#include "net/pake/cpace.hpp"

#include <string>

/// Private to net/link/: what the two sides of a pairing say, as JSON, and what both derive alike.
namespace porchlight::net::link {

inline constexpr int kPairingVersion = 1;

struct StartMessage {
    PairingMethod method = PairingMethod::Code;
    std::string share;  ///< Hexadecimal.
};
struct ShareMessage {
    std::string share;  ///< Hexadecimal.
    std::string tag;    ///< Hexadecimal.
};
struct TagMessage {
    std::string tag;  ///< Hexadecimal.
};
struct ClaimMessage {
    std::string request_pem;
    std::string signature;  ///< Hexadecimal; of claim_text() by the device's key.
};
struct GrantMessage {
    bool granted = false;
    std::optional<std::string> error;  ///< An ErrorCode's word; when not granted.
    std::optional<std::string> sentence;
    std::optional<HubGrant> grant;
};
struct KeptMessage {
    bool kept = true;
};

/// A message with its name, and back. @error Corrupt  Something else came.
[[nodiscard]] std::string pairing_text(const PairingHello& message);
[[nodiscard]] std::string pairing_text(const StartMessage& message);
[[nodiscard]] std::string pairing_text(const ShareMessage& message);
[[nodiscard]] std::string pairing_text(const TagMessage& message);
[[nodiscard]] std::string pairing_text(const ClaimMessage& message);
[[nodiscard]] std::string pairing_text(const GrantMessage& message);
[[nodiscard]] std::string pairing_text(const KeptMessage& message);
template <typename T>
Result<T> read_pairing(const std::string& text);

/// Inputs that tie the code to this connection, this camera and its key.
[[nodiscard]] pake::CpaceInputs cpace_inputs(const Secret& secret, PairingMethod method,
                                             const Serial& serial, const PublicKey& key,
                                             std::string exporter);
/// What the device signs: fresh for each connection.
[[nodiscard]] std::string claim_text(const std::string& exporter, const Serial& serial);
inline constexpr std::string_view kExporterLabel = "EXPORTER-porchlight-pairing-1";
inline constexpr std::string_view kHubSays = "porchlight hub";
inline constexpr std::string_view kCameraSays = "porchlight camera";

/// Bytes from hexadecimal. @error Corrupt
Result<std::string> from_hex_text(const std::string& hex);
[[nodiscard]] std::string to_hex_text(std::string_view bytes);

/// Sends one message and reads the next of a kind. `link` outlives the call.
rt::Task<> say(Link* link, std::string text);
rt::Task<std::string> hear(Link* link);

}  // namespace porchlight::net::link
