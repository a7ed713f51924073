// SPDX-License-Identifier: Apache-2.0
#include "sim/air.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace porchlight::sim {

namespace {

constexpr std::array kWallLoss{3.4, 6.9, 13.0, 26.0};
/// Of free space at 1 m: 20 log10(f) - 147.55.
constexpr std::array kFirstMetre{40.2, 46.8, 31.2};
constexpr std::array kWallFactor{1.0, 1.5, .5};
/// Sent, with both antennas: 20 dBm from a router on 2.4 GHz and 23 on 5 GHz, less 5 dB that a
/// small antenna in a small case loses and 8 dB for the moments in which echoes cancel it; the same
/// 14 dBm from a hub's slow radio, which needs 20 dB less.
constexpr std::array kSent{7.0, 10.0, 21.0};

constexpr double kPerTenfold = 25;
constexpr double kNoise = -95;
constexpr double kOvenSends = 16;
constexpr double kOvenOn = .5;  ///< Of the time, while it runs.
constexpr double kOvenChannel = 10;

double power_sum(double a_db, double b_db) {
    return 10 * std::log10(std::pow(10, a_db / 10) + std::pow(10, b_db / 10));
}

/// How much of an oven is heard on a channel of 2.4 GHz; it wanders around channel 10.
double off_channel(int channel) {
    constexpr double kPerChannel = 4;
    return std::max(0.0, std::abs(channel - kOvenChannel) - 2) * kPerChannel;
}

double noise_while_ovens_are_on(const Air& air, int channel, Position receiver) {
    double noise = kNoise;
    for (const Microwave& oven : air.microwaves) {
        if (oven.runs) {
            const double heard = kOvenSends - off_channel(channel) -
                                 path_loss(AirBand::Wifi24, oven.at, receiver, air.walls);
            noise = power_sum(noise, heard);
        }
    }
    return noise;
}

/// About what 802.11n does in 20 MHz; less than 6 dB carries nothing.
double mbit_at(double snr_db) {
    constexpr double kLeast = 6;
    constexpr double kBest = 50;
    return snr_db < kLeast ? 0 : std::min(kBest, 1 + (snr_db - kLeast) * 2);
}

constexpr double kLeastRssi = -88;
constexpr double kLeastSnr = 6;
constexpr double kLeastAirtime = .12;

bool holds_with_margin(const Link& link, int margin) {
    return link.rssi.count() >= kLeastRssi + margin && link.snr_db >= kLeastSnr + margin &&
           link.airtime >= kLeastAirtime;
}

}  // namespace

double wall_loss(Material material, AirBand band) {
    return kWallLoss.at(static_cast<std::size_t>(material)) *
           kWallFactor.at(static_cast<std::size_t>(band));
}

double path_loss(AirBand band, Position a, Position b, std::span<const Wall> walls) {
    const double metres = std::max(1.0, metres_between(a, b));
    double loss = kFirstMetre.at(static_cast<std::size_t>(band)) + kPerTenfold * std::log10(metres);
    for (const Wall& wall : walls) {
        loss += crosses(wall, a, b) ? wall_loss(wall.material, band) : 0;
    }
    return loss;
}

double Air::busy(AirBand band, int channel) const {
    if (band != AirBand::Wifi24) {
        return band == AirBand::Wifi5 ? busy5 : 0;
    }
    constexpr int kSecond = 4;
    constexpr int kThird = 9;
    return busy24.at(channel < kSecond ? 0 : channel < kThird ? 1 : 2);
}

int Air::quietest_channel() const {
    constexpr int kStep = 5;
    return 1 + kStep * static_cast<int>(std::ranges::min_element(busy24) - busy24.begin());
}

Link link_between(const Air& air, AirBand band, int channel, Position sender, Position receiver) {
    Link link;
    const double rssi =
        kSent.at(static_cast<std::size_t>(band)) - path_loss(band, sender, receiver, air.walls);
    link.rssi = Dbm(static_cast<int>(std::lround(rssi)));
    link.snr_db = rssi - kNoise;
    link.airtime = 1 - std::clamp(air.busy(band, channel), 0.0, 1.0);
    if (band == AirBand::Wifi24) {
        const double loud = std::max(noise_while_ovens_are_on(air, channel, sender),
                                     noise_while_ovens_are_on(air, channel, receiver));
        if (rssi - loud < kLeastSnr) {
            link.airtime -= kOvenOn;  // the pauses of the oven are left
        }
    }
    link.airtime = std::max(0.0, link.airtime);
    link.mbit = mbit_at(link.snr_db) * link.airtime;
    return link;
}

bool holds(const Link& link) {
    return holds_with_margin(link, 0);
}

bool can_begin(const Link& link) {
    constexpr int kMargin = 4;
    return holds_with_margin(link, kMargin);
}

bool carries_video(const Link& link) {
    constexpr double kVideo = 2;
    return holds(link) && link.mbit >= kVideo;
}

}  // namespace porchlight::sim
