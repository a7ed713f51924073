// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "net/link/identity.hpp"
#include "net/link/link.hpp"
#include "net/link/pairing_text.hpp"
#include "net/link/pairing_window.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// How a camera and a hub come to know each other, over a link on which the camera has shown no
/// certificate. Both sides; drawn in docs/design/pairing.md.
///
///   camera                                     hub
///     hello: serial, model, key, methods ─────▶   waits for its owner's code
///     ◀───────────── start: method, CPace share
///     counts a try
///     share, tag ─────────────────────────────▶   checks the tag: the camera knows the code
///     ◀────────────────────────────────── tag
///     checks the tag: the hub knows the code
///     claim: signature, certificate request ──▶   checks the key, asks the registry
///     ◀───────── grant (or refused: sentence)
///     keeps it, then: kept ───────────────────▶
namespace porchlight::net::link {

enum class PairingMethod : std::uint8_t {
    Code,        ///< The camera's eight digits, typed into the app.
    Label,       ///< The camera's QR code, scanned by the app.
    Invitation,  ///< The app's QR code, read by the camera's lens.
};

/// What the hub gives to a camera that is now its own. All of it goes to the device memory.
struct HubGrant {
    std::string authority_pem;     ///< Whom to believe from now on.
    std::string certificate_pem;   ///< For the camera's key, 90 days.
    std::string home;              ///< The home's name, for people.
    std::vector<HubAddress> hubs;  ///< Where to dial, the likeliest first; at most 8.
    std::optional<WifiNetwork> wifi;
};

/// What a camera pairs with. At least one of the three secrets.
struct CameraOffer {
    DeviceIdentity identity;
    std::string model;  ///< A name of spec/models/.
    std::optional<Secret> code;
    std::optional<Secret> label_secret;
    /// With it, the other two are not offered.
    std::optional<HubInvitation> invitation;
};

/// The camera's side of one try, from dialling to the grant; waits up to the window's end for the
/// owner. Call it again while the window is open. The caller keeps the grant and then calls
/// `confirm`.
class PairedLink {
  public:
    PairedLink(std::unique_ptr<Link> link, HubGrant grant)
        : link_(std::move(link)), grant_(std::move(grant)) {}
    [[nodiscard]] const HubGrant& grant() const { return grant_; }
    /// Once the grant is in flash: tells the hub, and closes the link. @error Unavailable  The hub
    /// may not know it; that does no harm.
    rt::Task<> confirm();

  private:
    std::unique_ptr<Link> link_;
    HubGrant grant_;
};
/// @param window, clock Outlive the call.
/// @error PermissionDenied    The hub does not know the code. A try is used up.
/// @error FailedPrecondition  The window is closed: pairing must be opened again at the device.
/// @error AlreadyExists       "serial number already registered".
/// @error NotFound, Unavailable, TimedOut  The hub cannot be reached, or broke off; try again.
/// @error Corrupt             What answers is no hub of ours.
rt::Task<PairedLink> pair_with_hub(HubAddress hub, CameraOffer offer, PairingWindow* window,
                                   const Clock* clock);

/// What an unpaired camera says of itself. Nothing of it is proven yet.
struct PairingHello {
    Serial serial;
    std::string model;
    PublicKey key{};
    std::vector<PairingMethod> methods;
    std::string invitation;  ///< HubInvitation::id; empty without one.
};
/// The hub's side, in this order. `link` outlives each call.
/// @error Corrupt, Unavailable, Cancelled
rt::Task<PairingHello> hear_camera(Link* link);

/// Runs one guess with the owner's code.
/// @return The camera's certificate request, for the key that its hello named; that it has both
/// code
///         and key is proven.
/// @error PermissionDenied  Another code, or not that key. @error Corrupt, Unavailable, Cancelled
rt::Task<std::string> prove_camera(Link* link, PairingHello hello, PairingMethod method,
                                   Secret secret);

/// Gives the grant, and waits until the camera has kept it. @error Unavailable  It never said so.
rt::Task<> grant_camera(Link* link, HubGrant grant);
/// Says why not: the sentence reaches the camera's log, the code its next move.
rt::Task<> refuse_camera(Link* link, Error why);

}  // namespace porchlight::net::link
