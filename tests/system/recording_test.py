# SPDX-License-Identifier: Apache-2.0
"""From a camera to a clip that other people's players play, through the API of a real hub."""
import datetime
import json
import pathlib
import tempfile
import unittest

import hub as testhub
from hub import Hub, decode_errors, ffprobe, make_video, vlc_frames, wait_for

VIDEOS = pathlib.Path(tempfile.mkdtemp(prefix="pl_videos_"))
CONFIG = f'video_folders = ["{VIDEOS}"]\n'


def parse(time):
    return datetime.datetime.fromisoformat(time.replace("Z", "+00:00"))


class Recording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_video(VIDEOS / "walk.mp4", seconds=16)

    def finished_clip(self, hub, camera_id, seconds=60):
        return wait_for(lambda: next((clip for clip in hub.clips(f"&camera={camera_id}") if clip["end"]), None), seconds, "a finished clip")

    def test_motion_becomes_a_clip_with_pre_roll_that_others_play(self):
        with Hub(CONFIG) as hub:
            camera = hub.add_camera(f"file://{VIDEOS}/walk.mp4", "Walk", pre_roll_s=3, post_roll_s=2)
            clip = self.finished_clip(hub, camera["id"])
            self.assertEqual(clip["kind"], "motion")
            path = VIDEOS / "clip.mp4"
            with hub.request("GET", f"/clips/{clip['id']}/video") as response:
                self.assertEqual(response.headers["Content-Type"], "video/mp4")
                path.write_bytes(response.read())
            self.assertEqual(decode_errors(path), "")
            stream = ffprobe(path)["streams"][0]
            self.assertEqual((stream["codec_name"], stream["width"], stream["height"]), ("h264", 640, 360))
            seconds = float(ffprobe(path)["format"]["duration"])
            self.assertAlmostEqual(seconds, clip["duration_s"], delta=0.2)
            # The square crosses for 8 s: with pre-roll (to the key frame before it) and post-roll 12 to 17 s.
            self.assertGreater(seconds, 11.5)
            self.assertLess(seconds, 18)
            self.assertEqual(int(stream["nb_read_frames"]), round(seconds * 15))
            self.assertAlmostEqual(vlc_frames(path), round(seconds * 15), delta=2)
            rows = hub.get(f"/timeline?from={clip['start']}&to={clip['end']}&camera={camera['id']}")["cameras"]
            event = next(event for event in rows[0]["events"] if event["id"] == clip["event_id"])
            early = (parse(event["start"]) - parse(clip["start"])).total_seconds()
            self.assertGreaterEqual(early, 3 - 0.1)
            self.assertLess(early, 3 + 2 + 0.6)

    def test_a_range_a_thumbnail_a_pin_and_a_deletion(self):
        with Hub(CONFIG) as hub:
            camera = hub.add_camera(f"file://{VIDEOS}/walk.mp4", "Walk", pre_roll_s=0, post_roll_s=0)
            clip = self.finished_clip(hub, camera["id"])
            with hub.request("GET", f"/clips/{clip['id']}/video", headers={"Range": "bytes=4-7"}) as response:
                self.assertEqual((response.status, response.read()), (206, b"ftyp"))
            thumbnail = wait_for(lambda: self.thumbnail(hub, clip), 10, "a thumbnail")
            self.assertEqual(thumbnail[:2], b"\xff\xd8")
            self.assertTrue(hub.patch(f"/clips/{clip['id']}", {"pinned": True})["pinned"])
            hub.delete(f"/clips/{clip['id']}")
            self.assertNotIn(clip["id"], [one["id"] for one in hub.clips()])
            self.assertTrue(hub.get(f"/clips/{clip['id']}")["deleted"])
            self.assertTrue([path for path in hub.state.rglob("*.mp4") if clip["id"] in path.name], "it can be brought back")
            with self.assertRaises(testhub.ApiError) as gone:
                hub.delete("/clips/0000000000001")
            self.assertEqual(gone.exception.status, 404)

    def thumbnail(self, hub, clip):
        try:
            return hub.request("GET", f"/clips/{clip['id']}/thumbnail").read()
        except testhub.ApiError:
            return None

    def test_continuous_recording_loses_no_frame_from_clip_to_clip(self):
        with Hub(CONFIG) as hub:
            camera = hub.add_camera(f"file://{VIDEOS}/walk.mp4", "Walk", mode="continuous", max_clip_s=5)
            clips = wait_for(lambda: [c for c in hub.clips(f"&camera={camera['id']}") if c["end"]][-3:][::-1] if len(
                [c for c in hub.clips(f"&camera={camera['id']}") if c["end"]]) >= 3 else None, 60, "three clips")
            for before, after in zip(clips, clips[1:]):
                gap = (parse(after["start"]) - parse(before["end"])).total_seconds()
                self.assertAlmostEqual(gap, 0, delta=0.1)

    def test_a_picture_of_what_the_camera_sees_now(self):
        with Hub(CONFIG) as hub:
            camera = hub.add_camera(f"file://{VIDEOS}/walk.mp4", "Walk")
            wait_for(lambda: hub.camera(camera["id"])["state"] == "live", 20, "live")
            picture = hub.request("GET", f"/cameras/{camera['id']}/picture?width=320").read()
            self.assertEqual(picture[:2], b"\xff\xd8")

    def test_a_camera_is_tested_before_it_is_saved(self):
        with Hub(CONFIG) as hub:
            report = hub.post("/cameras/test", {"url": f"file://{VIDEOS}/walk.mp4"})
            self.assertTrue(report["ok"])
            self.assertEqual(report["stream"]["video"]["codec"], "H.264")
            self.assertTrue(report["picture"].startswith("data:image/jpeg;base64,"))
            self.assertAlmostEqual(report["stream"]["video"]["frame_rate"], 15, delta=2)
            report = hub.post("/cameras/test", {"url": "rtsp://127.0.0.1:1/stream"})
            self.assertFalse(report["ok"])
            self.assertIn("127.0.0.1", report["problem"]["sentence"])
            with self.assertRaises(testhub.ApiError) as refused:
                hub.post("/cameras", {"url": "rtsp://127.0.0.1:1/stream", "name": "Dead"})
            self.assertEqual(refused.exception.status, 400)
            self.assertEqual(hub.get("/cameras")["cameras"], [])

    def test_a_file_outside_the_allowed_folders_is_refused(self):
        with Hub(CONFIG) as hub:
            with self.assertRaises(testhub.ApiError) as refused:
                hub.add_camera("file:///etc/passwd", "Secret")
            self.assertIn("video_folders", json.loads(refused.exception.body)["error"]["sentence"])

    def test_a_dead_camera_is_a_gap_with_its_reason(self):
        with Hub(CONFIG) as hub:
            camera = hub.add_camera("rtsp://127.0.0.1:1/stream", "Dead")
            seen = wait_for(lambda: (view := hub.camera(camera["id"]))["state"] == "retrying" and view, 20, "retrying")
            self.assertIn("127.0.0.1", seen["problem"]["sentence"])
            now = datetime.datetime.now(datetime.timezone.utc)
            span = f"from={(now - datetime.timedelta(hours=1)).strftime('%Y-%m-%dT%H:%M:%S.000Z')}&to={(now + datetime.timedelta(hours=1)).strftime('%Y-%m-%dT%H:%M:%S.000Z')}"
            gaps = wait_for(lambda: next((row["gaps"] for row in hub.get(f"/timeline?{span}")["cameras"] if row["camera_id"] == camera["id"] and row["gaps"]), None), 10, "a gap")
            self.assertEqual(gaps[0]["reason"], "camera_unreachable")
            self.assertIsNone(gaps[0]["end"])

    def test_the_demo_cameras_record_within_a_minute_and_can_be_removed(self):
        with Hub(CONFIG, demo=True) as hub:
            cameras = hub.get("/cameras")["cameras"]
            self.assertEqual([camera["demo"] for camera in cameras], [True, True])
            wait_for(hub.clips, 60, "a clip of a demo camera")
            hub.delete("/demo")
            self.assertEqual(hub.get("/cameras")["cameras"], [])
            self.assertEqual(hub.clips(), [])


if __name__ == "__main__":
    unittest.main()
