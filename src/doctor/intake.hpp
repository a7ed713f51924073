// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/case.hpp"
#include "doctor/knowledge.hpp"

#include <string_view>
#include <vector>

namespace porchlight::doctor {

/// What a text tells.
struct Told {
    CameraCase camera;
    std::vector<Finding> home;
};

/// Reads what an owner wrote, in English or German: each phrase that stands in it is a finding,
/// whose `words` are the owner's own, to be asked back ("did I get this right?"). Of phrases for
/// the same observation that cover each other the longer counts; two that stand side by side are
/// both possible. Traits that nobody told are what they usually are. The whole text is kept, for
/// what it is like. Pure; never fails: what is not understood is not in it.
[[nodiscard]] Told understand(const Knowledge& knowledge, std::string_view text);

}  // namespace porchlight::doctor
