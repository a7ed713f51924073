// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "device/binding.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace porchlight::sim {

/// What lies between the router and the world.
struct Line {
    bool is_up = true;
    bool has_dns = true;
    bool has_ntp = true;
    double up_mbit = 10;

    [[nodiscard]] bool reaches_world() const { return is_up && has_dns; }
};

/// A firmware as its maker publishes it.
struct Release {
    int number = 1;
    bool starts = true;  ///< One that does not is found out by the self-test.
    double leaks_mb_an_hour = 0;  ///< Of 64 MB of memory; then it hangs.
};

/// A maker's cloud: up or not, and it answers an account only so often.
struct Cloud {
    bool is_up = true;
    Release latest = {};
    int asks_per_minute = 30;
    std::deque<Microseconds> asked;

    /// One request of this home's account. @return Whether it is answered.
    bool ask(Microseconds now);
};

/// Who owns which serial: the tables of device/binding.hpp. The maker's cloud keeps it, or our hub.
class Registry {
  public:
    device::BindingAnswer ask(std::string_view serial, const device::BindingRequest& request);
    [[nodiscard]] HomeId owner_of(std::string_view serial) const;

  private:
    std::map<std::string, device::Binding, std::less<>> bindings_;
};

/// The home that is simulated, and the one that others live in.
inline constexpr HomeId kThisHome{1};
inline constexpr HomeId kOtherHome{2};

}  // namespace porchlight::sim
