// SPDX-License-Identifier: Apache-2.0
#include "camera/energy_ledger.hpp"

#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace porchlight::camera {

namespace {

using device::EnergyUse;
using device::kEnergyUses;
using Hours = std::chrono::duration<double, std::ratio<3600>>;

constexpr std::string_view kTextHead = "porchlight energy 1\n";

constexpr std::size_t index_of(EnergyUse use) {
    return static_cast<std::size_t>(use);
}

double to_a_tenth(double value) {
    return std::round(value * 10) / 10;
}

}  // namespace

EnergyLedger::EnergyLedger(EnergyRates rates, const Amounts& used, Microseconds age)
    : rates_(rates), used_(used), age_(age) {}

void EnergyLedger::set(EnergyUse use, bool goes_on, MonotonicTime now) {
    advance(now);
    goes_on_.at(index_of(use)) = goes_on;
}

void EnergyLedger::count_wake() {
    used_.at(index_of(EnergyUse::MotionWake)) += rates_.wake_milliwatt_hours;
}

void EnergyLedger::advance(MonotonicTime now) {
    const Microseconds passed = std::max(now - counted_to_.value_or(now), Microseconds(0));
    counted_to_ = std::max(now, counted_to_.value_or(now));
    age_ += passed;
    for (std::size_t i = 0; i < kEnergyUses; ++i) {
        used_.at(i) += goes_on_.at(i) ? rates_.milliwatts.at(i) * Hours(passed).count() : 0;
    }
}

void EnergyLedger::new_cells(MonotonicTime now) {
    advance(now);
    used_ = {};
    age_ = {};
}

double EnergyLedger::total() const {
    return std::accumulate(used_.begin(), used_.end(), 0.0);
}

std::optional<EnergyUse> EnergyLedger::largest() const {
    const auto* const most = std::ranges::max_element(used_);
    return *most > 0 ? std::optional(static_cast<EnergyUse>(most - used_.begin())) : std::nullopt;
}

std::optional<double> EnergyLedger::days_left() const {
    if (age_ < kTooEarly) {
        return std::nullopt;
    }
    const double a_day = total() / (Hours(age_).count() / 24);
    if (a_day <= 0) {
        return std::nullopt;
    }
    return std::max(rates_.cells_milliwatt_hours - total(), 0.0) / a_day;
}

device::EnergyAccount EnergyLedger::account() const {
    device::EnergyAccount account;
    account.counted_for = std::chrono::floor<std::chrono::seconds>(age_);
    if (const auto days = days_left()) {
        account.days_left = to_a_tenth(std::min(*days, device::kMostDaysLeft));
    }
    std::ranges::transform(used_, account.used.amounts.begin(),
                           [](double amount) { return MilliwattHours(to_a_tenth(amount)); });
    return account;
}

std::string to_text(const EnergyLedger& ledger) {
    std::string text = fmt::format("{}{}\n", kTextHead, ledger.age().count());
    for (const double amount : ledger.used()) {
        text += fmt::format("{:.6f}\n", amount);
    }
    return text;
}

std::optional<EnergyLedger> parse_ledger(std::string_view text, const EnergyRates& rates) {
    if (!text.starts_with(kTextHead)) {
        return std::nullopt;
    }
    text.remove_prefix(kTextHead.size());
    const auto age = net::parse_number<std::int64_t>(net::take_until(text, '\n'));
    EnergyLedger::Amounts used{};
    for (double& amount : used) {
        const std::string line(net::take_until(text, '\n'));
        char* end = nullptr;
        amount = std::strtod(line.c_str(), &end);
        const bool is_amount = amount >= 0 && amount <= device::kMostEnergy;  // "nan" is none
        if (line.empty() || *end != '\0' || !is_amount) {
            return std::nullopt;
        }
    }
    return age && *age >= 0 ? std::optional(EnergyLedger(rates, used, Microseconds(*age)))
                            : std::nullopt;
}

bool are_new_cells(Millivolts before, Millivolts now) {
    constexpr Millivolts kNew(1650);
    constexpr Millivolts kLeap(100);
    return now >= kNew && now - before >= kLeap;
}

}  // namespace porchlight::camera
