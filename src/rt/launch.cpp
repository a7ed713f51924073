// SPDX-License-Identifier: Apache-2.0
#include "rt/launch.hpp"

#include <boost/asio/error.hpp>

#include <string>

namespace porchlight::rt {

Error error_from(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const boost::system::system_error& error) {
        if (error.code() == asio::error::operation_aborted) {
            return {ErrorCode::Cancelled, "stopped"};
        }
        return {ErrorCode::Internal, error.what()};
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, error.what()};
    }
}

}  // namespace porchlight::rt
