# SPDX-License-Identifier: Apache-2.0
"""A virtual household in real time: its panel's API, and pictures that are there only while their camera is."""
import subprocess
import time
import unittest

import hub as testhub
from household import Household
from hub import Hub, wait_for


def can_be_read(url):
    probe = subprocess.run(["ffprobe", "-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name,width", "-of", "csv",
                            url], capture_output=True, text=True, timeout=30)
    return "h264,640" in probe.stdout


class Live(unittest.TestCase):
    def test_a_press_of_twelve_seconds_arms_and_erases(self):
        with Household("new-house") as house:
            wait_for(lambda: house.look("Hub")["is_pairing"], 30, "the hub waits to be set up")
            self.assertEqual(house.do("app", device="Hub", what="add")["said"], '"Hub" added')
            house.wait_online("Hub")
            self.assertTrue(house.look("Hub")["memory"]["wifi"])
            house.do("button", device="Hub", is_down=True)
            pressed = time.monotonic()
            wait_for(lambda: house.look("Hub")["light"]["pattern"] == "red", 14, "the light says that a release erases")
            self.assertGreater(time.monotonic() - pressed, 4)
            time.sleep(max(0, pressed + 12 - time.monotonic()))
            held = house.look("Hub")["button"]
            self.assertAlmostEqual(held["held_us"] / 1e6, 12, delta=0.7)
            self.assertEqual(held["phase"], "armed")
            house.do("button", device="Hub", is_down=False)
            wait_for(lambda: not house.look("Hub")["memory"]["wifi"], 20, "its memory is erased")
            self.assertTrue(house.look("Hub")["is_ours"], "a reset does not change whose it is")
            self.assertEqual(house.stop(), 0)
            self.assertIn('lets go of the button of "Hub" after 12.', house.log)

    def test_a_picture_is_there_while_its_camera_is(self):
        with Household() as house:
            house.wait_online("Porch")
            url = house.wait_open("Porch")
            wait_for(lambda: can_be_read(url), 20, "the picture can be read")
            viewer = subprocess.Popen(["ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", url, "-f", "null", "-"],
                                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                wait_for(lambda: house.look("Porch")["stream"]["viewers"] == 1, 20, "somebody watches")
                house.do("power", device="Porch", what="take")
                viewer.wait(10)
            finally:
                viewer.kill()
                viewer.wait()
            self.assertFalse(house.look("Porch")["stream"]["is_open"])
            self.assertFalse(can_be_read(url))
            house.do("power", device="Porch", what="give")
            self.assertEqual(house.wait_open("Porch", 60), url, "it comes back where it was")
            wait_for(lambda: can_be_read(url), 20, "the picture can be read again")
            self.assertIsNone(house.look("Shed")["stream"], "no hub can take that one's picture")

    def test_a_lost_wifi_takes_the_picture_away_but_not_that_of_one_on_a_cable(self):
        with Household() as house:
            house.wait_open("Porch", 60)
            yard = house.wait_open("Yard", 60)
            house.do("router", password="something else")
            wait_for(lambda: not house.look("Porch")["stream"]["is_open"], 20, "the camera falls off the Wi-Fi")
            self.assertTrue(can_be_read(yard))

    def test_a_hub_shows_and_records_who_walks_by_in_the_household(self):
        with Household() as house, Hub() as hub:
            url = house.wait_open("Porch", 60)
            camera = hub.add_camera(url, name="Porch")
            wait_for(lambda: hub.camera(camera["id"])["state"] == "live", 30, "the hub has the picture")
            wait_for(lambda: house.look("Porch")["stream"]["viewers"] == 1, 10, "the household sees the hub")
            time.sleep(8)  # the hub learns what the picture looks like while nobody is there
            self.assertEqual(hub.clips(), [])
            house.do("walk", device="Porch", metres=3)
            wait_for(hub.clips, 40, "the walker becomes a clip")

    def test_a_household_that_cannot_start_says_why(self):
        def refused(*options):
            done = subprocess.run([testhub.binary(), "sim", *options], capture_output=True, text=True, timeout=30)
            self.assertNotEqual(done.returncode, 0)
            return done.stderr
        self.assertIn("127.0.0.1", refused("new-house", "--live", "--panel", "0.0.0.0:8430"))
        self.assertIn("--panel", refused("new-house", "--live", "--panel", "192.168.1.2:8430"))
        self.assertIn("--live", refused("new-house", "--speed", "2"))
        self.assertIn("did you mean", refused("new-hose", "--live"))

    def test_time_runs_as_fast_as_it_is_told(self):
        with Household("--speed", "100") as house:
            before, at = time.monotonic(), house.look()["now_us"]
            after = time.monotonic()
            wait_for(lambda: house.look()["now_us"] - at > 300e6, 20, "five minutes pass in three seconds")
            begin, passed = time.monotonic(), (house.look()["now_us"] - at) / 1e6
            # An answer is of some moment between its question and its coming.
            self.assertLessEqual(passed, 100.5 * (time.monotonic() - before))
            self.assertGreaterEqual(passed, 99.5 * (begin - after))


if __name__ == "__main__":
    unittest.main()
