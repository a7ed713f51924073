// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/json_types.hpp"
#include "hub/replay/replay_views.hpp"
#include "hub/walk_views.hpp"

#include <span>

namespace porchlight::store {

template <>
std::span<const Name<hub::ReplayState>> names_of();

}  // namespace porchlight::store

/// The description of a walk test and of a replay.
namespace porchlight::hub::api {

template <>
Object<TriedSettings> describe();
template <>
Object<AreaView> describe();
template <>
Object<CandidateView> describe();
template <>
Object<TriggerView> describe();
template <>
Object<WalkView> describe();
template <>
Object<ReplayClip> describe();
template <>
Object<NotRecorded> describe();
template <>
Object<ReplayView> describe();

}  // namespace porchlight::hub::api
