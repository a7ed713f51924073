# SPDX-License-Identifier: Apache-2.0
"""The life of a paired camera, as its owner sees it: both programs as they are, only the board is virtual."""
import re
import subprocess
import time
import unittest

import hub as testhub
from camera import BUSY, STILL, Camera
from hub import ApiError, Hub, decode_errors, ffprobe, wait_for


class Household:
    """A hub, and an Outdoor 4 (or another model) fresh from its box that looks for it."""

    def __init__(self, video=STILL, model="outdoor-4"):
        self.camera_port = testhub.free_port()
        self.hub = Hub(f"camera_port = {self.camera_port}\n")
        self.camera = Camera("--hub", f"127.0.0.1:{self.camera_port}", model=model, video=video)

    def __enter__(self):
        self.hub.__enter__()
        self.camera.start()
        return self

    def __exit__(self, *_):
        self.camera.__exit__()
        self.hub.__exit__()

    def printed(self):
        """Code and QR text on the camera's label."""
        line = wait_for(lambda: re.findall(r"pairing code ([\d ]+), QR code (\S+)", self.camera.log), 20, "the label")[-1]
        return line[0].replace(" ", ""), line[1]

    def waiting(self):
        return wait_for(lambda: self.hub.get("/pairing")["waiting"], 20, "a camera waits")[0]

    def pair(self, **how):
        how = how or {"label": self.printed()[1]}
        device = self.hub.post("/pairing", {"serial": self.waiting()["serial"], "name": "Porch", **how})
        self.camera.wait_for("Online", 30)
        self.serial = device["serial"]
        return wait_for(self.paired_camera, 20, "it is a camera of the home")

    def device(self):
        return self.hub.get(f"/devices/{self.serial}")

    def paired_camera(self):
        return next((camera for camera in self.hub.get("/cameras")["cameras"] if camera["device"] == self.serial), None)

    def hears(self, condition, seconds, what):
        return wait_for(lambda: condition(device := self.device()) and device, seconds, f"{what}: {self.device()}")

    def finished_clips(self):
        return [clip for clip in self.hub.clips() if clip["end"]]

    def has_picture(self, clip):
        try:
            with self.hub.request("GET", f"/clips/{clip['id']}/thumbnail") as response:
                return response.read(2) == b"\xff\xd8"
        except ApiError:
            return False

    def download(self, clip):
        path = self.hub.state / "clip.mp4"
        with self.hub.request("GET", f"/clips/{clip['id']}/video") as response:
            path.write_bytes(response.read())
        return path


class Story(unittest.TestCase):
    def test_an_outdoor_4_from_its_box_to_its_next_owner(self):
        with Household(video=BUSY) as home:
            camera, hub = home.camera, home.hub
            camera.wait_for("Pairing")

            # Paired by the QR code on its label.
            paired = home.pair()
            self.assertEqual(paired["settings"]["name"], "Porch")
            home.hears(lambda device: device["health"] == "online" and device["telemetry"], 30, "it tells how it is")
            home.hears(lambda device: (energy := device["telemetry"]["energy"]) and energy["days_left"] is None
                       and "radio" in [one["use"] for one in energy["uses"]], 60, "what its cells went into")

            # Sleeps until something moves, and records a person.
            wait_for(lambda: hub.camera(paired["id"])["state"] == "asleep", 30, "it sleeps")
            camera.do("walk on")
            wait_for(lambda: hub.camera(paired["id"])["recording"], 30, "the hub records")
            time.sleep(4)
            camera.do("walk off")
            clip = wait_for(lambda: next(iter(home.finished_clips()), None), 40, "a clip")
            self.assertEqual(decode_errors(home.download(clip)), "")
            wait_for(lambda: hub.camera(paired["id"])["state"] == "asleep", 60, "it sleeps again")

            # Loses its Wi-Fi, shows the code for that, and keeps what it sees.
            camera.do("wifi off")
            camera.wait_for("NoWifi", 40)
            home.hears(lambda device: device["health"] != "online", 120, "the hub does not call it online")
            before = {clip["id"] for clip in hub.clips()}
            started = time.time()
            camera.do("walk on")
            wait_for(lambda: camera.look()["clips_bytes"] > 100_000, 40, "a clip grows on the camera")
            camera.do("walk off")
            wait_for(lambda: any("open" not in path.name for path in (camera.state / "clips").glob("*.mp4")), 30, "it keeps a clip")
            ended = time.time()

            # Comes back, and brings the clip.
            camera.do("wifi on")
            camera.wait_for("Online", 90)
            brought = wait_for(lambda: next((clip for clip in home.finished_clips() if clip["id"] not in before
                                             and started - 15 < when(clip["start"]) < ended), None), 60, "the clip is with the hub")
            video = home.download(brought)
            self.assertEqual(decode_errors(video), "")
            self.assertGreater(int(ffprobe(video)["streams"][0]["nb_read_frames"]), 10)
            wait_for(lambda: not list((camera.state / "clips").glob("*.mp4")), 20, "the camera has forgotten it")
            wait_for(lambda: home.has_picture(brought), 20, "it has a picture")

            # A press of 12 s makes it forget its home; its home does not let go of it.
            camera.do("press 12s")
            camera.wait_for("EraseArmed", 14)
            camera.wait_for("Pairing", 30)
            self.assertFalse(camera.look()["paired"])
            home.waiting()
            device = home.device()
            self.assertEqual((device["binding"], device["yours"]), ("bound", True))
            again = home.pair()
            self.assertEqual(again["id"], paired["id"], "the same camera, with its clips")

            # Deleted by its owner, it goes to another home.
            hub.delete(f"/cameras/{paired['id']}")
            camera.wait_for("HubRefuses", 30)
            self.assertEqual(hub.get("/devices")["devices"], [])
            with self.assertRaises(ApiError):
                home.device()
            self.assertTrue(home.finished_clips(), "clips stay where they are")
            with Hub(f"camera_port = {testhub.free_port()}\n") as other:
                port = int(re.search(r"camera_port = (\d+)", (other.state / "hub.toml").read_text()).group(1))
                camera.stop()
                camera.command[camera.command.index("--hub") + 1] = f"127.0.0.1:{port}"
                camera.start()
                camera.do("press 12s")
                camera.wait_for("Pairing", 60)
                code, _ = home.printed()
                serial = wait_for(lambda: other.get("/pairing")["waiting"], 20, "it waits at the other home")[0]["serial"]
                other.post("/pairing", {"serial": serial, "code": code, "name": "Bargain"})
                camera.wait_for("Online", 30)
                wait_for(lambda: [one["settings"]["name"] for one in other.get("/cameras")["cameras"]] == ["Bargain"], 20, "its new home has it")


def when(text):
    from datetime import datetime
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Pairing(unittest.TestCase):
    def test_a_wrong_code_pairs_nothing_and_five_end_it(self):
        with Household() as home:
            code, _ = home.printed()
            wrong = str((int(code) + 1) % 100_000_000).zfill(8)
            for _ in range(5):
                with self.assertRaises(ApiError) as refused:
                    home.pair(code=wrong)
                self.assertIn("code", refused.exception.body)
            time.sleep(4)
            self.assertEqual(home.hub.get("/pairing")["waiting"], [])
            self.assertFalse(home.camera.look()["paired"])

    def test_a_camera_that_is_shown_the_apps_code_needs_no_typing(self):
        with Household() as home:
            home.waiting()
            made = home.hub.post("/pairing/invitations", {"name": "Yard", "wifi": {"ssid": "Home", "password": "porchlight"}})
            home.camera.do("show PL1:H/NONSENSE")
            wait_for(lambda: "not a QR code for cameras" in home.camera.log, 20, "it says what is wrong")
            home.camera.do(f"show {made['text']}")
            paired = wait_for(lambda: (state := home.hub.get(f"/pairing/invitations/{made['id']}"))["state"] not in ("open", "pairing") and state, 30, "it has read the code")
            self.assertEqual(paired["state"], "paired", paired)
            home.camera.do("show")
            home.camera.wait_for("Online", 30)
            wait_for(lambda: [one["settings"]["name"] for one in home.hub.get("/cameras")["cameras"]] == ["Yard"], 20, "it is a camera of the home")

    def test_settings_and_commands_reach_a_camera_that_was_away(self):
        with Household() as home:
            paired = home.pair(code=home.printed()[0])
            home.camera.stop()
            home.hears(lambda device: device["health"] == "offline", 60, "it is away")
            home.hub.patch(f"/cameras/{paired['id']}", {"sensitivity": 8, "post_roll_s": 9})
            home.hub.post(f"/devices/{home.serial}/commands", {"kind": "snapshot"})
            revision = home.device()["settings_revision"]
            self.assertGreater(revision, home.device()["settings_applied"])

            home.hub.stop()
            home.hub.start()
            home.hub.sign_in()
            home.camera.start()
            home.hears(lambda device: device["settings_applied"] == revision, 60, "it has the settings")
            settings = home.hub.get(f"/devices/{home.serial}/settings")
            self.assertEqual(settings["sensitivity"], 8)
            wait_for(lambda: home.hub.get(f"/devices/{home.serial}/commands")["commands"][0]["state"] == "done", 30, "the picture is taken")
            with home.hub.request("GET", f"/devices/{home.serial}/snapshot") as response:
                self.assertEqual(response.read(2), b"\xff\xd8")

    def test_its_owner_can_switch_the_night_lamp_off_and_hears_of_a_camera_without_one(self):
        for model, problem in (("mini-2", None), ("kasa-indoor", "This camera has no infrared lamp.")):
            with Household(model=model) as home:
                home.camera.wait_for("Pairing")
                home.pair()

                def wish(is_on, home=home):
                    home.hub.patch(f"/devices/{home.serial}/settings", {"infrared": is_on})
                    return home.hears(lambda device: device["settings_applied"] == device["settings_revision"] > 0, 20, "it has it")

                lamp = None if problem else True
                home.camera.do("cover on")
                home.hears(lambda device: device["telemetry"] and device["telemetry"]["night_lamp"] is lamp, 60, f"lamp of {model}")
                self.assertIsNone(wish(False)["settings_problem"])
                self.assertIs(home.camera.look()["night_lamp"], None if problem else False)
                self.assertEqual(wish(True)["settings_problem"], problem)

    def test_a_hub_that_begins_anew_finds_its_cameras_again(self):
        with Household() as home:
            home.pair()
            home.hub.kill()
            home.camera.wait_for("SeekingHub", 60)
            home.hub.start()
            home.hub.sign_in()
            home.camera.wait_for("Online", 60)
            home.hears(lambda device: device["health"] == "online", 30, "it is heard")


if __name__ == "__main__":
    unittest.main()
