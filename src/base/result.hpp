// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.hpp"
#include "base/error.hpp"

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace porchlight {

/// A value or the reason why there is none. Spelled like std::expected<T, Error>, so that it can
/// become it. Reading the value of a failed result aborts with the error's message.
template <typename T = void>
class [[nodiscard]] Result {
  public:
    using value_type = T;

    /// An error that says so. Only because Asio default-constructs the results it carries.
    Result() : Result(Error(ErrorCode::Internal, "no result")) {}
    // NOLINTBEGIN(google-explicit-constructor): `return value;` and `return error;` read as they
    // are
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] T& value() & {
        ensure_value();
        return std::get<0>(state_);
    }
    [[nodiscard]] const T& value() const& {
        ensure_value();
        return std::get<0>(state_);
    }
    /// By value, so that a range-for over a temporary result is safe.
    [[nodiscard]] T value() && {
        ensure_value();
        return std::get<0>(std::move(state_));
    }
    [[nodiscard]] const Error& error() const {
        PL_CHECK(!has_value(), "error() of a result that has a value");
        return std::get<1>(state_);
    }
    [[nodiscard]] T value_or(T fallback) && {
        return has_value() ? std::get<0>(std::move(state_)) : std::move(fallback);
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

  private:
    void ensure_value() const { PL_CHECK(has_value(), std::get<1>(state_).message().c_str()); }

    std::variant<T, Error> state_;
};

/// Success, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
  public:
    using value_type = void;

    Result() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): `return error;` reads as it is
    Result(Error error) : error_(std::move(error)) {}

    [[nodiscard]] bool has_value() const { return !error_.has_value(); }
    explicit operator bool() const { return has_value(); }
    void value() const {
        // NOLINTNEXTLINE(bugprone-unchecked-optional-access): the text is read only if there is one
        PL_CHECK(has_value(), error_->message().c_str());
    }
    [[nodiscard]] const Error& error() const {
        PL_CHECK(error_.has_value(), "error() of a result that succeeded");
        return *error_;  // NOLINT(bugprone-unchecked-optional-access): checked above
    }

  private:
    std::optional<Error> error_;
};

}  // namespace porchlight

#define PL_CONCAT_INNER(a, b) a##b
#define PL_CONCAT(a, b) PL_CONCAT_INNER(a, b)

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration cannot stand in parentheses

/// PL_TRY(auto x, f());  declares x, or returns f's error from the function.
#define PL_TRY(declaration, expression)                  \
    auto PL_CONCAT(pl_result_, __LINE__) = (expression); \
    if (!PL_CONCAT(pl_result_, __LINE__)) {              \
        return PL_CONCAT(pl_result_, __LINE__).error();  \
    }                                                    \
    declaration = std::move(PL_CONCAT(pl_result_, __LINE__)).value()

/// PL_TRY_VOID(f());  returns f's error from the function, if it has one.
#define PL_TRY_VOID(expression)                          \
    do {                                                 \
        if (auto pl_result = (expression); !pl_result) { \
            return pl_result.error();                    \
        }                                                \
    } while (false)

/// PL_CO_TRY(auto x, co_await f());  the same inside a coroutine.
#define PL_CO_TRY(declaration, expression)                 \
    auto PL_CONCAT(pl_result_, __LINE__) = (expression);   \
    if (!PL_CONCAT(pl_result_, __LINE__)) {                \
        co_return PL_CONCAT(pl_result_, __LINE__).error(); \
    }                                                      \
    declaration = std::move(PL_CONCAT(pl_result_, __LINE__)).value()

/// PL_CO_TRY_VOID(co_await f());  the same inside a coroutine.
#define PL_CO_TRY_VOID(expression)                       \
    do {                                                 \
        if (auto pl_result = (expression); !pl_result) { \
            co_return pl_result.error();                 \
        }                                                \
    } while (false)

// NOLINTEND(bugprone-macro-parentheses)
