// SPDX-License-Identifier: Apache-2.0
#include "sim/supply.hpp"

#include <algorithm>

namespace porchlight::sim {

double Cable::ohms() const {
    const auto per_metre = [this] {
        switch (gauge) {
            case 20:
                return .033;
            case 22:
                return .053;
            case 24:
                return .084;
            default:
                return .213;
        }
    };
    return 2 * metres * per_metre();
}

double Adapter::volts_at(double milliamps) const {
    // Half a volt for each tenth of its rating beyond it: it protects itself.
    const double overload = std::max(0.0, milliamps / rated_milliamps - 1);
    return std::max(0.0, volts - overload * 5 - milliamps / 1000 * cable.ohms());
}

double Pack::volts_of_one(double milliamps, Celsius temperature) const {
    double sum = 0;
    for (const Cell& cell : cells) {
        sum += cell.volts(milliamps, temperature);
    }
    return cells.empty() ? 0 : sum / static_cast<double>(cells.size());
}

void Pack::drain(double milliamp_hours, double milliamps) {
    for (Cell& cell : cells) {
        cell.drain(milliamp_hours, milliamps);
    }
}

bool feeds(const Supply& supply, double milliamps, Celsius temperature) {
    if (const auto* pack = std::get_if<Pack>(&supply)) {
        return pack->volts_of_one(milliamps, temperature) >= kCellBrownOut;
    }
    return std::get<Adapter>(supply).volts_at(milliamps) >= kUsbBrownOut;
}

}  // namespace porchlight::sim
