// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace porchlight::app {

/// Prints the OpenAPI document of the hub's route table.
int print_openapi();

}  // namespace porchlight::app
