// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "net/signature.hpp"

#include <memory>
#include <string>
#include <vector>

namespace porchlight::net::tls {

/// A certificate in PEM, the issuer's behind it where there is one, and its key.
struct Credentials {
    std::string chain_pem;
    Secret key_pem;
};

/// The names and addresses a server goes by.
struct ServerNames {
    std::vector<std::string> names;      ///< "porch.local"
    std::vector<std::string> addresses;  ///< "192.168.1.20", IPv6 without brackets.
};

/// The hub's own certificate authority: what an owner's phone trusts once, so that no browser
/// warns.
///
/// Made at the first start and kept in a folder: `ca.crt`, `ca.key`, and the server's `server.crt`,
/// `server.key` (P-256, keys 0600). Its name constraints (RFC 5280 section 4.2.1.10) allow home
/// names
/// (.local, .lan, .internal, .home.arpa, .home, localhost, and the names given when it was made)
/// and private addresses alone, so that a stolen key cannot speak for a bank. Blocks on the disk;
/// not thread-safe.
class CertificateAuthority {
  public:
    /// Reads the authority of `folder`, or makes one there; the folder is made too, with mode 0700.
    /// @param names Which names, beside those of homes, a new authority may ever speak for.
    /// @error Corrupt  The files there are damaged; the sentence names the file. @error by errno.
    static Result<CertificateAuthority> open(std::string folder, const Clock& clock,
                                             const std::vector<std::string>& names);

    /// A certificate for these names, valid for 397 days: the stored one if it still has 30 days
    /// and the same names, else a new one. Names that the authority may not speak for are left out.
    /// @error Internal  OpenSSL refused.
    [[nodiscard]] Result<Credentials> server_credentials(const ServerNames& names) const;

    /// A certificate by which a device shows who it is to this hub, and nothing else: common name
    /// and URI ("urn:porchlight:device:…") its serial, 90 days. Not kept. Thread-safe.
    /// @param request_pem  RFC 2986, signed by the key that it is for.
    /// @param device_key   What the registry knows of the device.
    /// @error PermissionDenied  The request is not that key's.   @error Internal
    [[nodiscard]] Result<std::string> issue_device(const std::string& request_pem,
                                                   const Serial& serial,
                                                   const PublicKey& device_key) const;

    [[nodiscard]] const std::string& certificate_pem() const { return certificate_pem_; }
    /// The same in DER, as phones want it.
    [[nodiscard]] const std::string& certificate_der() const { return certificate_der_; }
    /// SHA-256 of the certificate: "AB:CD:…", for a person to compare.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    CertificateAuthority(std::string folder, const Clock& clock)
        : folder_(std::move(folder)), clock_(&clock) {}
    Result<> load(const std::string& certificate_pem, Secret key_pem);

    std::string folder_;
    const Clock* clock_;
    std::string certificate_pem_;
    std::string certificate_der_;
    std::string fingerprint_;
    Secret key_pem_;
};

/// This machine's names (host name, host name + ".local", "localhost") and the addresses of its
/// interfaces. @param more Further names.
[[nodiscard]] ServerNames names_of_this_machine(const std::vector<std::string>& more);

}  // namespace porchlight::net::tls
