# SPDX-License-Identifier: Apache-2.0
"""A real hub in a process of its own, driven through its API. For system tests and benches."""
import http.cookiejar
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "a long enough password"


def binary():
    """The program under test: $PORCHLIGHT_BIN, else the newest build there is."""
    if "PORCHLIGHT_BIN" in os.environ:
        return os.environ["PORCHLIGHT_BIN"]
    built = [ROOT / "build" / preset / "bin" / "porchlight" for preset in ("asan-ubsan", "release", "dev")]
    built = [path for path in built if path.exists()]
    if not built:
        raise RuntimeError("no porchlight program is built; run ./test or ./run first")
    return str(max(built, key=lambda path: path.stat().st_mtime))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, seconds, what):
    """Polls `condition` until it gives something true; returns that."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


def usage(process):
    """CPU seconds, resident bytes and threads of a process that runs."""
    stat = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return {
        "cpu_s": (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"),
        "rss_bytes": int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024,
        "threads": int(re.search(r"Threads:\s+(\d+)", status).group(1)),
    }


class ApiError(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


class Hub:
    """One hub with a state folder of its own. `with Hub() as hub:` starts it, removes the demo cameras unless they are
    wanted, and ends it cleanly."""

    def __init__(self, config="", state=None, program=None, environment=None, demo=False, listen=()):
        self.own_state = state is None
        self.state = pathlib.Path(state or tempfile.mkdtemp(prefix="pl_hub_"))
        self.program = program or binary()
        self.environment = environment or {}
        self.demo = demo
        self.listen = listen  # "ADDRESS:PORT", beside its port on loopback
        self.port = free_port()
        self.process = None
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        (self.state / "hub.toml").write_text(config)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self):
        return (self.state / "hub.log").read_text(errors="replace")

    def __enter__(self):
        self.start()
        self.sign_in()
        if not self.demo:
            self.delete("/demo")
        return self

    def __exit__(self, *_):
        self.stop()
        if self.own_state:
            shutil.rmtree(self.state, ignore_errors=True)

    def start(self):
        log = open(self.state / "hub.log", "ab")
        command = [self.program, "hub", "--state", str(self.state), "--config", str(self.state / "hub.toml"),
                   *[word for address in (f"127.0.0.1:{self.port}", *self.listen) for word in ("--listen", address)]]
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **self.environment})
        log.close()
        try:
            wait_for(self.is_up, 20, "the hub answers")
        except AssertionError:
            self.kill()
            raise

    def is_up(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the hub ended with {self.process.returncode}:\n{self.log[-3000:]}")
        try:
            return self.get("/healthz")["ok"]
        except (OSError, urllib.error.URLError):
            return False

    def sign_in(self):
        """Creates the owner by the one-time link on the first start; signs in after that."""
        if self.get("/setup")["needs_owner"]:
            # The link is printed a moment after the hub answers.
            token = wait_for(lambda: re.findall(r"token=([\w-]+)", self.log), 10, "the setup link")[-1]
            self.post("/setup", {"token": token, "name": "sam", "password": PASSWORD})
        else:
            self.post("/session", {"name": "sam", "password": PASSWORD})

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"the hub did not end within 20 s of SIGTERM:\n{self.log[-3000:]}") from None
        return self.process.returncode if self.process else None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def request(self, method, path, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + "/api/v1" + path, data, method=method)
        request.add_header("Sec-Fetch-Site", "same-origin")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            return self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            raise ApiError(error.code, error.read().decode(errors="replace")) from None

    def call(self, method, path, body=None):
        with self.request(method, path, body) as response:
            content = response.read()
        return json.loads(content) if content else None

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, body):
        return self.call("POST", path, body)

    def patch(self, path, body):
        return self.call("PATCH", path, body)

    def delete(self, path):
        return self.call("DELETE", path)

    def add_camera(self, url, name="Camera", **settings):
        return self.post("/cameras", {"url": url, "name": name, "untested": True, **settings})

    def camera(self, camera_id):
        return self.get(f"/cameras/{camera_id}")

    def clips(self, query=""):
        return self.get(f"/clips?limit=200{query}")["clips"]



class Feeder:
    """A camera in a process of its own: sends one H.264 file over and over to all who play. `login`: user and password."""

    def __init__(self, path, rate=15, port=0, login=()):
        program = pathlib.Path(binary()).parent / "rtsp_feeder"
        self.process = subprocess.Popen([program, path, str(rate), str(port), *login], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    @property
    def port(self):
        return int(self.url.split(":")[-1].split("/")[0])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()


def make_video(path, seconds=20, size="640x360", rate=15, moving=True, audio=None, codec="libx264", extra=()):
    """A test video: a dark square crosses a still, slightly noisy picture from 1/4 to 3/4 of its length."""
    picture = f"gradients=s={size}:r={rate}:d={seconds}:speed=0.00001:c0=0x8899aa:c1=0x556644,format=yuv420p,noise=alls=4:allf=t"
    if moving:
        start, end = seconds * 0.25, seconds * 0.75
        picture += (f"[still];color=black:s=60x100:r={rate}:d={seconds}[box];"
                    f"[still][box]overlay=x='(t-{start})*W/{end - start}':y=H/2:enable='between(t,{start},{end})'")
    command = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture]
    if audio:
        command += ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-c:a", audio, "-ar", "8000", "-ac", "1"]
    command += ["-c:v", codec, "-g", str(rate * 2), "-bf", "0", "-pix_fmt", "yuv420p", "-preset", "ultrafast", *extra, str(path)]
    subprocess.run(command, check=True)


def ffprobe(path):
    output = subprocess.check_output(["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json", str(path)])
    return json.loads(output)


def decode_errors(path):
    """What ffmpeg complains about when it decodes the whole file."""
    return subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "null", "-"], capture_output=True, text=True).stderr.strip()


def vlc_frames(path):
    """How many frames VLC decodes of a video; it refuses to run as root."""
    with tempfile.TemporaryDirectory(prefix="pl_vlc_") as folder:
        os.chmod(folder, 0o777)
        shutil.copy(path, f"{folder}/in.mp4")
        os.chmod(f"{folder}/in.mp4", 0o644)
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        sink = f"#transcode{{vcodec=mp4v,vb=2000}}:std{{access=file,mux=ts,dst={folder}/out.ts}}"
        subprocess.run([*user, "env", f"HOME={folder}", "cvlc", "-q", "--no-audio", "--play-and-exit", f"{folder}/in.mp4", "--sout", sink],
                       capture_output=True, timeout=60, check=True)
        return int(ffprobe(f"{folder}/out.ts")["streams"][0]["nb_read_frames"])
