// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "net/signature.hpp"

#include <optional>
#include <string>

namespace porchlight::net::link {

/// The first 128 bits of a key's SHA-256 in 32 hexadecimal digits, as it stands in a QR code.
[[nodiscard]] std::string key_fingerprint(const PublicKey& key);

/// Who a device is for all its life: a serial number, which is a name, and an Ed25519 key that was
/// made on it at its first start and never leaves it. Neither belongs to the device memory: a
/// factory reset leaves both.
class DeviceIdentity {
  public:
    /// Reads `folder`/identity.key, or makes one there (mode 0600; the folder too, 0700).
    /// @param serial What the maker gave it. Without one it is named after its key: "PL-" and 12
    ///        digits of the fingerprint.
    /// @error Corrupt  The key file is damaged; the sentence names it.   @error by errno.
    static Result<DeviceIdentity> open(const std::string& folder, std::optional<Serial> serial);

    [[nodiscard]] const Serial& serial() const { return serial_; }
    [[nodiscard]] PublicKey public_key() const { return key_.public_key(); }
    [[nodiscard]] const SecretKey& key() const { return key_; }

    /// A certificate signing request (RFC 2986) for the key, its common name the serial, in PEM.
    /// @error Internal  OpenSSL refused.
    [[nodiscard]] Result<std::string> certificate_request() const;
    /// The key in PKCS #8 PEM, for TLS.
    [[nodiscard]] Secret key_pem() const;

  private:
    DeviceIdentity(Serial serial, SecretKey key)
        : serial_(std::move(serial)), key_(std::move(key)) {}

    Serial serial_;
    SecretKey key_;
};

}  // namespace porchlight::net::link
