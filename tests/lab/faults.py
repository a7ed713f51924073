# SPDX-License-Identifier: Apache-2.0
"""What can be broken in the lab, by mechanism, and which causes say so.

A fault is a world with differences, and perhaps a deed done in it before the doctor looks. `is_it`: the causes that
name it; several where the doctor's vocabulary has several for the same mechanism. `words`: what its owner would add
where no test from the hub can tell two things apart, a lamp or a black picture.
"""

import dataclasses
import subprocess

import world
from world import CAMERA, MAKER, OTHER, ROUTER, TIME


@dataclasses.dataclass
class Fault:
    name: str
    is_it: tuple
    differences: dict = dataclasses.field(default_factory=dict)
    deed: object = None
    words: str = None

    @property
    def layers(self):
        return {cause.split(".")[0] for cause in self.is_it}


def router_hangs(home):
    home.filter("r", "drop", "bridge", "forward")
    home.filter("r", "drop", "bridge", "input")


def line_is_cut(home):
    home.batch("r", "link set wan down\n")


def name_server_dies(home):
    home.filter("r", "udp dport 53 drop\ntcp dport 53 drop", hook="input")


def forward(rules):
    return lambda home: home.filter("r", rules)


def to_camera(rules):
    return lambda home: home.filter("c", rules, hook="input")


def camera_goes(home):
    home.batch("c", "link set eth0 down\n")


def cable_out(home):
    home.batch("r", "link set cam down\n")


def hub_cable_out(home):
    home.batch("r", "link set hub down\n")


def hub_without_address(home):
    home.batch("h", "addr flush dev eth0\n")


def second_giver(home):
    home.dnsmasq("x", "eth0", home.folder / "other-leases", "--port=0", "--dhcp-range=10.77.0.200,10.77.0.220,1h")


def address_twice(home):
    home.batch("x", f"addr add {CAMERA}/24 dev eth0\n")


def login_page(home):
    """As a captive portal: web goes to its own page, nothing else gets out."""
    home.serve("r", page={"address": ROUTER, "redirect": "http://login.example/", "text": "log in first"})
    home.filter("r", 'oifname "wan" drop')
    rule = f"table ip portal {{ chain c {{ type nat hook prerouting priority -100 ;\ntcp dport 80 dnat to {ROUTER}\n}}\n}}\n"
    subprocess.run(["ip", "netns", "exec", home.ns("r"), "nft", "-f", "-"], input=rule, text=True, check=True)


def drive(*options):
    def mount(home):
        world.run("mount", "-t", "tmpfs", *options, "tmpfs", home.clips)

    return mount


def drive_full(home):
    drive("-o", "size=2m")(home)
    (home.clips / "old").write_bytes(bytes(2 << 20))


def drive_gone(home):
    home.clips.rmdir()


LOGIN = ("stream.auth_wrong_account", "stream.auth_special_chars")
WEAK_AIR = ("wifi.weak_signal", "wifi.interference", "wifi.congestion")
POWERLESS = ("power.adapter_missing_or_unplugged",)
LIES = [f"--address=/#/{OTHER}"]

FAULTS = [
    # the home's network
    Fault("router hung", ("router.hung",), deed=router_hangs),
    Fault("no address left to give", ("net.dhcp_exhausted",), {
        "pool": "10.77.0.100,10.77.0.100,255.255.255.0,1h", "camera_address": None, "camera": "off",
        "leases": "4102444800 02:00:00:00:00:99 10.77.0.100 phone *\n"}),
    Fault("nobody gives addresses", ("net.dhcp_exhausted", "net.no_ip_assigned"),
          {"pool": None, "camera_address": None, "camera": "off"}),
    Fault("second giver of addresses", ("net.rogue_dhcp",), deed=second_giver),
    Fault("address moved", ("net.ip_changed",), {"camera_address": "10.77.0.77"}),
    Fault("address moved, another has the old one", ("net.ip_changed",), {"camera_address": "10.77.0.77"},
          deed=address_twice),
    Fault("same address twice", ("net.ip_conflict",), deed=address_twice),
    Fault("camera in a walled-off net", ("net.subnet_isolated",),
          {"camera_address": "10.78.0.20", "url": "rtsp://owner:secret@10.78.0.20/live"},
          deed=lambda home: (home.batch("r", "addr add 10.78.0.1/24 dev br0\n"), home.filter("r", "ip daddr 10.78.0.0/24 drop"))),
    Fault("search swallowed", ("net.switch_blocks_discovery",), {"onvif": {"deaf": True}}),
    Fault("camera's door shut", ("net.port_disabled",), {"no_rtsp": True}),
    Fault("hub's cable out", ("hub.offline",), deed=hub_cable_out),
    Fault("hub without address", ("hub.offline",), deed=hub_without_address),
    # the line
    Fault("line cut", ("internet.outage",), deed=line_is_cut),
    Fault("line dead beyond the router", ("internet.outage",), deed=forward('oifname "wan" drop')),
    Fault("line loses a third", ("internet.poor_line",), {"weather": {"line": {"loss": 0.18}}}),
    Fault("line one and a half seconds late", ("internet.poor_line",), {"weather": {"line": {"delay_ms": 700}}}),
    Fault("large packets lost", ("internet.large_packets_lost",),
          deed=forward('iifname "wan" ip length > 700 drop')),
    Fault("login page before the line", ("internet.login_page",), deed=login_page),
    Fault("name server dead", ("net.dns_wrong",), deed=name_server_dies),
    Fault("name server lies", ("net.dns_wrong",), {"dnsmasq": LIES}),
    Fault("name server knows nothing", ("net.dns_wrong",), {"dnsmasq": ["--local=/example/"]}),
    Fault("maker's name blocked", ("net.dns_blocked",), {"asks_maker": True, "dnsmasq": ["--address=/maker.lab.example/"]}),
    Fault("maker's name led to nowhere", ("net.dns_blocked",), 
          {"asks_maker": True, "dnsmasq": ["--address=/maker.lab.example/0.0.0.0"]}),
    Fault("maker's server down", ("cloud.outage",), {"asks_maker": True, "maker": "down"}),
    Fault("maker's server slow", ("cloud.outage",), {"asks_maker": True, "maker": {"slow_s": 2.3}}),
    # time
    Fault("camera's clock years off", ("time.clock_wrong",), {"onvif": {"ahead_s": -7e8}}),
    Fault("camera's clock minutes off", ("time.drift",), {"onvif": {"ahead_s": 400}}),
    Fault("camera's clock an hour off", ("time.dst_wrong",), {"onvif": {"ahead_s": 3600}}),
    Fault("time servers blocked", ("time.ntp_blocked",), {"onvif": {"ahead_s": -7e8}},
          deed=forward(f"ip daddr {TIME} udp dport 123 drop")),
    Fault("hub's clock hours off", ("hub.clock_wrong",), {"true_time_ahead_s": 8000, "onvif": {"ahead_s": 8000}}),
    # login and stream
    Fault("certificate run out", ("tls.cert_expired",), {
        "rtsp": {"tls": "past"}, "url": f"rtsps://owner:secret@{CAMERA}:554/live"}),
    Fault("wrong password", LOGIN, {"rtsp": {"login": "owner:other"}}),
    Fault("wrong user", LOGIN, {"rtsp": {"login": "admin:secret"}}),
    Fault("login forbidden", ("device.account_locked", *LOGIN), {"rtsp": {"refuse": "403 Forbidden"}}),
    Fault("wrong path", ("stream.wrong_path",), {"rtsp": {"path": "/h264/main"}}),
    Fault("too many clients", ("stream.too_many_clients",), {"rtsp": {"refuse": "453 Not Enough Bandwidth"}}),
    Fault("too many clients, told at SETUP", ("stream.too_many_clients",),
          {"rtsp": {"refuse": "503 Service Unavailable", "refuse_at": "SETUP"}}),
    Fault("H.265 for a browser", ("stream.codec_unsupported", "client.browser_codec"), {"rtsp": {"codec": "h265", "film_name": "h265"}},
          words="no picture in the browser, it says codec not supported"),
    Fault("three pictures a second", ("stream.low_framerate",), {"rtsp": {"rate": 3}}),
    Fault("whole pictures rare", ("stream.keyframe_interval_too_long",), {"rtsp": {"film_name": "rare_key"}}),
    Fault("pictures lost", ("stream.packet_loss",), {"rtsp": {"loses_each": 7}}),
    Fault("another picture size", ("stream.resolution_mismatch",), {"size": "1920x1080"}),
    # the camera itself
    Fault("camera hung, door open", ("device.firmware_hung",), {"rtsp": {"hung": True}}),
    Fault("camera hung after PLAY", ("device.firmware_hung", "device.overloaded"), {"rtsp": {"silent_after_play": True}}),
    Fault("camera without power", POWERLESS, deed=camera_goes, words="its light is off"),
    Fault("camera's cable out", ("net.cable_disconnected",), deed=cable_out,
          words="it hangs on a network cable, the light at the port is dark"),
    Fault("camera far from the router", WEAK_AIR, {"weather": {"camera": {"loss": 0.25, "delay_ms": 60, "jitter_ms": 60}}},
          words="it is far away from the router"),
    # the hub's drive
    Fault("drive full", ("hub.storage_full",), deed=drive_full),
    Fault("drive read-only", ("hub.storage_bad",), deed=drive("-o", "ro")),
    Fault("drive gone", ("hub.storage_bad",), deed=drive_gone),
    Fault("two at once: wrong password, drive full", (*LOGIN, "hub.storage_full"), {"rtsp": {"login": "owner:other"}},
          deed=drive_full),
]  # fmt: skip

# Written when the knowledge stood, and run once before anything was changed for them.
HELD_OUT = [
    Fault("name server without the next one", ("net.dns_wrong",), {"upstream": "198.51.100.77"}),
    Fault("maker behind a wall", ("cloud.outage", "net.dns_blocked"), {"asks_maker": True},
          deed=forward(f"ip daddr {MAKER} drop")),
    Fault("camera hangs up at once", ("device.firmware_hung", "device.overloaded", "stream.too_many_clients"),
          {"rtsp": {"hangs_up": True}}),
    Fault("camera has an error of its own", ("device.firmware_hung", "device.overloaded"),
          {"rtsp": {"refuse": "500 Internal Server Error"}}),
    Fault("door at another number", ("net.port_disabled",), {"rtsp": {"port": 8554}}),
    Fault("wrong password, encrypted", LOGIN, {
        "rtsp": {"tls": "good", "login": "owner:other"}, "url": f"rtsps://owner:secret@{CAMERA}:554/live"}),
    Fault("wrong path, encrypted", ("stream.wrong_path",), {
        "rtsp": {"tls": "good", "path": "/h264/main"}, "url": f"rtsps://owner:secret@{CAMERA}:554/live"}),
    Fault("login page, and names lead to it", ("internet.login_page",), {"dnsmasq": [f"--address=/#/{ROUTER}"]},
          deed=login_page),
    Fault("camera's clock half a day off", ("time.clock_wrong",), {"onvif": {"ahead_s": 43200}}),
    Fault("line cut, and camera hung", ("internet.outage", "device.firmware_hung"), {"rtsp": {"hung": True}},
          deed=line_is_cut),
    Fault("certificate run out, and drive read-only", ("tls.cert_expired", "hub.storage_bad"), {
        "rtsp": {"tls": "past"}, "url": f"rtsps://owner:secret@{CAMERA}:554/live"}, deed=drive("-o", "ro")),
    Fault("time servers do not know the time", ("time.ntp_blocked",), {"onvif": {"ahead_s": -7e8}, "ntp_stratum": 0}),
]  # fmt: skip

# Homes that are odd and well: whatever is first there must not be likely.
ODD_HOMES = [
    Fault("router that answers no echo", (), deed=lambda home: home.filter("r", "meta l4proto icmp drop", hook="input")),
    Fault("camera that answers no echo", (), deed=to_camera("meta l4proto icmp drop")),
    Fault("line that lets no echo through", (), deed=forward("meta l4proto icmp drop")),
    Fault("camera without ONVIF", (), deed=to_camera("tcp dport 80 reject with tcp reset\nudp dport 3702 drop")),
    Fault("no giver of addresses, all set by hand", (), {"pool": None}),
    Fault("camera in another net, let through", (),
          {"camera_address": "10.78.0.20", "url": "rtsp://owner:secret@10.78.0.20/live"},
          deed=lambda home: home.batch("r", "addr add 10.78.0.1/24 dev br0\n")),
    Fault("H.265 that nobody minds", (), {"rtsp": {"codec": "h265", "film_name": "h265"}}),
    Fault("encrypted camera", (), {"rtsp": {"tls": "good"}, "url": f"rtsps://owner:secret@{CAMERA}:554/live"}),
]  # fmt: skip

if world.BLKIO.is_dir():
    FAULTS.append(Fault("drive slow", ("hub.storage_slow",), deed=lambda home: home.slow_drive()))
