// SPDX-License-Identifier: Apache-2.0
#include "hub/api/first_of.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <utility>
#include <variant>

namespace porchlight::hub::api {

rt::Task<> first_of(rt::Task<> one, rt::Task<> other) {
    // NOLINTNEXTLINE(google-build-using-namespace): operators only
    using namespace rt::asio::experimental::awaitable_operators;
    const auto ended = co_await (std::move(one) || std::move(other));
    co_return ended.index() == 0 ? std::get<0>(ended) : std::get<1>(ended);
}

}  // namespace porchlight::hub::api
