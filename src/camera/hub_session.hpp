// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/home_link.hpp"
#include "net/link/pairing.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace porchlight::camera {

struct HubLinkSettings;

/// Reports that the hub has not seen yet; the oldest go when there are too many. Strand-bound.
class ReportQueue {
  public:
    /// @param on_change  Something was added, or seen.
    explicit ReportQueue(
        std::size_t most, std::function<void()> on_change = [] {})
        : most_(most), on_change_(std::move(on_change)) {}
    /// One of the same id takes its place.
    void add(const device::EventReport& report);
    void seen(std::int64_t id);
    void clear();
    [[nodiscard]] const std::deque<device::EventReport>& waiting() const { return waiting_; }

  private:
    std::size_t most_;
    std::function<void()> on_change_;
    std::deque<device::EventReport> waiting_;
};

/// One connection to the hub, from Hello to its end. Strand-bound; its coroutines hold it.
class HubSession {
  public:
    /// All outlive everything that runs on the strand.
    struct Parts {
        const Clock* clock = nullptr;
        const HubLinkSettings* settings = nullptr;
        HomeListener* listener = nullptr;
        ReportQueue* reports = nullptr;
    };

    HubSession(std::unique_ptr<net::link::Link> link, const Parts& parts,
               net::link::HubGrant grant);

    /// Hello and Welcome. @error Unavailable  The hub said Goodbye or went; see `is_refused`.
    static rt::Task<> greet(std::shared_ptr<HubSession> self);
    /// Until the link ends. Never a success.
    static rt::Task<> live(std::shared_ptr<HubSession> self);

    void send(const device::LinkMessage& message);
    void send_telemetry();
    void offer(const KeptClip& clip);
    /// Nothing is sent or asked of the camera any more.
    void close();
    /// The hub does not know this camera (any more).
    [[nodiscard]] bool is_refused() const { return is_refused_; }

  private:
    static rt::Task<> send_telemetry_for_ever(std::shared_ptr<HubSession> self);
    static rt::Task<> offer_what_there_is(std::shared_ptr<HubSession> self);
    static rt::Task<> snap(std::shared_ptr<HubSession> self, std::int64_t command);
    static rt::Task<> send_piece(std::shared_ptr<HubSession> self, device::DataRequest request);

    Result<> take(const std::string& text);
    void take_settings(const device::SettingsWanted& wanted);
    void take_command(const device::Command& command);
    Result<> take_goodbye(const device::Goodbye& goodbye);
    [[nodiscard]] Result<> take_data(const std::string& frame) const;
    void wish_certificate();
    void take_certificate(const device::CertificateIssued& issued);
    void start(const char* what, rt::Task<> task);

    std::unique_ptr<net::link::Link> link_;
    Parts parts_;
    net::link::HubGrant grant_;
    std::chrono::seconds telemetry_every_{30};
    UtcTime hub_time_;                     ///< When it welcomed us, by its clock…
    MonotonicTime welcomed_;               ///< …and by ours.
    std::optional<MonotonicTime> wished_;  ///< For a new certificate.
    /// Pictures that wait to be fetched, by command; the last few.
    std::map<std::int64_t, std::string> snapshots_;
    bool is_welcome_ = false;
    bool is_refused_ = false;
    bool is_closed_ = false;
    std::weak_ptr<HubSession> self_;
};

}  // namespace porchlight::camera
