// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/alert_tables.hpp"

namespace porchlight::store::sqlite {

namespace {

Alert read_alert(Row& row) {
    Alert alert;
    row >> alert.id >> alert.home >> alert.kind >> alert.at >> alert.ended >> alert.camera >>
        alert.event >> alert.clip >> alert.user >> alert.place >> alert.detail >> alert.quiet >>
        alert.picture;
    return alert;
}

AlertRule read_rule(Row& row) {
    AlertRule rule;
    std::optional<std::chrono::minutes> from;
    std::optional<std::chrono::minutes> to;
    row >> rule.kind >> rule.camera >> rule.is_on >> from >> to >> rule.rest >> rule.after;
    if (from && to) {
        rule.quiet = QuietHours{*from, *to};
    }
    return rule;
}

PushSubscription read_subscription(Row& row) {
    PushSubscription one;
    row >> one.id >> one.user >> one.endpoint >> one.key >> one.auth >> one.browser >> one.created;
    return one;
}

SeenAlert read_seen(Row& row) {
    SeenAlert seen;
    row >> seen.user >> seen.alert;
    return seen;
}

}  // namespace

Result<> keep_alert(Connection& db, const Alert& alert) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(
        db.run("INSERT INTO alerts VALUES (?1, ?2, ?3, ?4, ?5, (SELECT id FROM cameras WHERE id ="
               " ?6), ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO UPDATE SET ended = ?5,"
               " event_id = ?7, clip_id = ?8, detail = ?11, quiet = ?12",
               alert.id, alert.home, alert.kind, alert.at, alert.ended, alert.camera, alert.event,
               alert.clip, alert.user, alert.place, alert.detail, alert.quiet));
    PL_TRY_VOID(
        db.run("DELETE FROM alerts WHERE home_id = ?1 AND id <= (SELECT id FROM alerts"
               " WHERE home_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
               alert.home, AlertStore::kMostAlerts));
    return transaction.commit();
}

Result<std::vector<Alert>> alerts(Connection& db, HomeId home) {
    return db.select(
        "SELECT a.id, home_id, a.kind, at, ended, a.camera_id, a.event_id, c.id, user_id, place,"
        " detail, quiet, ifnull(c.thumbnail, 0)"
        " FROM alerts a LEFT JOIN clips c ON c.id = clip_id AND c.deleted IS NULL"
        " WHERE home_id = ? ORDER BY a.id",
        read_alert, home);
}

Result<> see_alerts(Connection& db, UserId user, const std::vector<AlertId>& alerts) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    for (const AlertId id : alerts) {
        PL_TRY_VOID(db.run(
            "INSERT OR IGNORE INTO alerts_seen SELECT ?1, id FROM alerts WHERE id = ?2", user, id));
    }
    return transaction.commit();
}

Result<std::vector<SeenAlert>> seen_alerts(Connection& db, HomeId home) {
    return db.select(
        "SELECT s.user_id, s.alert_id FROM alerts_seen s JOIN alerts ON alerts.id = s.alert_id"
        " WHERE home_id = ?",
        read_seen, home);
}

Result<std::vector<AlertRule>> alert_rules(Connection& db, HomeId home) {
    return db.select(
        "SELECT kind, camera_id, is_on, quiet_from, quiet_to, rest, after FROM alert_rules"
        " WHERE home_id = ? ORDER BY rowid",
        read_rule, home);
}

Result<> set_alert_rules(Connection& db, HomeId home, const std::vector<AlertRule>& rules) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(db.run("DELETE FROM alert_rules WHERE home_id = ?", home));
    for (const AlertRule& rule : rules) {
        const auto from = rule.quiet ? std::optional(rule.quiet->from) : std::nullopt;
        const auto to = rule.quiet ? std::optional(rule.quiet->to) : std::nullopt;
        PL_TRY_VOID(
            db.run("INSERT INTO alert_rules SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
                   " WHERE ?3 IS NULL OR EXISTS (SELECT 1 FROM cameras WHERE id = ?3)",
                   home, rule.kind, rule.camera, rule.is_on, from, to, rule.rest, rule.after));
    }
    return transaction.commit();
}

Result<std::vector<PushSubscription>> push_subscriptions(Connection& db, HomeId home) {
    return db.select(
        "SELECT p.* FROM push_subscriptions p JOIN users ON users.id = user_id WHERE home_id = ?"
        " ORDER BY p.id",
        read_subscription, home);
}

Result<> keep_push_subscription(Connection& db, const PushSubscription& subscription) {
    PL_TRY_VOID(db.run("INSERT OR REPLACE INTO push_subscriptions VALUES (?, ?, ?, ?, ?, ?, ?)",
                       subscription.id, subscription.user, subscription.endpoint, subscription.key,
                       subscription.auth, subscription.browser, subscription.created));
    return {};
}

Result<> remove_push_subscription(Connection& db, PushId id) {
    PL_TRY_VOID(db.run("DELETE FROM push_subscriptions WHERE id = ?", id));
    return {};
}

}  // namespace porchlight::store::sqlite
