// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "base/units.hpp"
#include "store/names.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace porchlight::store::sqlite {

/// Our types as SQLite's four: INTEGER, REAL, TEXT, NULL. Times are microseconds since 1970.
class Binder {
  public:
    explicit Binder(sqlite3_stmt* statement) : statement_(statement) {}

    Binder& operator<<(std::int64_t value);
    Binder& operator<<(double value);
    Binder& operator<<(std::string_view value);
    Binder& operator<<(std::nullopt_t null);

    Binder& operator<<(int value) { return *this << std::int64_t{value}; }
    Binder& operator<<(bool value) { return *this << std::int64_t{value ? 1 : 0}; }
    Binder& operator<<(const std::string& value) { return *this << std::string_view(value); }
    Binder& operator<<(const char* value) { return *this << std::string_view(value); }
    Binder& operator<<(const Secret& value) { return *this << std::string_view(value.reveal()); }
    Binder& operator<<(const Serial& value) { return *this << std::string_view(value.text()); }
    Binder& operator<<(Bytes value) { return *this << value.count(); }
    Binder& operator<<(UtcTime value) {
        return *this << std::int64_t{value.time_since_epoch().count()};
    }
    template <typename Rep, typename Period>
    Binder& operator<<(std::chrono::duration<Rep, Period> value) {
        return *this << std::int64_t{value.count()};
    }
    /// An id that names nothing is NULL.
    template <typename Tag>
    Binder& operator<<(Id<Tag> id) {
        return id ? *this << id.value() : *this << std::nullopt;
    }
    template <typename T>
    Binder& operator<<(const std::optional<T>& value) {
        return value ? *this << *value : *this << std::nullopt;
    }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    Binder& operator<<(Enum value) {
        return *this << name_of(value);
    }

  private:
    sqlite3_stmt* statement_;
    int index_ = 0;
};

/// One row of an answer, read from left to right.
class Row {
  public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    Row& operator>>(std::int64_t& value);
    Row& operator>>(double& value);
    Row& operator>>(std::string& value);
    Row& operator>>(int& value);
    Row& operator>>(bool& value);
    Row& operator>>(Secret& value);
    Row& operator>>(Serial& value);
    Row& operator>>(Bytes& value);
    Row& operator>>(UtcTime& value);
    template <typename Rep, typename Period>
    Row& operator>>(std::chrono::duration<Rep, Period>& value) {
        value = std::chrono::duration<Rep, Period>(static_cast<Rep>(next<std::int64_t>()));
        return *this;
    }
    template <typename Tag>
    Row& operator>>(Id<Tag>& value) {
        value = Id<Tag>(next<std::int64_t>());  // NULL reads as 0, which names nothing
        return *this;
    }
    template <typename T>
    Row& operator>>(std::optional<T>& value) {
        if (next_is_null()) {
            value.reset();
            ++index_;
            return *this;
        }
        value = next<T>();
        return *this;
    }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    Row& operator>>(Enum& value) {
        const auto word = next<std::string>();
        if (auto known = value_of<Enum>(word, "a word in the database")) {
            value = *known;
        } else {
            fail(word);
        }
        return *this;
    }

    template <typename T>
    T next() {
        T value{};
        *this >> value;
        return value;
    }
    /// The first column that could not be read, if any. @error Corrupt
    [[nodiscard]] Result<> status() const { return status_; }

  private:
    [[nodiscard]] bool next_is_null() const;
    void fail(const std::string& word);

    sqlite3_stmt* statement_;
    int index_ = 0;
    Result<> status_;
};

/// One SQLite connection and its prepared statements. Thread-bound.
///
/// SQL is given as literals; each is prepared once and kept.
class Connection {
  public:
    /// Opens or makes the file with mode 0600 and sets it up (write-ahead log, full sync, foreign
    /// keys, nobody else).
    static Result<std::unique_ptr<Connection>> open(const std::string& path);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) = delete;
    Connection& operator=(Connection&&) = delete;

    /// Several statements without parameters or rows.
    Result<> execute(const std::string& script);
    /// One statement that yields no rows. @return How many rows it changed.
    template <typename... Args>
    Result<int> run(std::string_view sql, const Args&... args) {
        PL_TRY(const Use use, prepare(sql));
        (Binder(use.statement) << ... << args);
        PL_TRY_VOID(step(use));
        return changes();
    }
    /// As `run`. @error NotFound  No row was changed: "there is no such <what>".
    template <typename... Args>
    Result<> run_on_one(std::string_view what, std::string_view sql, const Args&... args) {
        PL_TRY(const int changed, run(sql, args...));
        return changed == 0 ? Result<>(no_such(what)) : Result<>();
    }
    /// @param read Makes a value of each Row&.
    template <typename Read, typename... Args>
    auto select(std::string_view sql, Read read, const Args&... args)
        -> Result<std::vector<std::invoke_result_t<Read, Row&>>> {
        PL_TRY(const Use use, prepare(sql));
        (Binder(use.statement) << ... << args);
        std::vector<std::invoke_result_t<Read, Row&>> values;
        for (;;) {
            PL_TRY(const bool has_row, step(use));
            if (!has_row) {
                return values;
            }
            Row row(use.statement);
            values.push_back(read(row));
            PL_TRY_VOID(row.status());
        }
    }
    /// The first row. @error NotFound  There is none: "there is no such <what>".
    template <typename Read, typename... Args>
    auto select_one(std::string_view sql, std::string_view what, Read read, const Args&... args)
        -> Result<std::invoke_result_t<Read, Row&>> {
        PL_TRY(auto values, select(sql, read, args...));
        if (values.empty()) {
            return no_such(what);
        }
        return std::move(values.front());
    }

  private:
    /// A prepared statement in use; ready for the next use when this ends.
    struct Use {
        sqlite3_stmt* statement;
        explicit Use(sqlite3_stmt* prepared) : statement(prepared) {}
        ~Use();
        Use(Use&& other) noexcept : statement(std::exchange(other.statement, nullptr)) {}
        Use& operator=(Use&&) = delete;
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
    };

    explicit Connection(sqlite3* db) : db_(db) {}
    Result<> set_up();
    Result<Use> prepare(std::string_view sql);
    /// True when there is a row to read.
    Result<bool> step(const Use& use);
    [[nodiscard]] int changes() const;
    static Error no_such(std::string_view what);
    [[nodiscard]] Error last_error(std::string_view doing) const;

    sqlite3* db_;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

/// All of it or nothing. Rolled back unless committed.
class Transaction {
  public:
    static Result<Transaction> begin(Connection& db);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Result<> commit();

  private:
    explicit Transaction(Connection& db) : db_(&db) {}
    Connection* db_;
};

}  // namespace porchlight::store::sqlite
