// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace porchlight {

/// What went wrong, chosen by what the caller should do next.
enum class ErrorCode : std::uint8_t {
    Cancelled,           ///< We were asked to stop. Do nothing.
    InvalidArgument,     ///< The input is wrong. Correct it.
    NotFound,            ///< No such thing. Look elsewhere or give up.
    AlreadyExists,       ///< It is there already. Use it or pick another name.
    PermissionDenied,    ///< Wrong login or right. Correct it first.
    Exhausted,           ///< A limit or a full disk. Free something first.
    FailedPrecondition,  ///< Someone must act before it can work.
    Unavailable,         ///< Not now. Retry the same call later.
    TimedOut,            ///< No answer in time. Retry later.
    Corrupt,             ///< The data is damaged. Give this piece up.
    Unsupported,         ///< We, or they, cannot do this. Use another way.
    Internal,            ///< Our own mistake. Report it.
};

/// The code as it stands in JSON and logs, e.g. "timed_out".
[[nodiscard]] std::string_view to_string(ErrorCode code);

/// An error as one sentence, with the errors that led to it. Cheap to copy; immutable.
///
/// The sentence is written for a householder: what is wrong, where, and what to do. Context is
/// added on the way up with `wrap`, so that the outermost error reads as one sentence: "Front door:
/// no picture for 12 s: connect to 192.168.1.20:554: timed out".
class [[nodiscard]] Error {
  public:
    Error(ErrorCode code, std::string sentence);

    [[nodiscard]] ErrorCode code() const { return code_; }
    /// This level's sentence alone.
    [[nodiscard]] const std::string& sentence() const { return sentence_; }
    /// The whole chain, outermost first, joined by ": ".
    [[nodiscard]] std::string message() const;
    /// The fault id that the doctor understands (shared vocabulary of causes), or empty.
    [[nodiscard]] const std::string& fault() const;

    /// The same error with a fault id.
    [[nodiscard]] Error with_fault(std::string fault) const;
    /// A new outer error with the same code and fault, whose cause is this one.
    [[nodiscard]] Error wrap(std::string sentence) const;

  private:
    ErrorCode code_;
    std::string sentence_;
    std::string fault_;
    std::shared_ptr<const Error> cause_;
};

/// An error from the C library. @param doing What was tried, e.g. "open clip file /x".
[[nodiscard]] Error errno_error(int error_number, std::string_view doing);

}  // namespace porchlight
