# SPDX-License-Identifier: Apache-2.0
"""What goes wrong in a house, done to a real hub: it stays up, harms no other camera, says why, and recovers by itself."""
import contextlib
import datetime
import mmap
import os
import pathlib
import signal
import socket
import struct
import subprocess
import tempfile
import time
import unittest

import hub as testhub
from hub import Feeder, Hub, make_video, wait_for

FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="pl_trouble_"))
VIDEO = FOLDER / "camera.h264"
SHIM = pathlib.Path(testhub.binary()).parent / "fault_shim.so"
YEAR = 365 * 86400


class Faults:
    """What tests/support/fault_shim.cpp does to a hub, changed while it runs."""

    def __init__(self):
        path = FOLDER / "faults"
        path.write_bytes(bytes(16))
        with open(path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 16)
        asan = os.environ.get("ASAN_OPTIONS", "")
        self.environment = {"LD_PRELOAD": str(SHIM), "PL_FAULTS": str(path), "ASAN_OPTIONS": f"{asan}:verify_asan_link_order=0"}

    def set(self, clock_offset=0, disk_is_broken=0):
        self.memory[:] = struct.pack("<qq", clock_offset, disk_is_broken)


def at(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def gaps(hub, camera, around=None):
    """The gaps of a camera within a day of a moment, oldest first."""
    moment = around or time.time()
    rows = hub.get(f"/timeline?from={at(max(0, moment - 43200))}&to={at(moment + 43200)}&camera={camera['id']}")["cameras"]
    return sorted((gap for row in rows for gap in row["gaps"]), key=lambda gap: gap["start"])


@contextlib.contextmanager
def small_disk(size):
    """A disk of its own, in memory. Needs root."""
    folder = tempfile.mkdtemp(prefix="pl_disk_")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True).returncode:
        raise unittest.SkipTest("mounting a small disk needs root")
    try:
        yield pathlib.Path(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        os.rmdir(folder)


class Trouble(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_video(VIDEO, seconds=10, size="320x240", codec="libx264", extra=["-tune", "zerolatency", "-f", "h264"])

    def setUp(self):
        self.faults = Faults()

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def feeder(self, port=0):
        return self.enter(Feeder(VIDEO, port=port))

    def hub(self, config="", faulty=False):
        return self.enter(Hub(config, environment=self.faults.environment if faulty else None))

    def add(self, hub, feeder, name):
        """A camera that records all the time, in short clips."""
        camera = hub.add_camera(feeder.url, name, mode="continuous", max_clip_s=5, armed=False)
        self.wait_recording(hub, camera)
        return camera

    def wait_recording(self, hub, camera, seconds=60):
        return wait_for(lambda: hub.camera(camera["id"])["recording"], seconds, f"{camera['settings']['name']} records")

    def wait_gap(self, hub, camera, reason, is_open=True, around=None):
        def found():
            return next((gap for gap in gaps(hub, camera, around) if gap["reason"] == reason and (gap["end"] is None) == is_open), None)

        gap = wait_for(found, 60, f"a gap '{reason}', {'open' if is_open else 'over'}")
        self.assertGreater(len(gap["sentence"]), 20)
        return gap

    def newest_clip(self, hub, camera):
        clips = [clip for clip in hub.clips(f"&camera={camera['id']}") if clip["end"]]
        return clips[0]["id"] if clips else None

    def expect_goes_on(self, hub, camera):
        """A camera that nothing happened to finishes another clip, and has no gap."""
        before = self.newest_clip(hub, camera)
        wait_for(lambda: self.newest_clip(hub, camera) != before, 30, f"another clip of {camera['settings']['name']}")
        self.assertEqual(gaps(hub, camera), [])

    def test_a_camera_that_hangs_and_one_that_dies_are_gaps_and_come_back(self):
        hub = self.hub()
        well, hung, dead = self.feeder(), self.feeder(), self.feeder()
        healthy, hanging, dying = (self.add(hub, feeder, name) for feeder, name in ((well, "Well"), (hung, "Hung"), (dead, "Dead")))
        os.kill(hung.process.pid, signal.SIGSTOP)  # its kernel still acknowledges: half open
        port = dead.port
        dead.process.kill()
        dead.process.wait()
        self.wait_gap(hub, hanging, "stream_stopped")
        self.wait_gap(hub, dying, "camera_unreachable")
        os.kill(hung.process.pid, signal.SIGCONT)
        self.feeder(port)
        self.wait_recording(hub, hanging, 90)
        self.wait_recording(hub, dying, 90)
        self.assertTrue(all(gap["end"] for gap in gaps(hub, hanging) + gaps(hub, dying)))
        self.expect_goes_on(hub, healthy)

    def test_a_disk_that_others_filled_costs_old_clips_then_a_gap_and_recovers(self):
        feeder = self.feeder()
        with small_disk("24m") as disk:
            hub = self.hub(f'clips_dir = "{disk}/clips"\n')
            camera = self.add(hub, feeder, "Full")
            wait_for(lambda: self.newest_clip(hub, camera), 30, "a clip")
            filler = disk / "filler"
            with self.assertRaises(OSError), open(filler, "wb", buffering=0) as file:
                while True:
                    file.write(bytes(1 << 16))
            self.wait_gap(hub, camera, "storage_full")
            wait_for(lambda: hub.get("/home")["storage"]["problem"], 30, "the app says that the disk is full")
            filler.unlink()
            self.wait_gap(hub, camera, "storage_full", is_open=False)
            self.wait_recording(hub, camera)
            hub.stop()

    @unittest.skipUnless(SHIM.exists(), "the fault shim is not built")
    def test_a_disk_that_answers_eio_is_a_gap_until_it_works_again(self):
        hub = self.hub(faulty=True)
        camera = self.add(hub, self.feeder(), "Broken disk")
        self.faults.set(disk_is_broken=1)
        self.wait_gap(hub, camera, "storage_failed")
        self.faults.set()
        self.wait_gap(hub, camera, "storage_failed", is_open=False)
        self.wait_recording(hub, camera)

    @unittest.skipUnless(SHIM.exists(), "the fault shim is not built")
    def test_a_clock_that_jumps_by_years_loses_no_video(self):
        hub = self.hub(faulty=True)
        camera = self.add(hub, self.feeder(), "Clock")
        kept = {}
        wait_for(lambda: self.newest_clip(hub, camera), 30, "a clip")
        for offset in (YEAR, -YEAR, 60 - int(time.time())):
            self.faults.set(clock_offset=offset)
            hub.sign_in()  # a session does not last for a year
            kept |= {clip["id"]: clip for clip in hub.clips() if clip["end"]}
            seen = {clip["id"] for clip in hub.clips()}
            wait_for(lambda: len([c for c in hub.clips() if c["end"] and c["id"] not in seen]) >= 2, 60, "two more clips")
            kept |= {clip["id"]: clip for clip in hub.clips() if clip["end"]}
        self.assertTrue(set(kept) <= {clip["id"] for clip in hub.clips()})
        self.assertEqual([gap for moment in (0, time.time(), time.time() + YEAR) for gap in gaps(hub, camera, max(moment, 43200))], [])
        self.assertEqual(len({clip["start"][:4] for clip in kept.values()}), 4, "the clock did jump: four years are seen")
        for clip in kept.values():
            self.assertGreater(clip["duration_s"], 4)

    def test_two_hundred_peers_that_send_a_byte_a_second_hold_up_nobody(self):
        hub = self.hub()
        camera = self.add(hub, self.feeder(), "Busy")
        peers = [self.enter(socket.create_connection(("127.0.0.1", hub.port))) for _ in range(200)]
        request = b"GET /api/v1/home HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 60
        slowest = 0.0
        for byte in request[:12]:
            for peer in peers:
                with contextlib.suppress(OSError):
                    peer.send(bytes([byte]))
            start = time.monotonic()
            hub.get("/cameras")
            slowest = max(slowest, time.monotonic() - start)
            wait_for(lambda: time.monotonic() - start > 1, 2, "a second")
        self.assertLess(slowest, 1.0)
        print(f"slowest answer beside 200 slow peers: {slowest * 1000:.0f} ms")
        self.expect_goes_on(hub, camera)


if __name__ == "__main__":
    unittest.main()
