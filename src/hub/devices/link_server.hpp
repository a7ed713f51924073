// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "device/link_message.hpp"
#include "hub/devices/clip_fetch.hpp"
#include "hub/devices/firmware_shelf.hpp"
#include "hub/devices/health_ledger.hpp"
#include "hub/devices/pairing_service.hpp"
#include "hub/devices/registry.hpp"
#include "hub/devices/snapshot_fetch.hpp"
#include "net/link/link.hpp"
#include "net/tls/certificate_authority.hpp"
#include "rt/gate.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::hub {

/// What a device tells of besides how it is. Called on the server's executor.
struct DeviceHooks {
    /// Takes the clips that devices have kept. Outlives the server; null: they keep them.
    ClipTaker* clips = nullptr;
    /// Where its video is: "rtsp://user:password@address:port/path". At each link.
    std::function<void(const store::Device&, Secret url)> stream = [](const auto&, const auto&) {};
    /// Its link has ended, and no other has taken its place.
    std::function<void(const store::Device&)> left = [](const auto&) {};
    /// Something happened. It is sent again until this has returned.
    std::function<void(const store::Device&, const device::EventReport&)> event =
        [](const auto&, const auto&) {};
    /// It has changed hands, or its name.
    std::function<void(const store::Device& before, const store::Device& after)> changed =
        [](const auto&, const auto&) {};
    /// A home, perhaps another hub's, was told something about a device it owns or asked for.
    std::function<void(const store::Alert&)> told = [](const auto&) {};
};

/// The hub's end of every link: greets paired cameras and keeps them supplied with what their owner
/// wants, hands strangers to the PairingService. What is wanted stands in the store, so that it
/// survives both sides' restarts; a camera that was away gets it when it comes back.
///
/// Strand-bound. A link that is replaced, or whose device changes hands, ends at once.
class LinkServer {
  public:
    /// A command that a camera could not be told in this time is given up.
    static constexpr std::chrono::days kCommandLife{7};
    static constexpr std::chrono::seconds kTelemetryEvery{30};

    struct Parts {
        rt::asio::any_io_executor executor;
        rt::asio::any_io_executor files;  ///< Where firmware is read.
        store::Store& store;
        Registry& registry;
        HealthLedger& ledger;
        PairingService& pairing;
        const net::tls::CertificateAuthority& authority;
        const FirmwareShelf& firmware;
        const Clock& clock;
        DeviceHooks hooks;
    };
    /// All parts outlive this.
    explicit LinkServer(Parts parts);
    ~LinkServer();
    LinkServer(const LinkServer&) = delete;
    LinkServer& operator=(const LinkServer&) = delete;
    LinkServer(LinkServer&&) = delete;
    LinkServer& operator=(LinkServer&&) = delete;

    /// Serves one link to its end, whoever it is; for net::link::LinkListener.
    rt::Task<> serve(std::unique_ptr<net::link::Link> link);

    /// Something that is wanted of a device has changed in the store: it is told if it is here.
    void wake(const Serial& serial);
    /// For Registry: ends the link of a device that has changed hands.
    void on_change(const store::Device& before, const store::Device& after);

    [[nodiscard]] std::size_t linked() const { return sessions_.size(); }
    [[nodiscard]] std::optional<Snapshot> snapshot(const Serial& serial) const;
    /// Waits for what `wake` has begun. Links are the listener's to end, before this.
    rt::Task<> stop();

  private:
    struct Session;
    using SessionPtr = std::shared_ptr<Session>;

    rt::Task<> serve_device(std::unique_ptr<net::link::Link> link, Serial serial);
    rt::Task<store::Device> check_device(net::link::LinkPeer peer);
    rt::Task<> greet(SessionPtr session);
    rt::Task<> bring_up_to_date(SessionPtr session);
    rt::Task<> send_settings(SessionPtr session);
    rt::Task<> send_commands(SessionPtr session);
    rt::Task<> handle(SessionPtr session, net::link::Frame frame);
    rt::Task<> handle_message(SessionPtr session, device::LinkMessage message);
    rt::Task<> answered(SessionPtr session, device::CommandResult result);
    rt::Task<> finish_commands(SessionPtr session);
    rt::Task<> give_firmware(SessionPtr session, device::DataRequest request);
    rt::Task<> renew(SessionPtr session, device::CertificateWish wish);
    rt::Task<> take_piece(SessionPtr session, device::DataPiece piece);
    void register_session(const SessionPtr& session);

    Parts parts_;
    std::map<Serial, SessionPtr> sessions_;
    std::map<Serial, Snapshot> snapshots_;
    rt::Gate gate_;
};

}  // namespace porchlight::hub
