// SPDX-License-Identifier: Apache-2.0
#include "sim/agenda.hpp"

#include <algorithm>

namespace porchlight::sim {

Agenda::Ticket Agenda::at(Microseconds when, Deed deed) {
    const Ticket ticket{std::max(when, now_), ++last_number_};
    deeds_.emplace(std::pair(ticket.at, ticket.number), std::move(deed));
    return ticket;
}

void Agenda::cancel(Ticket& ticket) {
    deeds_.erase({ticket.at, ticket.number});
    ticket = {};
}

bool Agenda::run_next(Microseconds limit) {
    const auto first = deeds_.begin();
    if (first == deeds_.end() || first->first.first > limit) {
        now_ = std::max(now_, limit);
        return false;
    }
    now_ = first->first.first;
    const Deed deed = std::move(first->second);
    deeds_.erase(first);
    ++done_;
    deed();
    return true;
}

void Agenda::run_until(Microseconds limit) {
    while (run_next(limit)) {
    }
}

}  // namespace porchlight::sim
