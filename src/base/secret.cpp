// SPDX-License-Identifier: Apache-2.0
#include "base/secret.hpp"

#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>

namespace porchlight {

void Secret::wipe() {
    explicit_bzero(text_.data(), text_.size());
    text_.clear();
}

}  // namespace porchlight
