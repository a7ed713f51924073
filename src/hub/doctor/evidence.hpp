// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/walk.hpp"
#include "hub/probes/answer.hpp"

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

/// What probes saw, likewise.
[[nodiscard]] EvidenceList evidence_of(const std::vector<ProbeAnswer>& answers);

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

/// Puts a finding of the home or of the first camera into a case, in place of what was known of the
/// same observation since the last outcome: what is measured counts more than what somebody said.
void put_finding(const doctor::Knowledge& knowledge, doctor::Finding finding, doctor::Case& home);
/// The same with all of it; ids that `knowledge` does not have are left out.
/// @param home  Has a camera.
void add_evidence(const doctor::Knowledge& knowledge, const EvidenceList& evidence,
                  doctor::Case& home);
/// What the hub could not test it will not be asked for again.
void refuse_probes(const doctor::Knowledge& knowledge, doctor::WalkMemory& memory);

}  // namespace porchlight::hub
