// SPDX-License-Identifier: Apache-2.0
#include "hub/alerts/alert_service.hpp"
#include "hub/api/alert_descriptions.hpp"
#include "hub/api/services.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <utility>

namespace porchlight::hub::api {

namespace {

constexpr int kMinutesOfAnHour = 60;
constexpr int kHoursOfADay = 24;

std::string text_of(std::chrono::minutes time) {
    const auto minutes = time.count();
    return fmt::format("{:02}:{:02}", minutes / kMinutesOfAnHour, minutes % kMinutesOfAnHour);
}

std::optional<int> number(std::string_view digits, int below) {
    int value = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
    return is_whole && value >= 0 && value < below ? std::optional(value) : std::nullopt;
}

/// "22:00" @error InvalidArgument
Result<std::chrono::minutes> time_of(const std::string& text) {
    const std::string_view all = text;
    const bool is_shaped = all.size() == 5 && all[2] == ':';
    const auto hour = is_shaped ? number(all.substr(0, 2), kHoursOfADay) : std::nullopt;
    const auto minute = is_shaped ? number(all.substr(3), kMinutesOfAnHour) : std::nullopt;
    if (!hour || !minute) {
        return Error(ErrorCode::InvalidArgument,
                     "Write the time as hours and minutes, like 22:00.");
    }
    return std::chrono::minutes(*hour * kMinutesOfAnHour + *minute);
}

AlertRuleItem item_of(const store::AlertRule& rule) {
    AlertRuleItem item;
    item.kind = rule.kind;
    item.camera = rule.camera ? std::optional(rule.camera) : std::nullopt;
    item.is_on = rule.is_on;
    if (rule.quiet) {
        item.quiet = QuietItem{text_of(rule.quiet->from), text_of(rule.quiet->to)};
    }
    item.rest_s = static_cast<int>(rule.rest.count());
    item.after_s = static_cast<int>(rule.after.count());
    return item;
}

Result<store::AlertRule> rule_of(const AlertRuleItem& item) {
    store::AlertRule rule;
    rule.kind = item.kind;
    rule.camera = item.camera.value_or(CameraId());
    rule.is_on = item.is_on;
    if (item.quiet) {
        PL_TRY(const auto from, time_of(item.quiet->from));
        PL_TRY(const auto to, time_of(item.quiet->to));
        rule.quiet = store::QuietHours{from, to};
    }
    rule.rest = std::chrono::seconds(item.rest_s);
    rule.after = std::chrono::seconds(item.after_s);
    return rule;
}

AlertRuleList rules_of(const Services* hub) {
    AlertRuleList list;
    for (const store::AlertRule& rule : hub->alerts->rules()) {
        list.rules.push_back(item_of(rule));
    }
    return list;
}

/// Alerts about who signs in, who owns a camera, and storage are of no one camera.
bool is_of_cameras(store::AlertKind kind) {
    using store::AlertKind;
    return kind == AlertKind::Motion || kind == AlertKind::Ring || kind == AlertKind::Silent ||
           kind == AlertKind::Battery;
}

Result<> check_place(const Services* hub, const store::AlertRule& rule) {
    if (!rule.camera) {
        return {};
    }
    if (!is_of_cameras(rule.kind)) {
        return Error(ErrorCode::InvalidArgument, "Alerts of this kind are of no one camera.");
    }
    PL_TRY(const auto camera, hub->cameras->find(rule.camera));
    static_cast<void>(camera);
    return {};
}

Reply<AlertPage> list_alerts(const Services* hub, CallPtr call, AlertQuery query,
                             Nothing /*body*/) {
    co_return hub->alerts->list(call->asker(), query);
}

Reply<Nothing> see_alerts(const Services* hub, CallPtr call, Nothing /*query*/, SeenWish body) {
    if (body.up_to) {
        auto seeing = hub->alerts->see_up_to(call->asker(), *body.up_to);
        PL_CO_TRY_VOID(co_await std::move(seeing));
    }
    auto seeing = hub->alerts->see(call->asker(), std::move(body.alerts));
    PL_CO_TRY_VOID(co_await std::move(seeing));
    co_return Nothing();
}

Reply<AlertRuleList> show_rules(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                Nothing /*body*/) {
    co_return rules_of(hub);
}

Reply<AlertRuleList> set_rules(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                               AlertRuleList body) {
    std::vector<store::AlertRule> rules;
    std::set<std::pair<store::AlertKind, CameraId>> known;
    for (std::size_t i = 0; i < body.rules.size(); ++i) {
        const std::string place = fmt::format("rules[{}]", i);
        auto rule = rule_of(body.rules[i]);
        if (!rule) {
            co_return Failure(rule.error(), place + ".quiet");
        }
        if (const auto fits = check_place(hub, *rule); !fits) {
            co_return Failure(Error(ErrorCode::InvalidArgument, fits.error().message()),
                              place + ".camera_id");
        }
        if (!known.emplace(rule->kind, rule->camera).second) {
            co_return Failure(Error(ErrorCode::InvalidArgument,
                                    "There can be one rule for each kind and camera."),
                              place);
        }
        rules.push_back(std::move(*rule));
    }
    auto setting = hub->alerts->set_rules(std::move(rules));
    PL_CO_TRY_VOID(co_await std::move(setting));
    co_return rules_of(hub);
}

}  // namespace

void add_alert_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    table.add(hub,
              {Method::Get, "/api/v1/alerts", Access::Viewer, "What you were told, newest first"},
              list_alerts);
    table.add(hub, {Method::Post, "/api/v1/alerts/seen", Access::Viewer, "You have seen alerts"},
              see_alerts);
    table.add(hub, {Method::Get, "/api/v1/alerts/rules", Access::Member, "What becomes an alert"},
              show_rules);
    table.add(hub,
              {Method::Put, "/api/v1/alerts/rules", Access::Owner, "Choose what becomes an alert"},
              set_rules);
}

}  // namespace porchlight::hub::api
