// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace porchlight {

/// Prints where and why, then aborts. Only for broken invariants of our own; outside input never
/// gets here.
[[noreturn]] void check_failed(const char* condition, const char* why, const char* file, int line);

}  // namespace porchlight

#define PL_CHECK(condition, why)        \
    ((condition) ? static_cast<void>(0) \
                 : ::porchlight::check_failed(#condition, why, __FILE__, __LINE__))
