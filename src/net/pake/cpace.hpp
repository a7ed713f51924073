// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

/// CPace: two sides that know the same short code find out that they do, and nobody who listens or
/// stands between them learns anything to guess it with. Whoever does not know the code has one
/// guess for each run that the other side takes part in.
///
/// CPACE-RISTR255-SHA512 of draft-irtf-cfrg-cpace-21 (April 2026), as initiator and responder, with
/// the key confirmation of its section 10.4 (HMAC-SHA-512). Group and hashes are libsodium's and
/// take the same time whatever the code is. Why CPace: docs/adr/0007-cpace.md.
namespace porchlight::net::pake {

enum class CpaceRole : std::uint8_t { Initiator, Responder };

/// What both sides must hold alike; none of it is sent.
struct CpaceInputs {
    Secret password;
    /// Who talks to whom about what (the draft's CI).
    std::string channel;
    /// What is this connection's alone (the draft's sid): a TLS exporter value, so that a code
    /// proven through somebody's two connections proves nothing. Never used twice.
    std::string session;
};

/// What each side sends to the other, openly.
struct CpaceMessage {
    std::string share;       ///< kShareBytes, a point of ristretto255.
    std::string associated;  ///< Any text; both sides end with the same view of it or fail.
};
inline constexpr std::size_t kShareBytes = 32;
inline constexpr std::size_t kTagBytes = 64;

/// What is left of a run: the tags by which each side shows that it came to the same key. The key
/// itself is wiped, since the connection that the run is bound to protects what follows.
class CpaceTags {
  public:
    CpaceTags(std::string own, Secret expected)
        : own_(std::move(own)), expected_(std::move(expected)) {}
    /// To be sent. kTagBytes.
    [[nodiscard]] const std::string& own() const { return own_; }
    /// Whether the other side has the same code. Takes the same time for every tag.
    [[nodiscard]] bool confirms(const std::string& tag) const;

  private:
    std::string own_;
    Secret expected_;
};

/// One run of one side. A new one for each try: its scalar is used once.
class Cpace {
  public:
    /// @param associated Our half of what is agreed on, sent openly. The two sides' must differ.
    static Cpace start(CpaceRole role, const CpaceInputs& inputs, std::string associated);

    [[nodiscard]] const CpaceMessage& message() const { return message_; }
    /// Ends the run with what the other side sent.
    /// @error PermissionDenied  Their share is no point of the group, neutral, or our own sent
    /// back.
    Result<CpaceTags> finish(const CpaceMessage& theirs) &&;

  private:
    Cpace(CpaceRole role, std::string session, Secret scalar, CpaceMessage message)
        : role_(role),
          session_(std::move(session)),
          scalar_(std::move(scalar)),
          message_(std::move(message)) {}

    CpaceRole role_;
    std::string session_;
    Secret scalar_;
    CpaceMessage message_;
};

}  // namespace porchlight::net::pake
