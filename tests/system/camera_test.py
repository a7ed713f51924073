# SPDX-License-Identifier: Apache-2.0
"""The camera program as it is started by a person: its light, its button, and its picture in other programs."""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

import hub as testhub
from camera import BUSY, Camera, program
from hub import Hub, decode_errors, ffprobe, wait_for


def run(*command, seconds=60):
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds)


class Start(unittest.TestCase):
    def test_what_cannot_start_says_why_in_a_sentence(self):
        with tempfile.TemporaryDirectory(prefix="pl_cam_") as state:
            def refused(*options):
                done = run(program(), *options, "--state", state)
                self.assertEqual(done.returncode, 1, done)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
                return done.stderr
            self.assertIn("mini-3", refused("--virtual", "--model", "mini-3"))
            self.assertIn("did you mean", refused("--virtual", "--model", "mini-3"))
            self.assertIn("is a hub", refused("--virtual", "--model", "porchlight-hub"))
            self.assertIn("--rtsp", refused("--virtual", "--rtsp", "front door"))
            self.assertIn("--rtsp-password", refused("--virtual", "--standalone", "--rtsp", "0.0.0.0:8554"))
            self.assertIn("seed", refused("--virtual", "--video", "scene://porch?seed=none"))
            with socket.socket() as taken:
                taken.bind(("127.0.0.1", 0))
                taken.listen()
                self.assertIn("in use", refused("--virtual", "--rtsp", str(taken.getsockname()[1])))
            self.assertIn("cannot make the folder", run(program(), "--virtual", "--state", "/proc/nowhere").stderr)

    def test_a_second_camera_in_one_folder_is_refused(self):
        with Camera() as camera:
            second = run(*[str(testhub.free_port()) if word == str(camera.port) else word for word in camera.command])
            self.assertEqual(second.returncode, 1)
            self.assertIn("Another camera runs in this folder", second.stderr)

    def test_it_ends_in_order(self):
        with Camera() as camera:
            camera.wait_for("Online")
            self.assertEqual(camera.do("quit"), "ok")
            self.assertEqual(camera.process.wait(20), 0)


class Button(unittest.TestCase):
    def test_a_soft_reset_a_dead_band_and_a_factory_reset(self):
        with Camera() as camera:
            camera.wait_for("Online")
            camera.do("press 3s")
            camera.wait_for("SoftReset", 5)
            camera.wait_for("Online", 10)
            self.assertTrue(camera.look()["paired"])

            camera.do("press 9s")
            camera.wait_for("EraseWarning", 10)
            camera.wait_for("Online", 5)
            self.assertNotIn("notice  restarting", camera.log)

            camera.do("press 11s")
            self.assertEqual(camera.wait_for("EraseArmed", 12)["lit"], ["red"])
            camera.wait_for("Erasing", 5)
            wait_for(lambda: "notice  restarting" in camera.log, 10, "it starts anew")
            camera.wait_for("Online", 20)

    def test_a_short_press_does_nothing(self):
        with Camera() as camera:
            camera.wait_for("Online")
            before = camera.log
            camera.do("press 1s")
            time.sleep(1.5)
            self.assertEqual(camera.log, before)

    def test_an_erase_that_a_power_cut_ends_goes_on_at_the_next_start(self):
        with Camera() as camera:
            camera.wait_for("Online")
            camera.do("press 11s")
            camera.wait_for("Erasing", 15)
            time.sleep(0.6)
            camera.cut_power()
            camera.start()
            camera.wait_for("Erasing", 10)
            wait_for(lambda: "notice  restarting" in camera.log, 10, "it starts anew")


class World(unittest.TestCase):
    def test_its_light_names_what_is_wrong(self):
        with Camera(model="outdoor-4") as camera:
            camera.wait_for("Online")
            camera.do("temperature 60")
            camera.wait_for("TooHot", 15)
            self.assertNotEqual(run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", camera.url).returncode, 0, "the light says that it has stopped")
            camera.do("temperature 20")
            camera.wait_for("Online", 15)
            camera.do("cells 2400")
            camera.wait_for("BatteryCritical", 15)
            camera.do("cells 3500")
            camera.wait_for("Online", 15)
            camera.do("wifi off")
            camera.wait_for("NoWifi", 30)
            camera.do("wifi on")
            camera.wait_for("Online", 40)

    def test_a_memory_that_has_gone_bad_does_not_stop_it(self):
        with Camera() as camera:
            camera.wait_for("Online")
            camera.stop()
            for name in ("memory.a", "memory.b"):
                (camera.state / name).write_bytes(os.urandom(500))
            camera.start()
            camera.wait_for("Online")
            self.assertIn("memory has gone bad", camera.log)

    def test_it_keeps_clips_itself_while_it_has_no_network(self):
        with Camera(model="outdoor-4") as camera:
            camera.wait_for("Online")
            time.sleep(3)
            camera.do("wifi off")
            camera.wait_for("NoWifi", 30)
            camera.do("walk on")
            wait_for(lambda: camera.look()["clips_bytes"] > 100_000, 30, "a clip grows")
            camera.do("walk off")
            clips = camera.state / "clips"
            clip = wait_for(lambda: next((path for path in clips.glob("*.mp4") if "open" not in path.name), None), 20, "a finished clip")
            self.assertEqual(decode_errors(clip), "")
            self.assertEqual(ffprobe(clip)["streams"][0]["codec_name"], "h264")


class Sleep(unittest.TestCase):
    def eye(self, camera, is_open, seconds=25):
        wait_for(lambda: camera.look()["eye_open"] == is_open, seconds, f"the eye is {'open' if is_open else 'shut'}")

    def test_on_cells_its_eye_is_open_only_for_what_moves_and_who_looks(self):
        with Camera(model="outdoor-4") as camera:
            camera.wait_for("Online")
            self.eye(camera, False)
            camera.do("walk on")
            self.eye(camera, True, 5)
            camera.do("walk off")
            self.eye(camera, False)
            seen = run("ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", camera.url, "-t", "3", "-f", "null", "-", "-progress", "-")
            self.assertEqual((seen.returncode, seen.stderr), (0, ""))
            self.eye(camera, False)

    def test_on_a_plug_its_eye_stays_open(self):
        with Camera() as camera:
            camera.wait_for("Online")
            self.eye(camera, True, 5)
            time.sleep(12)
            self.assertTrue(camera.look()["eye_open"])


class Night(unittest.TestCase):
    def lamp(self, camera, is_on, why):
        wait_for(lambda: camera.look()["night_lamp"] == is_on, 25, f"the night lamp is {'on' if is_on else 'off'}: {why}")

    def test_its_lamp_goes_with_the_dark_the_eye_and_the_cells(self):
        with Camera(model="outdoor-4") as camera:
            camera.wait_for("Online")
            camera.do("walk on")
            wait_for(lambda: camera.look()["eye_open"], 10, "it looks")
            time.sleep(4)
            self.assertIs(camera.look()["night_lamp"], False, "by day")
            camera.do("cover on")
            self.lamp(camera, True, "it is dark")
            camera.do("walk off")
            self.lamp(camera, False, "nobody looks")
            self.assertFalse(camera.look()["eye_open"])
            camera.do("walk on")
            self.lamp(camera, True, "somebody comes again")
            camera.do("cells 2700")
            self.lamp(camera, False, "low cells")
            self.assertTrue(camera.look()["eye_open"])

    def test_a_camera_without_a_lamp_tells_of_none(self):
        with Camera(model="kasa-indoor") as camera:
            camera.wait_for("Online")
            self.assertIsNone(camera.look()["night_lamp"])


class Picture(unittest.TestCase):
    """Other people's programs as clients of our RTSP server."""

    @classmethod
    def setUpClass(cls):
        cls.camera = Camera("--standalone", "--rtsp-password", "open sesame")
        cls.camera.start()
        cls.camera.wait_for("Online")
        cls.url = f"rtsp://viewer:open%20sesame@127.0.0.1:{cls.camera.port}/main"
        wait_for(lambda: run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", cls.url).returncode == 0, 20, "a picture")

    @classmethod
    def tearDownClass(cls):
        cls.camera.__exit__()

    def test_ffmpeg_over_tcp_and_over_udp(self):
        for transport in ("tcp", "udp"):
            done = run("ffmpeg", "-v", "error", "-rtsp_transport", transport, "-i", self.url, "-t", "4", "-f", "null", "-", "-progress", "-")
            self.assertEqual((done.returncode, done.stderr), (0, ""), transport)
            frames = [int(line.split("=")[1]) for line in done.stdout.splitlines() if line.startswith("frame=")][-1]
            self.assertGreater(frames, 50, transport)

    def test_sound_comes_with_the_picture_and_each_can_be_had_alone(self):
        for transport in ("tcp", "udp"):
            for wanted, codecs in (("audio+video", ["aac", "h264"]), ("audio", ["aac"]), ("video", ["h264"])):
                with tempfile.TemporaryDirectory(prefix="pl_sound_") as folder:
                    done = run("ffmpeg", "-v", "error", "-rtsp_transport", transport, "-allowed_media_types", wanted, "-i", self.url,
                               "-t", "4", "-c", "copy", f"{folder}/out.mkv")
                    self.assertEqual(done.returncode, 0, (transport, wanted, done.stderr))
                    streams = ffprobe(f"{folder}/out.mkv")["streams"]
                    self.assertEqual(sorted(stream["codec_name"] for stream in streams), codecs, (transport, wanted))
                    for stream in streams:
                        self.assertGreater(int(stream["nb_read_frames"]), 40, (transport, wanted, stream["codec_name"]))
                    self.assertEqual(decode_errors(f"{folder}/out.mkv"), "")

    def test_the_light_says_that_somebody_watches(self):
        viewer = subprocess.Popen(["ffmpeg", "-v", "quiet", "-rtsp_transport", "tcp", "-i", self.url, "-f", "null", "-"], stdin=subprocess.DEVNULL)
        try:
            self.camera.wait_for("Live")
        finally:
            viewer.kill()
            viewer.wait()
        self.camera.wait_for("Online", 15)

    def test_a_wrong_password_sees_nothing(self):
        done = run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", self.url.replace("sesame", "barley"))
        self.assertIn("401", done.stderr)

    @unittest.skipUnless(shutil.which("cvlc") and next(pathlib.Path("/usr/lib").glob("*/vlc/plugins/access/liblive555_plugin.so"), None),
                         "VLC, or its live555, is not installed")
    def test_vlc(self):
        with tempfile.TemporaryDirectory(prefix="pl_vlc_") as folder:
            os.chmod(folder, 0o777)
            user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
            run(*user, "env", f"HOME={folder}", "cvlc", "-q", "--no-audio", self.url, "--run-time=6", "--sout", f"#std{{access=file,mux=ts,dst={folder}/out.ts}}", "vlc://quit")
            self.assertGreater(int(ffprobe(f"{folder}/out.ts")["streams"][0]["nb_read_frames"]), 40)

    @unittest.skipUnless(shutil.which("gst-launch-1.0"), "GStreamer's tools are not installed")
    def test_gstreamer(self):
        for protocol in ("tcp", "udp"):
            done = run("gst-launch-1.0", "-q", "rtspsrc", f"location={self.url}", f"protocols={protocol}", "!", "rtph264depay", "!", "h264parse", "!",
                       "identity", "eos-after=60", "!", "fakesink")
            self.assertEqual(done.returncode, 0, done.stderr)


class WithAHub(unittest.TestCase):
    def test_a_hub_that_was_given_its_address_records_a_person(self):
        with Camera(video=BUSY) as camera, Hub("") as hub:
            camera.wait_for("Online")
            added = hub.add_camera(camera.url, "Porch", pre_roll_s=2, post_roll_s=2)
            clip = wait_for(lambda: next((clip for clip in hub.clips(f"&camera={added['id']}") if clip["end"]), None), 180, "a clip of a person")
            path = hub.state / "clip.mp4"
            with hub.request("GET", f"/clips/{clip['id']}/video") as response:
                path.write_bytes(response.read())
            self.assertEqual(decode_errors(path), "")
            self.assertGreater(int(ffprobe(path)["streams"][0]["nb_read_frames"]), 30)


if __name__ == "__main__":
    unittest.main()
