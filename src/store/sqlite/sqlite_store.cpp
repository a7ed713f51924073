// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/alert_tables.hpp"
#include "store/sqlite/device_tables.hpp"
#include "store/sqlite/doctor_tables.hpp"
#include "store/sqlite/house_tables.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/tables.hpp"

#include <utility>

namespace porchlight::store {

namespace {

using sqlite::Connection;

/// Every call runs one function of sqlite/tables.hpp on the store's thread.
class SqliteStore final : public Store {
  public:
    explicit SqliteStore(std::unique_ptr<Connection> db) : db_(std::move(db)) {}

    rt::Task<std::vector<Home>> homes() override { return run(&sqlite::homes); }
    rt::Task<> add_home(Home home) override { return run(&sqlite::add_home, std::move(home)); }
    rt::Task<> update_home(Home home) override {
        return run(&sqlite::update_home, std::move(home));
    }

    rt::Task<std::vector<User>> users(HomeId home) override { return run(&sqlite::users, home); }
    rt::Task<User> user(UserId id) override { return run(&sqlite::user, id); }
    rt::Task<User> user_by_name(HomeId home, std::string name) override {
        return run(&sqlite::user_by_name, home, std::move(name));
    }
    rt::Task<> add_user(User user) override { return run(&sqlite::add_user, std::move(user)); }
    rt::Task<> set_password_hash(UserId id, std::string password_hash) override {
        return run(&sqlite::set_password_hash, id, std::move(password_hash));
    }
    rt::Task<> set_role(UserId id, Role role) override { return run(&sqlite::set_role, id, role); }
    rt::Task<> remove_user(UserId id) override { return run(&sqlite::remove_user, id); }

    rt::Task<> add_invite(Invite invite) override {
        return run(&sqlite::add_invite, std::move(invite));
    }
    rt::Task<std::vector<Invite>> invites(HomeId home) override {
        return run(&sqlite::invites, home);
    }
    rt::Task<Invite> invite(std::string token_hash) override {
        return run(&sqlite::invite, std::move(token_hash));
    }
    rt::Task<> remove_invite(InviteId id) override { return run(&sqlite::remove_invite, id); }
    rt::Task<> accept_invite(InviteId id, User user) override {
        return run(&sqlite::accept_invite, id, std::move(user));
    }

    rt::Task<> add_session(SessionRow session) override {
        return run(&sqlite::add_session, std::move(session));
    }
    rt::Task<SessionRow> session(std::string token_hash) override {
        return run(&sqlite::session, std::move(token_hash));
    }
    rt::Task<> touch_session(std::string token_hash, UtcTime last_used, UtcTime expires) override {
        return run(&sqlite::touch_session, std::move(token_hash), last_used, expires);
    }
    rt::Task<std::vector<SessionRow>> sessions(HomeId home) override {
        return run(&sqlite::sessions, home);
    }
    rt::Task<> remove_session(std::string token_hash) override {
        return run(&sqlite::remove_session, std::move(token_hash));
    }
    rt::Task<> remove_sessions_of(UserId user) override {
        return run(&sqlite::remove_sessions_of, user);
    }
    rt::Task<> remove_expired_sessions(UtcTime now) override {
        return run(&sqlite::remove_expired_sessions, now);
    }
    rt::Task<bool> note_place(UserId user, std::string place, UtcTime now) override {
        return run(&sqlite::note_place, user, std::move(place), now);
    }

    rt::Task<std::vector<Camera>> cameras(HomeId home) override {
        return run(&sqlite::cameras, home);
    }
    rt::Task<Camera> camera(CameraId id) override { return run(&sqlite::camera, id); }
    rt::Task<> add_camera(Camera camera) override {
        return run(&sqlite::add_camera, std::move(camera));
    }
    rt::Task<> update_camera(CameraId id, CameraSettings settings) override {
        return run(&sqlite::update_camera, id, std::move(settings));
    }
    rt::Task<> remove_camera(CameraId id, UtcTime now) override {
        return run(&sqlite::remove_camera, id, now);
    }

    rt::Task<> begin_event(Event event) override {
        return run(&sqlite::begin_event, std::move(event));
    }
    rt::Task<> update_event(EventId id, std::optional<UtcTime> end, double score) override {
        return run(&sqlite::update_event, id, end, score);
    }
    rt::Task<Event> event(EventId id) override { return run(&sqlite::event, id); }
    rt::Task<std::vector<Event>> open_events() override { return run(&sqlite::open_events); }

    rt::Task<> begin_clip(Clip clip) override { return run(&sqlite::begin_clip, std::move(clip)); }
    rt::Task<> finish_clip(ClipId id, ClipEnd end) override {
        return run(&sqlite::finish_clip, id, end);
    }
    rt::Task<> set_thumbnail(ClipId id) override { return run(&sqlite::set_thumbnail, id); }
    rt::Task<Clip> set_pinned(ClipId id, Pin pin) override {
        return run(&sqlite::set_pinned, id, pin);
    }
    rt::Task<std::vector<Clip>> pin_clips(std::vector<ClipId> ids, Pin pin) override {
        return run(&sqlite::pin_clips, std::move(ids), pin);
    }
    rt::Task<std::vector<Clip>> mark_deleted(std::vector<ClipId> ids,
                                             std::optional<Microseconds> at) override {
        return run(&sqlite::mark_deleted, std::move(ids), at);
    }
    rt::Task<Clip> remove_clip(ClipId id) override { return run(&sqlite::remove_clip, id); }
    rt::Task<Clip> clip(ClipId id) override { return run(&sqlite::clip, id); }
    rt::Task<ClipPage> clips(ClipQuery query) override {
        return run(&sqlite::clips, std::move(query));
    }
    rt::Task<std::vector<Clip>> clips_of_event(EventId event) override {
        return run(&sqlite::clips_of_event, event);
    }
    rt::Task<std::vector<Clip>> unfinished_clips() override {
        return run(&sqlite::unfinished_clips);
    }
    rt::Task<std::vector<Clip>> oldest_unpinned(int limit) override {
        return run(&sqlite::oldest_unpinned, limit);
    }
    rt::Task<std::vector<Clip>> oldest_deleted(int limit) override {
        return run(&sqlite::oldest_deleted, limit);
    }
    rt::Task<std::vector<Clip>> clips_after(ClipId after, int limit) override {
        return run(&sqlite::clips_after, after, limit);
    }
    rt::Task<ClipTotals> clip_totals() override { return run(&sqlite::clip_totals); }
    rt::Task<std::vector<std::int64_t>> count_clips(ClipQuery query,
                                                    std::vector<UtcTime> edges) override {
        return run(&sqlite::count_clips, std::move(query), std::move(edges));
    }
    rt::Task<std::vector<CameraUsage>> camera_usage(UtcTime since) override {
        return run(&sqlite::camera_usage, since);
    }

    rt::Task<> begin_gap(Gap gap) override { return run(&sqlite::begin_gap, std::move(gap)); }
    rt::Task<> end_gap(GapId id, UtcTime end) override { return run(&sqlite::end_gap, id, end); }
    rt::Task<std::vector<Gap>> open_gaps() override { return run(&sqlite::open_gaps); }
    rt::Task<> trim_history(int most) override { return run(&sqlite::trim_history, most); }

    rt::Task<Timeline> timeline(SpanQuery query) override { return run(&sqlite::timeline, query); }

    rt::Task<std::vector<std::string>> self_check() override { return run(&sqlite::self_check); }

    rt::Task<std::vector<Device>> devices(HomeId home) override {
        return run(&sqlite::devices, home);
    }
    rt::Task<Device> device(Serial serial) override {
        return run(&sqlite::device, std::move(serial));
    }
    rt::Task<> add_device(Device device) override {
        return run(&sqlite::add_device, std::move(device));
    }
    rt::Task<Device> change_device(Device device) override {
        return run(&sqlite::change_device, std::move(device));
    }
    rt::Task<std::vector<Device>> contests_over(UtcTime now) override {
        return run(&sqlite::contests_over, now);
    }
    rt::Task<DesiredSettings> desired_settings(Serial serial) override {
        return run(&sqlite::desired_settings, std::move(serial));
    }
    rt::Task<std::int64_t> want_settings(Serial serial, std::string settings) override {
        return run(&sqlite::want_settings, std::move(serial), std::move(settings));
    }
    rt::Task<> settings_applied(Serial serial, std::int64_t revision,
                                std::optional<std::string> problem) override {
        return run(&sqlite::settings_applied, std::move(serial), revision, std::move(problem));
    }
    rt::Task<std::int64_t> add_command(DeviceCommand command) override {
        return run(&sqlite::add_command, std::move(command));
    }
    rt::Task<std::vector<DeviceCommand>> waiting_commands(Serial serial) override {
        return run(&sqlite::waiting_commands, std::move(serial));
    }
    rt::Task<std::vector<DeviceCommand>> commands(Serial serial, int limit) override {
        return run(&sqlite::commands, std::move(serial), limit);
    }
    rt::Task<> finish_command(Serial serial, std::int64_t id, CommandState state,
                              std::string sentence, UtcTime at) override {
        return run(&sqlite::finish_command, std::move(serial), id, state, std::move(sentence), at);
    }
    rt::Task<> expire_commands(UtcTime before, UtcTime now) override {
        return run(&sqlite::expire_commands, before, now);
    }
    rt::Task<> add_telemetry(std::vector<TelemetrySample> samples) override {
        return run(&sqlite::add_telemetry, std::move(samples));
    }
    rt::Task<TelemetrySeries> telemetry(Serial serial, UtcTime from, UtcTime to) override {
        return run(&sqlite::telemetry, std::move(serial), from, to);
    }
    rt::Task<> trim_telemetry(TelemetryLimits limits) override {
        return run(&sqlite::trim_telemetry, limits);
    }
    rt::Task<> set_health(std::vector<DeviceHealth> health) override {
        return run(&sqlite::set_health, std::move(health));
    }
    rt::Task<std::vector<DeviceHealth>> health() override { return run(&sqlite::health); }

    rt::Task<std::optional<House>> house(HomeId home) override { return run(&sqlite::house, home); }
    rt::Task<> keep_house(HomeId home, House house) override {
        return run(&sqlite::keep_house, home, std::move(house));
    }
    rt::Task<> keep_mode_in_use(HomeId home, ModeInUse in_use, ModeId last_arming) override {
        return run(&sqlite::keep_mode_in_use, home, in_use, last_arming);
    }

    rt::Task<> keep_doctor_session(DoctorSession session) override {
        return run(&sqlite::keep_doctor_session, std::move(session));
    }
    rt::Task<std::vector<DoctorSession>> doctor_sessions(HomeId home) override {
        return run(&sqlite::doctor_sessions, home);
    }
    rt::Task<> count_for_doctor(HomeId home, DoctorCount one) override {
        return run(&sqlite::count_for_doctor, home, std::move(one));
    }
    rt::Task<std::vector<DoctorCount>> doctor_counts(HomeId home) override {
        return run(&sqlite::doctor_counts, home);
    }
    rt::Task<> clear_doctor_counts(HomeId home) override {
        return run(&sqlite::clear_doctor_counts, home);
    }
    rt::Task<> set_doctor_memory(DoctorMemory memory) override {
        return run(&sqlite::set_doctor_memory, std::move(memory));
    }
    rt::Task<std::vector<DoctorMemory>> doctor_memory(HomeId home) override {
        return run(&sqlite::doctor_memory, home);
    }

    rt::Task<> keep_alert(Alert alert) override {
        return run(&sqlite::keep_alert, std::move(alert));
    }
    rt::Task<std::vector<Alert>> alerts(HomeId home) override { return run(&sqlite::alerts, home); }
    rt::Task<> see_alerts(UserId user, std::vector<AlertId> alerts) override {
        return run(&sqlite::see_alerts, user, std::move(alerts));
    }
    rt::Task<std::vector<SeenAlert>> seen_alerts(HomeId home) override {
        return run(&sqlite::seen_alerts, home);
    }
    rt::Task<std::vector<AlertRule>> alert_rules(HomeId home) override {
        return run(&sqlite::alert_rules, home);
    }
    rt::Task<> set_alert_rules(HomeId home, std::vector<AlertRule> rules) override {
        return run(&sqlite::set_alert_rules, home, std::move(rules));
    }
    rt::Task<std::vector<PushSubscription>> push_subscriptions(HomeId home) override {
        return run(&sqlite::push_subscriptions, home);
    }
    rt::Task<> keep_push_subscription(PushSubscription subscription) override {
        return run(&sqlite::keep_push_subscription, std::move(subscription));
    }
    rt::Task<> remove_push_subscription(PushId id) override {
        return run(&sqlite::remove_push_subscription, id);
    }

    rt::Task<std::string> setting(std::string key) override {
        return run(&sqlite::setting, std::move(key));
    }
    rt::Task<> set_setting(std::string key, std::string value) override {
        return run(&sqlite::set_setting, std::move(key), std::move(value));
    }

  private:
    template <typename T, typename... Params, typename... Args>
    rt::Task<T> run(Result<T> (*function)(Connection&, Params...), Args... args) {
        auto work = [db = db_.get(), function, ... args = std::move(args)] {
            return function(*db, args...);
        };
        return rt::offload(thread_.executor(), std::move(work));
    }

    std::unique_ptr<Connection> db_;
    rt::IoThread thread_{"store"};  // last: joined before the connection closes
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path) {
    PL_TRY(auto db, Connection::open(path));
    PL_TRY_VOID(sqlite::migrate(*db));
    PL_TRY_VOID(sqlite::forget_removed_cameras(*db));
    std::unique_ptr<Store> store = std::make_unique<SqliteStore>(std::move(db));
    return store;
}

}  // namespace porchlight::store
