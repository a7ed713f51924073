// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "hub/devices/firmware_shelf.hpp"
#include "hub/devices/health_ledger.hpp"
#include "hub/devices/link_server.hpp"
#include "hub/devices/pairing_service.hpp"
#include "hub/devices/registry.hpp"
#include "hub/views.hpp"
#include "net/link/listener.hpp"
#include "net/tls/certificate_authority.hpp"
#include "rt/job.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A paired device as its owner sees it.
struct DeviceView {
    store::Device device;
    HealthView health;
    store::DesiredSettings settings;
};

/// All that the hub does for Porchlight's own cameras: registry, pairing, links, health, commands
/// and settings, joined. Strand-bound to the hub's control thread.
class DeviceService {
  public:
    struct Parts {
        rt::asio::any_io_executor executor;
        rt::asio::any_io_executor files;
        store::Store& store;
        const net::tls::CertificateAuthority& authority;
        const Clock& clock;
        /// Where cameras find this hub, the likeliest first.
        std::function<std::vector<net::link::HubAddress>()> addresses;
        std::string firmware_folder;
        DeviceHooks hooks = {};
    };
    explicit DeviceService(Parts parts);
    ~DeviceService();
    DeviceService(const DeviceService&) = delete;
    DeviceService& operator=(const DeviceService&) = delete;
    DeviceService(DeviceService&&) = delete;
    DeviceService& operator=(DeviceService&&) = delete;

    struct Listen {
        std::string address;
        std::uint16_t port = net::link::kDefaultLinkPort;
        net::link::LinkLimits limits = {};
    };
    /// Reads what is known and takes links. `server` is the certificate to show, of the authority.
    /// @error AlreadyExists  The port is in use.   Else as the store's.
    rt::Task<> start(std::vector<Listen> listens, net::tls::Credentials server);
    /// New links are shown this certificate. @error InvalidArgument
    Result<> set_certificate(const net::tls::Credentials& server);
    /// Ends every link and writes what is not written. Before destruction, also after a failed
    /// start.
    rt::Task<> stop();

    [[nodiscard]] std::vector<std::uint16_t> ports() const;
    [[nodiscard]] Registry& registry() { return registry_; }
    [[nodiscard]] PairingService& pairing() { return pairing_; }
    [[nodiscard]] HealthLedger& ledger() { return ledger_; }
    [[nodiscard]] LinkServer& links() { return links_; }

    // @error NotFound  Not a device of this home.
    rt::Task<DeviceView> view(Serial serial, HomeId home);
    rt::Task<std::vector<DeviceView>> views(HomeId home);
    rt::Task<device::DeviceSettings> settings(Serial serial, HomeId home);
    /// Kept, and sent as soon as the device is here.
    rt::Task<> want(Serial serial, HomeId home, device::DeviceSettings settings);
    /// A paired camera's name, what was chosen for it, and whether it is armed now, is wanted of
    /// the device too, as far as it acts on it by itself. A success for cameras without a device.
    rt::Task<> follow(CameraView camera, HomeId home);
    /// @return Its id. @error NotFound, InvalidArgument  No such firmware on the shelf.
    rt::Task<std::int64_t> command(Serial serial, HomeId home, device::CommandAction action);
    /// What can be offered to devices, the newest first.
    rt::Task<std::vector<FirmwareShelf::Bundle>> firmware();
    rt::Task<std::vector<store::DeviceCommand>> commands(Serial serial, HomeId home);
    rt::Task<store::TelemetrySeries> telemetry(Serial serial, HomeId home, UtcTime from,
                                               UtcTime to);

  private:
    rt::Task<> give_name(Serial serial, HomeId home, std::string name);
    rt::Task<> keep_house();
    rt::Task<> flush_often();
    rt::Task<DeviceView> view_of(store::Device device);
    static rt::Task<std::string> home_name(store::Store* store, HomeId home);

    Parts parts_;
    FirmwareShelf firmware_;
    Registry registry_;
    HealthLedger ledger_;
    PairingService pairing_;
    LinkServer links_;
    std::vector<std::unique_ptr<net::link::LinkListener>> listeners_;
    std::optional<rt::Job> house_;
    std::optional<rt::Job> flushing_;
};

}  // namespace porchlight::hub
