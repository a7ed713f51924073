// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/connection.hpp"

#include "base/fd.hpp"

#include <sqlite3.h>

#include <fcntl.h>

namespace porchlight::store::sqlite {

namespace {

/// How long to wait for a hub that is just stopping to let go of the file.
constexpr int kBusyMilliseconds = 3000;

ErrorCode code_of(int extended) {
    switch (extended) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
            return ErrorCode::AlreadyExists;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return ErrorCode::NotFound;
        default:
            break;
    }
    switch (extended & 0xFF) {
        case SQLITE_CONSTRAINT:
            return ErrorCode::InvalidArgument;
        case SQLITE_FULL:
            return ErrorCode::Exhausted;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_IOERR:
            return ErrorCode::Unavailable;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return ErrorCode::Corrupt;
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
            return ErrorCode::PermissionDenied;
        default:
            return ErrorCode::Internal;
    }
}

}  // namespace

Binder& Binder::operator<<(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++index_, value);
    return *this;
}

Binder& Binder::operator<<(double value) {
    sqlite3_bind_double(statement_, ++index_, value);
    return *this;
}

Binder& Binder::operator<<(std::string_view value) {
    sqlite3_bind_text64(statement_, ++index_, value.data(), value.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Binder& Binder::operator<<(std::nullopt_t /*null*/) {
    sqlite3_bind_null(statement_, ++index_);
    return *this;
}

Row& Row::operator>>(std::int64_t& value) {
    value = sqlite3_column_int64(statement_, index_++);
    return *this;
}

Row& Row::operator>>(double& value) {
    value = sqlite3_column_double(statement_, index_++);
    return *this;
}

Row& Row::operator>>(std::string& value) {
    const auto* text = sqlite3_column_text(statement_, index_);
    const int size = sqlite3_column_bytes(statement_, index_++);
    value.assign(text, text + size);
    return *this;
}

Row& Row::operator>>(int& value) {
    value = static_cast<int>(next<std::int64_t>());
    return *this;
}

Row& Row::operator>>(bool& value) {
    value = next<std::int64_t>() != 0;
    return *this;
}

Row& Row::operator>>(Secret& value) {
    value = Secret(next<std::string>());
    return *this;
}

Row& Row::operator>>(Serial& value) {
    const auto text = next<std::string>();
    if (auto serial = Serial::parse(text)) {
        value = std::move(*serial);
    } else {
        fail(text);
    }
    return *this;
}

Row& Row::operator>>(Bytes& value) {
    value = Bytes(next<std::int64_t>());
    return *this;
}

Row& Row::operator>>(UtcTime& value) {
    value = UtcTime(Microseconds(next<std::int64_t>()));
    return *this;
}

bool Row::next_is_null() const {
    return sqlite3_column_type(statement_, index_) == SQLITE_NULL;
}

void Row::fail(const std::string& word) {
    if (status_) {
        status_ = Error(ErrorCode::Corrupt,
                        "the database holds the word \"" + word + "\", which has no meaning there");
    }
}

Connection::Use::~Use() {
    if (statement != nullptr) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path) {
    // SQLite would make it readable by all; it holds camera passwords.
    PL_TRY_VOID(open_file(path, O_RDWR | O_CREAT, 0600));
    sqlite3* db = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Connection> connection(new Connection(db));  // NOLINT(*-owning-memory): private
    if (code != SQLITE_OK) {
        return connection->last_error("cannot open the database " + path);
    }
    if (auto result = connection->set_up(); !result) {
        const Error& error = result.error();
        if (error.code() == ErrorCode::Unavailable) {
            return Error(ErrorCode::FailedPrecondition,
                         "another Porchlight has the database " + path + " open: stop it first");
        }
        return error.wrap("cannot use the database " + path);
    }
    return connection;
}

Result<> Connection::set_up() {
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, kBusyMilliseconds);
    // Exclusive: a second hub on the same file is refused, and no shared memory file is needed.
    // Full: a commit is on the disk when it returns.
    PL_TRY_VOID(
        execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
                "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 16777216;"));
    // Exclusive mode takes its lock at the first write.
    PL_TRY(Transaction transaction, Transaction::begin(*this));
    return transaction.commit();
}

Connection::~Connection() {
    for (const auto& [sql, statement] : statements_) {
        sqlite3_finalize(statement);
    }
    sqlite3_close(db_);
}

Result<> Connection::execute(const std::string& script) {
    if (sqlite3_exec(db_, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return last_error("the database refused a command");
    }
    return {};
}

Result<Connection::Use> Connection::prepare(std::string_view sql) {
    auto [entry, is_new] = statements_.try_emplace(std::string(sql), nullptr);
    if (is_new) {
        if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &entry->second, nullptr) != SQLITE_OK) {
            statements_.erase(entry);
            return last_error("the database does not understand us");
        }
    }
    return Use(entry->second);
}

Result<bool> Connection::step(const Use& use) {
    const int code = sqlite3_step(use.statement);
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return last_error("the database failed");
}

int Connection::changes() const {
    return sqlite3_changes(db_);
}

Error Connection::no_such(std::string_view what) {
    return {ErrorCode::NotFound, "there is no such " + std::string(what)};
}

Error Connection::last_error(std::string_view doing) const {
    const int extended = db_ == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(db_);
    const char* text = db_ == nullptr ? "out of memory" : sqlite3_errmsg(db_);
    return {code_of(extended), std::string(doing) + ": " + text};
}

Result<Transaction> Transaction::begin(Connection& db) {
    PL_TRY_VOID(db.execute("BEGIN IMMEDIATE"));
    return Transaction(db);
}

Transaction::~Transaction() {
    if (db_ != nullptr) {
        static_cast<void>(db_->execute("ROLLBACK"));
    }
}

Result<> Transaction::commit() {
    PL_TRY_VOID(db_->execute("COMMIT"));
    db_ = nullptr;
    return {};
}

}  // namespace porchlight::store::sqlite
