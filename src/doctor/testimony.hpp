// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/lens.hpp"
#include "doctor/services.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace porchlight::doctor {

using Causes = std::span<const CauseIndex>;

/// How what comes and goes is when somebody looks, and how likely; they look because it is bad.
struct Moment {
    State state = State::Shaky;
    double share = 1;
};

/// Those that services may be in: one alone where nothing is shaky.
[[nodiscard]] std::span<const Moment> moments(ServiceStates states);

/// What one camera's findings say of every cause.
class Testimony {
  public:
    /// @param more  Findings of the home, for the camera that the case is about.
    Testimony(const Knowledge& knowledge, const CameraCase& camera,
              const std::vector<Finding>& more);

    /// How common a cause is on such a camera, against its absence.
    [[nodiscard]] double odds(std::size_t cause) const { return odds_[cause]; }
    /// What these causes do to its services.
    [[nodiscard]] ServiceStates services(Causes causes) const;

    /// How likely all its findings are, whatever the moment.
    [[nodiscard]] double likelihood(Causes causes) const;
    /// Of those that were seen after so many outcomes, whatever the moment was…
    [[nodiscard]] double between(Causes causes, std::size_t after) const;
    /// …and in one.
    [[nodiscard]] double between(Causes causes, ServiceStates states, std::size_t after) const;

    /// How much likelier the owner's words are with these causes, of which each is as likely to be
    /// the one that they are about.
    [[nodiscard]] double likeness(Causes causes) const;

    struct Own {
        CauseIndex cause = 0;
        double odds = 0;
    };
    /// Causes that this camera may have for itself. Those that say nothing of its findings and
    /// break the same are told by one of them, with the odds of all.
    [[nodiscard]] std::vector<Own> own(const Knowledge& knowledge) const;

  private:
    /// A finding, and after how many outcomes it was seen.
    struct Seen {
        std::size_t after = 0;
        Lens lens;
    };

    std::vector<ServiceStates> effects_;
    std::vector<double> odds_;
    std::vector<Seen> lenses_;
    std::vector<double> likeness_;  ///< By cause; empty if nobody wrote anything.
};

}  // namespace porchlight::doctor
