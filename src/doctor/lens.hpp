// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/services.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace porchlight::doctor {

using CauseIndex = std::uint16_t;

/// Which causes say something of which observation, for one camera: made once, so that what looks
/// at one observation need not look at every cause.
class Speakers {
  public:
    Speakers(const Knowledge& knowledge, const CameraCase& camera);

    struct Word {
        std::size_t value = 0;
        double chance = 0;
    };
    /// What one cause says of one observation's answers; nothing where it stands for the unnamed.
    struct Speaker {
        CauseIndex cause = 0;
        std::vector<Word> said;
    };
    /// Of one observation, in the order of causes. Unnamed causes speak of each.
    [[nodiscard]] const std::vector<Speaker>& of(std::size_t observation) const {
        return by_observation_[observation];
    }

  private:
    std::vector<std::vector<Speaker>> by_observation_;
};

/// How likely one finding is, whatever is wrong: made once, asked for each set of causes.
///
/// A cause that shows something at this observation says how often each answer comes; what it
/// leaves open is spread as without it. Of several such causes each is as likely to be the one that
/// is seen. Where no cause says anything, the state of the service decides that the observation
/// sees. A cause that stands for the unnamed makes any answer possible.
class Lens {
  public:
    Lens(const Knowledge& knowledge, const Speakers& speakers, const Finding& finding);

    /// Whether this cause says something of its own.
    [[nodiscard]] bool speaks(CauseIndex cause) const;
    /// The finding's probability, above 0.
    [[nodiscard]] double chance(std::span<const CauseIndex> causes, ServiceStates services) const;

  private:
    using ByState = std::array<double, kStates>;
    struct Spoken {
        CauseIndex cause = 0;
        ByState by_state{};
    };

    std::optional<std::size_t> sees_;
    ByState without_{};
    std::vector<Spoken> spoken_;  ///< In the order of causes.
};

}  // namespace porchlight::doctor
