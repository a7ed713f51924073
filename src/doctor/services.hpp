// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <cstdint>
#include <vector>

namespace porchlight::doctor {

/// How a camera's services are: a bit for each.
struct ServiceStates {
    std::uint32_t down = 0;
    std::uint32_t shaky = 0;

    [[nodiscard]] State of(std::size_t service) const {
        const std::uint32_t bit = std::uint32_t{1} << service;
        if ((down & bit) != 0) {
            return State::Down;
        }
        return (shaky & bit) != 0 ? State::Shaky : State::Up;
    }
    /// What two causes together do: whatever either of them does.
    friend ServiceStates operator|(ServiceStates a, ServiceStates b) {
        return {a.down | b.down, a.shaky | b.shaky};
    }
    /// With what is shaky as it is at one moment.
    [[nodiscard]] ServiceStates at(State moment) const {
        switch (moment) {
            case State::Up:
                return {down, 0};
            case State::Shaky:
                break;
            case State::Down:
                return {down | shaky, 0};
        }
        return *this;
    }
    [[nodiscard]] bool is_steady() const { return (shaky & ~down) == 0; }
    bool operator==(const ServiceStates&) const = default;
};

/// By cause, what it does to this camera's services, with all that follows: no power, no Wi-Fi.
/// Several causes together do what each does. Services stand after those that they need.
[[nodiscard]] std::vector<ServiceStates> effects(const Knowledge& knowledge,
                                                 const CameraCase& camera);

}  // namespace porchlight::doctor
