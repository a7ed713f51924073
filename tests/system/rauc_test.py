# SPDX-License-Identifier: Apache-2.0
"""A board with RAUC, but for its kernel: Debian's RAUC on a bus of its own, two devices that are files, a boot loader with
three attempts a slot. What is in a device is run as a program."""
import os
import pathlib
import shutil
import signal
import subprocess
import unittest

from board_firmware_test import BoardHome, real_program
from camera import BoardCamera, program
from hub import ROOT, wait_for

DEVICE = 1 << 28
HERE = pathlib.Path(__file__).resolve().parent


class RaucCamera(BoardCamera):
    """`system` is what its slot A came with."""

    def __init__(self, *options, firmware, system):
        super().__init__(*options, firmware="rauc = true\n" + firmware)
        board = self.state / "board.toml"
        board.write_text(board.read_text().replace(f'slots = "{self.slots}"\n', ""))
        self.options = self.command[3:]
        self.bus = None
        self.booted = ""
        self.boots = []
        self.set_up_rauc()
        for name, content in (("A", system), ("B", b"")):
            self.device(name).write_bytes(content)
            os.truncate(self.device(name), DEVICE)

    def device(self, name):
        return self.state / f"device-{name}"

    def note(self, name, text=None):
        if text is not None:
            (self.state / name).write_text(text)
        return (self.state / name).read_text()

    def set_up_rauc(self):
        for name, text in (("primary", "A"), ("attempts-A", "3"), ("attempts-B", "3")):
            self.note(name, text)
        shutil.copy(ROOT / "src/hal/drivers/rauc_loader_for_test.sh", self.state / "loader")
        (self.state / "loader").chmod(0o700)
        slots = "".join(f"[slot.rootfs.{number}]\ndevice={self.device(name)}\ntype=raw\nbootname={name}\n"
                        for number, name in enumerate("AB"))
        self.note("system.conf", f"[system]\ncompatible=porch-board\nbootloader=custom\nstatusfile={self.state}/status\n"
                  f"[keyring]\npath={self.state}/none.pem\n[handlers]\nbootloader-custom-backend={self.state}/loader\n{slots}")
        self.note("bus.conf", f"<busconfig><type>session</type><listen>unix:path={self.state}/bus</listen>"
                  f"<servicedir>{self.state}/services</servicedir><policy context='default'><allow send_destination='*'/><allow receive_sender='*'/>"
                  "<allow own='*'/></policy></busconfig>")
        (self.state / "services").mkdir()
        self.note("services/rauc.service", f"[D-BUS Service]\nName=de.pengutronix.rauc\nExec={self.state}/start-rauc\n")
        self.note("services/logind.service", "[D-BUS Service]\nName=org.freedesktop.login1\n"
                  f"Exec=/usr/bin/python3 {HERE}/logind_stand_in.py {self.state}/restart-due\n")

    def boot(self):
        """The boot loader, and a kernel that starts the bus."""
        first = self.note("primary")
        tried = [name for name in (first, "B" if first == "A" else "A") if int(self.note(f"attempts-{name}")) > 0]
        self.booted = tried[0]
        self.boots.append(self.booted)
        self.note(f"attempts-{self.booted}", str(int(self.note(f"attempts-{self.booted}")) - 1))
        self.note("start-rauc", f"#!/bin/sh\nexec rauc --conf={self.state}/system.conf --override-boot-slot={self.booted} service\n")
        (self.state / "start-rauc").chmod(0o700)
        (self.state / "bus").unlink(missing_ok=True)
        with open(self.state / "bus.log", "ab") as log:
            self.bus = subprocess.Popen(["dbus-daemon", f"--config-file={self.state}/bus.conf", "--nofork", "--print-address=1"],
                                        stdout=subprocess.PIPE, stderr=log)
        self.bus.stdout.readline()

    def launch(self):
        due = self.state / "restart-due"
        if due.exists() or not self.bus:
            due.unlink(missing_ok=True)
            self.unplug()
            self.boot()
            shutil.copy(self.device(self.booted), self.state / "system")
            (self.state / "system").chmod(0o700)
        with open(self.state / "out.log", "ab") as log:
            self.process = subprocess.Popen([self.state / "system", *self.options], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.state}/bus"})

    def unplug(self):
        if self.bus:
            self.bus.send_signal(signal.SIGTERM)
            self.bus.wait()
            self.bus.stdout.close()
            self.bus = None

    def end(self, how):
        super().end(how)
        self.unplug()


class RaucHome(BoardHome):
    hardware = "porch-board"  # what RAUC calls it

    def make_camera(self, hub, keys, _model):
        return RaucCamera("--hub", hub, firmware=f'keys = "{keys}"\n', system=pathlib.Path(program()).read_bytes())


@unittest.skipUnless(shutil.which("rauc") and shutil.which("dbus-daemon"), "RAUC is not installed; tools/setup test installs it")
class RaucUpdate(unittest.TestCase):
    def test_a_new_system_comes_over_the_link_and_stays(self):
        with RaucHome() as home:
            home.shelve("0.2.0", image=real_program(home.folder, "0.2.0"))
            done = home.settled(home.update("0.2.0"), 120)
            self.assertEqual((done["state"], done["sentence"]), ("done", ""))
            home.runs("0.2.0")
            self.assertEqual(home.device()["telemetry"]["reboot"], "update")
            self.assertEqual(home.camera.boots, ["A", "B"])
            self.assertEqual([home.camera.note(name) for name in ("primary", "attempts-B")], ["B", "3"])
            home.camera.cut_power()
            home.camera.start()
            home.runs("0.2.0")
            self.assertEqual(home.camera.boots, ["A", "B", "B"])

    def test_a_system_that_is_not_well_goes_back_by_itself_and_says_why(self):
        with RaucHome() as home:
            before = home.device()["telemetry"]["firmware"]
            home.shelve("0.3.0", image=self.unwell(home))
            failed = home.settled(home.update("0.3.0"), 60)
            self.assertEqual(failed["state"], "failed")
            self.assertIn("did not pass its own health check", failed["sentence"])
            home.runs(before)
            self.assertEqual(home.camera.boots, ["A", "B", "A"])
            self.assertEqual([home.camera.note(name) for name in ("primary", "attempts-B")], ["A", "0"])

    def test_a_board_that_may_not_be_restarted_films_on_until_somebody_does_it(self):
        with RaucHome() as home:
            (home.camera.state / "services" / "logind.service").unlink()
            home.shelve("0.2.0", image=real_program(home.folder, "0.2.0"))
            command = home.update("0.2.0")
            wait_for(lambda: "notice  Restart this board by hand" in home.camera.log, 60, "it says what to do")
            home.camera.wait_for("Online", 60)
            home.camera.stop()
            home.camera.start()
            self.assertEqual(home.camera.boots, ["A", "B"])
            home.runs("0.2.0")
            wait_for(lambda: home.camera.note("attempts-B") == "3", 60, "it is marked good")
            self.assertNotEqual(home.settled(command)["state"], "failed")

    @staticmethod
    def unwell(home):
        """Its memory cannot be written from the moment on at which it starts."""
        names = " ".join(f"{home.camera.state}/memory.{slot}{end}" for slot in "ab" for end in ("", ".new"))
        words = " ".join(f"'{word}'" for word in home.camera.options)
        return (f"#!/bin/sh\nmkdir -p {home.camera.state}/kept; mv {home.camera.state}/memory.? {home.camera.state}/kept\n"
                f"mkdir -p {names}\n'{program()}' {words}\ncode=$?\n"
                f"rmdir {names}; mv {home.camera.state}/kept/* {home.camera.state}\nexit $code\n").encode()


if __name__ == "__main__":
    unittest.main()
