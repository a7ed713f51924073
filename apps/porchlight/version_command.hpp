// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace porchlight::app {

/// Prints "porchlight 0.1.0".
int print_version();

}  // namespace porchlight::app
