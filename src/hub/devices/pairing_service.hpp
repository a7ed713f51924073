// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/devices/registry.hpp"
#include "net/link/pairing.hpp"
#include "net/tls/certificate_authority.hpp"
#include "rt/channel.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A camera that waits to be paired. What it says of itself is not proven.
struct WaitingCamera {
    Serial serial;
    std::string model;
    std::vector<net::link::PairingMethod> methods;
    std::string address;
    UtcTime since;
};

enum class PairingWish : std::uint8_t {
    Claim,
    Contest,  ///< It is another home's, which is to be asked: 30 days.
};

/// What an owner asks for.
struct PairingOrder {
    Serial serial;
    net::link::PairingMethod method = net::link::PairingMethod::Code;
    Secret secret;                ///< The code as parse_code gave it, or the label's secret.
    std::string key_fingerprint;  ///< Of the label; empty with a code.
    PairingWish wish = PairingWish::Claim;
    HomeId home;
    std::string name;  ///< What it will be called; may be empty.
    std::optional<net::link::WifiNetwork> wifi;
};

enum class InvitationState : std::uint8_t {
    Open,
    Pairing,  ///< A camera has read it.
    Paired,
    Failed,
    Expired,
};
/// A QR code that the app shows to a camera's lens.
struct InvitationView {
    std::string id;
    UtcTime expires;
    InvitationState state = InvitationState::Open;
    std::optional<Serial> serial;  ///< Of the camera that came.
    std::string sentence;          ///< Why it failed.
};

/// Pairs cameras with homes. A camera dials and waits; its owner types the code, scans the label,
/// or has shown it an invitation. One guess for each order: a wrong code ends the connection, and
/// the camera counts it. Strand-bound.
class PairingService {
  public:
    static constexpr std::size_t kMostWaiting = 16;
    static constexpr std::chrono::minutes kInvitationLife{10};
    static constexpr std::size_t kMostInvitations = 32;

    struct Parts {
        rt::asio::any_io_executor executor;
        Registry& registry;
        const net::tls::CertificateAuthority& authority;
        const Clock& clock;
        /// Where cameras find this hub, the likeliest first; asked for each pairing.
        std::function<std::vector<net::link::HubAddress>()> addresses;
        /// A home's name, for the camera's owner.
        std::function<rt::Task<std::string>(HomeId)> home_name;
    };
    /// All parts outlive this.
    explicit PairingService(Parts parts);
    ~PairingService();
    PairingService(const PairingService&) = delete;
    PairingService& operator=(const PairingService&) = delete;
    PairingService(PairingService&&) = delete;
    PairingService& operator=(PairingService&&) = delete;

    /// Serves a link without a certificate to its end.
    rt::Task<> serve(std::unique_ptr<net::link::Link> over);

    [[nodiscard]] std::vector<WaitingCamera> waiting() const;
    /// Returns when the camera has kept its new home, or why not.
    /// @error NotFound          No such camera waits: open pairing at the camera.
    /// @error PermissionDenied  The code or label does not match.
    /// @error AlreadyExists     device::kAlreadyRegistered.
    /// @error Unavailable       The camera went away.
    rt::Task<store::Device> pair(PairingOrder order);

    /// A new QR code for one camera. @error Exhausted  32 are open.
    Result<std::pair<InvitationView, net::link::HubInvitation>> invite(
        HomeId home, std::string name, std::optional<net::link::WifiNetwork> wifi);
    /// @error NotFound
    [[nodiscard]] Result<InvitationView> invitation(HomeId home, const std::string& id) const;

  private:
    struct Waiting;
    struct Invited {
        InvitationView view;
        PairingOrder order;
    };
    rt::Task<PairingOrder> await_order(Waiting* waiting);
    rt::Task<store::Device> carry_out(Waiting* waiting, PairingOrder order);
    rt::Task<net::link::HubGrant> grant_for(PairingOrder order, net::link::PairingHello hello,
                                            std::string request_pem);
    [[nodiscard]] std::optional<PairingOrder> order_of_invitation(
        const net::link::PairingHello& hello);
    void note_invitation(const std::string& id, const Serial& serial,
                         const Result<store::Device>& outcome);
    void forget_old_invitations();

    Parts parts_;
    std::list<Waiting> waiting_;
    std::map<std::string, Invited> invitations_;
};

}  // namespace porchlight::hub
