// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite/connection.hpp"

#include <span>
#include <string_view>

namespace porchlight::store::sqlite {

/// The SQL of migrations/0001_*.sql and so on, in order. Number n brings version n - 1 to n.
[[nodiscard]] std::span<const std::string_view> migrations();

/// Brings a database to the newest version, each step in a transaction of its own. The version is
/// in PRAGMA user_version.
/// @error FailedPrecondition  The database is newer than this program; nothing was changed.
Result<> migrate(Connection& db);

}  // namespace porchlight::store::sqlite
