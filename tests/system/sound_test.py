# SPDX-License-Identifier: Apache-2.0
"""A paired camera's microphone, from its owner's setting to the clips: both programs as they are, only the board is virtual."""
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

import hub as testhub
from camera import BUSY, STILL, program
from hub import Hub, decode_errors, ffprobe, wait_for
from pairing_test import Household, when


class Sound(unittest.TestCase):
    def clips(self, home):
        return home.hub.clips(f"&camera={self.paired['id']}")

    def new_clip(self, home, since, seconds=60):
        """The finished clip of what was seen since then, as ffprobe sees its streams."""
        clip = wait_for(lambda: next((one for one in self.clips(home) if one["end"] and when(one["start"]) > since - 1), None), seconds, "a new clip")
        path = home.download(clip)
        self.assertEqual(decode_errors(path), "")
        return {stream["codec_name"]: stream for stream in ffprobe(path)["streams"]}

    def walk(self, home, ear_open):
        began = time.time()
        home.camera.do("walk on")
        seen = wait_for(lambda: (now := home.camera.look())["eye_open"] and now["ear_open"] == ear_open and now, 20, "eye and ear")
        wait_for(lambda: home.hub.camera(self.paired["id"])["recording"], 30, "the hub records")
        time.sleep(4)
        self.assertEqual(home.camera.look()["ear_open"], ear_open, seen)
        home.camera.do("walk off")
        return self.new_clip(home, began)

    def wish(self, home, sound):
        home.hub.patch(f"/cameras/{self.paired['id']}", {"record_audio": sound})
        home.hears(lambda device: device["settings_applied"] == device["settings_revision"], 30, "it has the settings")
        self.assertFalse(home.device()["settings_problem"])

    def test_clips_have_sound_while_its_owner_wants_it_and_no_microphone_is_open_otherwise(self):
        with Household(video=BUSY) as home:
            self.paired = home.pair()
            home.hub.patch(f"/cameras/{self.paired['id']}", {"post_roll_s": 2})
            wait_for(lambda: home.hub.camera(self.paired["id"])["state"] == "asleep", 30, "it sleeps")
            wait_for(lambda: not home.camera.look()["ear_open"], 10, "and its ear with it")

            # Recorded by the hub: a hiss that is as long as the picture.
            heard = self.walk(home, ear_open=True)
            self.assertEqual(set(heard), {"h264", "aac"})
            self.assertAlmostEqual(float(heard["aac"]["duration"]), float(heard["h264"]["duration"]), delta=1)
            self.assertAlmostEqual(float(heard["aac"]["start_time"]), float(heard["h264"]["start_time"]), delta=0.3)

            # Kept by the camera while it is alone, and brought.
            home.camera.do("wifi off")
            home.camera.wait_for("NoWifi", 40)
            began = time.time()
            home.camera.do("walk on")
            wait_for(lambda: home.camera.look()["clips_bytes"] > 100_000, 40, "a clip grows on the camera")
            home.camera.do("walk off")
            wait_for(lambda: any("open" not in path.name for path in (home.camera.state / "clips").glob("*.mp4")), 30, "it keeps a clip")
            home.camera.do("wifi on")
            home.camera.wait_for("Online", 90)
            brought = self.new_clip(home, began, 90)
            self.assertEqual(set(brought), {"h264", "aac"})
            self.assertGreater(int(brought["aac"]["nb_read_frames"]), 15)

            # Not wanted: not muted, but not in use.
            self.wish(home, sound=False)
            self.assertEqual(set(self.walk(home, ear_open=False)), {"h264"})
            self.wish(home, sound=True)
            self.assertEqual(set(self.walk(home, ear_open=True)), {"h264", "aac"})

    def test_the_hub_knows_that_its_camera_can_be_spoken_through(self):
        with Household(video=BUSY) as home:
            paired = home.pair()
            home.hub.patch(f"/cameras/{paired['id']}", {"connect": "always"})
            wait_for(lambda: home.hub.camera(paired["id"])["talk"] == "yes", 40, "it was asked for its loudspeaker")
            now = home.camera.look()
            self.assertEqual((now["speaking"], now["said_s"]), (False, 0), "a question is not a word")


class Board(unittest.TestCase):
    """The program on a board that is not made up; only its picture is drawn."""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="pl_board_")))
        self.port = testhub.free_port()

    def start(self, sound, *options):
        board = self.folder / "board.toml"
        board.write_text(f'video = "{STILL}"\n{sound}')
        with open(self.folder / "log", "wb") as out:
            camera = subprocess.Popen([program(), "--model", "porchlight-camera", "--board", str(board), "--rtsp", str(self.port),
                                       "--state", str(self.folder / "state"), *options], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        self.addCleanup(lambda: self.assertEqual(camera.wait(20), 0))
        self.addCleanup(camera.terminate)

    def log(self):
        return (self.folder / "log").read_text()

    def look(self):
        return subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name", "-of", "csv=p=0",
                               f"rtsp://127.0.0.1:{self.port}/main"], capture_output=True, text=True, timeout=60).stdout.split()

    def test_a_microphone_that_is_not_there_costs_the_sound_alone_and_is_told_once(self):
        self.start('[sound]\ndevice = "plughw:CARD=nothing"\n', "--standalone")
        self.assertEqual(wait_for(self.look, 30, "a picture"), ["h264"])

        def tries():
            return self.log().count("Cannot get card index for nothing")
        first = wait_for(tries, 10, "it was tried")
        wait_for(lambda: tries() > 2 * first, 30, "it is tried again")
        told = [line for line in self.log().splitlines() if "no sound" in line]
        self.assertEqual(len(told), 1, told)
        self.assertIn("plughw:CARD=nothing", told[0])
        self.assertEqual(self.look(), ["h264"])

    def test_one_without_a_microphone_says_so_when_sound_is_wished_for(self):
        link = testhub.free_port()
        with Hub(f"camera_port = {link}\n") as hub:
            self.start("", "--hub", f"127.0.0.1:{link}")
            label = wait_for(lambda: re.search(r"QR code (\S+)", self.log()), 20, "the camera shows its code")[1]
            wait_for(lambda: hub.get("/pairing")["waiting"], 20, "the camera waits to be paired")
            serial = hub.post("/pairing", {"label": label, "name": "Porch"})["serial"]
            camera = wait_for(lambda: next((one for one in hub.get("/cameras")["cameras"] if one["device"] == serial), None), 30, "it is a camera")
            for wish, problem in ((False, ""), (True, "This camera has no microphone.")):
                before = hub.get(f"/devices/{serial}")["settings_revision"]
                hub.patch(f"/cameras/{camera['id']}", {"record_audio": wish})
                device = wait_for(lambda: (now := hub.get(f"/devices/{serial}"))["settings_applied"] == now["settings_revision"] > before and now, 30, "it answers")
                self.assertEqual(device["settings_problem"] or "", problem)
            wait_for(lambda: hub.camera(camera["id"])["talk"] == "no", 40, "it has no loudspeaker either")


if __name__ == "__main__":
    unittest.main()
