// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/health_ledger.hpp"

#include "device/link_message.hpp"
#include "hub/spoken.hpp"

#include <fmt/format.h>

#include <utility>

namespace porchlight::hub {

namespace {

constexpr std::chrono::hours kTrimEvery{1};

template <typename Unit>
auto count_of(const std::optional<Unit>& value) -> std::optional<decltype(value->count())> {
    return value ? std::optional(value->count()) : std::nullopt;
}

store::TelemetrySample sample_of(const Serial& serial, UtcTime at,
                                 const device::Telemetry& telemetry) {
    store::TelemetrySample sample;
    sample.serial = serial;
    sample.at = at;
    sample.battery_mv = count_of(telemetry.battery);
    sample.battery_percent = telemetry.battery_percent;
    sample.energy_mwh = count_of(telemetry.energy_used);
    sample.rssi_dbm = count_of(telemetry.rssi);
    sample.channel = telemetry.channel;
    if (telemetry.temperature) {
        sample.temperature_c = telemetry.temperature->degrees();
    }
    sample.storage_used = count_of(telemetry.storage_used);
    sample.uptime_s = telemetry.uptime.count();
    return sample;
}

std::string sentence_of(HealthState state, std::optional<std::chrono::seconds> silent) {
    const std::string since = silent ? " for " + spoken(*silent) : "";
    switch (state) {
        case HealthState::NeverSeen:
            return "It is paired, and has not been heard yet.";
        case HealthState::Online:
            return "It is online.";
        case HealthState::Quiet:
            return fmt::format("It is connected, but has said nothing{}.", since);
        case HealthState::Offline:
            return fmt::format("It has not been connected{}.", since);
        case HealthState::NotSinceStart:
            return "The hub has just started, and has not heard it since.";
    }
    return {};
}

}  // namespace

HealthLedger::HealthLedger(store::Store& store, const Clock& clock)
    : store_(&store), clock_(&clock) {}

rt::Task<> HealthLedger::load() {
    PL_CO_TRY(const auto rows, co_await store_->health());
    for (const store::DeviceHealth& row : rows) {
        Entry entry;
        entry.last_seen = row.last_seen;
        entry.address = row.address;
        if (auto telemetry = device::telemetry_from_json(row.telemetry)) {
            entry.telemetry = std::move(*telemetry);
        }
        entries_[row.serial] = std::move(entry);
    }
    co_return Result<>();
}

void HealthLedger::linked(const Serial& serial, std::string address) {
    Entry& entry = entries_[serial];
    entry.linked = true;
    entry.heard = clock_->monotonic_now();
    entry.last_seen = clock_->utc_now();
    entry.address = std::move(address);
    entry.dirty = true;
}

void HealthLedger::heard(const Serial& serial, device::Telemetry telemetry) {
    Entry& entry = entries_[serial];
    entry.heard = clock_->monotonic_now();
    entry.told = entry.heard;
    entry.last_seen = clock_->utc_now();
    entry.dirty = true;
    if (waiting_.size() >= kMostWaiting) {
        waiting_.erase(waiting_.begin(), waiting_.begin() + kMostWaiting / 10);
    }
    waiting_.push_back(sample_of(serial, *entry.last_seen, telemetry));
    entry.telemetry = std::move(telemetry);
}

void HealthLedger::unlinked(const Serial& serial) {
    if (const auto found = entries_.find(serial); found != entries_.end()) {
        found->second.linked = false;
    }
}

void HealthLedger::forget(const Serial& serial) {
    entries_.erase(serial);
    std::erase_if(waiting_, [&](const auto& sample) { return sample.serial == serial; });
}

HealthState HealthLedger::state_of(const Entry& entry) const {
    if (!entry.telemetry && !entry.linked) {
        return HealthState::NeverSeen;
    }
    if (!entry.heard) {
        return HealthState::NotSinceStart;
    }
    if (!entry.linked) {
        return HealthState::Offline;
    }
    const bool is_fresh = entry.told && clock_->monotonic_now() - *entry.told <= kFresh;
    return is_fresh ? HealthState::Online : HealthState::Quiet;
}

HealthView HealthLedger::view(const Serial& serial) const {
    const auto found = entries_.find(serial);
    if (found == entries_.end()) {
        return {
            HealthState::NeverSeen, {}, {}, {}, sentence_of(HealthState::NeverSeen, {}), {}, {}};
    }
    const Entry& entry = found->second;
    const HealthState state = state_of(entry);
    const auto ago = [this](const std::optional<MonotonicTime>& when) {
        return when ? std::optional(
                          std::chrono::floor<std::chrono::seconds>(clock_->monotonic_now() - *when))
                    : std::nullopt;
    };
    const auto silent = ago(entry.heard);
    return {state,  entry.last_seen, entry.telemetry, entry.address, sentence_of(state, silent),
            silent, ago(entry.told)};
}

std::vector<store::DeviceHealth> HealthLedger::dirty_rows() {
    std::vector<store::DeviceHealth> rows;
    for (auto& [serial, entry] : entries_) {
        if (std::exchange(entry.dirty, false)) {
            rows.push_back({serial, entry.last_seen,
                            entry.telemetry ? device::to_json(*entry.telemetry) : "",
                            entry.address});
        }
    }
    return rows;
}

rt::Task<> HealthLedger::flush() {
    auto rows = dirty_rows();
    auto samples = std::exchange(waiting_, {});
    auto keeping = store_->add_telemetry(samples);
    if (const auto kept = co_await std::move(keeping); !kept) {
        waiting_.insert(waiting_.begin(), samples.begin(), samples.end());
        co_return kept.error();
    }
    auto saving = store_->set_health(std::move(rows));
    PL_CO_TRY_VOID(co_await std::move(saving));
    if (!trimmed_ || clock_->monotonic_now() - *trimmed_ >= kTrimEvery) {
        trimmed_ = clock_->monotonic_now();
        co_return co_await store_->trim_telemetry({});
    }
    co_return Result<>();
}

}  // namespace porchlight::hub
