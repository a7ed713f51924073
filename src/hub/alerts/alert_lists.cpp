// SPDX-License-Identifier: Apache-2.0
// What each person sees of the alerts, and what becomes one.
#include "hub/alerts/alert_service.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace porchlight::hub {

/// What was before somebody came is no news to them.
bool AlertService::has_seen(const store::User& who, const store::Alert& alert) const {
    const auto seen = seen_.find(who.id);
    return alert.at < who.created || (seen != seen_.end() && seen->second.contains(alert.id));
}

AlertPage AlertService::list(const store::User& who, const AlertQuery& query) const {
    AlertPage page;
    for (const store::Alert& alert : std::views::reverse(alerts_)) {
        if (!may_see_alert(alert, who.id, who.role)) {
            continue;
        }
        const bool seen = has_seen(who, alert);
        page.unseen += seen ? 0 : 1;
        const bool is_wanted = (!query.before || alert.id < *query.before) &&
                               (!query.camera || alert.camera == *query.camera) &&
                               (!query.kind || alert.kind == *query.kind);
        if (!is_wanted) {
            continue;
        }
        if (page.alerts.size() < static_cast<std::size_t>(query.limit)) {
            page.alerts.push_back({alert, seen});
        } else {
            page.next = page.alerts.back().alert.id;
        }
    }
    return page;
}

rt::Task<> AlertService::see_up_to(store::User who, AlertId last) {
    std::vector<AlertId> alerts;
    for (const store::Alert& alert : alerts_) {
        if (alert.id <= last) {
            alerts.push_back(alert.id);
        }
    }
    auto seeing = see(std::move(who), std::move(alerts));
    co_return co_await std::move(seeing);
}

rt::Task<> AlertService::see(store::User who, std::vector<AlertId> alerts) {
    std::erase_if(alerts, [&](AlertId id) {
        const store::Alert* alert = find(id);
        return alert == nullptr || !may_see_alert(*alert, who.id, who.role) ||
               has_seen(who, *alert);
    });
    if (alerts.empty()) {
        co_return Result<>();
    }
    seen_[who.id].insert(alerts.begin(), alerts.end());
    parts_.feed.publish(AlertsSeen{who.id, alerts});
    auto writing = parts_.store.see_alerts(who.id, std::move(alerts));
    co_return co_await std::move(writing);
}

std::vector<store::AlertRule> AlertService::rules() const {
    std::vector<store::AlertRule> all;
    for (const store::AlertRule& usual : usual_alert_rules()) {
        all.push_back(alert_rule(rules_, usual.kind, {}));
    }
    std::ranges::copy_if(rules_, std::back_inserter(all),
                         [](const store::AlertRule& rule) { return bool(rule.camera); });
    return all;
}

rt::Task<> AlertService::set_rules(std::vector<store::AlertRule> rules) {
    auto writing = parts_.store.set_alert_rules(parts_.home, rules);
    PL_CO_TRY_VOID(co_await std::move(writing));
    rules_ = std::move(rules);
    co_return Result<>();
}

}  // namespace porchlight::hub
