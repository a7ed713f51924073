// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rt/io_thread.hpp"
#include "store/store.hpp"

#include <memory>
#include <string>

namespace porchlight::store {

/// Opens the database file, makes it when missing, and brings it to this program's version. Blocks.
///
/// One connection on one thread reads, writes and checkpoints: SQLite 3.40 can lose a WAL reset
/// when several connections checkpoint. A lock on the file keeps a second hub out.
/// @param path The database file; its folder must exist. Made with mode 0600.
/// @error FailedPrecondition  A newer Porchlight made it, or another process has it open.
/// @error Corrupt  Not a database, or damaged.   @error PermissionDenied, Exhausted, NotFound
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path);

}  // namespace porchlight::store
