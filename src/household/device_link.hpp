// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "camera/hub_link.hpp"
#include "household/describe.hpp"
#include "household/pictures.hpp"
#include "sim/household.hpp"
#include "sim/outside.hpp"

#include <memory>
#include <optional>
#include <string>

namespace porchlight::household {

/// One device of a household and its way to a real hub: the camera program's own memory, pairing
/// and link (`camera::HubLink`), with the household's device in the place of the camera. The device
/// lives by its own table alone; here its actions are carried out where they lead outside, and what
/// the hub says is told to it.
///
///     sim::Device ─ life, actions ─▶ DeviceLink ─ pairing, seek, reports ─▶ camera::HubLink
///          ▲                          │   │ └▶ camera::MemoryFile                  ║ TLS
///          └── HubFound, HubLost, … ──┘   └─▶ Pictures: its login, snapshots       hub
///
/// A device that its plan has set up knows the household's own hub and not this one. It is taken in
/// by a real one after a factory reset. Strand-bound. Must be stopped before it is destroyed.
class DeviceLink final : private camera::HomeListener, private sim::Outside {
  public:
    /// All of it outlives what runs on the strand.
    struct Parts {
        rt::asio::any_io_executor strand;
        rt::asio::any_io_executor disk;
        const Clock* clock = nullptr;
        Random* random = nullptr;
        sim::Household* household = nullptr;
        Pictures* pictures = nullptr;
        net::link::HubAddress hub;  ///< Where it looks for one while it is unpaired.
    };

    /// @param folder Its own; exists.   @param device Outlives it.
    /// @error Corrupt, by errno  What is in the folder cannot be used.
    static Result<std::unique_ptr<DeviceLink>> create(const Parts& parts, sim::Device& device,
                                                      const std::string& folder);
    ~DeviceLink() override;
    DeviceLink(const DeviceLink&) = delete;
    DeviceLink& operator=(const DeviceLink&) = delete;
    DeviceLink(DeviceLink&&) = delete;
    DeviceLink& operator=(DeviceLink&&) = delete;

    [[nodiscard]] const sim::Device& device() const { return device_; }
    [[nodiscard]] HubView view() const;
    rt::Task<> stop();

  private:
    DeviceLink(const Parts& parts, sim::Device& device, const std::string& folder,
               camera::HubLinkSettings settings, camera::ClipRing ring);

    [[nodiscard]] bool has_hub() const override;
    void on_life(const device::Life& before, device::Actions actions) override;

    void on_home(device::Event event) override;
    Result<> on_paired(Secret hub, std::optional<hal::WifiCredentials> wifi) override;
    void on_network_seen(hal::WifiCredentials /*network*/) override {}
    Result<> on_hub_changed(Secret hub) override;
    void on_notice(const std::string& notice) override;
    device::Telemetry telemetry() override;
    std::int64_t settings_revision() override { return revision_; }
    Result<> on_settings(const device::SettingsWanted& wanted) override;
    void on_restart_asked() override;
    void on_firmware_offer(std::int64_t command, const device::FirmwareOffer& offer) override;
    void on_firmware_piece(const device::DataPiece& /*piece*/) override {}
    rt::Task<std::string> take_snapshot() override;
    device::StreamOffer stream() override { return parts_.pictures->offer_to_hub(device_); }
    camera::ClipRecorder& clips() override { return clips_; }

    void read_settings();
    void note_start(const device::Life& before);
    void follow_memory(const device::Life& before);
    void follow_way(device::Actions actions);
    void report(device::Actions actions);
    void follow_recording(const device::Life& before, device::Actions actions);
    [[nodiscard]] device::EventReport make_report(device::EventReportKind kind,
                                                  std::string detail) const;
    void make_ours();
    [[nodiscard]] Result<> check(const device::DeviceSettings& wanted) const;

    Parts parts_;
    sim::Device& device_;
    camera::HubLinkSettings settings_;
    camera::MemoryFile memory_;
    camera::ClipRecorder clips_;  ///< None are made; the hub may ask for some.
    std::int64_t revision_ = 0;
    device::DeviceSettings chosen_;
    std::optional<device::EventReport> motion_;  ///< That goes on.
    std::optional<Microseconds> released_at_;    ///< The button, since the last start.
    device::RebootReason reboot_ = device::RebootReason::PowerOn;
    bool is_restart_asked_ = false;
    bool is_opening_ = false;  ///< Pairing.
    std::unique_ptr<camera::HubLink> home_;
};

}  // namespace porchlight::household
