# SPDX-License-Identifier: Apache-2.0
"""Recording by hand, and counting how often settings would have begun an event, on a real hub."""
import os
import pathlib
import tempfile
import time
import unittest

import hub as testhub
from hub import Hub, decode_errors, ffprobe, make_video, wait_for

FILES = pathlib.Path(tempfile.mkdtemp(prefix="pl_walk_"))
CONFIG = f'video_folders = ["{FILES}"]\n'
CALM = {"sensitivity": 5, "min_motion_s": 10, "zones": []}
AS_SAVED = {"sensitivity": 5, "min_motion_s": 0.3, "zones": []}


def nice_of(process, name):
    """The nice value of a hub's thread."""
    for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
        if (task / "comm").read_text().strip() == name:
            return int((task / "stat").read_text().rsplit(")", 1)[1].split()[16])
    return None


class Walk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_video(FILES / "walk.mp4", seconds=16)

    def setUp(self):
        self.hub = Hub(CONFIG)
        self.hub.__enter__()
        self.addCleanup(self.hub.__exit__)

    def live_camera(self, **settings):
        camera = self.hub.add_camera(f"file://{FILES}/walk.mp4", **settings)
        return wait_for(lambda: self.is_live(camera["id"]), 30, "a live camera")

    def is_live(self, camera_id):
        camera = self.hub.camera(camera_id)
        return camera if camera["state"] == "live" else None

    def is_quiet(self, camera_id):
        camera = self.hub.camera(camera_id)
        return None if camera["recording"] else camera

    def finished(self, camera, kind=""):
        clips = self.hub.clips(f"&camera={camera['id']}" + (f"&kind={kind}" if kind else ""))
        return [clip for clip in clips if clip["end"]]

    def counted(self, camera, settings):
        self.hub.post(f"/cameras/{camera['id']}/replay", settings)

        def over():
            replay = self.hub.get(f"/cameras/{camera['id']}/replay")
            return replay if replay["state"] in ("done", "cancelled") else None

        # It gets what nobody else wants, so on a busy machine it takes long.
        return wait_for(over, 900, "the end of a count")

    def file_of(self, clip):
        path = FILES / f"{clip['id']}.mp4"
        with self.hub.request("GET", f"/clips/{clip['id']}/video") as response:
            path.write_bytes(response.read())
        return path

    def test_by_hand_it_records_what_was_before_also_while_disarmed_and_ends_by_itself(self):
        camera = self.live_camera(armed=False, pre_roll_s=4)
        started = time.monotonic()
        wait_for(lambda: time.monotonic() - started > 7, 20, "seconds in the ring")
        shown = self.hub.post(f"/cameras/{camera['id']}/record", {"seconds": 5})
        self.assertTrue(shown["recording"])
        self.assertIsNotNone(shown["by_hand_until"])
        clips = wait_for(lambda: self.finished(camera), 60, "the clip")
        self.assertEqual([clip["kind"] for clip in clips], ["by_hand"])
        self.assertGreaterEqual(clips[0]["duration_s"], 9 - 0.5)
        self.assertLess(clips[0]["duration_s"], 9 + 2 + 2, "a key frame each two seconds")
        path = self.file_of(clips[0])
        self.assertEqual(decode_errors(path), "")
        self.assertAlmostEqual(float(ffprobe(path)["format"]["duration"]), clips[0]["duration_s"], delta=0.2)
        after = wait_for(lambda: self.is_quiet(camera["id"]), 30, "a camera that no longer records")
        self.assertIsNone(after["by_hand_until"])

    def test_by_hand_it_stops_when_told_and_says_why_it_cannot(self):
        camera = self.live_camera(armed=False, pre_roll_s=0)
        self.hub.post(f"/cameras/{camera['id']}/record", {"seconds": 300})
        stopped = self.hub.delete(f"/cameras/{camera['id']}/record")
        self.assertIsNone(stopped["by_hand_until"])
        wait_for(lambda: self.finished(camera, "by_hand") or None, 30, "the clip")
        self.hub.patch(f"/cameras/{camera['id']}", {"mode": "continuous"})
        with self.assertRaises(testhub.ApiError) as refused:
            self.hub.post(f"/cameras/{camera['id']}/record", {})
        self.assertIn("records all the time", refused.exception.body)
        self.hub.patch(f"/cameras/{camera['id']}", {"paused": True})
        with self.assertRaises(testhub.ApiError) as refused:
            self.hub.post(f"/cameras/{camera['id']}/record", {})
        self.assertIn("Resume it", refused.exception.body)

    def test_a_clip_by_hand_survives_a_kill(self):
        camera = self.live_camera(armed=False, pre_roll_s=4)
        self.hub.post(f"/cameras/{camera['id']}/record", {"seconds": 120})
        started = time.monotonic()
        wait_for(lambda: time.monotonic() - started > 4, 20, "some seconds of it")
        self.hub.kill()
        self.hub.start()
        self.hub.sign_in()
        clips = wait_for(lambda: self.finished(camera), 30, "the mended clip")
        self.assertEqual(clips[-1]["kind"], "by_hand")
        self.assertEqual(decode_errors(self.file_of(clips[-1])), "")

    def test_a_count_compares_the_tried_settings_with_the_saved_ones_over_all_that_was_kept(self):
        camera = self.live_camera(mode="continuous", max_clip_s=5, pre_roll_s=0, post_roll_s=1, retrigger_s=1)
        wait_for(lambda: len(self.finished(camera)) >= 7 or None, 90, "seven clips")
        calm = self.counted(camera, CALM)
        self.assertEqual((calm["state"], calm["done"], calm["unreadable"]), ("done", 1, 0))
        self.assertEqual(calm["tried_times"], 0)
        self.assertGreaterEqual(calm["saved_times"], 1, "somebody crossed the picture each 16 s")
        self.assertEqual(calm["all_time_s"], calm["whole_s"])
        self.assertEqual(calm["looked_s"], calm["whole_s"])
        self.assertTrue(all(clip["saved"] for clip in calm["clips"]), "of continuous recording only what counts is listed")
        same = self.counted(camera, AS_SAVED)
        self.assertEqual(same["tried_times"], same["saved_times"])
        self.assertEqual(nice_of(self.hub.process, "replay-0"), 19)
        self.assertEqual(self.hub.camera(camera["id"])["settings"]["min_motion_s"], 0.3, "nothing was saved")

    def test_a_count_that_nobody_began_or_that_was_stopped_says_so(self):
        camera = self.live_camera(mode="continuous", max_clip_s=5)
        self.assertEqual(self.hub.get(f"/cameras/{camera['id']}/replay")["state"], "none")
        empty = self.counted(camera, CALM)
        self.assertEqual((empty["state"], empty["tried_times"]), ("done", 0))
        with self.assertRaises(testhub.ApiError) as refused:
            self.hub.post(f"/cameras/{camera['id']}/replay", {**CALM, "sensitivity": 10})
        self.assertEqual(refused.exception.status, 400)


if __name__ == "__main__":
    unittest.main()
