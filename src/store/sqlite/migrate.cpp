// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/migrations.hpp"

#include <fmt/format.h>

namespace porchlight::store::sqlite {

namespace {

Result<std::int64_t> version_of(Connection& db) {
    const auto read = [](Row& row) { return row.next<std::int64_t>(); };
    return db.select_one("PRAGMA user_version", "database version", read);
}

Result<> apply(Connection& db, std::int64_t version, std::string_view sql) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(db.execute(std::string(sql)));
    PL_TRY_VOID(db.execute(fmt::format("PRAGMA user_version = {}", version)));
    return transaction.commit();
}

}  // namespace

Result<> migrate(Connection& db) {
    PL_TRY(std::int64_t version, version_of(db));
    const auto newest = static_cast<std::int64_t>(migrations().size());
    if (version > newest) {
        return Error(
            ErrorCode::FailedPrecondition,
            fmt::format(
                "a newer Porchlight made this database (its version is {}, this program "
                "knows up to {}): install the newer Porchlight again, or start with another "
                "--state folder",
                version, newest));
    }
    for (; version < newest; ++version) {
        const std::string_view sql = migrations()[static_cast<std::size_t>(version)];
        if (auto result = apply(db, version + 1, sql); !result) {
            return result.error().wrap(
                fmt::format("cannot bring the database to version {}", version + 1));
        }
    }
    return {};
}

}  // namespace porchlight::store::sqlite
