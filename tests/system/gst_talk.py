#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""GStreamer's RTSP client speaks through a camera, for the tests.

    gst_talk.py URL

Says a tone of 440 Hz, as G.711 µ-law, through the loudspeaker that the camera offers (ONVIF's backchannel),
until it is ended. Prints "speaking" when it begins. Exits with 77 when a part of GStreamer is not installed.
"""
import ctypes
import sys

try:
    import gi

    gi.require_version("Gst", "1.0")
    from gi.repository import GLib, Gst

    GSTREAMER = ctypes.CDLL("libgstreamer-1.0.so.0")
except (ImportError, ValueError, OSError):
    sys.exit(77)

VOICE = (
    "audiotestsrc is-live=true wave=sine freq=440 volume=0.5 samplesperbuffer=160 ! audio/x-raw,rate=8000,channels=1 ! "
    "mulawenc ! rtppcmupay pt=0 min-ptime=20000000 max-ptime=20000000 ! appsink name=said emit-signals=true sync=false"
)


class Talk:
    def __init__(self, url: str) -> None:
        self.stream = None
        self.camera = Gst.parse_launch(f"rtspsrc name=src location={url} protocols=tcp backchannel=onvif")
        self.source = self.camera if self.camera.get_name() == "src" else self.camera.get_by_name("src")
        self.source.connect("select-stream", self.select)
        self.source.connect("pad-added", self.drain)
        self.pipeline = Gst.Pipeline()
        if self.source is self.camera:
            self.pipeline.add(self.source)
        self.voice = Gst.parse_launch(VOICE)
        self.voice.get_by_name("said").connect("new-sample", self.said)

    def select(self, _source, number: int, caps) -> bool:
        if caps.get_structure(0).has_field("a-sendonly"):
            self.stream = number
        return True

    def drain(self, _source, pad) -> None:
        sink = Gst.ElementFactory.make("fakesink")
        self.pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))

    def said(self, sink):
        sample = sink.emit("pull-sample")
        if self.stream is not None and sample:
            # The signal takes the sample for good, which Python is not told.
            GSTREAMER.gst_mini_object_ref(ctypes.c_void_p(hash(sample)))
            self.source.emit("push-backchannel-sample", self.stream, sample)
        return Gst.FlowReturn.OK

    def run(self) -> None:
        self.pipeline.set_state(Gst.State.PLAYING)
        self.voice.set_state(Gst.State.PLAYING)
        print("speaking", flush=True)
        GLib.MainLoop().run()


def main() -> None:
    Gst.init(None)
    if not all(Gst.ElementFactory.find(element) for element in ("rtspsrc", "mulawenc", "rtppcmupay", "appsink")):
        sys.exit(77)
    Talk(sys.argv[1]).run()


main()
