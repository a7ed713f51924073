// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bit_rate.hpp"
#include "base/secret.hpp"
#include "base/units.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hal {

enum class RadioState : std::uint8_t {
    Off,       ///< Switched off, or the adapter is gone.
    Idle,      ///< On, and neither in a network nor on its way into one.
    Scanning,  ///< Looking for networks.
    Joining,   ///< A network was found; it is being joined.
    Joined,    ///< In a network. Says nothing of an address or the internet.
};

enum class WifiBand : std::uint8_t { Ghz2, Ghz5, Ghz6 };

/// A channel as people call it: numbers repeat from band to band.
struct WifiChannel {
    WifiBand band = WifiBand::Ghz2;
    int number = 0;
    friend bool operator==(const WifiChannel&, const WifiChannel&) = default;
};
/// Empty when no Wi-Fi channel is there. @source IEEE 802.11-2020 annex E, 802.11ax-2021 27.3.23.2
[[nodiscard]] std::optional<WifiChannel> channel_of(Megahertz frequency);

struct RadioStatus {
    RadioState state = RadioState::Off;
    // Known when Joined, else empty:
    std::string ssid;                       ///< Any bytes, at most 32; mostly UTF-8.
    std::string bssid;                      ///< The access point, "02:00:00:00:00:01".
    std::optional<Megahertz> frequency;     ///< Of the channel.
    std::optional<Megahertz> width;         ///< Of the channel.
    std::optional<Dbm> rssi;                ///< Of what arrives from the access point.
    std::optional<KilobitsPerSecond> rate;  ///< At which the camera sends.
    friend bool operator==(const RadioStatus&, const RadioStatus&) = default;
};

enum class WifiSecurity : std::uint8_t {
    Open,
    Password,  ///< WPA, WPA2 or WPA3 with a password.
    Other,     ///< We cannot join it: WEP, enterprise login, OWE.
};

/// One that was heard.
struct AccessPoint {
    std::string ssid;   ///< Empty when it hides its name.
    std::string bssid;  ///< "02:00:00:00:00:01"
    Megahertz frequency;
    Dbm rssi;
    WifiSecurity security = WifiSecurity::Open;
    friend bool operator==(const AccessPoint&, const AccessPoint&) = default;
};
/// Strongest first.
void sort_by_strength(std::vector<AccessPoint>& points);

struct WifiCredentials {
    std::string ssid;
    Secret password;  ///< Empty for an open network.
};

/// How an attempt to join ended.
enum class JoinOutcome : std::uint8_t {
    Joined,
    WrongPassword,  ///< The access point did not accept it. A very weak link can look the same.
    NotFound,       ///< No network of this name was heard, twice.
    Refused,        ///< The access point turned us away: full, or it allows known devices only.
    TimedOut,       ///< It was there, and did not finish.
};
/// For a householder, e.g. "The Wi-Fi network "Home" does not accept this password."
[[nodiscard]] std::string sentence_of(JoinOutcome outcome, const std::string& ssid);

/// What every radio asks of credentials before it tries them.
/// @error InvalidArgument  No name or one of more than 32 bytes; a password that is neither 8 to 63
///        printable ASCII characters nor 64 hexadecimal digits.
/// @source IEEE 802.11-2020 J.4.1
[[nodiscard]] Result<> check_credentials(const WifiCredentials& credentials);

/// The camera's Wi-Fi. Strand-bound; the radio outlives its calls. It remembers no network over a
/// restart: who joins keeps the credentials.
class Radio {
  public:
    Radio() = default;
    Radio(const Radio&) = delete;
    Radio& operator=(const Radio&) = delete;
    Radio(Radio&&) = delete;
    Radio& operator=(Radio&&) = delete;
    virtual ~Radio() = default;

    /// Quick; may be asked while a join or scan runs.
    /// @error Unavailable, TimedOut  What drives the radio does not answer.   @error Corrupt
    virtual rt::Task<RadioStatus> status() = 0;
    /// Listens on all channels, some seconds long. Strongest first.
    /// @error FailedPrecondition  The radio is off.
    /// @error Unavailable  Busy with another scan or join of ours, or as above.
    virtual rt::Task<std::vector<AccessPoint>> scan() = 0;
    /// Leaves the present network and joins this one. Joined, the radio comes back by itself when
    /// the link breaks; after any other outcome it is idle. Cancelled, it may still go on: leave.
    /// @error InvalidArgument  See check_credentials.   Else as `scan`.
    virtual rt::Task<JoinOutcome> join(WifiCredentials credentials) = 0;
    /// Leaves and forgets the network. Already done when there is none.
    /// @error Unavailable, TimedOut  As above.
    virtual rt::Task<> leave() = 0;
};

}  // namespace porchlight::hal
