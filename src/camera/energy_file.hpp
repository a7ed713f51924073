// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/energy_ledger.hpp"

#include <string>

namespace porchlight::camera {

/// The account in `folder`/energy. A factory reset leaves it: the cells are the same. One that
/// cannot be read begins anew.
[[nodiscard]] EnergyLedger read_ledger(const std::string& folder, const EnergyRates& rates);
/// @error by errno
Result<> keep_ledger(const std::string& folder, const EnergyLedger& ledger);

}  // namespace porchlight::camera
