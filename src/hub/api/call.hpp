// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/language.hpp"
#include "net/http/message.hpp"
#include "rt/task.hpp"
#include "store/types.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace porchlight::hub::api {

namespace http = net::http;

/// Who may call a route. There is no default: whoever adds a route has to choose.
enum class Access : std::uint8_t {
    Anyone,
    OneTimeLink,  ///< Whoever holds a one-time link; the handler checks it, since it is in the
                  ///< body.
    Viewer,       ///< Anybody who is signed in.
    Member,       ///< Members of the household and owners.
    Owner,
};
[[nodiscard]] std::string_view to_string(Access access);

/// One request on its way through its handler.
struct Call {
    http::Request request;
    /// What stood for each {name} of the route's pattern, in order.
    std::vector<std::string> path;
    /// Who is signed in; always there for Viewer and above.
    std::optional<store::User> user;
    /// The same, for the handlers of Viewer and above.
    [[nodiscard]] const store::User& asker() const {
        PL_CHECK(user.has_value(), "the route is open to people who are not signed in");
        return *user;
    }
    std::string session_token;
    /// In which its sentences for people are said.
    Language language = Language::English;
    /// Added to the answer.
    http::Headers answer_headers;
};
using CallPtr = std::shared_ptr<Call>;

/// Why a handler did not answer.
struct Failure {
    Failure(Error why)  // NOLINT(google-explicit-constructor): reads as the error
        : error(std::move(why)) {}
    Failure(Error why, std::string at) : error(std::move(why)), field(std::move(at)) {}

    Error error;
    std::string field;  ///< The field of the body or query that is to blame, or empty.
    int status = 0;     ///< In place of the one that the error's code stands for.
};

/// What a handler yields: a value or a Failure. An Error converts, so that PL_CO_TRY works.
template <typename T>
class [[nodiscard]] Outcome {
  public:
    /// Only because Asio default-constructs what it carries.
    Outcome() : Outcome(Error(ErrorCode::Internal, "no answer")) {}
    Outcome(T value)  // NOLINT(google-explicit-constructor): reads as the value
        : state_(std::in_place_index<0>, std::move(value)) {}
    Outcome(Failure failure)  // NOLINT(google-explicit-constructor): reads as the failure
        : state_(std::in_place_index<1>, std::move(failure)) {}
    Outcome(Error error)  // NOLINT(google-explicit-constructor): reads as the failure
        : state_(std::in_place_index<1>, std::move(error)) {}
    Outcome(Result<T> result)  // NOLINT(google-explicit-constructor): the same with a field
        : Outcome(result ? Outcome(std::move(*result)) : Outcome(result.error())) {}

    [[nodiscard]] bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] T& value() { return std::get<0>(state_); }
    [[nodiscard]] const Failure& failure() const { return std::get<1>(state_); }

  private:
    std::variant<T, Failure> state_;
};

template <typename T>
using Reply = rt::asio::awaitable<Outcome<T>>;

/// No query, no body, or nothing to answer (204).
struct Nothing {};

/// {"error": {"code", "sentence", "field"?, "fault"?}} with the status that fits.
[[nodiscard]] http::Response error_response(const Failure& failure,
                                            Language language = Language::English);

}  // namespace porchlight::hub::api
