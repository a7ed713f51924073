// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/phrasebook.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/walk.hpp"
#include "hub/doctor/doctor_views.hpp"

#include <string>

namespace porchlight::hub {

/// A walk's time is seconds since 1970.
[[nodiscard]] inline UtcTime utc_of(doctor::WalkTime time) {
    return UtcTime(std::chrono::duration_cast<Microseconds>(time));
}

/// How a walk stands. Looks again without each finding to say what speaks for the cause: some tens
/// of milliseconds. Pure. @param row  What else is known of the session; its `summary` and `walk`
/// are not looked at.
[[nodiscard]] DoctorSessionView view_of(const doctor::Knowledge& knowledge,
                                        const doctor::Walk& walk, const store::DoctorSession& row);

/// All of it as text for the maker's support, without addresses' logins: what is known, what was
/// tried, and what it most likely is.
/// @param book  In which language.
[[nodiscard]] std::string support_report(const doctor::Knowledge& knowledge,
                                         const doctor::Walk& walk, const store::DoctorSession& row,
                                         const Phrasebook& book = {});

}  // namespace porchlight::hub
