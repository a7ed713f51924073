// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>

namespace porchlight::net::link {

/// The last moment of the first certificate's life in `chain_pem`. @error Corrupt  It is none.
Result<UtcTime> end_of_certificate(const std::string& chain_pem);

}  // namespace porchlight::net::link
