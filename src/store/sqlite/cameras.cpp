// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/tables.hpp"

#include <fmt/format.h>

#include <charconv>
#include <unordered_map>

namespace porchlight::store::sqlite {

namespace {

std::string points_to_text(const std::vector<ZonePoint>& points) {
    std::string text;
    for (const ZonePoint& point : points) {
        text += fmt::format("{}{},{}", text.empty() ? "" : " ", point.x, point.y);
    }
    return text;
}

/// "x,y x,y", as points_to_text wrote it.
std::vector<ZonePoint> points_from_text(std::string_view text) {
    std::vector<double> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        double number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error != std::errc()) {
            break;
        }
        numbers.push_back(number);
        at = next + 1;
    }
    std::vector<ZonePoint> points;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
        points.push_back({numbers[i], numbers[i + 1]});
    }
    return points;
}

Camera read_camera(Row& row) {
    Camera camera;
    CameraSettings& s = camera.settings;
    row >> camera.id >> camera.home >> camera.demo >> camera.created >> s.name >> s.url >>
        s.sub_url >> s.paused >> s.armed >> s.mode >> s.sensitivity >> s.min_motion >>
        s.retrigger >> s.pre_roll >> s.post_roll >> s.max_clip >> s.decode >> s.client >>
        s.transport >> s.record_audio >> s.connect >> camera.device;
    return camera;
}

Zone read_zone(Row& row) {
    Zone zone;
    row >> zone.id >> zone.name >> zone.kind;
    zone.points = points_from_text(row.next<std::string>());
    row >> zone.sensitivity;
    return zone;
}

Result<> add_zones_to(Connection& db, Camera& camera) {
    PL_TRY(camera.settings.zones,
           db.select("SELECT id, name, kind, points, sensitivity FROM zones WHERE camera_id = ?"
                     " ORDER BY position",
                     read_zone, camera.id));
    return {};
}

Result<> insert_zones(Connection& db, CameraId camera, const std::vector<Zone>& zones) {
    int position = 0;
    for (const Zone& zone : zones) {
        PL_TRY_VOID(
            db.run("INSERT INTO zones (camera_id, position, id, name, kind, points,"
                   " sensitivity) VALUES (?, ?, ?, ?, ?, ?, ?)",
                   camera, position++, zone.id, zone.name, zone.kind, points_to_text(zone.points),
                   zone.sensitivity));
    }
    return {};
}

constexpr std::string_view kSelectCamera =
    "SELECT id, home_id, demo, created, name, url, sub_url, paused, armed, mode, sensitivity,"
    " min_motion, retrigger, pre_roll, post_roll, max_clip, decode, client, transport, "
    "record_audio,"
    " connect, device FROM cameras WHERE removed IS NULL AND id = ?";
constexpr std::string_view kSelectCameras =
    "SELECT id, home_id, demo, created, name, url, sub_url, paused, armed, mode, sensitivity,"
    " min_motion, retrigger, pre_roll, post_roll, max_clip, decode, client, transport, "
    "record_audio,"
    " connect, device FROM cameras WHERE removed IS NULL AND home_id = ? ORDER BY id";

}  // namespace

Result<std::vector<Camera>> cameras(Connection& db, HomeId home) {
    PL_TRY(auto found, db.select(kSelectCameras, read_camera, home));
    for (Camera& camera : found) {
        PL_TRY_VOID(add_zones_to(db, camera));
    }
    return found;
}

Result<Camera> camera(Connection& db, CameraId id) {
    PL_TRY(auto found, db.select_one(kSelectCamera, "camera", read_camera, id));
    PL_TRY_VOID(add_zones_to(db, found));
    return found;
}

Result<> add_camera(Connection& db, const Camera& camera) {
    const CameraSettings& s = camera.settings;
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(db.run(
        "INSERT INTO cameras (id, home_id, demo, created, name, url, sub_url, paused, armed, mode,"
        " sensitivity, min_motion, retrigger, pre_roll, post_roll, max_clip, decode, client,"
        " transport, record_audio, connect, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        camera.id, camera.home, camera.demo, camera.created, s.name, s.url, s.sub_url, s.paused,
        s.armed, s.mode, s.sensitivity, s.min_motion, s.retrigger, s.pre_roll, s.post_roll,
        s.max_clip, s.decode, s.client, s.transport, s.record_audio, s.connect, camera.device));
    PL_TRY_VOID(insert_zones(db, camera.id, s.zones));
    return transaction.commit();
}

Result<> update_camera(Connection& db, CameraId id, const CameraSettings& s) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(db.run_on_one(
        "camera",
        "UPDATE cameras SET name = ?, url = ?, sub_url = ?, paused = ?, armed = ?, mode = ?,"
        " sensitivity = ?, min_motion = ?, retrigger = ?, pre_roll = ?, post_roll = ?,"
        " max_clip = ?, decode = ?, client = ?, transport = ?, record_audio = ?, connect = ?"
        " WHERE id = ? AND removed IS NULL",
        s.name, s.url, s.sub_url, s.paused, s.armed, s.mode, s.sensitivity, s.min_motion,
        s.retrigger, s.pre_roll, s.post_roll, s.max_clip, s.decode, s.client, s.transport,
        s.record_audio, s.connect, id));
    PL_TRY_VOID(db.run("DELETE FROM zones WHERE camera_id = ?", id));
    PL_TRY_VOID(insert_zones(db, id, s.zones));
    return transaction.commit();
}

Result<> remove_camera(Connection& db, CameraId id, UtcTime now) {
    PL_TRY(Transaction transaction, Transaction::begin(db));
    PL_TRY_VOID(db.run_on_one("camera",
                              "UPDATE cameras SET removed = ?, url = '', sub_url = '', paused = 1"
                              " WHERE id = ? AND removed IS NULL",
                              now, id));
    PL_TRY_VOID(db.run("DELETE FROM zones WHERE camera_id = ?", id));
    return transaction.commit();
}

Result<> forget_removed_cameras(Connection& db) {
    return db.execute(
        "DELETE FROM cameras WHERE removed IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM clips WHERE clips.camera_id = cameras.id)");
}

}  // namespace porchlight::store::sqlite
