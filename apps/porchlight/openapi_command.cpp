// SPDX-License-Identifier: Apache-2.0
#include "porchlight/openapi_command.hpp"

#include "hub/api/services.hpp"

#include <fmt/core.h>

namespace porchlight::app {

int print_openapi() {
    namespace api = hub::api;
    const auto table = api::make_route_table(nullptr);
    fmt::print("{}\n", api::to_text(api::openapi_document(*table)));
    return 0;
}

}  // namespace porchlight::app
