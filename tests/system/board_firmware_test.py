# SPDX-License-Identifier: Apache-2.0
"""Updates of a board without RAUC: real programs as images, the real boot code, restarted as systemd does it."""
import re
import shutil
import subprocess
import unittest

import hub as testhub
from camera import BoardCamera, program
from firmware_test import Home, let_pass
from hub import wait_for

HARDWARE = "test-board"


def real_program(folder, version):
    """This very program, as if it had been built as another version."""
    copy = folder / f"program-{version}"
    shutil.copy(program(), copy)
    subprocess.run(["strip", str(copy)], check=True)
    said = subprocess.run([testhub.binary(), "version"], check=True, capture_output=True).stdout
    own = re.search(rb"\d+\.\d+\.\d+", said)[0]
    told = copy.read_bytes()
    assert told.count(b"\0" + own + b"\0") == 1 and len(version) == len(own)
    copy.write_bytes(told.replace(b"\0" + own + b"\0", b"\0" + version.encode() + b"\0"))
    return copy.read_bytes()


class BoardHome(Home):
    hardware = HARDWARE

    def make_camera(self, hub, keys, _model):
        return BoardCamera("--hub", hub, firmware=f'keys = "{keys}"\nhardware = "{HARDWARE}"\n')

    @property
    def state_note(self):
        return (self.camera.slots / "state").read_text()


class BoardUpdate(unittest.TestCase):
    def test_a_new_program_comes_over_the_link_and_stays(self):
        with BoardHome() as home:
            before = home.device()["telemetry"]["firmware"]
            self.assertIn("as it was installed: slot a has no update", home.camera.log)
            home.shelve("0.2.0", image=real_program(home.folder, "0.2.0"))
            done = home.settled(home.update("0.2.0"), 120)
            self.assertEqual((done["state"], done["sentence"]), ("done", ""))
            self.assertNotEqual(before, "0.2.0")
            home.runs("0.2.0")
            self.assertEqual(home.device()["telemetry"]["reboot"], "update")
            self.assertEqual(home.camera.ends, [75])
            self.assertIn("starts the update in slot b, on trial; tries left after this one: 2", home.camera.log)
            self.assertEqual(home.state_note, "porchlight slots 1\nactive b\ntries 0\n")

            # It stays over a power cut, and nothing older is taken any more.
            home.camera.cut_power()
            home.camera.start()
            wait_for(lambda: "starts slot b, which was good last" in home.camera.log, 20, "the boot code starts slot b")
            home.shelve("0.1.9", image=b"old")
            self.assertIn("not newer", home.settled(home.update("0.1.9"))["sentence"])

    def test_programs_that_do_not_come_up_end_in_the_one_before(self):
        cases = (("0.2.1", b"\x7fELF and no program", "cannot start"),
                 ("0.2.2", b"#!/bin/sh\nexit 3\n", "did not come up"),
                 ("0.2.3", b"#!/bin/sh\nkill -SEGV $$\n", "did not come up"))
        with BoardHome() as home:
            before = home.device()["telemetry"]["firmware"]
            for version, image, trace in cases:
                home.shelve(version, image=image)
                failed = home.settled(home.update(version), 60)
                self.assertEqual(failed["state"], "failed")
                self.assertIn(version, failed["sentence"])
                self.assertIn("did not come up", failed["sentence"])
                home.runs(before)
                self.assertEqual(home.device()["telemetry"]["reboot"], "rolled_back")
                self.assertEqual(home.state_note, "porchlight slots 1\nactive a\ntries 0\n")
                self.assertIn(trace, home.camera.log + failed["sentence"])
            self.assertEqual(home.camera.ends, [75, 75] + 3 * [3] + [75] + 3 * [-11])

    def test_a_program_that_is_not_well_goes_back_by_itself_and_says_why(self):
        with BoardHome() as home:
            before = home.device()["telemetry"]["firmware"]
            # Its memory cannot be written.
            for name in ("memory.a", "memory.b", "memory.a.new", "memory.b.new"):
                (home.folder / "memory" / name).mkdir(parents=True)
            words = " ".join(f"'{word}'" for word in home.camera.command[2:]).replace(
                f"'--state' '{home.camera.state}'", f"--state '{home.folder}/memory'")
            home.shelve("0.3.0", image=f"#!/bin/sh\nexec {words}\n".encode())
            failed = home.settled(home.update("0.3.0"), 60)
            self.assertEqual(failed["state"], "failed")
            self.assertIn("did not pass its own health check", failed["sentence"])
            home.runs(before)
            self.assertEqual(home.camera.ends, [75, 75])

    def test_what_is_for_another_board_is_refused(self):
        with BoardHome() as home:
            home.hardware = "other-board"
            home.shelve("0.2.0", image=b"x")
            refused = home.settled(home.update("0.2.0"))["sentence"]
            self.assertIn("other-board", refused)
            self.assertFalse((home.camera.slots / "b" / "image").exists())

    def test_power_cuts_while_it_is_fetched_and_tried_cost_time_alone(self):
        with BoardHome() as home:
            home.shelve("0.2.0", image=real_program(home.folder, "0.2.0"))
            command = home.update("0.2.0")
            for moment in (0.3, 0.1, 0.7, 0.5):
                let_pass(moment)
                home.camera.cut_power()
                home.camera.start()
            # Cuts in all three of its tries look like a version that does not come up: asked for once more, it comes.
            if home.settled(command, 120)["state"] == "failed":
                home.settled(home.update("0.2.0"), 120)
            home.runs("0.2.0", 60)


class ByHand(unittest.TestCase):
    def test_a_program_that_the_boot_code_did_not_start_says_that_it_takes_no_updates(self):
        with BoardHome() as home:
            home.camera.stop()
            home.camera.command = home.camera.command[2:]
            home.camera.start()
            home.shelve("0.2.0", image=b"x")
            self.assertEqual(home.settled(home.update("0.2.0"))["state"], "unsupported")
            self.assertIn("notice  The camera does without updates: it was not started by porchlight-camera-start",
                          home.camera.log)


if __name__ == "__main__":
    unittest.main()
