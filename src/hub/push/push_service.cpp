// SPDX-License-Identifier: Apache-2.0
#include "hub/push/push_service.hpp"

#include "base/log.hpp"
#include "hub/alerts/alert_rules.hpp"
#include "hub/phrases.hpp"
#include "net/push/endpoint.hpp"
#include "net/push/message.hpp"
#include "rt/launch.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace porchlight::hub {

namespace push = net::push;
namespace json = boost::json;
using store::AlertKind;

namespace {

constexpr std::string_view kKeySetting = "push.key";
constexpr std::chrono::seconds kAnswerWithin{20};
constexpr std::chrono::hours kTokenLife{12};

Error not_yours() {
    return {ErrorCode::NotFound, "That browser is not told of alerts any more."};
}

/// What the service worker shows and opens (web/public/sw.js). It picks the language: the hub does
/// not know what a browser speaks that is not there.
std::string text_of(const std::string& title, const std::string& body, const std::string& url,
                    const std::string& tag) {
    const Phrasebook& german = phrases(Language::German);
    json::object in_german{{"title", german.say(title)}, {"body", german.say(body)}};
    return json::serialize(json::object{{"title", title},
                                        {"body", body},
                                        {"de", std::move(in_german)},
                                        {"url", url},
                                        {"tag", tag}});
}

bool is_urgent(AlertKind kind) {
    return kind == AlertKind::Ring || kind == AlertKind::SignIn || kind == AlertKind::Storage;
}

/// Seconds; the other form, a date, is left to our own waits.
std::optional<std::chrono::seconds> retry_after(const std::string& text) {
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool is_whole = error == std::errc() && end == text.data() + text.size();
    return is_whole && seconds >= 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

}  // namespace

PushService::PushService(Parts parts) : parts_(std::move(parts)), gate_(parts_.executor) {}

PushService::~PushService() = default;

rt::Task<> PushService::start() {
    auto reading = parts_.store.push_subscriptions(parts_.home);
    PL_CO_TRY(auto rows, co_await std::move(reading));
    for (store::PushSubscription& row : rows) {
        const PushId id = row.id;
        lines_[id].to = std::move(row);
    }
    co_return Result<>();
}

rt::Task<> PushService::stop() {
    lines_.clear();  // and with them what is on its way
    co_return co_await gate_.close();
}

rt::Task<push::VapidKey> PushService::key() {
    if (key_) {
        co_return *key_;
    }
    auto reading = parts_.store.setting(std::string(kKeySetting));
    PL_CO_TRY(auto text, co_await std::move(reading));
    if (!text.empty()) {
        PL_CO_TRY(key_, push::VapidKey::from_text(Secret(std::move(text))));
        co_return *key_;
    }
    PL_CO_TRY(const auto made, push::VapidKey::generate());
    auto keeping = parts_.store.set_setting(std::string(kKeySetting), made.to_text().reveal());
    PL_CO_TRY_VOID(co_await std::move(keeping));
    // Another call may have made one meanwhile; what is stored last is what holds.
    key_ = made;
    co_return made;
}

rt::Task<std::string> PushService::public_key() {
    PL_CO_TRY(const auto ours, co_await key());
    co_return ours.public_text();
}

PushView PushService::view_of(const Line& line) {
    const auto endpoint = push::Endpoint::parse(line.to.endpoint.reveal());
    return {line.to.id, line.to.browser, line.to.created, endpoint ? endpoint->host : "",
            line.problem};
}

rt::Task<PushView> PushService::subscribe(store::PushSubscription wanted) {
    PL_CO_TRY(const auto endpoint, push::Endpoint::parse(wanted.endpoint.reveal()));
    PL_CO_TRY(const auto keys,
              push::ReceiverKeys::parse(wanted.key, std::string(wanted.auth.reveal())));
    static_cast<void>(endpoint);
    static_cast<void>(keys);
    const auto of_person = std::ranges::count_if(
        lines_, [&](const auto& entry) { return entry.second.to.user == wanted.user; });
    if (static_cast<std::size_t>(of_person) >= kMostOfAPerson) {
        co_return Error(ErrorCode::Exhausted,
                        "You are told in as many browsers as there can be. Switch one off first.");
    }
    wanted.id = PushId::create(parts_.clock.utc_now(), parts_.random);
    wanted.created = parts_.clock.utc_now();
    auto keeping = parts_.store.keep_push_subscription(wanted);
    PL_CO_TRY_VOID(co_await std::move(keeping));
    std::erase_if(lines_, [&](const auto& entry) {
        return entry.second.to.endpoint.reveal() == wanted.endpoint.reveal();
    });
    Line& line = lines_[wanted.id];
    line.to = std::move(wanted);
    co_return view_of(line);
}

std::vector<PushView> PushService::list(UserId who) const {
    std::vector<PushView> views;
    for (const auto& [id, line] : lines_) {
        if (line.to.user == who) {
            views.push_back(view_of(line));
        }
    }
    return views;
}

rt::Task<> PushService::unsubscribe(UserId who, PushId id) {
    if (find(who, id) == nullptr) {
        co_return not_yours();
    }
    lines_.erase(id);
    auto removing = parts_.store.remove_push_subscription(id);
    co_return co_await std::move(removing);
}

void PushService::forget(UserId who) {
    std::erase_if(lines_, [who](const auto& entry) { return entry.second.to.user == who; });
}

PushService::Line* PushService::find(PushId id) {
    const auto found = lines_.find(id);
    return found == lines_.end() ? nullptr : &found->second;
}

PushService::Line* PushService::find(UserId who, PushId id) {
    Line* line = find(id);
    return line != nullptr && line->to.user == who ? line : nullptr;
}

std::size_t PushService::waiting() const {
    std::size_t count = 0;
    for (const auto& [id, line] : lines_) {
        count += line.letters.size();
    }
    return count;
}

// What is sent.

Result<> PushService::try_out(UserId who, PushId id) {
    Line* line = find(who, id);
    if (line == nullptr) {
        return not_yours();
    }
    post(*line,
         {0, text_of("Porchlight", "This browser is told of alerts.", "/settings/alerts", "try"),
          kMotionLife, "high", parts_.clock.monotonic_now()});
    return {};
}

void PushService::tell(const store::Alert& alert) {
    auto holder = gate_.enter();
    if (!lines_.empty() && holder) {
        rt::spawn(parts_.executor, "tell of an alert", tell_now(alert, std::move(*holder)));
    }
}

rt::Task<> PushService::tell_now(store::Alert alert, rt::Gate::Holder /*held*/) {
    PL_CO_TRY(const auto users, co_await parts_.store.users(parts_.home));
    const bool fades = alert.kind == AlertKind::Motion || alert.kind == AlertKind::Ring;
    const std::string id = alert.id.text();
    const Letter letter{0, text_of(alert_title(alert), alert.detail, "/alerts?open=" + id, id),
                        fades ? kMotionLife : kLife, is_urgent(alert.kind) ? "high" : "normal",
                        parts_.clock.monotonic_now()};
    for (auto& [line_id, line] : lines_) {
        const auto who = std::ranges::find(users, line.to.user, &store::User::id);
        if (who != users.end() && may_see_alert(alert, who->id, who->role)) {
            post(line, letter);
        }
    }
    co_return Result<>();
}

void PushService::post(Line& line, Letter letter) {
    if (line.letters.size() >= kMostWaiting) {
        line.letters.pop_front();
    }
    letter.number = ++letters_;
    line.letters.push_back(std::move(letter));
    if (line.is_sending) {
        return;
    }
    if (auto holder = gate_.enter()) {
        line.is_sending = true;
        line.sending.emplace(parts_.executor, "push", send_all(line.to.id, std::move(*holder)));
    }
}

void PushService::drop_stale(Line& line) const {
    const MonotonicTime now = parts_.clock.monotonic_now();
    std::erase_if(line.letters,
                  [now](const Letter& letter) { return now - letter.written > letter.life; });
}

rt::Task<> PushService::send_all(PushId id, rt::Gate::Holder /*held*/) {
    while (true) {
        auto sending = send_first(id);
        PL_CO_TRY(const auto wait, co_await std::move(sending));
        if (!wait) {
            co_return Result<>();
        }
        if (wait->count() > 0) {
            auto waiting = parts_.wait(*wait);
            PL_CO_TRY_VOID(co_await std::move(waiting));
        }
    }
}

/// The line may be gone after each co_await.
rt::Task<std::optional<std::chrono::milliseconds>> PushService::send_first(PushId id) {
    constexpr std::optional<std::chrono::milliseconds> kNone;
    Line* line = find(id);
    if (line != nullptr) {
        drop_stale(*line);
    }
    if (line == nullptr || line->letters.empty()) {
        if (line != nullptr) {
            line->is_sending = false;
        }
        co_return kNone;
    }
    const Letter letter = line->letters.front();
    auto trying = try_once(line->to, letter);
    PL_CO_TRY(const Try tried, co_await std::move(trying));
    line = find(id);
    if (line == nullptr) {
        co_return kNone;
    }
    line->problem = tried.problem.empty() ? std::nullopt : std::optional(tried.problem);
    if (tried.came == Came::Gone) {
        log::info("push", "{} is not subscribed any more", line->to.browser);
        auto removing = parts_.store.remove_push_subscription(id);
        const auto removed = co_await std::move(removing);
        lines_.erase(id);
        co_return removed ? Result(kNone)
                          : Result<std::optional<std::chrono::milliseconds>>(removed.error());
    }
    if (tried.came == Came::Again) {
        const auto ours = line->backoff.next(parts_.random);
        const std::chrono::milliseconds theirs = tried.wait.value_or(std::chrono::seconds(0));
        co_return std::min<std::chrono::milliseconds>(std::max(ours, theirs), kLongestWait);
    }
    line->backoff.reset();
    std::erase_if(line->letters,
                  [&](const Letter& other) { return other.number == letter.number; });
    co_return std::chrono::milliseconds(0);
}

rt::Task<net::http::Errand> PushService::errand(store::PushSubscription to, Letter letter) {
    PL_CO_TRY(const auto endpoint, push::Endpoint::parse(to.endpoint.reveal()));
    PL_CO_TRY(const auto keys, push::ReceiverKeys::parse(to.key, std::string(to.auth.reveal())));
    PL_CO_TRY(const auto secrets, push::MessageSecrets::fresh());
    PL_CO_TRY(auto body, push::encrypt(letter.text, keys, secrets));
    PL_CO_TRY(const auto ours, co_await key());
    PL_CO_TRY(auto authorization,
              ours.authorization(endpoint.origin, parts_.clock.utc_now() + kTokenLife));
    net::http::Errand errand;
    errand.address = endpoint.host;
    errand.port = endpoint.port;
    errand.host = endpoint.origin.substr(std::string_view("https://").size());
    errand.path = endpoint.target;
    errand.type = "application/octet-stream";
    errand.body = std::move(body);
    errand.limit = kAnswerWithin;
    errand.security = net::http::Security::Tls;
    errand.authority_pem = parts_.authority_pem;
    errand.may_reach = parts_.may_reach;
    errand.headers.add("Authorization", std::move(authorization));
    errand.headers.add("Content-Encoding", "aes128gcm");
    errand.headers.add("TTL", std::to_string(letter.life.count()));
    errand.headers.add("Urgency", letter.urgency);
    co_return errand;
}

rt::Task<PushService::Try> PushService::try_once(store::PushSubscription to, Letter letter) {
    auto making = errand(std::move(to), std::move(letter));
    auto made = co_await std::move(making);
    if (!made) {
        co_return judge(made.error());
    }
    auto asking = net::http::fetch(std::move(*made));
    const auto page = co_await std::move(asking);
    if (!page && page.error().code() == ErrorCode::Cancelled) {
        co_return page.error();
    }
    co_return judge(page);
}

/// @source RFC 8030 section 5 and 7, RFC 8292 section 4.2.
PushService::Try PushService::judge(const Result<net::http::Page>& page) {
    if (!page) {
        const ErrorCode code = page.error().code();
        const bool may_pass = code == ErrorCode::Unavailable || code == ErrorCode::TimedOut ||
                              code == ErrorCode::NotFound;
        return {may_pass ? Came::Again : Came::Dropped, std::nullopt, page.error().message() + "."};
    }
    const int status = page->status;
    if (status >= 200 && status < 300) {
        return {};
    }
    if (status == 404 || status == 410) {
        return {Came::Gone, std::nullopt, ""};
    }
    if (status == 429 || status >= 500) {
        return {Came::Again, retry_after(page->retry_after),
                "The push service is busy; it is tried again."};
    }
    return {Came::Dropped, std::nullopt,
            fmt::format("The push service refused the message (status {}). Switch alerts off in "
                        "this browser, and on again.",
                        status)};
}

}  // namespace porchlight::hub
