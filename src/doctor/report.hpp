// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/phrasebook.hpp"
#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <string>

namespace porchlight::doctor {

/// What the doctor makes of a case, as one JSON object: `causes` (up to five, with `id`, `p` from 0
/// to 1, and `why`: the findings that speak most for it), `next` (`kind`, `id`, `say`), and
/// `observations` (what was understood, with the words).
[[nodiscard]] std::string report_json(const Knowledge& knowledge, const Case& home);

/// The same for people: the likeliest cause with its reasons, what else it may be, and what to do.
/// @param book  In which language.
[[nodiscard]] std::string report_text(const Knowledge& knowledge, const Case& home,
                                      const Phrasebook& book = {});

}  // namespace porchlight::doctor
