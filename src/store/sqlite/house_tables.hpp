// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/house_store.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>

// What each call of HouseStore does, as plain functions on the one connection; as tables.hpp.

namespace porchlight::store::sqlite {

Result<std::optional<House>> house(Connection& db, HomeId home);
Result<> keep_house(Connection& db, HomeId home, const House& house);
Result<> keep_mode_in_use(Connection& db, HomeId home, const ModeInUse& in_use, ModeId last_arming);

}  // namespace porchlight::store::sqlite
