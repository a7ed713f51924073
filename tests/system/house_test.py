# SPDX-License-Identifier: Apache-2.0
"""Modes and their schedule on a real hub: what is armed, what survives a restart, and that the schedule acts by itself."""
import datetime
import unittest

from hub import ApiError, Hub, wait_for

ALL_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def mode(home, kind):
    return next(one["id"] for one in home["modes"] if one["kind"] == kind)


class House(unittest.TestCase):
    def test_a_mode_arms_the_cameras_it_names_and_survives_a_restart(self):
        with Hub() as hub:
            porch = hub.add_camera("rtsp://127.0.0.1:9/porch", "Porch")["id"]
            yard = hub.add_camera("rtsp://127.0.0.1:9/yard", "Yard")["id"]
            home = hub.get("/home")
            self.assertTrue(home["armed"])
            self.assertEqual(home["mode"]["id"], mode(home, "away"))
            night = mode(home, "night")
            hub.patch(f"/home/modes/{night}", {"cameras": [{"camera_id": yard, "armed": False}]})
            chosen = hub.post("/home/mode", {"mode_id": night})
            self.assertEqual(chosen["mode"]["person"], "sam")
            self.assertEqual([hub.camera(one)["armed"] for one in (porch, yard)], [True, False])
            with self.assertRaises(ApiError) as refused:
                hub.delete(f"/home/modes/{night}")
            self.assertEqual(refused.exception.status, 409)
            hub.stop()
            hub.start()
            hub.sign_in()
            self.assertEqual(hub.get("/home")["mode"], chosen["mode"])
            self.assertEqual([hub.camera(one)["armed"] for one in (porch, yard)], [True, False])
            self.assertFalse(hub.patch("/home", {"armed": False})["armed"])
            self.assertEqual([hub.camera(one)["armed"] for one in (porch, yard)], [False, False])
            self.assertEqual(hub.patch("/home", {"armed": True})["mode"]["id"], night)

    def test_the_schedule_changes_the_mode_when_its_minute_comes(self):
        with Hub() as hub:
            home = hub.get("/home")
            away, night = mode(home, "away"), mode(home, "night")
            soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=62)
            rule = {"days": ALL_DAYS, "moment": "clock", "minutes": soon.hour * 60 + soon.minute, "mode_id": night}
            schedule = hub.patch("/home/schedule", {"time_zone": "Etc/UTC", "rules": [rule]})
            self.assertEqual(len(schedule["week"]), 7)
            home = hub.get("/home")
            self.assertEqual((home["mode"]["id"], home["next_mode"]["mode_id"]), (away, night))
            changed = wait_for(lambda: (now := hub.get("/home"))["mode"]["id"] == night and now, 70, "the schedule's minute")
            self.assertEqual(changed["mode"]["by"], "schedule")
            self.assertGreaterEqual(changed["mode"]["since"][:16], home["next_mode"]["at"][:16])


if __name__ == "__main__":
    unittest.main()
