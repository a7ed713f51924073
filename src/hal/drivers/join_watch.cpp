// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/join_watch.hpp"

namespace porchlight::hal {

std::optional<JoinOutcome> JoinWatch::on_event(const WpaEvent& event) {
    constexpr int kChallengeFailed = 15;  // IEEE 802.11-2020 table 9-50; 12.4.5.6 for SAE
    constexpr int kCertain = 2;
    switch (event.kind) {
        case WpaEventKind::Connected:
            return JoinOutcome::Joined;
        case WpaEventKind::TempDisabled:
            if (event.reason == "WRONG_KEY") {
                return JoinOutcome::WrongPassword;
            }
            break;
        case WpaEventKind::AuthReject:
            if (event.status_code == kChallengeFailed) {
                return JoinOutcome::WrongPassword;
            }
            ++refusals_;
            break;
        case WpaEventKind::AssocReject:
            ++refusals_;
            break;
        case WpaEventKind::NetworkNotFound:
            ++misses_;
            break;
        default:
            break;
    }
    if (refusals_ >= kCertain) {
        return JoinOutcome::Refused;
    }
    if (misses_ >= kCertain) {
        return JoinOutcome::NotFound;
    }
    return std::nullopt;
}

JoinOutcome JoinWatch::at_deadline() const {
    if (refusals_ > 0) {
        return JoinOutcome::Refused;
    }
    return misses_ > 0 ? JoinOutcome::NotFound : JoinOutcome::TimedOut;
}

}  // namespace porchlight::hal
