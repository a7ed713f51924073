// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/house_tables.hpp"

#include <utility>
#include <vector>

namespace porchlight::store::sqlite {

namespace {

House read_house(Row& row) {
    House house;
    Schedule& schedule = house.schedule;
    std::optional<std::string> place;
    std::optional<double> latitude;
    std::optional<double> longitude;
    row >> house.in_use.mode >> house.in_use.since >> house.in_use.by >> house.in_use.person >>
        house.last_arming >> schedule.is_on >> schedule.rules_since >> schedule.time_zone >>
        place >> latitude >> longitude;
    if (place && latitude && longitude) {
        schedule.place = Place{std::move(*place), *latitude, *longitude};
    }
    return house;
}

Mode read_mode(Row& row) {
    Mode mode;
    row >> mode.id >> mode.kind >> mode.name >> mode.arms_new;
    return mode;
}

ModeRule read_rule(Row& row) {
    ModeRule rule;
    const auto days = [&] {
        row >> rule.mode;
        return row.next<int>();
    }();
    rule.days = static_cast<std::uint8_t>(days);
    row >> rule.moment >> rule.minutes;
    return rule;
}

std::pair<CameraId, bool> read_choice(Row& row) {
    std::pair<CameraId, bool> choice;
    row >> choice.first >> choice.second;
    return choice;
}

Result<> insert_modes(Connection& db, HomeId home, const std::vector<Mode>& modes) {
    int position = 0;
    for (const Mode& mode : modes) {
        PL_TRY_VOID(db.run("INSERT INTO modes VALUES (?, ?, ?, ?, ?, ?)", mode.id, home, position++,
                           mode.kind, mode.name, mode.arms_new));
        for (const auto& [camera, armed] : mode.chosen) {
            PL_TRY_VOID(
                db.run("INSERT INTO mode_cameras SELECT ?1, id, ?3 FROM cameras"
                       " WHERE id = ?2 AND removed IS NULL",
                       mode.id, camera, armed));
        }
    }
    return {};
}

Result<> insert_rules(Connection& db, HomeId home, const std::vector<ModeRule>& rules) {
    int position = 0;
    for (const ModeRule& rule : rules) {
        PL_TRY_VOID(db.run("INSERT INTO mode_rules VALUES (?, ?, ?, ?, ?, ?)", home, position++,
                           rule.mode, static_cast<int>(rule.days), rule.moment, rule.minutes));
    }
    return {};
}

}  // namespace

Result<std::optional<House>> house(Connection& db, HomeId home) {
    PL_TRY(auto found,
           db.select("SELECT mode_id, mode_since, mode_by, mode_person, last_arming, schedule_on,"
                     " rules_since, time_zone, place_name, latitude, longitude"
                     " FROM houses WHERE home_id = ?",
                     read_house, home));
    if (found.empty()) {
        return std::optional<House>();
    }
    House house = std::move(found.front());
    PL_TRY(house.modes, db.select("SELECT id, kind, name, arms_new FROM modes WHERE home_id = ?"
                                  " ORDER BY position",
                                  read_mode, home));
    for (Mode& mode : house.modes) {
        PL_TRY(const auto choices,
               db.select("SELECT camera_id, armed FROM mode_cameras WHERE mode_id = ?", read_choice,
                         mode.id));
        mode.chosen = {choices.begin(), choices.end()};
    }
    PL_TRY(house.schedule.rules,
           db.select("SELECT mode_id, days, moment, minutes FROM mode_rules WHERE home_id = ?"
                     " ORDER BY position",
                     read_rule, home));
    return std::optional(std::move(house));
}

Result<> keep_house(Connection& db, HomeId home, const House& house) {
    const Schedule& schedule = house.schedule;
    const auto place = schedule.place;
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(db.run("DELETE FROM mode_rules WHERE home_id = ?", home));
    PL_TRY_VOID(db.run("DELETE FROM houses WHERE home_id = ?", home));
    PL_TRY_VOID(db.run("DELETE FROM modes WHERE home_id = ?", home));
    PL_TRY_VOID(insert_modes(db, home, house.modes));
    PL_TRY_VOID(insert_rules(db, home, schedule.rules));
    PL_TRY_VOID(db.run("INSERT INTO houses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", home,
                       house.in_use.mode, house.in_use.since, house.in_use.by, house.in_use.person,
                       house.last_arming, schedule.is_on, schedule.rules_since, schedule.time_zone,
                       place ? std::optional(place->name) : std::nullopt,
                       place ? std::optional(place->latitude) : std::nullopt,
                       place ? std::optional(place->longitude) : std::nullopt));
    return transaction.commit();
}

Result<> keep_mode_in_use(Connection& db, HomeId home, const ModeInUse& in_use,
                          ModeId last_arming) {
    return db.run_on_one("home",
                         "UPDATE houses SET mode_id = ?, mode_since = ?, mode_by = ?,"
                         " mode_person = ?, last_arming = ? WHERE home_id = ?",
                         in_use.mode, in_use.since, in_use.by, in_use.person, last_arming, home);
}

}  // namespace porchlight::store::sqlite
