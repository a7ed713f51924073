# SPDX-License-Identifier: Apache-2.0
"""The household's own cameras and a real hub, each a process of its own: what the panel does to a camera, the hub sees."""
import shutil
import tempfile
import time
import unittest

import hub as testhub
from household import Household
from hub import ApiError, Hub, wait_for

PLAN = """
about = "A camera of our own on cells, fresh from its box."
[[device]]
name = "Porch"
model = "porchlight-camera"
at = [3, -1]
new = true
cells = { used = 0.1 }
"""


class Home:
    """A hub, and a household whose camera looks for it."""

    def __init__(self):
        self.port = testhub.free_port()
        self.hub = Hub(f"camera_port = {self.port}\n")
        self.state = tempfile.mkdtemp(prefix="pl_house_state_")
        self.house = self.household()

    def household(self):
        return Household("--hub", f"127.0.0.1:{self.port}", "--state", self.state, plan=PLAN)

    def __enter__(self):
        self.hub.__enter__()
        self.house.__enter__()
        return self

    def __exit__(self, *_):
        self.house.__exit__()
        self.hub.__exit__()
        shutil.rmtree(self.state, ignore_errors=True)

    def label(self):
        return self.house.look("Porch")["real_hub"]

    def pair(self):
        label = self.label()
        wait_for(lambda: any(one["serial"] == label["serial"] for one in self.hub.get("/pairing")["waiting"]), 30, "it waits at the hub")
        self.serial = label["serial"]
        self.hub.post("/pairing", {"serial": self.serial, "code": label["code"].replace(" ", ""), "name": "Porch"})
        self.hears(lambda device: device["health"] == "online" and device["telemetry"]["stage"] == "online", 60, "it is online")
        return wait_for(lambda: self.device()["camera"], 20, "it is a camera of the home")

    def device(self):
        return self.hub.get(f"/devices/{self.serial}")

    def hears(self, condition, seconds, what):
        return wait_for(lambda: condition(device := self.device()) and device, seconds, f"{what}: {self.device()}")

    def hold_button(self, seconds):
        self.house.do("button", device="Porch", is_down=True)
        time.sleep(seconds)
        self.house.do("button", device="Porch", is_down=False)


def is_jpeg(hub, path):
    try:
        with hub.request("GET", path) as response:
            return response.read(2) == b"\xff\xd8"
    except ApiError:
        return False


class Story(unittest.TestCase):
    def test_a_household_camera_lives_with_a_real_hub(self):
        with Home() as home:
            house, hub = home.house, home.hub

            # Paired by the code that the panel shows; the hub has its picture, and nobody else.
            camera = home.pair()
            label = home.label()
            self.assertTrue(label["is_paired"] and label["is_with_it"], label)
            wait_for(lambda: hub.camera(camera)["state"] == "live", 40, "the hub has the picture")
            self.assertTrue(house.look("Porch")["stream"]["is_for_its_hub"])

            # What the mechanisms give arrives at the hub.
            told = home.device()["telemetry"]
            seen = house.look("Porch")
            self.assertAlmostEqual(told["battery_mv"], 2 * seen["power"]["cell_mv"], delta=200)
            self.assertAlmostEqual(told["rssi_dbm"], seen["network"]["rssi"], delta=1)
            self.assertEqual(told["reboot"], "power_on")

            # Commands: its light shows which one it is, and it gives a picture.
            hub.post(f"/devices/{home.serial}/commands", {"kind": "identify"})
            wait_for(lambda: "the one you asked for" in house.look("Porch")["light"].get("says", ""), 10, "its light shows which one it is")
            hub.post(f"/devices/{home.serial}/commands", {"kind": "snapshot"})
            wait_for(lambda: is_jpeg(hub, f"/devices/{home.serial}/snapshot"), 30, "a picture from it")

            # Its cells are taken out on the panel: the hub says that it is away, and never that it is online.
            house.do("power", device="Porch", what="take")
            home.hears(lambda device: device["health"] == "offline", 30, "its link has ended")
            until = time.monotonic() + 100  # longer than a telemetry is fresh
            while time.monotonic() < until:
                self.assertEqual(home.device()["health"], "offline", home.device())
                time.sleep(1)
            self.assertIn("has not been connected for", home.device()["sentence"])
            self.assertIn("This camera has not called for over a minute", hub.camera(camera)["problem"]["sentence"])

            # And back.
            house.do("power", device="Porch", what="give")
            home.hears(lambda device: device["health"] == "online" and device["telemetry"]["uptime_s"] < 60, 60, "it is back")
            wait_for(lambda: hub.camera(camera)["state"] == "live", 60, "the hub has its picture again")

            # Another Wi-Fi password: the camera keeps the old one.
            password = house.look()["router"]["password"]
            house.do("router", password="something else")
            home.hears(lambda device: device["health"] == "offline", 30, "it fell off the Wi-Fi")
            house.do("router", password=password)
            home.hears(lambda device: device["health"] == "online", 60, "it is back on the Wi-Fi")

            # A press of 12 s erases its memory; whose it is, it does not change.
            home.hold_button(12)
            wait_for(lambda: not home.label()["is_paired"], 30, "it has forgotten its hub")
            home.hears(lambda device: device["health"] == "offline", 30, "and is away")
            self.assertEqual((home.device()["binding"], home.device()["yours"]), ("bound", True))
            self.assertEqual(home.pair(), camera, "the same camera, with its clips")

            # The household is ended and begun again: the pairing stands.
            house.stop()
            home.hears(lambda device: device["health"] == "offline", 30, "nobody is at home")
            home.house = house = home.household()
            house.__enter__()
            self.assertTrue(home.label()["is_paired"])
            home.hears(lambda device: device["health"] == "online", 60, "it found its hub by itself")

    def test_a_hub_address_that_is_none_is_refused(self):
        with self.assertRaises(AssertionError) as refused:
            Household("--hub", "nowhere", plan=PLAN).__enter__()
        self.assertIn("--hub nowhere", str(refused.exception))


if __name__ == "__main__":
    unittest.main()
