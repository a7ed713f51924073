// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

namespace porchlight {

std::string_view to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::Cancelled:
            return "cancelled";
        case ErrorCode::InvalidArgument:
            return "invalid_argument";
        case ErrorCode::NotFound:
            return "not_found";
        case ErrorCode::AlreadyExists:
            return "already_exists";
        case ErrorCode::PermissionDenied:
            return "permission_denied";
        case ErrorCode::Exhausted:
            return "exhausted";
        case ErrorCode::FailedPrecondition:
            return "failed_precondition";
        case ErrorCode::Unavailable:
            return "unavailable";
        case ErrorCode::TimedOut:
            return "timed_out";
        case ErrorCode::Corrupt:
            return "corrupt";
        case ErrorCode::Unsupported:
            return "unsupported";
        case ErrorCode::Internal:
            return "internal";
    }
    return "internal";
}

Error::Error(ErrorCode code, std::string sentence) : code_(code), sentence_(std::move(sentence)) {}

std::string Error::message() const {
    std::string text = sentence_;
    for (const Error* cause = cause_.get(); cause != nullptr; cause = cause->cause_.get()) {
        text += ": " + cause->sentence_;
    }
    return text;
}

const std::string& Error::fault() const {
    return fault_;
}

Error Error::with_fault(std::string fault) const {
    Error copy = *this;
    copy.fault_ = std::move(fault);
    return copy;
}

Error Error::wrap(std::string sentence) const {
    Error outer(code_, std::move(sentence));
    outer.fault_ = fault_;
    outer.cause_ = std::make_shared<const Error>(*this);
    return outer;
}

namespace {

ErrorCode code_of(int error_number) {
    switch (error_number) {
        case ENOENT:
        case ENODEV:
            return ErrorCode::NotFound;
        case EACCES:
        case EPERM:
        case EROFS:
            return ErrorCode::PermissionDenied;
        case EEXIST:
        case EADDRINUSE:
            return ErrorCode::AlreadyExists;
        case ENOSPC:
        case EDQUOT:
        case EMFILE:
        case ENFILE:
        case ENOMEM:
            return ErrorCode::Exhausted;
        case EINVAL:
            return ErrorCode::InvalidArgument;
        case ETIMEDOUT:
            return ErrorCode::TimedOut;
        case ECANCELED:
            return ErrorCode::Cancelled;
        default:
            return ErrorCode::Unavailable;
    }
}

}  // namespace

Error errno_error(int error_number, std::string_view doing) {
    return {code_of(error_number),
            std::string(doing) + ": " + std::generic_category().message(error_number)};
}

}  // namespace porchlight
