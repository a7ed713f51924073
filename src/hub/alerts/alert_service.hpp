// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "hub/alerts/alert_rules.hpp"
#include "hub/cameras.hpp"
#include "hub/devices/health_ledger.hpp"
#include "hub/event_feed.hpp"
#include "hub/recordings.hpp"
#include "rt/gate.hpp"
#include "rt/job.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::hub {

/// Which alerts, newest first.
struct AlertQuery {
    std::optional<CameraId> camera;
    std::optional<store::AlertKind> kind;
    std::optional<AlertId> before;
    int limit = 50;
};
/// An alert as one person has it.
struct AlertForPerson {
    store::Alert alert;
    bool seen = false;
};
struct AlertPage {
    std::vector<AlertForPerson> alerts;
    int unseen = 0;               ///< Of all that the person may see.
    std::optional<AlertId> next;  ///< `before` for the next page; unset at the end.
};

/// What people are told: hears what happens in the home, decides with AlertGate what becomes an
/// alert, keeps it, shows it on the event feed and hands it on to be sent.
///
/// Motion and rings come by the feed: a disarmed camera has no events, so that what comes is of an
/// armed one. What lasts (no picture, low cells, trouble with storage) is looked at once a second
/// and has an end, which outlives a restart of the hub. What a camera has kept while it was away
/// comes late and is listed without disturbing anybody.
///
/// Strand-bound to the hub's control thread.
class AlertService {
  public:
    static constexpr std::chrono::seconds kEvery{1};
    /// Older news disturbs nobody.
    static constexpr std::chrono::minutes kStale{2};
    /// A ring's own clip may come so much later.
    static constexpr std::chrono::seconds kRingClip{20};

    struct Parts {
        rt::asio::any_io_executor executor;
        store::Store& store;
        const Cameras& cameras;
        const Recordings& recordings;
        EventFeed& feed;
        const Clock& clock;
        Random& random;
        HomeId home;
        /// What a paired device has told; DeviceService.
        std::function<HealthView(const Serial&)> health;
        /// Minutes of the home's day at that moment.
        std::function<std::chrono::minutes(UtcTime)> local;
        /// Somebody shall be disturbed. Returns at once.
        std::function<void(const store::Alert&)> send = [](const auto&) {};
    };
    /// All that is given by reference outlives this.
    explicit AlertService(Parts parts);
    ~AlertService();
    AlertService(const AlertService&) = delete;
    AlertService& operator=(const AlertService&) = delete;
    AlertService(AlertService&&) = delete;
    AlertService& operator=(AlertService&&) = delete;

    /// Reads what is remembered, and begins to listen.
    rt::Task<> start();
    /// From now on looks by itself.
    void begin_looking();
    /// Before destruction, also after a failed start.
    rt::Task<> stop();
    /// Looks once. For tests too.
    void look();
    /// How many writes are under way.
    [[nodiscard]] int errands() const { return gate_.count(); }

    /// A device's button was pressed: its clip comes much later.
    void ring(CameraId camera);
    /// Somebody signed in from a place that is new. @param where In words.
    void new_place(const store::User& who, std::string where);
    /// Stored already, by whoever shares the store; shown and sent from here.
    void adopt(store::Alert alert);

    [[nodiscard]] AlertPage list(const store::User& who, const AlertQuery& query) const;
    /// Those up to and with `last` that the person may see.
    rt::Task<> see_up_to(store::User who, AlertId last);
    rt::Task<> see(store::User who, std::vector<AlertId> alerts);
    /// Somebody was removed.
    void forget(UserId who) { seen_.erase(who); }

    /// One for each kind, then those of single cameras.
    [[nodiscard]] std::vector<store::AlertRule> rules() const;
    /// In place of all there are.
    rt::Task<> set_rules(std::vector<store::AlertRule> rules);

  private:
    using Key = std::pair<store::AlertKind, CameraId>;
    enum class Age : std::uint8_t { New, Stale };

    rt::Task<> recall();
    rt::Task<> keep_looking();
    void heard(const FeedMessage& message);
    void happened(const store::Event& event);
    void kept(const store::Clip& clip);
    void lost(ClipId clip);
    bool belongs_to_ring(const store::Event& event);
    void look_at(const CameraView& camera);
    void look_at_picture(const CameraView& camera);
    void look_at_cells(const CameraView& camera);
    void look_at_storage();

    [[nodiscard]] store::Alert draft(store::AlertKind kind, CameraId camera, std::string place,
                                     std::string detail) const;
    /// @return Its id; none: it came to nothing.
    AlertId raise(store::Alert draft, Age age = Age::New);
    void begin(const store::Alert& draft);
    void add(store::Alert alert);
    void end(Key key);
    store::Alert* find(AlertId id);
    void changed(const store::Alert& alert);
    [[nodiscard]] bool has_seen(const store::User& who, const store::Alert& alert) const;
    [[nodiscard]] std::string name_of(CameraId camera) const;
    void run(std::string what, rt::Task<> task);

    Parts parts_;
    rt::Gate gate_;
    AlertGate deciding_;
    std::vector<store::AlertRule> rules_;
    std::deque<store::Alert> alerts_;  ///< Oldest first.
    std::map<UserId, std::set<AlertId>> seen_;
    std::map<Key, AlertId> open_;
    std::map<CameraId, MonotonicTime> silent_since_;
    std::map<CameraId, std::deque<EventId>> events_;
    std::optional<rt::Job> looking_;
};

}  // namespace porchlight::hub
