# SPDX-License-Identifier: Apache-2.0
"""Every browser gets a picture, and is told why it came another way: Chromium on a real hub, in a network of its own."""
import http.cookiejar
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from hub import PASSWORD, ROOT, Hub, free_port, make_video, wait_for
from tls_test import move_to_a_network_of_our_own

UDP_PORT = 8421
BLOCK = f"""table inet firewall {{
    chain input {{ type filter hook input priority 0; udp dport {UDP_PORT} drop; }}
}}"""
ALL_WAYS_BUT_HLS = "RTCPeerConnection,MediaSource,ManagedMediaSource"


def cookies(hub):
    jar = next(handler.cookiejar for handler in hub.opener.handlers if hasattr(handler, "cookiejar"))
    assert isinstance(jar, http.cookiejar.CookieJar)
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def codec_over_hls(hub, camera, query=""):
    """What ffprobe finds: codec, width and how many frames of three seconds it could decode."""
    output = subprocess.check_output(
        ["ffprobe", "-v", "error", "-headers", f"Cookie: {cookies(hub)}\r\nSec-Fetch-Site: same-origin\r\n", "-read_intervals", "%+2",
         "-count_frames", "-show_streams", "-of", "json", f"{hub.address}/api/v1/cameras/{camera}/live.m3u8{query}"], timeout=90)
    stream = json.loads(output)["streams"][0]
    return stream["codec_name"], stream["width"], int(stream["nb_read_frames"])


def listens(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


class LiveWays(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not (ROOT / "web/dist/index.html").exists() or not (ROOT / "web/node_modules").exists():
            raise unittest.SkipTest("the web app is not built")
        if not shutil.which("chromium"):
            raise unittest.SkipTest("there is no chromium")
        move_to_a_network_of_our_own()
        # Chromium's WebRTC looks for a way only where there is more than the loopback.
        for command in ("ip link add home0 type veth peer name home1", "ip address add 192.168.78.1/24 dev home0", "ip link set home1 up",
                        "ip link set home0 up", "ip route add default via 192.168.78.2"):
            subprocess.run(command.split(), check=True)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pl_ways_"))
        make_video(cls.folder / "h264.mp4", size="320x180")
        make_video(cls.folder / "heard.mp4", size="320x180", audio="aac")
        make_video(cls.folder / "h265.mp4", codec="libx265", audio="aac", extra=("-tag:v", "hvc1", "-x265-params", "log-level=error"))
        cls.hub = Hub(config=f'webrtc_port = {UDP_PORT}\nvideo_folders = ["{cls.folder}"]\n[probes]\nask_internet = false\n')
        cls.hub.__enter__()
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.addClassCleanup(cls.hub.__exit__)

    def camera(self, video, sub=None, name="Yard"):
        added = self.hub.add_camera(f"file://{self.folder}/{video}", name, **({"sub_url": f"file://{self.folder}/{sub}"} if sub else {}))
        wait_for(lambda: self.hub.camera(added["id"])["state"] == "live", 30, "the camera is live")
        self.addCleanup(self.hub.delete, f"/cameras/{added['id']}?clips=delete")
        return added["id"]

    def browser(self, camera, *options):
        command = ["node", str(ROOT / "tests/system/live_in_browser.mjs"), self.hub.address, camera, "sam", PASSWORD, *options]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=180).stdout)

    def test_a_browser_that_can_do_it_all_gets_webrtc_and_no_line_under_it(self):
        seen = self.browser(self.camera("h264.mp4"))
        self.assertEqual((seen["source"], seen["note"], seen["moves"]), ("webrtc", None, True))

    def test_a_firewall_that_drops_udp_costs_a_moment_and_the_doctor_knows_it(self):
        camera = self.camera("h264.mp4")
        subprocess.run(["nft", "-f", "-"], input=BLOCK, text=True, check=True)
        self.addCleanup(subprocess.run, ["nft", "delete", "table", "inet", "firewall"], check=True)
        seen = self.browser(camera, "--note", "blocks UDP")
        self.assertEqual((seen["source"], seen["moves"]), ("websocket", True))
        session = self.hub.post("/doctor/sessions", {"camera_id": camera})["id"]
        told = wait_for(lambda: (text := json.dumps(self.hub.get(f"/doctor/sessions/{session}"))) and "live_way" in text and text, 30, "the doctor has looked")
        self.assertIn("nothing came through to the hub's UDP port", told)
        self.assertIn("net.udp_blocked", told)

    def test_h265_is_encoded_again_for_a_browser_without_it_and_only_while_it_watches(self):
        camera = self.camera("h265.mp4")
        seen = self.browser(camera, "--note", "Translated for this browser")
        self.assertEqual((seen["source"], seen["width"], seen["moves"]), ("webrtc", 640, True))
        # It goes on for some seconds after the last one, and is told of every few.
        wait_for(lambda: self.hub.camera(camera)["transcoding"] is not None, 15, "it is told that the camera is encoded again")
        wait_for(lambda: self.hub.camera(camera)["transcoding"] is None, 40, "nobody needs it any more")
        seen = self.browser(camera, "--lacks", "RTCPeerConnection")
        self.assertEqual((seen["source"], seen["width"], seen["moves"]), ("websocket", 640, True))

    def test_of_h265_with_a_small_h264_stream_the_small_one_is_shown(self):
        camera = self.camera("h265.mp4", sub="h264.mp4")
        seen = self.browser(camera, "--note", "The small picture")
        self.assertEqual((seen["width"], seen["moves"]), (320, True))
        self.assertIsNone(self.hub.camera(camera)["transcoding"])

    def test_where_only_the_picture_of_h265_comes_another_way_the_camera_is_heard_over_webrtc(self):
        seen = self.browser(self.camera("h265.mp4"), "--claims-h265", "--lacks", "MediaSource,ManagedMediaSource")
        # No Chromium of Debian's plays H.265: it is left with pictures.
        self.assertEqual((seen["source"], seen["voices"]), ("pictures", ["Listen"]))
        self.assertGreater(seen["heard"], 0)

    def test_where_webrtc_does_not_go_the_camera_is_heard_over_the_websocket(self):
        seen = self.browser(self.camera("heard.mp4"), "--lacks", "RTCPeerConnection", "--listen")
        self.assertEqual((seen["source"], seen["voices"], seen["moves"]), ("websocket", ["Listen"], True))

    def test_a_browser_that_can_nothing_else_plays_hls(self):
        seen = self.browser(self.camera("h264.mp4"), "--lacks", ALL_WAYS_BUT_HLS, "--note", "Some seconds behind")
        self.assertEqual((seen["source"], seen["moves"]), ("hls", True))

    def test_other_players_play_hls_as_they_can(self):
        camera = self.camera("h265.mp4")
        codec, width, frames = codec_over_hls(self.hub, camera, "?h265=true")
        self.assertEqual((codec, width), ("hevc", 640))
        self.assertGreater(frames, 10)
        codec, width, frames = codec_over_hls(self.hub, camera)
        self.assertEqual((codec, width), ("h264", 640))
        self.assertGreater(frames, 10)

    @unittest.skipUnless(shutil.which("turnserver"), "coturn is not installed")
    def test_the_owners_relay_carries_the_picture_where_nothing_else_does(self):
        port = free_port()
        relay = subprocess.Popen(
            ["turnserver", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--listening-port={port}", "--allow-loopback-peers", "--lt-cred-mech",
             "--user=sam:secret", "--realm=home", "--no-tls", "--no-dtls", "--no-cli", "--log-file=stdout", f"--pidfile={self.folder}/turn.pid",
             f"--db={self.folder}/turn.db"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(relay.wait)
        self.addCleanup(relay.kill)
        wait_for(lambda: listens(port), 30, "the relay listens")
        change = {"urls": [f"turn:127.0.0.1:{port}"], "user": "sam", "secret": "secret"}
        self.hub.call("PUT", "/live/relay", change)
        self.addCleanup(self.hub.call, "PUT", "/live/relay", {"urls": [], "user": "", "secret": ""})
        seen = self.browser(self.camera("h264.mp4"), "--relay-only", "--note", "your relay")
        self.assertEqual((seen["source"], seen["kinds"], seen["moves"]), ("webrtc", ["relay"], True))


if __name__ == "__main__":
    unittest.main()
