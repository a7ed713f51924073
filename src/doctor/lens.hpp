// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/services.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace porchlight::doctor {

using CauseIndex = std::uint16_t;

/// How likely one finding is, whatever is wrong: made once, asked for each set of causes.
///
/// A cause that shows something at this observation says how often each answer comes; what it
/// leaves open is spread as without it. Of several such causes each is as likely to be the one that
/// is seen. Where no cause says anything, the state of the service decides that the observation
/// sees. A cause that stands for the unnamed makes any answer possible.
class Lens {
  public:
    Lens(const Knowledge& knowledge, const CameraCase& camera, const Finding& finding);

    /// The finding's probability, above 0.
    [[nodiscard]] double chance(std::span<const CauseIndex> causes, ServiceStates services) const;

  private:
    using ByState = std::array<double, kStates>;

    std::optional<std::size_t> sees_;
    ByState without_{};
    std::vector<std::optional<ByState>> by_cause_;
};

}  // namespace porchlight::doctor
