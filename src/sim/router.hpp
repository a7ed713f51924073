// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "sim/air.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::sim {

enum class Security : std::uint8_t { Open, Wpa2, Wpa2Wpa3, Wpa3 };
[[nodiscard]] std::optional<Security> security_named(std::string_view name);

/// A network as a device remembers it.
struct WifiLogin {
    std::string ssid;
    std::string password;
    bool operator==(const WifiLogin&) const = default;
};

/// A device that wants in.
struct Station {
    std::string_view serial;
    Position at = {};
    bool hears_5ghz = false;
    bool speaks_wpa3 = false;
    WifiLogin login = {};
};

enum class Admission : std::uint8_t {
    Joined,
    NotFound,  ///< No such network, too weak, wrong band, or a security it cannot speak.
    PasswordRefused,
    Steered,    ///< Told to use 5 GHz; to the device it looks like a network that is not there.
    NoAddress,  ///< On the Wi-Fi, but DHCP has nothing to give.
};

/// How a router is set up; its owner's choices.
struct RouterPlan {
    Position at{4, 4};
    WifiLogin login{"home", "lantern-street"};
    Security security = Security::Wpa2;
    bool band24 = true;
    bool band5 = true;
    bool steers = false;  ///< "Smart Connect": one name, and strong stations must go to 5 GHz.
    int channel24 = 6;
    bool moves_at_night = false;  ///< At 3 o'clock it goes to the quietest channel.
    int addresses = 100;
    Microseconds lease = std::chrono::hours(24);
    /// Of its 32 MB of memory; when they are full it answers nobody until its power goes.
    double leaks_mb_an_hour = 0;
    std::vector<Position> extenders;
};

/// Access point, DHCP and switch in one box, as homes have it. Strand-bound.
///
/// Steering as many routers do it: a station that arrives stronger than -65 dBm on 2.4 GHz gets no
/// answer there while 5 GHz is on, so that it tries 5 GHz, unless the router has seen it on 2.4 GHz
/// before. Farther away, or with 5 GHz switched off, the same station gets in (origin article
/// facts C23).
class Router {
  public:
    /// After power comes, until its Wi-Fi is there.
    static constexpr Microseconds kBoot = std::chrono::seconds(60);

    explicit Router(RouterPlan plan) : plan_(std::move(plan)) {}

    [[nodiscard]] const RouterPlan& plan() const { return plan_; }
    /// Its settings; what changes is seen by all at once.
    [[nodiscard]] RouterPlan& settings() { return plan_; }

    void power_off();
    void power_on(Microseconds now);
    /// Goes to another channel of 2.4 GHz; its stations lose it for some seconds.
    void retune(int channel, Microseconds now);
    [[nodiscard]] bool is_powered() const { return on_since_.has_value(); }
    [[nodiscard]] bool is_up(Microseconds now) const;

    /// The best of router and extenders.
    [[nodiscard]] Link link(const Air& air, AirBand band, Position at) const;
    [[nodiscard]] Admission admit(const Station& station, const Air& air, Microseconds now);
    /// It has been on 2.4 GHz here before.
    void remember(std::string_view serial) { seen_on_24_.emplace(serial); }
    /// Still welcome: the network it knows is there, with the password it knows, and in reach.
    [[nodiscard]] bool keeps(const Station& station, const Air& air, Microseconds now) const;

    /// The number that ends its address, while the lease runs; renewed by asking.
    std::optional<int> lease(std::string_view serial, Microseconds now);
    [[nodiscard]] std::optional<int> address_of(std::string_view serial) const;
    /// Somebody's laptop is set to that address by hand; DHCP does not see it before the router
    /// starts anew and looks around.
    void squat(int address) { squatted_.insert(address); }
    [[nodiscard]] bool is_in_conflict(std::string_view serial) const;

  private:
    /// @param up  Since its power came.
    [[nodiscard]] bool is_hung(Microseconds up) const;
    struct Lease {
        int address = 0;
        Microseconds until{0};
    };
    [[nodiscard]] bool shows(const Station& station, const Air& air, Microseconds now,
                             bool (*enough)(const Link&)) const;
    [[nodiscard]] bool steers_away(const Station& station, const Air& air) const;
    [[nodiscard]] std::optional<int> free_address(Microseconds now) const;

    RouterPlan plan_;
    std::optional<Microseconds> on_since_ = -kBoot;
    Microseconds quiet_until_{0};
    std::map<std::string, Lease, std::less<>> leases_;
    std::set<int> squatted_;
    std::set<int> avoided_;
    std::set<std::string, std::less<>> seen_on_24_;
};

}  // namespace porchlight::sim
