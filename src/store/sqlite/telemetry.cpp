// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/device_tables.hpp"

namespace porchlight::store::sqlite {

namespace {

TelemetrySample read_sample(Row& row) {
    TelemetrySample sample;
    row >> sample.serial >> sample.at >> sample.battery_mv >> sample.battery_percent >>
        sample.energy_mwh >> sample.rssi_dbm >> sample.channel >> sample.temperature_c >>
        sample.storage_used >> sample.uptime_s;
    return sample;
}

TelemetryHour read_hour(Row& row) {
    TelemetryHour hour;
    row >> hour.start >> hour.samples >> hour.battery_mv_least >> hour.battery_mv_most >>
        hour.energy_mwh >> hour.rssi_dbm_least >> hour.rssi_dbm_mean >> hour.temperature_c_least >>
        hour.temperature_c_most >> hour.starts;
    return hour;
}

struct Cut {
    std::int64_t device = 0;
    std::int64_t before = 0;  ///< Microseconds.
};
Cut read_cut(Row& row) {
    Cut cut;
    row >> cut.device >> cut.before;
    return cut;
}

/// Samples of one device before a whole hour become hours. A device that began anew has a smaller
/// uptime than in the sample before.
Result<> roll_up(Connection& db, const Cut& cut) {
    PL_TRY_VOID(db.run(
        "INSERT INTO telemetry_hours"
        " SELECT device_id, at / 3600000000 * 3600000000, count(*), min(battery_mv),"
        "  max(battery_mv), max(energy_mwh), min(rssi_dbm), avg(rssi_dbm), min(temperature_c),"
        "  max(temperature_c), sum(began)"
        " FROM (SELECT *, coalesce(uptime_s < lag(uptime_s) OVER (ORDER BY at), 0) AS began"
        "       FROM telemetry WHERE device_id = ?1 AND at < ?2)"
        " WHERE true GROUP BY 2"
        " ON CONFLICT DO UPDATE SET samples = samples + excluded.samples,"
        "  battery_mv_least = min(coalesce(battery_mv_least, excluded.battery_mv_least),"
        "   coalesce(excluded.battery_mv_least, battery_mv_least)),"
        "  battery_mv_most = max(coalesce(battery_mv_most, excluded.battery_mv_most),"
        "   coalesce(excluded.battery_mv_most, battery_mv_most)),"
        "  energy_mwh = coalesce(excluded.energy_mwh, energy_mwh),"
        "  rssi_dbm_least = min(coalesce(rssi_dbm_least, excluded.rssi_dbm_least),"
        "   coalesce(excluded.rssi_dbm_least, rssi_dbm_least)),"
        "  rssi_dbm_mean = coalesce(excluded.rssi_dbm_mean, rssi_dbm_mean),"
        "  temperature_c_least = min(coalesce(temperature_c_least, excluded.temperature_c_least),"
        "   coalesce(excluded.temperature_c_least, temperature_c_least)),"
        "  temperature_c_most = max(coalesce(temperature_c_most, excluded.temperature_c_most),"
        "   coalesce(excluded.temperature_c_most, temperature_c_most)),"
        "  starts = starts + excluded.starts",
        cut.device, cut.before));
    PL_TRY_VOID(
        db.run("DELETE FROM telemetry WHERE device_id = ? AND at < ?", cut.device, cut.before));
    return {};
}

}  // namespace

Result<> add_telemetry(Connection& db, const std::vector<TelemetrySample>& samples) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    for (const TelemetrySample& sample : samples) {
        PL_TRY_VOID(
            db.run("INSERT OR REPLACE INTO telemetry"
                   " SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM devices"
                   " WHERE serial = ?1",
                   sample.serial, sample.at, sample.battery_mv, sample.battery_percent,
                   sample.energy_mwh, sample.rssi_dbm, sample.channel, sample.temperature_c,
                   sample.storage_used, sample.uptime_s));
    }
    return transaction.commit();
}

Result<TelemetrySeries> telemetry(Connection& db, const Serial& serial, UtcTime from, UtcTime to) {
    TelemetrySeries series;
    PL_TRY(series.hours,
           db.select("SELECT start_time, samples, battery_mv_least, battery_mv_most, energy_mwh,"
                     " rssi_dbm_least, rssi_dbm_mean, temperature_c_least, temperature_c_most,"
                     " starts FROM telemetry_hours"
                     " WHERE device_id = (SELECT id FROM devices WHERE serial = ?)"
                     " AND start_time >= ? AND start_time < ? ORDER BY start_time",
                     read_hour, serial, from, to));
    PL_TRY(series.samples,
           db.select("SELECT serial, at, battery_mv, battery_percent, energy_mwh, rssi_dbm,"
                     " channel, temperature_c, storage_used, uptime_s"
                     " FROM telemetry JOIN devices ON devices.id = device_id"
                     " WHERE serial = ? AND at >= ? AND at < ? ORDER BY at",
                     read_sample, serial, from, to));
    return series;
}

Result<> trim_telemetry(Connection& db, TelemetryLimits limits) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    // Where the samples to keep begin, down to the whole hour, so that no hour is cut in two.
    PL_TRY(const auto cuts,
           db.select("SELECT id, (SELECT at FROM telemetry WHERE device_id = id"
                     "  ORDER BY at DESC LIMIT 1 OFFSET ?1) / 3600000000 * 3600000000 AS cut"
                     " FROM devices WHERE cut IS NOT NULL",
                     read_cut, limits.samples - 1));
    for (const Cut& cut : cuts) {
        PL_TRY_VOID(roll_up(db, cut));
        PL_TRY_VOID(
            db.run("DELETE FROM telemetry_hours WHERE device_id = ?1 AND start_time <="
                   " (SELECT start_time FROM telemetry_hours WHERE device_id = ?1"
                   "  ORDER BY start_time DESC LIMIT 1 OFFSET ?2)",
                   cut.device, limits.hours));
    }
    return transaction.commit();
}

}  // namespace porchlight::store::sqlite
