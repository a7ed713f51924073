// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace porchlight {

namespace {

/// Takes text apart from the front; remembers whether it has been as expected so far.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count, int least, int most) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const bool is_digit = i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9';
            good_ = good_ && is_digit;
            value = is_digit ? value * 10 + (rest_[i] - '0') : 0;
        }
        rest_.remove_prefix(std::min(count, rest_.size()));
        good_ = good_ && value >= least && value <= most;
        return value;
    }
    char any_of(std::string_view allowed) {
        good_ = good_ && !rest_.empty() && allowed.find(rest_.front()) != std::string_view::npos;
        const char c = rest_.empty() ? '\0' : rest_.front();
        rest_.remove_prefix(std::min<std::size_t>(1, rest_.size()));
        return c;
    }
    /// ".25" as microseconds; further digits are cut off.
    Microseconds fraction() {
        Microseconds value{0};
        if (rest_.empty() || rest_.front() != '.') {
            return value;
        }
        rest_.remove_prefix(1);
        int unit = 100000;
        good_ = good_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
        for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; unit /= 10) {
            value += Microseconds((rest_.front() - '0') * unit);
            rest_.remove_prefix(1);
        }
        return value;
    }
    [[nodiscard]] bool is_done() const { return good_ && rest_.empty(); }

  private:
    std::string_view rest_;
    bool good_ = true;
};

std::chrono::minutes read_offset(Scanner& scan) {
    const char sign = scan.any_of("Zz+-");
    if (sign != '+' && sign != '-') {
        return {};
    }
    const int hours = scan.digits(2, 0, 23);
    scan.any_of(":");
    const std::chrono::minutes offset(hours * 60 + scan.digits(2, 0, 59));
    return sign == '-' ? -offset : offset;
}

}  // namespace

Result<UtcTime> from_rfc3339(std::string_view text) {
    Scanner scan(text);
    const std::chrono::year year(scan.digits(4, 1970, 9999));
    scan.any_of("-");
    const std::chrono::month month(static_cast<unsigned>(scan.digits(2, 1, 12)));
    scan.any_of("-");
    const std::chrono::day day(static_cast<unsigned>(scan.digits(2, 1, 31)));
    scan.any_of("Tt ");
    Microseconds time = std::chrono::hours(scan.digits(2, 0, 23));
    scan.any_of(":");
    time += std::chrono::minutes(scan.digits(2, 0, 59));
    scan.any_of(":");
    time += std::chrono::seconds(scan.digits(2, 0, 60));
    time += scan.fraction();
    time -= read_offset(scan);
    const std::chrono::year_month_day date(year, month, day);
    if (!scan.is_done() || !date.ok()) {
        return Error(ErrorCode::InvalidArgument,
                     "A time must look like \"2026-11-21T08:15:30.250Z\".");
    }
    return UtcTime(std::chrono::sys_days(date)) + time;
}

std::string to_rfc3339(UtcTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(time - day));
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

UtcTime SystemClock::utc_now() const {
    return std::chrono::time_point_cast<Microseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic_now() const {
    return MonotonicTime(std::chrono::duration_cast<Microseconds>(
        std::chrono::steady_clock::now().time_since_epoch()));
}

UtcTime FakeClock::utc_now() const {
    const std::lock_guard lock(mutex_);
    return utc_;
}

MonotonicTime FakeClock::monotonic_now() const {
    const std::lock_guard lock(mutex_);
    return monotonic_;
}

void FakeClock::advance(Microseconds by) {
    const std::lock_guard lock(mutex_);
    utc_ += by;
    monotonic_ += by;
}

void FakeClock::set_utc(UtcTime to) {
    const std::lock_guard lock(mutex_);
    utc_ = to;
}

}  // namespace porchlight
