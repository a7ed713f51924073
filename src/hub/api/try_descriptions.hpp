// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/try_home.hpp"

#include <span>
#include <string>

namespace porchlight::store {

template <>
std::span<const Name<hub::LessonState>> names_of();

}  // namespace porchlight::store

/// What requests and answers about virtual households hold, and the description of it.
namespace porchlight::hub::api {

struct TryStart {
    std::string example;
};

template <>
Object<TryStart> describe();
template <>
Object<TryExample> describe();
template <>
Object<TryView> describe();

}  // namespace porchlight::hub::api
