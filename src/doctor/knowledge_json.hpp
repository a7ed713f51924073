// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"

#include <string>

namespace porchlight::doctor {

/// What people are told of, for programs that show it: {"causes": [{"id", "title", "says"}],
/// "steps":
/// [{"id", "kind", "says"}], "observations": [{"id", "asked", "ask", "values": [{"id", "says",
/// "drawn"}]}]}; `drawn` has patterns in the text form of light/. No chances: those are the
/// doctor's own.
[[nodiscard]] std::string knowledge_json(const Knowledge& knowledge);

}  // namespace porchlight::doctor
