// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/alert_store.hpp"
#include "store/sqlite/connection.hpp"

#include <vector>

// What each call of AlertStore does, as plain functions on the one connection; as tables.hpp.

namespace porchlight::store::sqlite {

Result<> keep_alert(Connection& db, const Alert& alert);
Result<std::vector<Alert>> alerts(Connection& db, HomeId home);
Result<> see_alerts(Connection& db, UserId user, const std::vector<AlertId>& alerts);
Result<std::vector<SeenAlert>> seen_alerts(Connection& db, HomeId home);
Result<std::vector<AlertRule>> alert_rules(Connection& db, HomeId home);
Result<> set_alert_rules(Connection& db, HomeId home, const std::vector<AlertRule>& rules);
Result<std::vector<PushSubscription>> push_subscriptions(Connection& db, HomeId home);
Result<> keep_push_subscription(Connection& db, const PushSubscription& subscription);
Result<> remove_push_subscription(Connection& db, PushId id);

}  // namespace porchlight::store::sqlite
