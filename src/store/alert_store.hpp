// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

struct AlertTag {
    static constexpr std::string_view kName = "alert";
};
using AlertId = Id<AlertTag>;
struct PushTag {
    static constexpr std::string_view kName = "subscription";
};
using PushId = Id<PushTag>;

}  // namespace porchlight

namespace porchlight::store {

/// What people want to be told of.
enum class AlertKind : std::uint8_t {
    Motion,
    Ring,
    Silent,     ///< A camera has given no picture for a while.
    Battery,    ///< Its cells are nearly empty.
    Storage,    ///< Clips cannot be kept.
    SignIn,     ///< Somebody signed in from a place that is new.
    Ownership,  ///< Another home asks for a camera, and what came of it.
};

struct Alert {
    AlertId id;
    HomeId home;
    AlertKind kind = AlertKind::Motion;
    UtcTime at;
    std::optional<UtcTime> ended = std::nullopt;  ///< Of a state (Silent, Battery, Storage) only.
    CameraId camera;                              ///< None: of no camera.
    EventId event;                                ///< May be forgotten by now.
    ClipId clip;                                  ///< None again when that is gone.
    UserId user;                                  ///< SignIn: whose it was.
    std::string place;                            ///< What the camera, or the person, was called.
    std::string detail;                           ///< A sentence, or empty.
    bool quiet = false;                           ///< Listed, and nobody was disturbed.
    bool picture = false;                         ///< Its clip has one. Not kept: looked up.
};

/// Minutes of the day, by the home's clock, from 0 to 1439. `to` before `from` is over midnight;
/// both the same is the whole day.
struct QuietHours {
    std::chrono::minutes from{};
    std::chrono::minutes to{};
    bool operator==(const QuietHours&) const = default;
};

/// When something of a kind becomes an alert.
struct AlertRule {
    AlertKind kind = AlertKind::Motion;
    CameraId camera;  ///< None: for every camera without a rule of its own.
    bool is_on = true;
    std::optional<QuietHours> quiet = std::nullopt;
    std::chrono::seconds rest{};   ///< After one, for so long none of this kind and camera.
    std::chrono::seconds after{};  ///< Silent: so long without a picture.
    bool operator==(const AlertRule&) const = default;
};

/// A browser that asked to be told while nobody looks at the app (RFC 8030).
struct PushSubscription {
    PushId id;
    UserId user;
    Secret endpoint;  ///< An https URL; whoever knows it can send there.
    std::string key;  ///< Its public key on P-256, uncompressed, in base64url (RFC 8291).
    Secret auth;      ///< Its authentication secret of 16 bytes, in base64url.
    std::string browser;
    UtcTime created;
};

struct SeenAlert {
    UserId user;
    AlertId alert;
};

/// The part of a Store that remembers alerts. The same promises and common errors as Store.
class AlertStore {
  public:
    AlertStore() = default;
    AlertStore(const AlertStore&) = delete;
    AlertStore& operator=(const AlertStore&) = delete;
    AlertStore(AlertStore&&) = delete;
    AlertStore& operator=(AlertStore&&) = delete;
    virtual ~AlertStore() = default;

    /// Older ones of a home are forgotten.
    static constexpr int kMostAlerts = 500;

    /// Adds it, or replaces the one with its id.
    virtual rt::Task<> keep_alert(Alert alert) = 0;
    /// Oldest first.
    virtual rt::Task<std::vector<Alert>> alerts(HomeId home) = 0;
    /// Those that are there no more are passed over.
    virtual rt::Task<> see_alerts(UserId user, std::vector<AlertId> alerts) = 0;
    virtual rt::Task<std::vector<SeenAlert>> seen_alerts(HomeId home) = 0;

    /// Only what was ever changed.
    virtual rt::Task<std::vector<AlertRule>> alert_rules(HomeId home) = 0;
    /// In place of all there were; those of cameras that are gone are left out.
    virtual rt::Task<> set_alert_rules(HomeId home, std::vector<AlertRule> rules) = 0;

    virtual rt::Task<std::vector<PushSubscription>> push_subscriptions(HomeId home) = 0;
    /// In place of the one with its endpoint.
    virtual rt::Task<> keep_push_subscription(PushSubscription subscription) = 0;
    /// Success also when there is none.
    virtual rt::Task<> remove_push_subscription(PushId id) = 0;
};

}  // namespace porchlight::store
