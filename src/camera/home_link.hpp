// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/clip_recorder.hpp"
#include "camera/memory_file.hpp"
#include "device/event.hpp"
#include "device/link_message.hpp"
#include "rt/task.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace porchlight::camera {

/// What the way home asks of the camera. Calls come on the strand.
class HomeListener {
  public:
    HomeListener() = default;
    HomeListener(const HomeListener&) = delete;
    HomeListener& operator=(const HomeListener&) = delete;
    HomeListener(HomeListener&&) = delete;
    HomeListener& operator=(HomeListener&&) = delete;
    virtual ~HomeListener() = default;

    /// HubFound, HubNotFound, HubRefused, HubLost, IdentifyAsked.
    virtual void on_home(device::Event event) = 0;
    /// An owner took the camera in. @param hub What to remember.   @param wifi The network, if the
    /// hub said one.
    /// @error It cannot be kept: the hub is not told that it is.
    virtual Result<> on_paired(Secret hub, std::optional<hal::WifiCredentials> wifi) = 0;
    /// To be paired in this network: join it. Kept only once it is paired.
    virtual void on_network_seen(hal::WifiCredentials network) = 0;
    /// The hub's certificate for us was renewed. @error as on_paired
    virtual Result<> on_hub_changed(Secret hub) = 0;
    /// Something for the person at the device, where it can be watched.
    virtual void on_notice(const std::string& notice) = 0;

    virtual device::Telemetry telemetry() = 0;
    /// Of the settings in force; 0 if none were ever given.
    virtual std::int64_t settings_revision() = 0;
    /// @error They cannot be kept.
    virtual Result<> on_settings(const device::SettingsWanted& wanted) = 0;
    virtual void on_restart_asked() = 0;
    /// The hub has an update; `answer` settles the command, now or after a restart.
    virtual void on_firmware_offer(std::int64_t command, const device::FirmwareOffer& offer) = 0;
    /// What `ask_firmware` asked for.
    virtual void on_firmware_piece(const device::DataPiece& piece) = 0;
    /// A JPEG of what the camera sees. @error Unavailable  The sentence says why it sees nothing.
    virtual rt::Task<std::string> take_snapshot() = 0;
    virtual device::StreamOffer stream() = 0;
    virtual ClipRecorder& clips() = 0;
};

/// The camera's way to whom it belongs. Strand-bound.
class HomeLink {
  public:
    HomeLink() = default;
    HomeLink(const HomeLink&) = delete;
    HomeLink& operator=(const HomeLink&) = delete;
    HomeLink(HomeLink&&) = delete;
    HomeLink& operator=(HomeLink&&) = delete;
    virtual ~HomeLink() = default;

    /// Finds the hub that `memory` knows, and stays with it until it is lost. One attempt.
    virtual void seek(const CameraMemory& memory) = 0;
    /// Leaves it, or gives up seeking; nothing is told of that.
    virtual void leave() = 0;
    virtual void open_pairing() = 0;
    virtual void close_pairing() = 0;
    /// A QR code was held before the lens while pairing was open.
    virtual void on_code_seen(const std::string& text) = 0;
    /// Stage or light have changed: the hub hears it at once.
    virtual void on_change() = 0;
    /// Kept until the hub has seen it, as far as there is room.
    virtual void report(device::EventReport report) = 0;
    /// After a factory reset: whoever gets the camera next hears nothing of what was reported.
    virtual void forget() = 0;
    /// Another piece of an update, please. @param command The offer's.
    virtual void ask_firmware(std::int64_t command, std::int64_t offset) = 0;
    /// A command is settled; lost without a hub, which says the command again.
    virtual void answer(const device::CommandResult& result) = 0;
    /// Another clip waits for the hub.
    virtual void on_clip(const KeptClip& clip) = 0;
    virtual rt::Task<> stop() = 0;
};

/// A camera without a hub of ours: for other people's recorders and players. It is at home as soon
/// as it has a network.
class Standalone final : public HomeLink {
  public:
    /// @param wifi None for a board on a cable.   @param listener Outlives it.
    Standalone(std::optional<hal::WifiCredentials> wifi, HomeListener& listener)
        : wifi_(std::move(wifi)), listener_(listener) {}

    void seek(const CameraMemory& /*memory*/) override {
        is_paired_ = true;
        listener_.on_home(device::Event::HubFound);
    }
    void leave() override {}
    void open_pairing() override {
        // Whoever wrote the network down has paired it; to do so again would help no network that
        // is gone.
        if (std::exchange(is_paired_, true)) {
            return;
        }
        static_cast<void>(listener_.on_paired(Secret("standalone"), wifi_));
    }
    void close_pairing() override {}
    void on_code_seen(const std::string& /*text*/) override {}
    void on_change() override {}
    void report(device::EventReport /*report*/) override {}
    void forget() override {}
    void ask_firmware(std::int64_t /*command*/, std::int64_t /*offset*/) override {}
    void answer(const device::CommandResult& /*result*/) override {}
    void on_clip(const KeptClip& /*clip*/) override {}
    rt::Task<> stop() override { co_return Result<>(); }

  private:
    std::optional<hal::WifiCredentials> wifi_;
    HomeListener& listener_;
    bool is_paired_ = false;
};

}  // namespace porchlight::camera
