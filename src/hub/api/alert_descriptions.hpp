// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/alerts/alert_service.hpp"
#include "hub/api/json_types.hpp"

#include <optional>
#include <string>
#include <vector>

/// What requests and answers about alerts hold, and the description of it.
namespace porchlight::hub::api {

/// A clock time as people write it: "22:00".
struct QuietItem {
    std::string from;
    std::string to;
};
struct AlertRuleItem {
    store::AlertKind kind = store::AlertKind::Motion;
    std::optional<CameraId> camera;
    bool is_on = true;
    std::optional<QuietItem> quiet;
    int rest_s = 0;
    int after_s = 0;
};
struct AlertRuleList {
    std::vector<AlertRuleItem> rules;
};
struct SeenWish {
    std::optional<AlertId> up_to;
    std::vector<AlertId> alerts;
};

template <>
Object<store::Alert> describe();
template <>
Object<AlertForPerson> describe();
template <>
Object<AlertPage> describe();
template <>
Object<AlertQuery> describe();
template <>
Object<AlertsSeen> describe();
template <>
Object<SeenWish> describe();
template <>
Object<QuietItem> describe();
template <>
Object<AlertRuleItem> describe();
template <>
Object<AlertRuleList> describe();

}  // namespace porchlight::hub::api
