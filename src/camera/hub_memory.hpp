// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/link/pairing.hpp"

#include <string>

namespace porchlight::camera {

/// What a camera remembers of its hub, as text for the memory file. The certificate is no secret,
/// but whose house this is, is nobody's business.
[[nodiscard]] Secret to_text(const net::link::HubGrant& grant);
/// Without the network, which is kept apart. @error Corrupt
[[nodiscard]] Result<net::link::HubGrant> hub_from_text(const Secret& text);

/// What stands on the camera's label. Made at the first start and kept for good: a factory reset
/// does not reprint it.
struct LabelSecrets {
    Secret code;    ///< Eight digits, to be typed.
    Secret secret;  ///< In the QR code.

    /// Reads `folder`/label, or makes it there. @error by errno. One that has gone bad is made
    /// anew.
    static Result<LabelSecrets> open(const std::string& folder);
};

}  // namespace porchlight::camera
