// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace porchlight::device::model {

/// Whether a source is cited in one of the forms of spec/models/README.md.
[[nodiscard]] bool looks_like_source(std::string_view text);

}  // namespace porchlight::device::model
