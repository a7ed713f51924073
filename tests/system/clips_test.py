# SPDX-License-Identifier: Apache-2.0
"""Clips that were deleted and brought back, archives of many, pictures of moments: through the API of a real hub."""
import datetime
import pathlib
import tempfile
import unittest
import zipfile

import hub as testhub
from hub import Hub, decode_errors, ffprobe, make_video, wait_for

FILES = pathlib.Path(tempfile.mkdtemp(prefix="pl_clips_"))
CONFIG = f'video_folders = ["{FILES}"]\n'


class Clips(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_video(FILES / "walk.mp4", seconds=16)
        cls.hub = Hub(CONFIG)
        cls.hub.__enter__()
        cls.addClassCleanup(cls.hub.__exit__)
        cls.camera = cls.hub.add_camera(f"file://{FILES}/walk.mp4", "Gärtchen / hinten", mode="continuous", max_clip_s=5)
        cls.finished = wait_for(cls.three_clips, 60, "three clips")

    @classmethod
    def three_clips(cls):
        clips = [clip for clip in cls.hub.clips(f"&camera={cls.camera['id']}") if clip["end"]]
        return clips[:3] if len(clips) >= 3 else None

    def test_an_archive_is_as_long_as_was_said_opens_elsewhere_and_every_clip_in_it_plays(self):
        wanted = [{"id": clip["id"], "utc_offset_min": 60} for clip in self.finished]
        ready = self.hub.post("/exports", {"clips": wanted})
        self.assertEqual((ready["clips"], ready["left_out"]), (3, 0))
        path = FILES / "clips.zip"
        with self.hub.request("GET", f"/exports/{ready['id']}") as response:
            self.assertEqual(response.headers["Content-Type"], "application/zip")
            self.assertEqual(int(response.headers["Content-Length"]), ready["size_bytes"])
            path.write_bytes(response.read())
        self.assertEqual(path.stat().st_size, ready["size_bytes"])
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            for clip, info in zip(reversed(self.finished), archive.infolist()):
                start = datetime.datetime.fromisoformat(clip["start"].replace("Z", "+00:00")) + datetime.timedelta(hours=1)
                self.assertEqual(info.filename, start.strftime("%Y-%m-%d %H-%M-%S") + " Gärtchen - hinten.mp4")
                video = archive.extract(info, FILES / "unpacked")
                self.assertEqual(decode_errors(video), "")
                self.assertAlmostEqual(float(ffprobe(video)["format"]["duration"]), clip["duration_s"], delta=0.2)

    def test_deleted_clips_come_back_also_after_a_restart(self):
        ids = [clip["id"] for clip in self.finished[:2]]
        self.assertEqual(len(self.hub.patch("/clips", {"clips": ids, "deleted": True})["clips"]), 2)
        self.hub.stop()
        self.hub.start()
        self.hub.sign_in()
        waiting = self.hub.get("/clips/deleted")
        self.assertEqual({clip["id"] for clip in waiting["clips"]}, set(ids))
        self.assertFalse({clip["id"] for clip in self.hub.clips()} & set(ids))
        self.assertEqual(len(self.hub.patch("/clips", {"clips": ids, "deleted": False})["clips"]), 2)
        self.assertTrue(set(ids) <= {clip["id"] for clip in self.hub.clips()})
        with self.hub.request("GET", f"/clips/{ids[0]}/video", headers={"Range": "bytes=4-7"}) as response:
            self.assertEqual(response.read(), b"ftyp")

    def test_each_moment_has_its_picture(self):
        clip = self.finished[0]
        pictures = []
        for at in (0, 1.5, 4):
            with self.hub.request("GET", f"/clips/{clip['id']}/thumbnail?at={at}") as response:
                self.assertIn("immutable", response.headers["Cache-Control"])
                pictures.append(response.read())
        self.assertTrue(all(picture.startswith(b"\xff\xd8") for picture in pictures))
        self.assertNotEqual(pictures[0], pictures[2])

    def test_storage_says_what_the_camera_takes(self):
        use = self.hub.get("/storage")
        row = next(row for row in use["cameras"] if row["camera_id"] == self.camera["id"])
        self.assertGreaterEqual(row["clips"], 3)
        self.assertGreater(row["bytes"], 0)
        self.assertIsNone(use["reach_days"], "not guessed from the first minute")

    def test_nobody_else_gets_the_archive(self):
        ready = self.hub.post("/exports", {"clips": [{"id": self.finished[0]["id"]}]})
        with self.assertRaises(testhub.ApiError) as unknown:
            self.hub.get("/exports/0000000000001")
        self.assertEqual(unknown.exception.status, 404)
        stranger = Hub.__new__(Hub)
        stranger.port, stranger.opener = self.hub.port, testhub.urllib.request.build_opener()
        with self.assertRaises(testhub.ApiError) as refused:
            stranger.get(f"/exports/{ready['id']}")
        self.assertEqual(refused.exception.status, 401)


if __name__ == "__main__":
    unittest.main()
