#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a whole hub costs. Each scene prints one JSON object.

  bench/hub_bench.py record [CAMERAS] [SECONDS]   record-only, 1080p15 at 2 Mbit/s, against libavformat + mux
  bench/hub_bench.py mixed [SECONDS]              16 cameras with sub-streams, motion, recording, 4 viewers
  bench/hub_bench.py latency [SECONDS]            socket of the camera to socket of the viewer
  bench/hub_bench.py kill [ROUNDS]                random SIGKILLs while 4 cameras record
  bench/hub_bench.py unreachable [SECONDS]        memory with 16 cameras that do not answer

Needs build/bench (cmake --preset bench && cmake --build --preset bench) and ffmpeg.
"""
import base64
import json
import os
import pathlib
import random
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BIN = ROOT / "build/bench/bin"
os.environ.setdefault("PORCHLIGHT_BIN", str(BIN / "porchlight"))
sys.path.insert(0, str(ROOT / "tests/system"))
from hub import ApiError, Feeder, Hub, ffprobe, usage, wait_for  # noqa: E402  the path is set just above


def make_stream(size, bit_rate, rate=15, seconds=20, busy=True):
    """An H.264 byte stream like a camera's: key frame every 2 s, no B-frames, a held bit rate."""
    path = pathlib.Path(tempfile.gettempdir()) / f"pl_bench_{size}_{bit_rate}_{rate}_{seconds}_{int(busy)}.h264"
    if not path.exists():
        picture = f"testsrc2=s={size}:r={rate}:d={seconds}" if busy else f"gradients=s={size}:r={rate}:d={seconds}:speed=0.00001"
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"{picture},format=yuv420p,noise=alls=6:allf=t",
                        "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-g", str(rate * 2), "-bf", "0",
                        "-b:v", str(bit_rate), "-maxrate", str(bit_rate), "-bufsize", str(bit_rate), "-f", "h264", str(path)], check=True)
    return path


def measure(process, seconds):
    """Share of a core and memory over some seconds of quiet running."""
    before, start = usage(process), time.monotonic()
    time.sleep(seconds)
    after, elapsed = usage(process), time.monotonic() - start
    return {"core_share": (after["cpu_s"] - before["cpu_s"]) / elapsed, "rss_mb": after["rss_bytes"] / 1e6, "threads": after["threads"]}


def all_live(hub, count):
    return wait_for(lambda: sum(camera["state"] == "live" for camera in hub.get("/cameras")["cameras"]) == count, 60, "all cameras live")


def start_hub():
    hub = Hub()
    hub.start()
    hub.sign_in()
    hub.delete("/demo")
    return hub


def libavformat_peer(url, count, seconds):
    """What people would use instead: one ffmpeg that copies each stream into a fragmented MP4 of its own."""
    with tempfile.TemporaryDirectory(prefix="pl_peer_") as folder:
        command = ["ffmpeg", "-v", "quiet"]
        for _ in range(count):
            command += ["-rtsp_transport", "tcp", "-i", url]
        for i in range(count):
            command += ["-map", f"{i}:v", "-c", "copy", "-movflags", "frag_keyframe+empty_moov+default_base_moof", f"{folder}/{i}.mp4"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        wait_for(lambda: all(pathlib.Path(f"{folder}/{i}.mp4").exists() for i in range(count)), 60, "the peer records")
        time.sleep(5)
        used = measure(process, seconds)
        process.terminate()
        process.wait()
    return used


def clip_bytes(hub):
    return sum(path.stat().st_size for path in (hub.state / "clips").rglob("*.mp4"))


def record(cameras=30, seconds=60):
    stream = make_stream("1920x1080", 2_000_000)
    with Feeder(stream) as feeder:
        hub = start_hub()
        base = measure(hub.process, 3)
        for i in range(cameras):
            hub.add_camera(feeder.url, f"Camera {i}", mode="continuous", armed=False)
        all_live(hub, cameras)
        time.sleep(8)
        written = clip_bytes(hub)
        used = measure(hub.process, seconds)
        written = clip_bytes(hub) - written
        recording = sum(camera["recording"] for camera in hub.get("/cameras")["cameras"])
        hub.stop()
        peer = libavformat_peer(feeder.url, 10, seconds)
    share, peer_share = (used["core_share"] - base["core_share"]) / cameras, peer["core_share"] / 10
    print(json.dumps({
        "bench": "record_only", "cameras": cameras, "seconds": seconds, "recording": recording,
        "mbit_s_written_per_camera": round(written * 8e-6 / seconds / cameras, 2),
        "core_percent_per_camera": round(share * 100, 4), "mb_per_camera": round((used["rss_mb"] - base["rss_mb"]) / cameras, 2),
        "hub_rss_mb": round(used["rss_mb"], 1), "threads": used["threads"], "threads_without_cameras": base["threads"],
        "peer": "one ffmpeg -c copy of 10 streams", "peer_core_percent_per_camera": round(peer_share * 100, 4),
        "peer_threads": peer["threads"], "cheaper_by": round(peer_share / share, 2)}))


def watch(hub, camera_id, seen, stop):
    """A viewer: a WebSocket that reads live video and notes when each message came."""
    connection = socket.create_connection(("127.0.0.1", hub.port))
    cookie = "; ".join(f"{c.name}={c.value}" for handler in hub.opener.handlers if hasattr(handler, "cookiejar") for c in handler.cookiejar)
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall((f"GET /api/v1/cameras/{camera_id}/live HTTP/1.1\r\nHost: 127.0.0.1:{hub.port}\r\nUpgrade: websocket\r\n"
                        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                        f"Origin: {hub.address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\r\n").encode())
    stream = connection.makefile("rb")
    while stream.readline().strip():
        pass
    connection.settimeout(10)
    while not stop.is_set():
        head = stream.read(2)
        if len(head) < 2:
            break
        size = head[1] & 127
        if size == 126:
            size = struct.unpack(">H", stream.read(2))[0]
        elif size == 127:
            size = struct.unpack(">Q", stream.read(8))[0]
        data = stream.read(size)
        if head[0] & 15 == 9:  # a ping: the hub drops viewers that answer nothing
            connection.sendall(bytes([0x8A, 0x80 | len(data), 0, 0, 0, 0]) + data)
        seen.append((time.monotonic(), head[0] & 15, data))
    connection.close()


def mixed(seconds=60):
    main, sub = make_stream("1920x1080", 2_000_000), make_stream("640x360", 400_000)
    with Feeder(main) as main_feeder, Feeder(sub) as sub_feeder:
        hub = start_hub()
        ids = [hub.add_camera(main_feeder.url, f"Camera {i}", sub_url=sub_feeder.url, mode="motion")["id"] for i in range(16)]
        all_live(hub, 16)
        stop, seen = threading.Event(), [[] for _ in range(4)]
        viewers = [threading.Thread(target=watch, args=(hub, ids[i], seen[i], stop)) for i in range(4)]
        for viewer in viewers:
            viewer.start()
        time.sleep(10)
        used = measure(hub.process, seconds)
        recording = sum(camera["recording"] for camera in hub.get("/cameras")["cameras"])
        stop.set()
        for viewer in viewers:
            viewer.join()
        hub.stop()
    print(json.dumps({"bench": "mixed", "cameras": 16, "viewers": 4, "recording_at_the_end": recording, "seconds": seconds,
                      "core_percent": round(used["core_share"] * 100, 1), "rss_mb": round(used["rss_mb"], 1), "threads": used["threads"],
                      "frames_per_viewer": [len(messages) for messages in seen]}))


def latency(seconds=30):
    """A camera of our own that notes when it has sent each frame; the viewer notes when it came."""
    path = make_stream("1280x720", 1_500_000)
    with Feeder(path) as feeder:
        hub = start_hub()
        camera = hub.add_camera(feeder.url, "Camera", mode="off")["id"]
        all_live(hub, 1)
        stop, seen, direct = threading.Event(), [], []
        viewer = threading.Thread(target=watch, args=(hub, camera, seen, stop))
        tap = threading.Thread(target=tap_rtsp, args=(feeder.url, direct, stop))
        viewer.start()
        tap.start()
        time.sleep(seconds)
        stop.set()
        viewer.join()
        tap.join()
        hub.stop()
    # The same frame at both ends: told apart by its last 24 bytes.
    sent = {tail: at for at, tail in direct}
    delays = [at - sent[data[-24:]] for at, kind, data in seen if kind == 2 and data[-24:] in sent]
    delays.sort()
    print(json.dumps({"bench": "latency", "frames": len(delays), "median_ms": round(statistics.median(delays) * 1000, 2),
                      "p95_ms": round(delays[int(len(delays) * 0.95)] * 1000, 2),
                      "how": "the same frame at a plain RTSP client and at the viewer's WebSocket, on one clock"}))


def tap_rtsp(url, direct, stop):
    """The least RTSP client there can be: notes when the last packet of each frame came."""
    address = url.split("//")[1].split("/")[0].split("@")[-1]
    host, port = address.split(":")
    connection = socket.create_connection((host, int(port)))
    stream = connection.makefile("rb")
    sequence = 0

    def ask(method, target, extra=""):
        nonlocal sequence
        sequence += 1
        connection.sendall(f"{method} {target} RTSP/1.0\r\nCSeq: {sequence}\r\n{extra}\r\n".encode())
        headers = {}
        while line := stream.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", 0))).decode()
        return headers, body

    _, sdp = ask("DESCRIBE", url, "Accept: application/sdp\r\n")
    control = [line[10:] for line in sdp.splitlines() if line.startswith("a=control:")][-1]
    target = control if control.startswith("rtsp") else f"{url}/{control}"
    headers, _ = ask("SETUP", target, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n")
    ask("PLAY", url, f"Session: {headers['session'].split(';')[0]}\r\nRange: npt=0-\r\n")
    while not stop.is_set():
        head = stream.read(4)
        if len(head) < 4 or head[0] != 0x24:
            break
        packet = stream.read(struct.unpack(">H", head[2:])[0])
        if head[1] == 0 and packet[1] & 0x80:
            direct.append((time.monotonic(), packet[-24:]))
    connection.close()


def is_there(hub, clip):
    try:
        return bool(hub.get(f"/clips/{clip}"))
    except ApiError:
        return False


def kill(rounds=200):
    stream = make_stream("640x360", 400_000)
    lost, unplayable, open_loss, recovery = 0, 0, [], []
    chance = random.Random(7)
    with Feeder(stream) as feeder:
        hub = start_hub()
        for i in range(4):
            hub.add_camera(feeder.url, f"Camera {i}", mode="continuous", max_clip_s=5)
        all_live(hub, 4)
        time.sleep(6)
        for turn in range(rounds):
            time.sleep(chance.uniform(0.5, 4))
            finished = {clip["id"]: clip for clip in hub.clips() if clip["end"]}
            killed = time.time()
            hub.kill()
            start = time.monotonic()
            hub.start()
            hub.sign_in()
            wait_for(lambda: all(camera["recording"] for camera in hub.get("/cameras")["cameras"]), 20, "recording again")
            recovery.append(time.monotonic() - start)
            now = {clip["id"]: clip for clip in hub.clips()}
            lost += sum(not is_there(hub, clip) for clip in set(finished) - set(now))  # a page holds 200
            mended = [clip for clip in now.values() if clip["id"] not in finished and clip["end"]]
            for clip in mended:
                end = time.mktime(time.strptime(clip["end"][:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone + float(clip["end"][19:-1])
                if end <= killed + 1:
                    open_loss.append(max(0.0, killed - end))
            for clip in [*mended, *chance.sample(list(finished.values()), min(2, len(finished)))]:
                path = next(hub.state.rglob(f"*{clip['id']}.mp4"), None)
                try:
                    ffprobe(path)
                except (subprocess.CalledProcessError, TypeError):
                    unplayable += 1
            if turn % 20 == 19:
                print(f"{turn + 1} rounds", file=sys.stderr)
        hub.stop()
    print(json.dumps({"bench": "kill", "rounds": rounds, "finished_clips_lost": lost, "unplayable": unplayable,
                      "open_clip_lost_s": {"median": round(statistics.median(open_loss), 2), "max": round(max(open_loss), 2)},
                      "recording_again_s": {"median": round(statistics.median(recovery), 2), "max": round(max(recovery), 2)}}))


def unreachable(seconds=3600):
    hub = start_hub()
    for i in range(16):
        # Half refuse at once, half are listened to by nobody who answers.
        hub.add_camera(f"rtsp://127.0.0.1:{1 + i}/live" if i % 2 else f"rtsp://127.255.255.{i + 1}:554/live", f"Camera {i}")
    time.sleep(min(60, seconds / 4))
    series = []
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        series.append(usage(hub.process)["rss_bytes"] / 1e6)
        time.sleep(max(seconds / 60, 1))
    cpu = measure(hub.process, 5)["core_share"]
    hub.stop()
    print(json.dumps({"bench": "unreachable", "cameras": 16, "seconds": seconds, "rss_mb_start": round(series[0], 2),
                      "rss_mb_end": round(series[-1], 2), "growth_mb": round(series[-1] - series[0], 2), "core_percent": round(cpu * 100, 2)}))


SCENES = {"record": record, "mixed": mixed, "latency": latency, "kill": kill, "unreachable": unreachable}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in SCENES:
        sys.exit(__doc__)
    SCENES[sys.argv[1]](*[int(argument) for argument in sys.argv[2:]])
