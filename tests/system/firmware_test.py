# SPDX-License-Identifier: Apache-2.0
"""An update from `porchlight bundle` to a camera that runs it: real hub, real link, a virtual camera with slots on a disk."""
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import unittest

import hub as testhub
from camera import Camera
from hub import Hub, wait_for


def bundle(*words):
    return subprocess.run([testhub.binary(), "bundle", *map(str, words)], check=True, capture_output=True, text=True)


class Home:
    """A hub, a camera that it has paired, and keys that sign the camera's updates."""
    hardware = "virtual"

    def __init__(self, model="mini-2"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pl_fw_"))
        bundle("keys", self.folder / "keys")
        bundle("keys", self.folder / "strangers")
        link = testhub.free_port()
        self.hub = Hub(config=f"camera_port = {link}\n")
        self.camera = self.make_camera(f"127.0.0.1:{link}", self.folder / "keys" / "root", model)

    def make_camera(self, hub, keys, model):
        return Camera("--hub", hub, "--firmware-keys", str(keys), model=model)

    def __enter__(self):
        self.hub.__enter__()
        try:
            self.camera.start()
            self.pair()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.camera.__exit__()
        self.hub.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)

    def pair(self):
        label = wait_for(lambda: re.search(r"QR code (\S+)", self.camera.log), 20, "the camera shows its code")[1]
        wait_for(lambda: self.hub.get("/pairing")["waiting"], 20, "the camera waits to be paired")
        self.serial = self.hub.post("/pairing", {"label": label, "name": "Porch"})["serial"]
        self.camera.wait_for("Online", 30)

    def shelve(self, version, conduct="well", keys="keys", signers=(1, 3), image=None):
        """A bundle of that version in the hub's firmware folder."""
        plain = self.folder / "image"
        plain.write_bytes(image or f"porchlight virtual image 1\nversion {version}\nepoch 0\n{conduct}\n".encode())
        shelf = self.hub.state / "firmware"
        shelf.mkdir(exist_ok=True)
        out = shelf / f"{version}.bundle"
        out.unlink(missing_ok=True)
        sign = [word for number in signers for word in ("--key", self.folder / keys / f"key-{number}")]
        bundle("make", "--hardware", self.hardware, "--version", version, "--epoch", 0, *sign, plain, out)

    def update(self, version):
        asked = self.hub.post(f"/devices/{self.serial}/commands", {"kind": "firmware", "version": version})
        return max(command["id"] for command in asked["commands"])

    def device(self):
        return self.hub.get(f"/devices/{self.serial}")

    def settled(self, command, seconds=60):
        def look():
            found = next(item for item in self.hub.get(f"/devices/{self.serial}/commands")["commands"] if item["id"] == command)
            return found if found["state"] != "waiting" else None
        try:
            return wait_for(look, seconds, "the command is settled")
        except AssertionError:
            raise AssertionError(f"{self.hub.get(f'/devices/{self.serial}/commands')}\n{self.camera.log[-3000:]}") from None

    def runs(self, version, seconds=40):
        return wait_for(lambda: (self.device().get("telemetry") or {}).get("firmware") == version, seconds, f"the hub hears of {version}")


class Update(unittest.TestCase):
    def test_a_bundle_on_the_shelf_becomes_what_the_camera_runs(self):
        with Home() as home:
            home.shelve("1.2.0")
            command = home.update("1.2.0")
            done = home.settled(command)
            self.assertEqual((done["state"], done["sentence"]), ("done", ""))
            home.runs("1.2.0")
            self.assertEqual(home.device()["telemetry"]["reboot"], "update")
            self.assertRegex(home.camera.log, r"light .*(update|Update|software)")

            # It stays, over a power cut too, and never goes back.
            home.camera.cut_power()
            home.camera.start()
            home.camera.wait_for("Online", 40)
            home.runs("1.2.0")
            home.shelve("1.1.9")
            old = home.settled(home.update("1.1.9"))
            self.assertEqual(old["state"], "failed")
            self.assertIn("not newer", old["sentence"])

    def test_what_fails_its_trial_goes_back_by_itself_and_says_why(self):
        with Home() as home:
            before = home.device()["telemetry"]["firmware"]
            for version, conduct, why in (("1.3.0", "unwell", "did not pass its own health check"), ("1.4.0", "dies", "did not come up")):
                home.shelve(version, conduct)
                failed = home.settled(home.update(version))
                self.assertEqual(failed["state"], "failed")
                self.assertIn(version, failed["sentence"])
                self.assertIn(why, failed["sentence"])
                home.runs(before)
                self.assertEqual(home.device()["telemetry"]["reboot"], "rolled_back")
                home.camera.wait_for("Online", 30)

    def test_what_strangers_signed_is_refused_and_nothing_is_written(self):
        with Home() as home:
            home.shelve("1.5.0", keys="strangers")
            self.assertEqual(home.settled(home.update("1.5.0"))["state"], "failed")
            home.shelve("1.5.1", signers=(2,))
            self.assertIn("sign", home.settled(home.update("1.5.1"))["sentence"])
            home.shelve("1.5.2")
            shelved = home.hub.state / "firmware" / "1.5.2.bundle"
            shelved.write_bytes(shelved.read_bytes()[:-1])
            self.assertEqual(home.settled(home.update("1.5.2"))["state"], "failed")
            self.assertFalse((home.camera.state / "slots" / "b" / "image").exists())
            home.camera.wait_for("FirmwareFailed", 10)

    def test_a_power_cut_at_any_moment_boots_and_the_update_goes_on(self):
        chance = random.Random(7)
        with Home() as home:
            # Many pieces, and no image that could start: each trial ends in the version before.
            home.shelve("2.0.0", image=chance.randbytes(6 << 20))
            command = home.update("2.0.0")
            for _ in range(5):
                wait_for(lambda: home.camera.look().get("stage") != "Unpowered", 20, "it boots")
                try:
                    wait_for(lambda: home.camera.look().get("stage") == "Updating", 3, "it updates")
                except AssertionError:
                    pass
                let_pass(chance.uniform(0, 0.4))
                home.camera.cut_power()
                home.camera.start()
            failed = home.settled(command, 90)
            self.assertIn("2.0.0", failed["sentence"])
            home.camera.wait_for("Online", 40)

    def test_it_waits_for_better_weather(self):
        with Home() as home:
            home.camera.do("temperature 80")
            home.camera.wait_for("TooHot", 20)
            home.shelve("1.2.0")
            command = home.update("1.2.0")
            wait_for(lambda: "An update waits" in home.camera.log, 20, "it says that it waits")
            home.camera.do("temperature 20")
            self.assertEqual(home.settled(command)["state"], "done")


class Wishes(unittest.TestCase):
    def test_settings_are_in_force_and_what_cannot_be_is_said(self):
        with Home(model="outdoor-4") as home:
            settings = f"/devices/{home.serial}/settings"
            home.hub.patch(settings, {"light_when_idle": False})
            wait_for(lambda: home.device()["telemetry"]["light"] == "off", 20, "it is dark while all is well")
            self.assertEqual(home.camera.look()["lit"], [])
            home.camera.do("temperature 80")
            wait_for(lambda: home.camera.look()["lit"], 20, "a fault is shown all the same")
            wait_for(lambda: home.device()["telemetry"]["light"] == "too_hot", 20, "and told")
            home.hub.patch(settings, {"sensitivity": 8})
            wait_for(lambda: "motion sensor has no sensitivity" in (home.device()["settings_problem"] or ""), 20, "it says what it cannot do")

    def test_why_it_restarted_is_known_over_restarts_of_both(self):
        with Home() as home:
            done = home.hub.post(f"/devices/{home.serial}/commands", {"kind": "restart"})
            self.assertEqual(len(done["commands"]), 1)
            wait_for(lambda: home.device()["telemetry"]["reboot"] == "command", 30, "it was told to")
            home.camera.cut_power()
            home.camera.start()
            wait_for(lambda: home.device()["telemetry"]["reboot"] == "power_on", 30, "the power was cut")
            # A program that ends between the two leaves word.
            home.camera.stop()
            (home.camera.state / "reboot").write_text("command")
            home.camera.start()
            wait_for(lambda: home.device()["telemetry"]["reboot"] == "command", 30, "it was told to")
            self.assertFalse((home.camera.state / "reboot").exists())


def let_pass(seconds):
    """So that the power goes at another byte each time."""
    try:
        wait_for(lambda: False, seconds, "a moment")
    except AssertionError:
        pass


if __name__ == "__main__":
    unittest.main()
