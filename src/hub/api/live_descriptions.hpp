// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/doctor/live_evidence.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace porchlight::store {

template <>
std::span<const Name<hub::LiveWay>> names_of();
template <>
std::span<const Name<hub::LiveWhy>> names_of();

}  // namespace porchlight::store

/// What is said about live video beside the video itself, and the description of it.
namespace porchlight::hub::api {

/// The owner's TURN server as it is shown: without its secret.
struct RelayView {
    std::vector<std::string> urls;
    std::string user;
    bool has_secret = false;
};
struct RelayChange {
    std::vector<std::string> urls;
    std::string user;
    std::optional<std::string> secret;  ///< Nothing: as it was.
};

template <>
Object<RelayView> describe();
template <>
Object<RelayChange> describe();
template <>
Object<LiveReport> describe();

}  // namespace porchlight::hub::api
