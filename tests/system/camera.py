# SPDX-License-Identifier: Apache-2.0
"""The camera program, virtual, in a process of its own. For system tests."""
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading

import hub as testhub
from hub import wait_for

# Nobody comes by.
STILL = "scene://porch?people=never&cats=never&cars=never&headlights=never&insects=never&light=day&weather=fair"
# Somebody is nearly always there.
BUSY = "scene://porch?people=often&light=day&seed=7"


def program():
    return str(pathlib.Path(testhub.binary()).parent / "porchlight-camera")


class Camera:
    """A virtual camera with its own folder and port; `do` is its console. `options` say where its home is."""

    def __init__(self, *options, model="mini-2", state=None, video=STILL):
        self.state = pathlib.Path(state or tempfile.mkdtemp(prefix="pl_cam_"))
        self.own_state = state is None
        self.port = testhub.free_port()
        self.command = [program(), "--virtual", "--model", model, "--state", str(self.state), "--rtsp", str(self.port),
                        "--video", video, *(options or ["--standalone"])]
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self.own_state:
            shutil.rmtree(self.state, ignore_errors=True)

    def start(self):
        with open(self.state / "out.log", "ab") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for(self.is_up, 20, "the camera's console answers")

    def is_up(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the camera ended with {self.process.returncode}:\n{self.log}")
        try:
            return self.do("help")
        except OSError:
            return None

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
        return self.process.returncode

    def cut_power(self):
        self.process.kill()
        self.process.wait()

    @property
    def log(self):
        return (self.state / "out.log").read_text(errors="replace")

    @property
    def url(self):
        return f"rtsp://127.0.0.1:{self.port}/main"

    def do(self, line):
        with socket.socket(socket.AF_UNIX) as console:
            console.settimeout(10)
            console.connect(str(self.state / "control"))
            console.sendall(line.encode() + b"\n")
            answer = b""
            while not answer.endswith(b"\n\n"):
                piece = console.recv(65536)
                if not piece:
                    raise OSError("the console closed")
                answer += piece
        return answer.decode().strip()

    def look(self):
        return json.loads(self.do("state"))

    def wait_for(self, light, seconds=20):
        return wait_for(lambda: (seen := self.look()).get("light") == light and seen, seconds, f"the light says {light}: {self.look()}")


class BoardCamera:
    """The program on a board that has slots and nothing else, as systemd keeps it: porchlight-camera-start is started, and
    again whenever the program ends. `installed` is the program as it came."""

    def __init__(self, *options, firmware, installed=None):
        self.state = pathlib.Path(tempfile.mkdtemp(prefix="pl_board_"))
        self.slots = self.state / "slots"
        board = self.state / "board.toml"
        board.write_text(f'video = "{STILL}"\n[light]\nred = "none:such"\n[firmware]\nslots = "{self.slots}"\n{firmware}')
        self.command = [program() + "-start", str(self.slots), str(installed or program()), "--board", str(board),
                        "--state", str(self.state), "--rtsp", str(testhub.free_port()), *options]
        self.ends = []  # exit codes
        self.is_wanted = False
        self.process = None
        self.keeper = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.state, ignore_errors=True)

    def start(self):
        self.is_wanted = True
        self.launch()
        self.keeper = threading.Thread(target=self.keep)
        self.keeper.start()

    def launch(self):
        with open(self.state / "out.log", "ab") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def keep(self):
        while True:
            self.ends.append(self.process.wait())
            if not self.is_wanted:
                return
            self.launch()

    def end(self, how):
        self.is_wanted = False
        while self.keeper and self.keeper.is_alive():
            self.process.send_signal(how)
            self.keeper.join(20)

    def stop(self):
        self.end(signal.SIGTERM)

    def cut_power(self):
        self.end(signal.SIGKILL)

    @property
    def log(self):
        return (self.state / "out.log").read_text(errors="replace")

    def wait_for(self, light, seconds=20):
        shown = {"Online": "All is well"}[light]
        return wait_for(lambda: shown in [line for line in self.log.splitlines() if line.startswith("light ")][-1], seconds,
                        f"the light says {light}: {self.log}")
