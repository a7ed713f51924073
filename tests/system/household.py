# SPDX-License-Identifier: Apache-2.0
"""A virtual household in real time, in a process of its own, driven through its panel's API. For system tests."""
import json
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request

import hub as testhub
from hub import wait_for

PLAN = """
about = "A camera of our own, a network camera on a cable, and one with cells."
[[device]]
name = "Porch"
model = "porchlight-camera"
at = [3, -1]
adapter = { milliamps = 2000 }
[[device]]
name = "Yard"
model = "rtsp-camera"
at = [2, 9]
on_cable = true
[[device]]
name = "Shed"
model = "blink-outdoor-4"
at = [9, 12]
"""


class Household:
    """`porchlight sim … --live` on free ports."""

    def __init__(self, *options, plan=PLAN):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pl_household_"))
        (self.folder / "household.toml").write_text(plan)
        household = options[0] if options and not options[0].startswith("-") else self.folder / "household.toml"
        self.command = [testhub.binary(), "sim", str(household), "--live", "--panel", "127.0.0.1:0", "--cameras", "0",
                        *(option for option in options if option != household)]

    def __enter__(self):
        with open(self.folder / "out.log", "wb") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.url = wait_for(self.address, 20, "the household says where its panel is")
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self):
        if self.process.poll() is not None:
            raise AssertionError(f"it ended with {self.process.returncode}:\n{self.log}")
        found = re.search(r"The panel: (\S+)", self.log)
        return found and "Ctrl+C" in self.log and found.group(1)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
        return self.process.returncode

    @property
    def log(self):
        return (self.folder / "out.log").read_text(errors="replace")

    def look(self, name=None):
        with urllib.request.urlopen(f"{self.url}/api/household", timeout=10) as answer:
            state = json.load(answer)
        return next(device for device in state["devices"] if device["name"] == name) if name else state

    def ask(self, order, **body):
        """The status and the answer."""
        request = urllib.request.Request(f"{self.url}/api/household/{order}", json.dumps(body).encode(),
                                         {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def do(self, order, **body):
        status, answer = self.ask(order, **body)
        if status != 200:
            raise AssertionError(answer)
        return answer

    def wait_online(self, name, seconds=60):
        return wait_for(lambda: (seen := self.look(name))["is_online"] and seen, seconds, f"{name} is online: {self.look(name)}")

    def wait_open(self, name, seconds=20):
        return wait_for(lambda: (seen := self.look(name)["stream"])["is_open"] and seen["url"], seconds, f"the picture of {name} answers")
