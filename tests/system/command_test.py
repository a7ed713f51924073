# SPDX-License-Identifier: Apache-2.0
"""The command line as a newcomer and as a script meet it: what comes out, what it ends with, and what it says of mistakes."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import hub as testhub
from hub import Feeder, Hub, make_video, wait_for

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="pl_command_"))
WALK = FOLDER / "walk.mp4"
SMALL = FOLDER / "walk_small.mp4"
#: When the dark thing crosses the picture, and where: the lower half.
WALKS_FROM, WALKS_UNTIL = 12, 17


def make_walk(path, size):
    """24 s of a grey yard with sensor noise, through which something as tall as a person walks."""
    width, height = (int(length) for length in size.split("x"))
    yard = f"color=0x707070:s={size}:r=15:d=24,noise=alls=4:allf=t"
    walker = f"color=0x303030:s={width // 18 // 2 * 2}x{height // 4 // 2 * 2}:r=15:d=24"
    way = f"x='W/10+(t-{WALKS_FROM})*W/7':y=H*0.55:enable='between(t,{WALKS_FROM},{WALKS_UNTIL})'"
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", yard, "-f", "lavfi", "-i", walker, "-filter_complex",
                    f"[0][1]overlay={way}", "-c:v", "libx264", "-preset", "veryfast", "-g", "30", "-bf", "0", str(path)], check=True)


def run(*arguments, language="C.UTF-8", **options):
    environment = {**os.environ, "LC_ALL": language}
    return subprocess.run([testhub.binary(), *map(str, arguments)], capture_output=True, text=True, timeout=120, env=environment, **options)


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_walk(WALK, "640x360")
        make_walk(SMALL, "320x180")

    def refused(self, *arguments):
        """What a command says that ends with a mistake: one line, for people."""
        done = run(*arguments)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertGreater(done.returncode, 0, f"ended by a signal: {done.stderr}")
        return done.stderr

    def motion(self, *more):
        """The JSON of one run, from a file as from the terminal."""
        done = run("motion", WALK, "--json", "-", *more)
        self.assertEqual(done.returncode, 0, done.stderr)
        out = FOLDER / "motion.json"
        self.assertEqual(run("motion", WALK, "--json", out, *more).returncode, 0)
        found, written = json.loads(done.stdout), json.loads(out.read_text())
        self.assertEqual(found["detections"], written["detections"])
        return found

    def expect_the_walk(self, found):
        self.assertEqual(len(found["detections"]), 1, found)
        walk = found["detections"][0]
        self.assertEqual(set(walk), {"start", "end", "peak"})
        self.assertAlmostEqual(walk["start"], WALKS_FROM, delta=0.5)
        self.assertAlmostEqual(walk["end"], WALKS_UNTIL, delta=1)
        self.assertTrue(0 < walk["peak"] <= 1)

    def test_motion_finds_the_walk_and_tells_it_as_json(self):
        found = self.motion()
        self.assertEqual(set(found), {"video", "duration_s", "cpu_s", "frames_decoded", "frames_total", "detections"})
        self.assertEqual(found["video"], WALK.name)
        self.assertAlmostEqual(found["duration_s"], 24, delta=0.1)
        self.assertEqual(found["frames_total"], 360)
        self.assertLess(found["frames_decoded"], 360)
        self.assertGreater(found["cpu_s"], 0)
        self.expect_the_walk(found)

    def test_motion_can_decode_all_or_the_small_stream_alone(self):
        everything = self.motion("--decode-all")
        self.assertEqual(everything["frames_decoded"], 360)
        self.expect_the_walk(everything)
        small = self.motion("--sub", SMALL)
        self.assertEqual(small["video"], WALK.name)
        self.expect_the_walk(small)

    def zones(self, text):
        path = FOLDER / "zones.json"
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        return path

    def test_motion_counts_only_inside_its_zones(self):
        upper = [[0, 0], [1, 0], [1, 0.4], [0, 0.4]]
        lower = [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]
        self.assertEqual(self.motion("--zones", self.zones({"zones": [{"points": upper}]}))["detections"], [])
        self.expect_the_walk(self.motion("--zones", self.zones({"zones": [{"points": lower, "sensitivity": 6}]})))
        self.assertEqual(self.motion("--zones", self.zones({"privacy": [{"points": lower}]}))["detections"], [])

    def test_motion_says_what_is_wrong_with_what_it_was_given(self):
        for zones, words in (("{", "not a JSON object"), ({"activity": []}, 'there is no "activity"; there are zones, privacy'),
                             ({"zones": [{"points": [[0, 0], [2, 0], [1, 1]]}]}, "0"), ({"zones": [{}]}, "list of corners")):
            self.assertIn(words, self.refused("motion", WALK, "--zones", self.zones(zones)))
        self.assertIn("no-such.json", self.refused("motion", WALK, "--zones", FOLDER / "no-such.json"))
        self.assertIn("no-such.mp4", self.refused("motion", FOLDER / "no-such.mp4"))
        self.assertIn("9", self.refused("motion", WALK, "--sensitivity", "10"))
        self.assertIn("motion.json", self.refused("motion", WALK, "--json", FOLDER / "no-folder/motion.json"))
        not_a_video = FOLDER / "words.mp4"
        not_a_video.write_text("not a video\n" * 100)
        self.assertIn("words.mp4", self.refused("motion", not_a_video))

    def test_probe_says_what_a_camera_offers_and_shows_it(self):
        stream = FOLDER / "camera.h264"
        make_video(stream, seconds=4, size="320x240", codec="libx264", extra=["-tune", "zerolatency", "-f", "h264"])
        picture = FOLDER / "picture.jpg"
        with Feeder(stream) as feeder:
            done = run("probe", feeder.url, "--picture", picture)
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("H.264", "320", "240"):
            self.assertIn(words, done.stdout)
        self.assertEqual(picture.read_bytes()[:3], b"\xff\xd8\xff")

    def test_probe_says_why_not(self):
        port = testhub.free_port()
        self.assertIn(f"port {port}", self.refused("probe", f"rtsp://127.0.0.1:{port}/live"))
        self.assertIn("/dev/video99", self.refused("probe", "/dev/video99"))
        self.assertIn("no-such.mp4", self.refused("probe", "file:///no-such.mp4"))
        self.assertNotIn("hidden", self.refused("probe", f"rtsp://sam:hidden@127.0.0.1:{port}/live"))

    def test_check_config_names_file_and_line(self):
        config = FOLDER / "hub.toml"
        config.write_text("keep_days = 30\n")
        done = run("hub", "--config", config, "--check-config")
        self.assertEqual(done.returncode, 0, done.stderr)
        for text, words in (("keep_days = 30\nkeep_dayz = 1\n", 'line 2: there is no setting "keep_dayz"'), ("keep_days = -1\n", "line 1"),
                            ("listen = [\"nonsense\"]\n", "line 1"), ("keep_days = \n", "line 1"), ('\n\nkeep_gb = "all"\n', "line 3")):
            config.write_text(text)
            told = self.refused("hub", "--config", config, "--check-config")
            self.assertIn(str(config), told)
            self.assertIn(words, told)

    def test_check_finds_a_clip_whose_file_is_gone_and_mends_it(self):
        stream = FOLDER / "check.h264"
        make_video(stream, seconds=4, size="320x240", codec="libx264", extra=["-tune", "zerolatency", "-f", "h264"])
        with Feeder(stream) as feeder, Hub() as hub:
            hub.add_camera(feeder.url, "Porch", mode="continuous", max_clip_s=5)
            clip = wait_for(lambda: next((clip for clip in hub.clips() if clip["end"]), None), 60, "a finished clip")
            hub.stop()
            self.assertEqual(run("check", "--state", hub.state).returncode, 0)
            next(hub.state.rglob(f"*{clip['id']}.mp4")).unlink()
            found = run("check", "--state", hub.state)
            self.assertNotEqual(found.returncode, 0)
            self.assertIn(clip["id"], found.stdout, found.stderr)
            run("check", "--state", hub.state, "--repair")
            again = run("check", "--state", hub.state)
            self.assertEqual(again.returncode, 0, again.stdout)

    def test_models_are_listed_shown_and_told_as_json(self):
        listed = run("models")
        self.assertEqual(listed.returncode, 0)
        self.assertIn("blink-outdoor-4", listed.stdout)
        page = run("models", "Blink Outdoor 4")
        self.assertEqual(page.stdout, run("models", "blink-outdoor-4").stdout)
        self.assertIn("AA lithium", page.stdout)
        told = json.loads(run("models", "blink-outdoor-4", "--json").stdout)
        self.assertEqual(told["id"], "blink-outdoor-4")
        self.assertIn("no model", self.refused("models", "blink-9000"))

    def test_an_update_is_signed_shown_and_refused_when_it_was_changed(self):
        keys = FOLDER / "keys"
        self.assertEqual(run("bundle", "keys", keys).returncode, 0)
        secret = sorted(path for path in keys.iterdir() if path.stat().st_mode & 0o077 == 0)
        root = next(path for path in keys.iterdir() if path not in secret)
        image, bundle = FOLDER / "image", FOLDER / "update.plb"
        image.write_bytes(bytes(range(256)) * 5000)
        made = run("bundle", "make", "--hardware", "pl-camera-1", "--version", "1.2.0", "--epoch", "3", "--key", secret[0], "--key", secret[1],
                   image, bundle)
        self.assertEqual(made.returncode, 0, made.stderr)
        shown = run("bundle", "show", bundle, "--root", root)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("1.2.0", shown.stdout)
        changed = bytearray(bundle.read_bytes())
        changed[-1000] ^= 1
        bundle.write_bytes(changed)
        self.assertNotEqual(run("bundle", "show", bundle, "--root", root).returncode, 0)

    def test_the_doctor_names_a_cause_its_reasons_and_the_next_thing(self):
        case = FOLDER / "case.json"
        case.write_text(json.dumps({
            "device": {"brand": "Blink", "model": "Outdoor 4"}, "text": "Serial number already registered; I bought it used.",
            "observed": {"led": None, "app_status": None, "facts": ["during_setup"]}}))
        done = run("doctor", "--case", case, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(said["causes"][0]["id"], "account.registered_to_other")
        self.assertIn("already registered", [why["words"] for why in said["causes"][0]["why"]])
        self.assertEqual(set(said["next"]), {"kind", "id", "say"})
        self.assertEqual(run("doctor", "--case", case, "--json").stdout, done.stdout)
        told = run("doctor", "--case", case).stdout
        self.assertIn('because of: "already registered"', told)
        self.assertIn("Next: ", told)
        self.assertIn("(very likely)\n", run("doctor", "It flashes red five times, the Blink app says the battery is low").stdout)
        self.assertIn("in your own words", run("doctor", input="").stdout)
        case.write_text("[]")
        self.assertIn("A case is a JSON object", self.refused("doctor", "--case", case))
        self.assertIn("No such file", self.refused("doctor", "--case", FOLDER / "none.json"))

    def test_the_doctor_speaks_german_where_the_terminal_does(self):
        told = run("doctor", "Rot blinkt fünfmal, die Blink-App sagt, die Batterie ist schwach", language="de_DE.UTF-8").stdout
        self.assertIn("(sehr wahrscheinlich)\n", told)
        self.assertIn("\nAls Nächstes: ", told)
        self.assertIn("in eigenen Worten", run("doctor", input="", language="de_DE.UTF-8").stdout)
        self.assertEqual(json.loads(run("words", "de").stdout)["Steady red."], "Dauerhaft rot.")
        self.assertIn("does not speak", self.refused("words", "tlh"))

    def test_a_command_line_that_is_not_understood_is_named_and_ends_with_2(self):
        for arguments, words in ((["frobnicate"], "frobnicate"), (["motion"], "file"), (["hub", "--nonsense"], "--nonsense")):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr)
        self.assertIn("motion", run().stdout)
        self.assertEqual(run("--help").returncode, 0)
        self.assertTrue(run("version").stdout.startswith("porchlight "))


if __name__ == "__main__":
    unittest.main()
