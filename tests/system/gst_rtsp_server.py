#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""GStreamer's RTSP server as a camera, for the tests.

    gst_rtsp_server.py [--heard FILE] VIDEO SOUND [USER PASSWORD]

VIDEO is h264 or h265; SOUND is none, pcmu, pcma, aac or opus. With a user it asks for a Digest login.
With --heard it has a loudspeaker, too (ONVIF's backchannel, G.711 A-law): what it hears goes into FILE as
16-bit samples at 8 kHz.
Prints "ready PORT" once it listens. Exits with 77 when a part of GStreamer is not installed.
"""
import sys

try:
    import gi

    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtsp", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtsp, GstRtspServer
except (ImportError, ValueError):
    sys.exit(77)

VIDEO = {
    "h264": ("x264enc", "x264enc tune=zerolatency key-int-max=15 bitrate=500 ! rtph264pay"),
    "h265": ("x265enc", "x265enc tune=zerolatency key-int-max=15 bitrate=500 ! rtph265pay"),
}
SOUND = {
    "pcmu": ("mulawenc", "audio/x-raw,rate=8000,channels=1 ! mulawenc ! rtppcmupay"),
    "pcma": ("alawenc", "audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay"),
    "aac": ("voaacenc", "audio/x-raw,rate=16000,channels=1 ! voaacenc ! rtpmp4gpay"),
    "opus": ("opusenc", "audio/x-raw,rate=48000,channels=2 ! opusenc ! rtpopuspay"),
}


def pipeline(video: str, sound: str, has_loudspeaker: bool) -> str:
    parts = [VIDEO[video]] + ([SOUND[sound]] if sound != "none" else [])
    if not all(Gst.ElementFactory.find(element) for element, _ in parts):
        sys.exit(77)
    launch = (
        "videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=15/1,format=I420 ! "
        f"tee name=source ! queue ! {VIDEO[video][1]} name=pay0 pt=96"
    )
    if has_loudspeaker:
        # Keeps the source going for a client that has set up the loudspeaker's stream alone.
        launch += " source. ! queue ! fakesink async=false"
    if sound != "none":
        launch += f" audiotestsrc is-live=true ! audioconvert ! audioresample ! {SOUND[sound][1]} name=pay1 pt=97"
    return f"( {launch} )"


def ask_for_login(server, factory, user: str, password: str) -> None:
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "owner")
    auth.add_digest(user, password, token)
    role = "owner, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"
    factory.add_role_from_structure(Gst.Structure.new_from_string(role))
    server.set_auth(auth)


def with_loudspeaker(heard: str):
    """A server and a factory; the pipeline's first element has to have this name."""
    factory = GstRtspServer.RTSPOnvifMediaFactory()
    factory.set_media_gtype(GstRtspServer.RTSPOnvifMedia)
    factory.set_backchannel_launch(
        '( capsfilter caps="application/x-rtp, media=audio, payload=8, clock-rate=8000, encoding-name=PCMA" '
        "name=depay_backchannel ! rtppcmadepay ! alawdec ! "
        f"filesink location={heard} buffer-mode=unbuffered sync=false async=false )"
    )
    return GstRtspServer.RTSPOnvifServer.new(), factory


def main() -> None:
    Gst.init(None)
    heard = None
    if sys.argv[1] == "--heard":
        heard = sys.argv[2]
        del sys.argv[1:3]
    if heard:
        server, factory = with_loudspeaker(heard)
    else:
        server, factory = GstRtspServer.RTSPServer(), GstRtspServer.RTSPMediaFactory()
    server.set_address("127.0.0.1")
    server.set_service("0")
    factory.set_launch(pipeline(sys.argv[1], sys.argv[2], bool(heard)))
    factory.set_shared(True)
    if len(sys.argv) > 4:
        ask_for_login(server, factory, sys.argv[3], sys.argv[4])
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    print("ready", server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


main()
