// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/push/push_service.hpp"

#include <string>
#include <vector>

/// What requests and answers about pushed alerts hold, and the description of it.
namespace porchlight::hub::api {

struct PushState {
    std::string key;
    std::vector<PushView> browsers;
};
struct PushWish {
    std::string endpoint;
    std::string key;
    std::string auth;
};

template <>
Object<PushView> describe();
template <>
Object<PushState> describe();
template <>
Object<PushWish> describe();

}  // namespace porchlight::hub::api
