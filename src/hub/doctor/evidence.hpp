// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/walk.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::hub {

/// One answer that the hub has without asking anybody, in the doctor's ids.
struct Evidence {
    std::string observation;  ///< A name of spec/doctor/observations/.
    std::string value;        ///< One of its answers.
    std::string words;        ///< What it was taken from, with figures, for people.
    bool operator==(const Evidence&) const = default;
};
using EvidenceList = std::vector<Evidence>;

/// The same for the doctor. @return Nothing for ids that `knowledge` does not have.
[[nodiscard]] std::optional<doctor::Finding> finding_of(const doctor::Knowledge& knowledge,
                                                        const Evidence& evidence);

/// One that is known of a camera whatever is wrong with it.
struct TraitName {
    std::string_view trait;
    std::string_view value;
};
/// A camera with these traits, the rest as they usually are, and no findings.
[[nodiscard]] doctor::CameraCase camera_with(const doctor::Knowledge& knowledge,
                                             const std::vector<TraitName>& traits);

/// Puts evidence into a walk's memory, in place of what the hub found of the same observation since
/// the last outcome: what is measured counts more than what somebody said.
void add_evidence(const doctor::Knowledge& knowledge, const EvidenceList& evidence,
                  doctor::WalkMemory& into);
/// What the hub could not test it will not be asked for again.
void refuse_probes(const doctor::Knowledge& knowledge, doctor::WalkMemory& memory);

}  // namespace porchlight::hub
