#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a viewer over WebRTC costs: ours, and GStreamer's webrtcbin beside it in the same run. Prints one JSON object.

    bench/webrtc_peer.py --bench build/bench/bin/webrtc_bench [--viewers 10] [--seconds 10]

Both send one camera, 1080p15 at 2 Mbit/s, already encoded, to one viewer and to several. What a further viewer costs is the
difference. The viewers of webrtcbin are webrtcbins in a process of their own, which is not counted.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import subprocess
import tempfile
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

RATE = 15
START = b"\0\0\0\1"


def make_film(path):
    """One group of two seconds, as access units."""
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s=1920x1080:r={RATE}:d=4,noise=alls=6:allf=t", "-c:v", "libx264", "-preset",
                    "superfast", "-tune", "zerolatency", "-profile:v", "main", "-g", "30", "-b:v", "2M", "-maxrate", "2M", "-bufsize", "2M", "-pix_fmt", "yuv420p",
                    "-x264-params", "slices=1:aud=1", "-f", "h264", path], check=True)
    return [START + unit for unit in pathlib.Path(path).read_bytes().split(START + b"\x09")[1:]]


class End:
    """One webrtcbin; what it has to say to the other goes through the pipe."""

    def __init__(self, element, number, say):
        self.element, self.number, self.say = element, number, say
        element.connect("on-ice-candidate", lambda _, line, text: say((number, "candidate", line, text)))

    def describe(self, kind, make):
        def made(promise):
            reply = promise.get_reply()  # lives as long as its values are used
            description = reply.get_value(kind)
            text = description.sdp.as_text()
            self.element.emit("set-local-description", description, None)
            self.say((self.number, kind, text))
        self.element.emit(make, None, Gst.Promise.new_with_change_func(made))

    def hear(self, kind, *what):
        if kind == "candidate":
            self.element.emit("add-ice-candidate", *what)
            return
        _, sdp = GstSdp.SDPMessage.new_from_text(what[0])
        is_offer = kind == "offer"
        sort = GstWebRTC.WebRTCSDPType.OFFER if is_offer else GstWebRTC.WebRTCSDPType.ANSWER
        heard = Gst.Promise.new_with_change_func(lambda _: self.describe("answer", "create-answer") if is_offer else None)
        self.element.emit("set-remote-description", GstWebRTC.WebRTCSessionDescription.new(sort, sdp), heard)


def listen(line, ends):
    """Hands on what comes through the pipe; ends with it."""
    def loop():
        try:
            while True:
                number, *said = line.recv()
                GLib.idle_add(lambda number=number, said=said: ends[number].hear(*said) or False)
        except EOFError:
            os._exit(0)
    threading.Thread(target=loop, daemon=True).start()


def watch(line, count):
    """The viewers' process. Says how many got pictures when it is asked."""
    Gst.init(None)
    pipeline, got = Gst.Pipeline.new(None), [0] * count

    def on_pad(_, pad, number):
        sink = Gst.ElementFactory.make("fakesink")
        sink.set_property("signal-handoffs", True)
        sink.set_property("sync", False)
        sink.connect("handoff", lambda *_: got.__setitem__(number, got[number] + 1))
        pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))

    ends = {}
    for number in range(count):
        element = Gst.ElementFactory.make("webrtcbin")
        element.set_property("bundle-policy", "max-bundle")
        element.connect("pad-added", on_pad, number)
        pipeline.add(element)
        ends[number] = End(element, number, line.send)
    ends[-1] = type("Count", (), {"hear": lambda _, *what: line.send((-1, "got", sum(1 for one in got if one > 0)))})()
    listen(line, ends)
    pipeline.set_state(Gst.State.PLAYING)
    GLib.MainLoop().run()


def send(count, film, seconds, result):
    """The camera's process: one packetisation, a webrtcbin for each viewer."""
    ours, theirs = multiprocessing.Pipe()
    viewers = multiprocessing.Process(target=watch, args=(theirs, count))
    viewers.start()
    theirs.close()
    Gst.init(None)
    pipeline = Gst.parse_launch(
        f"appsrc name=camera is-live=true do-timestamp=true format=time caps=video/x-h264,stream-format=byte-stream,alignment=au,framerate={RATE}/1 "
        "! h264parse ! rtph264pay config-interval=-1 mtu=1200 pt=96 ! application/x-rtp,media=video,encoding-name=H264,payload=96 ! tee name=all allow-not-linked=true")
    ends = {-1: type("Answer", (), {"hear": lambda _, kind, got: answered.append(got)})()}
    answered = []
    for number in range(count):
        queue, element = Gst.ElementFactory.make("queue"), Gst.ElementFactory.make("webrtcbin")
        element.set_property("bundle-policy", "max-bundle")
        end = ends[number] = End(element, number, ours.send)
        element.connect("on-negotiation-needed", lambda _, end=end: end.describe("offer", "create-offer"))
        for one in (queue, element):
            pipeline.add(one)
        pipeline.get_by_name("all").link(queue)
        queue.link(element)
    listen(ours, ends)
    camera = pipeline.get_by_name("camera")

    def film_it():
        due, number = time.monotonic(), 0
        while True:
            camera.emit("push-buffer", Gst.Buffer.new_wrapped(film[number % len(film)]))
            number, due = number + 1, due + 1 / RATE
            time.sleep(max(0.0, due - time.monotonic()))

    def measure():
        time.sleep(6)
        before = time.process_time()
        time.sleep(seconds)
        busy = (time.process_time() - before) / seconds
        ours.send((-1, "count"))
        while not answered:
            time.sleep(0.01)
        memory = int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
        result.send({"playing": answered[0], "percent_of_a_core": 100 * busy, "mib": memory, "threads": len(os.listdir("/proc/self/task"))})
        viewers.kill()
        os._exit(0)

    pipeline.set_state(Gst.State.PLAYING)
    for work in (film_it, measure):
        threading.Thread(target=work, daemon=True).start()
    GLib.MainLoop().run()


def peer(count, film, seconds):
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=send, args=(count, film, seconds, theirs))
    process.start()
    result = ours.recv()
    process.join()
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--viewers", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=10)
    arguments = parser.parse_args()
    multiprocessing.set_start_method("spawn")
    with tempfile.TemporaryDirectory() as folder:
        film = make_film(f"{folder}/film.h264")
    more = arguments.viewers - 1

    def ours(count):
        return json.loads(subprocess.check_output([arguments.bench, str(count), str(arguments.seconds)]))

    one, many = ours(1), ours(arguments.viewers)
    gst_one, gst_many = peer(1, film, arguments.seconds), peer(arguments.viewers, film, arguments.seconds)
    a_viewer = (many["percent_of_a_core"] - one["percent_of_a_core"]) / more
    gst_viewer = (gst_many["percent_of_a_core"] - gst_one["percent_of_a_core"]) / more
    print(json.dumps({
        "bench": "webrtc_peer", "load": os.getloadavg()[0], "viewers": arguments.viewers, "ours": {"one": one, "many": many, "percent_a_viewer": round(a_viewer, 3)},
        "webrtcbin": {"one": gst_one, "many": gst_many, "percent_a_viewer": round(gst_viewer, 3), "mib_a_viewer": round((gst_many["mib"] - gst_one["mib"]) / more, 2),
                      "threads_a_viewer": round((gst_many["threads"] - gst_one["threads"]) / more, 1)},
        "ratio": round(gst_viewer / a_viewer, 1)}, indent=2))


if __name__ == "__main__":
    main()
