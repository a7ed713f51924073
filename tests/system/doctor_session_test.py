# SPDX-License-Identifier: Apache-2.0
"""The doctor of a real hub: a camera dies, comes back, or changes its password, and the hub says why by itself; a healthy
home gets no alarm; and `porchlight doctor` walks with a person, in a pipe and at a terminal."""
import json
import os
import pathlib
import pty
import re
import select
import subprocess
import tempfile
import time
import unittest

import hub as testhub
from hub import Hub, make_video, wait_for

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="pl_doctor_"))
VIDEO = FOLDER / "camera.h264"
# Nothing beyond this machine is asked.
CONFIG = "[probes]\nask_internet = false\n"
WITHIN = 30


class Session(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_video(VIDEO, seconds=10, size="320x240", codec="libx264", extra=["-tune", "zerolatency", "-f", "h264"])

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def live(self, hub, camera, seconds=60):
        wait_for(lambda: hub.camera(camera["id"])["state"] == "live", seconds, f"{camera['settings']['name']} is live")

    def cause(self, hub, camera, since, within=WITHIN):
        """The cause on the tile, and how long it took to get there."""
        cause = wait_for(lambda: hub.camera(camera["id"])["cause"], within + 30, "a cause on the tile")
        took = time.monotonic() - since
        print(f"cause after {took:.1f} s: {cause['id']} ({cause['share']:.2f}): {cause['sentence']} | {cause['next']}")
        self.assertLessEqual(took, within)
        return cause

    def session(self, hub, cause):
        return hub.get(f"/doctor/sessions/{cause['session']}")

    def test_a_camera_that_dies_gets_its_cause_and_its_return_is_seen(self):
        hub = self.enter(Hub(CONFIG))
        dying, well = testhub.Feeder(VIDEO), self.enter(testhub.Feeder(VIDEO))
        camera = hub.add_camera(dying.url, "Dying")
        healthy = hub.add_camera(well.url, "Well")
        self.live(hub, camera)
        self.live(hub, healthy)
        # The doctor looks once a second; a camera that it has never seen work gets a minute.
        began = time.monotonic()
        wait_for(lambda: time.monotonic() - began > 2, 5, "two looks of the doctor")
        port = dying.port
        dying.process.kill()
        dying.process.communicate()
        cause = self.cause(hub, camera, time.monotonic())
        session = self.session(hub, cause)
        self.assertTrue(session["by_itself"])
        found = {finding["observation"]: finding["value"] for finding in session["findings"]}
        self.assertEqual(found["rtsp_port"], "refused")
        self.assertEqual(found["other_cameras"], "fine")
        self.assertEqual(found["since"], "worked_before")
        self.assertIsNone(hub.camera(healthy["id"])["cause"])
        # Its owner says that a step was done, and the camera comes back.
        while session["phase"] == "asking":
            session = hub.post(f"/doctor/sessions/{session['id']}/answer", {"observation": session["next"]["id"], "value": None})
        if session["phase"] == "doing":
            session = hub.post(f"/doctor/sessions/{session['id']}/outcome", {"steps": [session["next"]["id"]], "word": "done"})
            self.assertEqual(session["phase"], "watching")
        self.enter(testhub.Feeder(VIDEO, port=port))
        self.live(hub, camera, 90)
        wait_for(lambda: hub.camera(camera["id"])["cause"] is None, 10, "no cause any more")
        session = wait_for(lambda: next((s for s in [self.session(hub, cause)] if s["next"]["works"]), None), 10, "the hub saw it come back")
        self.assertEqual(session["phase"], "watching")
        self.assertIsNotNone(session["next"]["until"])
        report = hub.request("GET", f"/doctor/sessions/{session['id']}/report").read().decode()
        self.assertIn("What is known", report)

    def test_a_changed_password_is_named_and_outlives_a_restart_of_the_hub(self):
        hub = self.enter(Hub(CONFIG))
        feeder = testhub.Feeder(VIDEO, login=("ann", "one"))
        url, port = feeder.url, feeder.port
        camera = hub.add_camera(url, "Login")
        self.live(hub, camera)
        feeder.process.kill()
        feeder.process.communicate()
        changed = time.monotonic()
        self.enter(testhub.Feeder(VIDEO, port=port, login=("ann", "two")))
        cause = self.cause(hub, camera, changed)
        self.assertRegex(cause["id"], r"stream\.auth|account|locked")
        self.assertIn("401", json.dumps(self.session(hub, cause)))
        hub.stop()
        hub.start()
        hub.sign_in()
        self.assertEqual([s["id"] for s in hub.get("/doctor/sessions")["sessions"]], [cause["session"]])
        hub.patch(f"/cameras/{camera['id']}", {"url": url.replace("ann:one", "ann:two")})
        self.live(hub, camera)
        wait_for(lambda: hub.camera(camera["id"])["cause"] is None, 10, "no cause any more")

    def test_a_healthy_home_gets_no_alarm(self):
        hub = self.enter(Hub(CONFIG, demo=True))
        feeder = testhub.Feeder(VIDEO)
        cameras = [hub.add_camera(feeder.url, "Hiccup"), hub.add_camera(self.enter(testhub.Feeder(VIDEO)).url, "Paused")]
        for camera in cameras:
            self.live(hub, camera)
        hub.patch(f"/cameras/{cameras[1]['id']}", {"paused": True})
        hub.patch("/home", {"armed": False})
        end = time.monotonic() + 60
        port = feeder.port
        feeder.process.kill()
        feeder.process.communicate()
        time.sleep(3)  # a restart
        feeder = self.enter(testhub.Feeder(VIDEO, port=port))
        while time.monotonic() < end:
            for camera in hub.get("/cameras")["cameras"]:
                self.assertIsNone(camera["cause"], camera["settings"]["name"])
            time.sleep(1)
        self.assertEqual(hub.get("/doctor/sessions")["sessions"], [])


class Walk(unittest.TestCase):
    WORDS = "my blink outdoor camera flashes red, app says camera offline, other cameras are fine\n"

    def test_a_pipe_is_asked_one_thing_at_a_time_and_ends_cleanly(self):
        done = subprocess.run([testhub.binary(), "doctor"], input=self.WORDS + "\n" + "0\n" * 30 + "w\nq\n", capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("This is what I understood", done.stdout)
        self.assertIn("Next:", done.stdout)
        self.assertNotIn("\x1b", done.stdout)
        self.assertIn("because:", done.stdout)

    def test_the_end_of_the_input_leaves(self):
        for words in ("", self.WORDS, self.WORDS + "\n"):
            done = subprocess.run([testhub.binary(), "doctor"], input=words, capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)

    def at_a_terminal(self, *arguments):
        """The doctor at a terminal of its own; what it has said is awaited with `until`."""
        parent, self.child = pty.openpty()
        self.addCleanup(os.close, parent)
        process = subprocess.Popen([testhub.binary(), "doctor", *arguments], stdin=self.child, stdout=self.child, stderr=self.child)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        seen = ""

        def until(text, seconds=20):
            nonlocal seen
            deadline = time.monotonic() + seconds
            while not (found := re.search(text, seen)):
                ready, _, _ = select.select([parent], [], [], 0.2)
                if ready:
                    seen += os.read(parent, 65536).decode(errors="replace")
                self.assertLess(time.monotonic(), deadline, f"{text!r} in {seen[-2000:]!r}")
            rest, seen = seen[:found.end()], seen[found.end():]
            return rest

        def answer_until(wanted):
            for _ in range(40):
                text = until(r"(q leave\)|what is wrong): ")
                if wanted in text:
                    return
                os.write(parent, b"\r" if "Is that right" in text else b"0\r")
                until(r"\r\n")  # what comes before is the old prompt, drawn again
            self.fail(f"it never says {wanted!r}")

        return process, until, answer_until, lambda keys: os.write(parent, keys)

    def settings_of_the_terminal(self):
        return subprocess.run(["stty", "-a"], stdin=self.child, capture_output=True, text=True).stdout

    def test_at_a_terminal_the_light_blinks_can_be_tapped_and_ctrl_c_leaves_it_as_it_was(self):
        process, until, answer_until, press = self.at_a_terminal()
        until("> ")
        press(b"my camera has no picture\r")
        answer_until("\u25cf")
        frames = until("\u25cb", 5) + until("\u25cf", 5)  # a dark dot, and a lit one again: it blinks
        self.assertRegex(frames, r"\x1b\[9\dm")
        press(b"t\r")
        until("lights up")
        began = time.monotonic()
        for tap in range(1, 14):  # once a second, as a person would
            wait_for(lambda due=began + tap: time.monotonic() >= due, 2, "the next flash")
            press(b" ")
        until("tapped along: a flash every 1.0 s", 10)
        until("q leave")
        press(b"\x03")
        self.assertEqual(process.wait(10), 0)
        self.assertIn(" icanon", self.settings_of_the_terminal())

    def test_with_an_address_it_sees_by_itself_that_the_camera_is_back(self):
        make_video(VIDEO, seconds=10, size="320x240", codec="libx264", extra=["-tune", "zerolatency", "-f", "h264"])
        port = testhub.free_port()
        config = FOLDER / "hub.toml"
        config.write_text(CONFIG)
        process, until, answer_until, press = self.at_a_terminal(
            "my camera has no picture", "--probe", f"rtsp://127.0.0.1:{port}/live", "--config", str(config))
        until("I test what can be tested")
        answer_until("Enter when it is done")
        press(b"\r")
        until("I look at it in")
        with testhub.Feeder(VIDEO, port=port):
            press(b"\r")
            until("I can see it again.", 30)
        until("q leaves")
        press(b"q")
        self.assertEqual(process.wait(10), 0)


if __name__ == "__main__":
    unittest.main()
