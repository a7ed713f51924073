# SPDX-License-Identifier: Apache-2.0
"""A home of network namespaces with real servers, in which real faults are made.

    hub ── switch of the router ── camera            198.51.100.1, .2  two places that speak TLS
            │          └── another machine           198.51.100.2      a second name server
            └── the line ── the internet             198.51.100.3      a time server
                                                     198.51.100.4      a page, .5 the maker
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HUB, ROUTER, CAMERA, OTHER = "10.77.0.5", "10.77.0.1", "10.77.0.20", "10.77.0.30"
CAMERA_MAC = "02:00:00:00:00:20"
PLACES = ["198.51.100.1", "198.51.100.2"]
SECOND_RESOLVER, TIME, PAGE, MAKER = PLACES[1], "198.51.100.3", "198.51.100.4", "198.51.100.5"
NAMES = {
    "a.lab.example": PLACES[0],
    "b.lab.example": PLACES[1],
    "time.lab.example": TIME,
    "page.lab.example": PAGE,
    "maker.lab.example": MAKER,
}
FILM_SIZE = "320x240"
# How a disk is made slow here: no test machine has device-mapper's delay.
BLKIO = pathlib.Path("/sys/fs/cgroup/blkio")


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def is_permitted():
    """Whether this machine lets us make namespaces and filter packets."""
    name = f"plab{os.getpid()}"
    try:
        run("ip", "netns", "add", name)
    except (OSError, subprocess.CalledProcessError):
        return False
    try:
        run("ip", "-n", name, "link", "add", "v0", "type", "veth", "peer", "name", "v1")
        run("ip", "netns", "exec", name, "nft", "add", "table", "inet", "t")
        return shutil.which("dnsmasq") is not None
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        run("ip", "netns", "del", name)


def make_material(folder):
    """Films and certificates, made once for all worlds."""
    films = {"h264": ["libx264", "15"], "h265": ["libx265", "15"], "rare_key": ["libx264", "120"]}
    for name, (encoder, group) in films.items():
        extra = ["-x265-params", f"log-level=none:keyint={group}:bframes=0"] if encoder == "libx265" else []
        run(
            *["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc=s={FILM_SIZE}:r=15:d=8", "-pix_fmt", "yuv420p"],
            *["-c:v", encoder, "-preset", "ultrafast", "-g", group, "-bf", "0", "-sc_threshold", "0", *extra],
            *["-f", "hevc" if encoder == "libx265" else "h264", f"{folder}/{name}.film"],
        )
    for name, begins, ends in [("good", "20200101", "20990101"), ("past", "20190101", "20210101")]:
        make_certificate(folder, name, begins, ends)


def make_certificate(folder, name, begins, ends):
    base = pathlib.Path(folder) / f"ca-{name}"
    base.mkdir()
    (base / "index").touch()
    (base / "serial").write_text("01\n")
    config = base / "config"
    config.write_text(
        f"[ca]\ndefault_ca=d\n[d]\ndatabase={base}/index\nserial={base}/serial\nnew_certs_dir={base}\n"
        "default_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n"
    )
    key, request = f"{folder}/{name}.key", f"{base}/request"
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=lab")
    run(
        *["openssl", "ca", "-batch", "-config", config, "-selfsign", "-keyfile", key, "-in", request, "-notext"],
        *["-startdate", begins + "000000Z", "-enddate", ends + "000000Z", "-out", f"{folder}/{name}.crt"],
    )


class World:
    """Made in `with`; what it started ends with it."""

    count = 0

    def __init__(self, material, **differences):
        World.count += 1
        self.name = f"pl{os.getpid()}w{World.count}"
        self.material = material
        self.differences = differences
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="porchlight-lab-"))
        self.processes = []
        self.url = differences.get("url", f"rtsp://owner:secret@{CAMERA}/live")
        self.clips = self.folder / "clips"
        self.clips.mkdir()
        self.group = BLKIO / self.name
        self.prefix = []

    def ns(self, who):
        return f"{self.name}{who}"

    # --- making ---

    def __enter__(self):
        try:
            self.make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()
            process.stdout.close()
        for who in "hrcix":
            subprocess.run(["ip", "netns", "del", self.ns(who)], capture_output=True, check=False)
            shutil.rmtree(f"/etc/netns/{self.ns(who)}", ignore_errors=True)
        if os.path.ismount(self.clips):
            subprocess.run(["umount", "-l", self.clips], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.group.is_dir():
            self.group.rmdir()

    def inside(self, who, *command):
        return run("ip", "netns", "exec", self.ns(who), *command)

    def batch(self, who, text):
        run("ip", "-n", self.ns(who), "-batch", "-", input=text)

    def filter(self, who, rules, kind="inet", hook="forward"):
        text = f"table {kind} lab_{hook} {{ chain c {{ type filter hook {hook} priority 0 ;\n{rules}\n}}\n}}\n"
        run("ip", "netns", "exec", self.ns(who), "nft", "-f", "-", input=text)

    def start(self, *command):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(process)
        return process

    def start_ready(self, *command):
        process = self.start(*command)
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"did not start: {' '.join(map(str, command[:6]))}")
        return process

    def serve(self, who, **servers):
        return self.start_ready(
            "ip", "netns", "exec", self.ns(who), sys.executable, HERE / "servers.py", json.dumps(servers)
        )

    def join(self, one, device, other, other_device, weather=None):
        """A cable; with weather it goes through our own wire."""
        if not weather:
            run(
                *["ip", "link", "add", device, "netns", self.ns(one), "type", "veth"],
                *["peer", "name", other_device, "netns", self.ns(other)],
            )
            return
        self.start_ready(
            sys.executable, HERE / "wire.py", f"{self.ns(one)}:{device}", f"{self.ns(other)}:{other_device}",
            json.dumps(weather),
        )  # fmt: skip

    def make(self):
        for who in "hrcix":
            run("ip", "netns", "add", self.ns(who))
        weather = self.differences.get("weather", {})
        self.join("h", "eth0", "r", "hub", weather.get("hub"))
        self.join("c", "eth0", "r", "cam", weather.get("camera"))
        self.join("x", "eth0", "r", "other")
        self.join("i", "eth0", "r", "wan", weather.get("line"))
        for who in "hrcix":
            run("ip", "netns", "exec", self.ns(who), "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6")
        self.batch(
            "r",
            "link add br0 type bridge\nlink set lo up\n"
            + "".join(f"link set {port} master br0\nlink set {port} up\n" for port in ("hub", "cam", "other"))
            + f"link set br0 up\nlink set wan up\naddr add {ROUTER}/24 dev br0\naddr add 203.0.113.1/30 dev wan\n"
            "route add 198.51.100.0/24 via 203.0.113.2\n",
        )
        run("ip", "netns", "exec", self.ns("r"), "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
        self.machine("h", HUB)
        self.machine("c", self.differences.get("camera_address", CAMERA), CAMERA_MAC)
        self.machine("x", OTHER)
        self.batch(
            "i",
            "link set lo up\nlink set eth0 up\naddr add 203.0.113.2/30 dev eth0\nroute add 10.0.0.0/8 via 203.0.113.1\n"
            + "".join(f"addr add 198.51.100.{i}/32 dev lo\n" for i in range(1, 6)),
        )
        resolv = pathlib.Path(f"/etc/netns/{self.ns('h')}/resolv.conf")
        resolv.parent.mkdir(parents=True)
        resolv.write_text(f"nameserver {ROUTER}\n")
        self.start_servers()

    def machine(self, who, address, mac=None):
        text = "link set lo up\n" + (f"link set eth0 address {mac}\n" if mac else "") + "link set eth0 up\n"
        if address:
            router = ".".join([*address.split(".")[:3], "1"])
            text += f"addr add {address}/24 dev eth0\nroute add default via {router}\n"
        self.batch(who, text)

    def start_servers(self):
        self.start_router()
        good = {"certificate": f"{self.material}/good.crt", "key": f"{self.material}/good.key"}
        tls = [{"address": place, **good} for place in PLACES]
        if self.differences.get("maker") != "down":
            tls.append({"address": MAKER, **good, **self.differences.get("maker", {})})
        self.serve(
            "i",
            dns={"address": SECOND_RESOLVER, "names": NAMES},
            ntp={
                "address": TIME,
                "ahead_s": self.differences.get("true_time_ahead_s", 0),
                "stratum": self.differences.get("ntp_stratum", 1),
            },
            tls=tls,
            page={"address": PAGE},
        )
        if self.differences.get("camera") != "off":
            self.start_camera()

    def start_router(self):
        """dnsmasq, as in most routers."""
        differences = self.differences
        options = [f"--server={differences.get('upstream', SECOND_RESOLVER)}", *differences.get("dnsmasq", [])]
        pool = differences.get("pool", "10.77.0.100,10.77.0.150,255.255.255.0,1h")
        if pool:
            options = [*options, f"--dhcp-range={pool}"]
        leases = self.folder / "leases"
        leases.write_text(differences.get("leases", ""))
        self.dnsmasq("r", "br0", leases, *options)

    def dnsmasq(self, who, device, leases, *options):
        self.start(
            *["ip", "netns", "exec", self.ns(who), "dnsmasq", "-k", "-C", "/dev/null", "--no-resolv", "--no-hosts"],
            *["--user=root", f"--interface={device}", "--bind-interfaces", "--pid-file=", "--local-ttl=30"],
            *[f"--dhcp-leasefile={leases}", "--no-ping", *options],
        )

    def start_camera(self):
        camera = {"film": f"{self.material}/h264.film", "login": "owner:secret", **self.differences.get("rtsp", {})}
        if camera.get("tls"):
            name = camera["tls"]
            camera["tls"] = {"certificate": f"{self.material}/{name}.crt", "key": f"{self.material}/{name}.key"}
        if "film_name" in camera:
            camera["film"] = f"{self.material}/{camera['film_name']}.film"
        address = self.differences.get("camera_address", CAMERA)
        servers = {"onvif": {"address": address, **self.differences.get("onvif", {})}}
        if not self.differences.get("no_rtsp"):
            servers["rtsp"] = camera
        return self.serve("c", **servers)

    def slow_drive(self):
        """Whatever the doctor's process writes goes at 300 kB a second."""
        self.group.mkdir()
        disk = os.stat(self.clips).st_dev
        (self.group / "blkio.throttle.write_bps_device").write_text(f"{os.major(disk)}:{os.minor(disk)} 300000")
        self.prefix = ["sh", "-c", f'echo $$ > {self.group}/cgroup.procs; exec "$@"', "sh"]

    # --- looking ---

    def config(self):
        names = ", ".join(f'"{name}" = ["{NAMES[name]}"]' for name in ("a.lab.example", "b.lab.example"))
        path = self.folder / "hub.toml"
        path.write_text(
            f'clips_dir = "{self.clips}"\n[probes]\nnames = {{ {names} }}\n'
            f"places = {json.dumps([[place] for place in PLACES])}\n"
            f'second_resolver = ["{SECOND_RESOLVER}"]\ntime_servers = ["time.lab.example"]\n'
            'page = ["page.lab.example", "/", "all is well"]\n'
        )
        return path

    def diagnose(self, program, words=None):
        """What the doctor says."""
        command = [program, "doctor", *([words] if words else []), "--probe", self.url, "--json", "--config", self.config()]
        command += ["--mac", CAMERA_MAC, "--size", self.differences.get("size", FILM_SIZE)]
        if self.differences.get("asks_maker"):
            command += ["--maker", "maker.lab.example"]
        return json.loads(run(*self.prefix, "ip", "netns", "exec", self.ns("h"), *command, timeout=60))
