// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "camera/home_link.hpp"
#include "camera/hub_memory.hpp"
#include "net/link/pairing.hpp"
#include "rt/job.hpp"

#include <memory>
#include <optional>
#include <string>

namespace porchlight::camera {

struct HubLinkSettings {
    net::link::DeviceIdentity identity;
    LabelSecrets label;
    std::string model;
    std::string firmware;
    /// Where an unpaired camera looks for a hub.
    net::link::HubAddress hub;
    /// Where reports are kept that the hub has not seen; empty: nowhere. They are written so long
    /// after the first change: most have been seen by then, and flash does not last for ever.
    std::string report_file;
    std::chrono::milliseconds keep_reports_after{3000};
};

/// The link to a Porchlight hub: pairing while its window is open, and then one connection by which
/// telemetry and events go out and settings and commands come in.
///
///   seek: dial ─▶ Hello ─▶ Welcome ── HubFound ──▶ at home ── link ends ──▶ HubLost
///           │                └ Goodbye (not registered) ──▶ HubRefused
///           └ nobody answers ──▶ HubNotFound; the life asks again after a while
///
/// A camera that has just lost its hub waits up to 3 s before it dials: a thousand of them must not
/// come at the same moment. Strand-bound; coroutines of it that were cancelled may go on for a
/// moment and touch nothing of it any more.
class HubLink final : public HomeLink {
  public:
    static constexpr std::chrono::seconds kDialLimit{10};
    static constexpr std::chrono::seconds kWelcomeLimit{15};
    static constexpr std::chrono::milliseconds kMostJitter{3000};
    /// Reports that wait for the hub; the oldest go first.
    static constexpr std::size_t kMostReports = 200;

    /// All by reference outlive it and everything that runs on the strand.
    HubLink(rt::asio::any_io_executor strand, HubLinkSettings settings, const Clock& clock,
            Random& random, HomeListener& listener);
    ~HubLink() override;
    HubLink(const HubLink&) = delete;
    HubLink& operator=(const HubLink&) = delete;
    HubLink(HubLink&&) = delete;
    HubLink& operator=(HubLink&&) = delete;

    void seek(const CameraMemory& memory) override;
    void leave() override;
    void open_pairing() override;
    void close_pairing() override;
    void on_code_seen(const std::string& text) override;
    void on_change() override;
    void report(device::EventReport report) override;
    void forget() override;
    void ask_firmware(std::int64_t command, std::int64_t offset) override;
    void answer(const device::CommandResult& result) override;
    void on_clip(const KeptClip& clip) override;
    rt::Task<> stop() override;

  private:
    struct State;
    std::shared_ptr<State> state_;
    std::optional<rt::Job> seeking_;
    std::optional<rt::Job> pairing_;
};

}  // namespace porchlight::camera
