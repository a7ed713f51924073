// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"

namespace porchlight {

std::string_view version() {
    return PL_VERSION;
}

}  // namespace porchlight
