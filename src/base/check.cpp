// SPDX-License-Identifier: Apache-2.0
#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace porchlight {

void check_failed(const char* condition, const char* why, const char* file, int line) {
    std::fprintf(stderr, "porchlight: %s (%s is false at %s:%d)\n", why, condition, file, line);
    std::abort();
}

}  // namespace porchlight
