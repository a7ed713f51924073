// SPDX-License-Identifier: Apache-2.0
#include "hub/doctor/telemetry_evidence.hpp"

#include "device/link_message.hpp"
#include "hub/spoken.hpp"

#include <fmt/format.h>

namespace porchlight::hub {

namespace {

using device::LightMeaning;
using device::Telemetry;

constexpr std::chrono::hours kTooOld{24};
// Of the access point, as spec/doctor/observations/signal_told.toml divides them.
constexpr Dbm kStrong{-65};
constexpr Dbm kFair{-75};
/// A gauge that says so little is about to be wrong.
constexpr int kLowPercent = 10;
constexpr int kEmptyPercent = 3;
constexpr int kManyRestarts = 4;

enum class Heard : std::uint8_t {
    Nothing,
    LastWords,  ///< It has fallen silent since.
    Now,
};

/// How much of what it said last still counts.
Heard heard(const DeviceReport& report) {
    const HealthView& health = report.health;
    if (!health.telemetry || !health.told_ago || *health.told_ago > kTooOld) {
        return Heard::Nothing;
    }
    const bool since_it_fell = !report.silent_for || *health.told_ago < *report.silent_for;
    if (health.state == HealthState::Online && since_it_fell) {
        return Heard::Now;
    }
    const auto age_when_it_fell = *health.told_ago - health.heard_ago.value_or(*health.told_ago);
    return age_when_it_fell <= HealthLedger::kFresh ? Heard::LastWords : Heard::Nothing;
}

std::string cells_text(const Telemetry& telemetry) {
    std::string text;
    if (telemetry.battery) {
        text = fmt::format("{:.2f} V under load", telemetry.battery->count() / 1000.0);
    }
    if (telemetry.battery_percent) {
        text += fmt::format("{}{} %", text.empty() ? "" : ", ", *telemetry.battery_percent);
    }
    return text.empty() ? "its light says so" : text;
}

std::optional<Evidence> cells(const Telemetry& telemetry, Heard when) {
    const int percent = telemetry.battery_percent.value_or(100);
    std::string_view value = "good";
    if (telemetry.light == LightMeaning::BatteryCritical || percent <= kEmptyPercent) {
        value = "empty";
    } else if (telemetry.light == LightMeaning::BatteryLow || percent <= kLowPercent) {
        value = "low";
    } else if (when != Heard::Now || (!telemetry.battery && !telemetry.battery_percent)) {
        return std::nullopt;
    }
    return Evidence{"cells_told", std::string(value), "Cells: " + cells_text(telemetry)};
}

std::optional<Evidence> warmth(const Telemetry& telemetry, Heard when) {
    const std::string words =
        telemetry.temperature ? fmt::format("Board: {:.0f} °C", telemetry.temperature->degrees())
                              : "Board: its light says so";
    if (telemetry.light == LightMeaning::TooHot) {
        return Evidence{"warmth_told", "hot", words};
    }
    if (telemetry.light == LightMeaning::TooCold) {
        return Evidence{"warmth_told", "cold", words};
    }
    if (when != Heard::Now || !telemetry.temperature) {
        return std::nullopt;
    }
    return Evidence{"warmth_told", "normal", words};
}

std::optional<Evidence> signal(const Telemetry& telemetry, Heard when) {
    if (!telemetry.rssi || telemetry.band == device::Band::Wired) {
        return std::nullopt;
    }
    const std::string_view value = *telemetry.rssi >= kStrong ? "strong"
                                   : *telemetry.rssi >= kFair ? "fair"
                                                              : "weak";
    return Evidence{"signal_told", std::string(value),
                    fmt::format("Wi-Fi: {} dBm{}", telemetry.rssi->count(),
                                when == Heard::Now ? "" : " before it fell silent")};
}

std::optional<Evidence> reason(const Telemetry& telemetry) {
    using device::RebootReason;
    const auto why = [&]() -> std::string_view {
        switch (telemetry.reboot) {
            case RebootReason::PowerOn:
                return "power";
            case RebootReason::Watchdog:
                return "hung";
            case RebootReason::RolledBack:
                return "rolled_back";
            case RebootReason::SoftReset:
            case RebootReason::FactoryReset:
            case RebootReason::Update:
            case RebootReason::Command:
                return "asked";
            case RebootReason::Unknown:
                break;
        }
        return "";
    }();
    if (why.empty()) {
        return std::nullopt;
    }
    return Evidence{"start_reason", std::string(why),
                    fmt::format("Last start: {} ago, {}", spoken(telemetry.uptime),
                                device::word_of(telemetry.reboot))};
}

/// A device that began anew has a smaller running time than in the sample before.
int restarts(const store::TelemetrySeries& day) {
    int count = 0;
    for (const store::TelemetryHour& hour : day.hours) {
        count += hour.starts;
    }
    for (std::size_t i = 1; i < day.samples.size(); ++i) {
        count += day.samples[i].uptime_s < day.samples[i - 1].uptime_s ? 1 : 0;
    }
    return count;
}

std::optional<Evidence> restarts_told(const store::TelemetrySeries& day) {
    if (day.samples.size() < 2 && day.hours.empty()) {
        return std::nullopt;
    }
    const int count = restarts(day);
    const std::string_view value = count == 0 ? "none" : count < kManyRestarts ? "some" : "many";
    return Evidence{"restarts_told", std::string(value),
                    fmt::format("Starts in the last day: {}", count)};
}

void add(EvidenceList& list, std::optional<Evidence> evidence) {
    if (evidence) {
        list.push_back(std::move(*evidence));
    }
}

/// What its light or stage says that has an answer of its own.
void add_state(EvidenceList& list, const Telemetry& telemetry) {
    const std::string words = fmt::format("Its light: {}", device::word_of(telemetry.light));
    if (telemetry.stage == device::Stage::Updating || telemetry.light == LightMeaning::Updating) {
        list.push_back({"updating_now", "yes", "It said that it installs an update"});
    }
    if (telemetry.light == LightMeaning::StuckButton) {
        list.push_back({"button", "stuck", words});
    }
    if (telemetry.storage_total == Bytes(0)) {
        list.push_back({"memory_card", "not_seen", "It said that its card is gone"});
    } else if (telemetry.light == LightMeaning::StorageFault) {
        list.push_back({"memory_card", "error", words});
    }
}

void add_link(EvidenceList& list, const HealthView& health, Heard when) {
    if (when == Heard::Now) {
        list.push_back({"link_told", "up", "Its link: " + health.sentence});
    } else if (health.state == HealthState::Offline) {
        list.push_back({"link_told", "down", "Its link: " + health.sentence});
    }
}

}  // namespace

EvidenceList evidence_of(const DeviceReport& report) {
    EvidenceList list;
    const Heard when = heard(report);
    add_link(list, report.health, when);
    if (when == Heard::Nothing) {
        return list;
    }
    const Telemetry& telemetry = *report.health.telemetry;
    add(list, cells(telemetry, when));
    add(list, warmth(telemetry, when));
    add(list, signal(telemetry, when));
    add(list, reason(telemetry));
    add(list, restarts_told(report.day));
    add_state(list, telemetry);
    return list;
}

std::vector<TraitName> traits_of(const DeviceReport& report, std::string_view model) {
    std::vector<TraitName> traits{{"maker", "porchlight"}, {"path", "local"}};
    traits.push_back({"kind", model.find("doorbell") != std::string_view::npos ? "doorbell"
                              : model.find("hub") != std::string_view::npos    ? "hub"
                                                                               : "camera"});
    if (!report.health.telemetry) {
        return traits;
    }
    const Telemetry& telemetry = *report.health.telemetry;
    const bool has_cells = telemetry.battery || telemetry.battery_percent;
    traits.push_back({"power", has_cells ? "battery" : "wired"});
    if (telemetry.band) {
        traits.push_back({"radio", *telemetry.band == device::Band::Wired ? "cable" : "dual"});
    }
    return traits;
}

}  // namespace porchlight::hub
