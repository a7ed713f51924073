# SPDX-License-Identifier: Apache-2.0
"""A cable with weather: carries Ethernet frames between two namespaces, late, lossy or only small ones.

Both ends are TAP devices of one process, because the kernels that tests run on rarely have netem.

    wire.py NAMESPACE:DEVICE NAMESPACE:DEVICE '{"delay_ms": 20, "jitter_ms": 10, "loss": 0.3, "largest": 1200}'
"""

import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
HEADER = 14


def enter(namespace):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{namespace}") as file:
        if libc.setns(file.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")


def open_end(text):
    namespace, device = text.split(":")
    enter(namespace)
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TAP | IFF_NO_PI))
    return end


class Wire:
    def __init__(self, weather):
        self.delay = weather.get("delay_ms", 0) / 1000
        self.jitter = weather.get("jitter_ms", 0) / 1000
        self.loss = weather.get("loss", 0)
        self.largest = weather.get("largest", 65536)
        self.random = random.Random(weather.get("seed", 1))
        self.under_way = []
        self.last = {}
        self.count = 0

    def put(self, frame, to, now):
        if self.random.random() < self.loss or len(frame) > self.largest + HEADER:
            return
        # In order, as a cable and most radios keep it.
        due = max(self.last.get(to, 0), now + self.delay + self.random.uniform(-self.jitter, self.jitter))
        self.last[to] = due
        self.count += 1
        heapq.heappush(self.under_way, (due, self.count, frame, to))

    def deliver(self, now):
        while self.under_way and self.under_way[0][0] <= now:
            _, _, frame, to = heapq.heappop(self.under_way)
            try:
                os.write(to, frame)
            except OSError:
                pass  # the other end is down, or slower than we are: frames are lost on the way

    def wait(self, now):
        return max(0, self.under_way[0][0] - now) if self.under_way else None


def main():
    ends = [open_end(text) for text in sys.argv[1:3]]
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    wire = Wire(json.loads(sys.argv[3]))
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select(ends, [], [], wire.wait(time.monotonic()))
        now = time.monotonic()
        for end in readable:
            try:
                while True:
                    wire.put(os.read(end, 65536), other[end], now)
            except OSError:
                pass
        wire.deliver(now)


if __name__ == "__main__":
    main()
