// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.hpp"
#include "sim/place.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace porchlight::sim {

/// Wi-Fi on 2.4 and 5 GHz, and the slow radio between a hub and its battery cameras (868/915 MHz).
enum class AirBand : std::uint8_t { Wifi24, Wifi5, HubRadio };

/// What a wall takes away, in dB: 3.4 for a light and 6.9 for a heavy wall (COST 231 multi-wall
/// model), concrete and metal more; half as much again on 5 GHz, half on the hub radio.
[[nodiscard]] double wall_loss(Material material, AirBand band);

/// dB lost on the way: what free space takes in the first metre, then 25 dB for each tenfold of
/// distance (free space alone is 20, ITU-R P.1238 has 28 for homes with their walls), then walls.
[[nodiscard]] double path_loss(AirBand band, Position a, Position b, std::span<const Wall> walls);

/// An oven that leaks while it runs, on half of the mains' period. It reaches the upper channels
/// of 2.4 GHz most. Source: NTIA TR-94-303.
struct Microwave {
    Position at = {};
    bool runs = false;
};

/// Everything in the air that is not ours.
struct Air {
    std::vector<Wall> walls;
    std::vector<Microwave> microwaves;
    /// Share of the time that neighbours fill channels 1, 6 and 11 of 2.4 GHz, 0 to 1.
    std::array<double, 3> busy24{.15, .15, .15};
    double busy5 = .05;

    /// Of that channel; those between take the nearest of the three.
    [[nodiscard]] double busy(AirBand band, int channel) const;
    /// 1, 6 or 11.
    [[nodiscard]] int quietest_channel() const;
};

/// A way through the air as it arrives.
struct Link {
    Dbm rssi{-120};
    double snr_db = 0;
    double airtime = 0;  ///< Share of time in which it can be used.
    double mbit = 0;     ///< What gets through.
};

/// @param channel  Wi-Fi channel; matters on 2.4 GHz.
[[nodiscard]] Link link_between(const Air& air, AirBand band, int channel, Position sender,
                                Position receiver);

/// Good enough to stay connected. Most networks work above -80 dBm and none much below -88.
[[nodiscard]] bool holds(const Link& link);
/// Good enough to begin: 4 dB better.
[[nodiscard]] bool can_begin(const Link& link);
/// Good enough for live video: device facts 1.2 ask for 2 Mbit a second.
[[nodiscard]] bool carries_video(const Link& link);

}  // namespace porchlight::sim
