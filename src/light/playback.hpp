// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "light/pattern.hpp"

#include <optional>

namespace porchlight::light {

/// Which LEDs are lit at a time since the pattern began. Exact to the microsecond, for ever: no
/// error adds up. A flash begins at its first microsecond and is over at the first one of the dark.
/// Times before the beginning count as the beginning.
[[nodiscard]] ColourSet lit_at(const Pattern& pattern, Microseconds since_start);

/// The first time after `since_start` at which lit_at() changes, so that a driver can wait until
/// then. None if it never does.
[[nodiscard]] std::optional<Microseconds> next_change(const Pattern& pattern,
                                                      Microseconds since_start);

}  // namespace porchlight::light
