# SPDX-License-Identifier: Apache-2.0
"""The machines of the lab: an RTSP camera with ONVIF, and what the internet needs. Run inside a namespace:

    servers.py '{"rtsp": {...}, "onvif": {...}, "dns": {...}, "ntp": {...}, "tls": [...], "page": {...}}'

Says "ready" once everything listens. Every kind of misbehaviour is a word of its own.
"""

import base64
import datetime
import json
import re
import socket
import ssl
import struct
import sys
import threading
import time
from urllib.parse import unquote

START_CODE = re.compile(b"\x00\x00\x00?\x01")
LARGEST = 1200


def listen(address, port, kind=socket.SOCK_STREAM):
    server = socket.socket(socket.AF_INET, kind)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    if kind == socket.SOCK_STREAM:
        server.listen(32)
    return server


def start(function, *arguments):
    threading.Thread(target=function, args=arguments, daemon=True).start()


def serve(server, handle):
    """A thread for each connection."""

    def one(connection):
        try:
            handle(connection)
        except OSError:
            pass
        finally:
            connection.close()

    while True:
        connection, _ = server.accept()
        start(one, connection)


# --- the internet -------------------------------------------------------------------------------------------------


def dns(config):
    """`names`: {"name": "address"}; others do not exist."""
    server = listen(config["address"], 53, socket.SOCK_DGRAM)

    def run():
        while True:
            question, sender = server.recvfrom(2048)
            labels, at = [], 12
            while question[at]:
                labels.append(question[at + 1 : at + 1 + question[at]].decode())
                at += 1 + question[at]
            kind = struct.unpack(">H", question[at + 1 : at + 3])[0]
            address = config["names"].get(".".join(labels))
            known = address is not None and kind == 1
            header = question[:2] + struct.pack(">HHHHH", 0x8180 | (0 if address else 3), 1, int(known), 0, 0)
            answer = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + socket.inet_aton(address) if known else b""
            server.sendto(header + question[12 : at + 5] + answer, sender)

    start(run)


def ntp(config):
    server = listen(config["address"], 123, socket.SOCK_DGRAM)
    ahead = config.get("ahead_s", 0)

    def stamp(seconds):
        seconds += ahead + 2208988800
        return struct.pack(">II", int(seconds), int(seconds % 1 * 2**32))

    def run():
        while True:
            question, sender = server.recvfrom(2048)
            now = stamp(time.time())
            server.sendto(bytes([0x24, config.get("stratum", 1), 6, 0xEC]) + bytes(8) + b"LAB\0" + now + question[40:48] + now + now, sender)

    start(run)


def tls_context(config):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(config["certificate"], config["key"])
    return context


def tls(config):
    """Shakes hands, `slow_s` late."""
    server = listen(config["address"], config.get("port", 443))
    context = tls_context(config)

    def handle(connection):
        time.sleep(config.get("slow_s", 0))
        with context.wrap_socket(connection, server_side=True) as layer:
            layer.recv(1)

    start(serve, server, handle)


def page(config):
    """One page of plain HTTP. `redirect`: somebody else's instead."""
    server = listen(config["address"], 80)
    text = config.get("text", "all is well").encode()
    head = f"HTTP/1.1 302 Found\r\nLocation: {config['redirect']}" if "redirect" in config else "HTTP/1.1 200 OK"

    def handle(connection):
        connection.recv(4096)
        connection.sendall(f"{head}\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n".encode() + text)

    start(serve, server, handle)


# --- the camera ---------------------------------------------------------------------------------------------------


def access_units(path, codec):
    """The frames of an elementary stream, each a list of NAL units."""
    with open(path, "rb") as file:
        units = [unit for unit in START_CODE.split(file.read()) if unit]
    frames, current = [], []
    for unit in units:
        kind = unit[0] & 31 if codec == "h264" else unit[0] >> 1 & 63
        is_picture = kind in (1, 5) if codec == "h264" else kind < 32
        current.append(unit.rstrip(b"\0") if not is_picture else unit)
        if is_picture:
            frames.append(current)
            current = []
    return frames


def payloads(unit, codec):
    """RTP payloads of one NAL unit: whole, or in fragments (RFC 6184 section 5.8, RFC 7798 section 4.4.3)."""
    if len(unit) <= LARGEST:
        return [unit]
    header = 1 if codec == "h264" else 2
    pieces = [unit[i : i + LARGEST] for i in range(header, len(unit), LARGEST)]
    made = []
    for i, piece in enumerate(pieces):
        flags = (0x80 if i == 0 else 0) | (0x40 if i == len(pieces) - 1 else 0)
        if codec == "h264":
            made.append(bytes([unit[0] & 0xE0 | 28, flags | unit[0] & 31]) + piece)
        else:
            made.append(bytes([49 << 1, unit[1], flags | unit[0] >> 1 & 63]) + piece)
    return made


class Camera:
    def __init__(self, config):
        self.config = config
        self.codec = config.get("codec", "h264")
        self.frames = access_units(config["film"], self.codec)
        self.login = config.get("login")
        self.path = config.get("path", "/live")

    def sdp(self):
        name = self.codec.upper()
        return f"v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=lab\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 {name}/90000\r\na=control:track1\r\n"

    def is_let_in(self, headers):
        given = headers.get("authorization", "").removeprefix("Basic ")
        return self.login is None or base64.b64decode(given).decode(errors="replace") == self.login

    def status(self, method, uri, headers):
        config = self.config
        if method == "OPTIONS":
            return "200 OK"
        if "refuse" in config and method == config.get("refuse_at", "DESCRIBE"):
            return config["refuse"]
        if not self.is_let_in(headers):
            return "401 Unauthorized"
        path = unquote(re.sub(r"^rtsps?://[^/]*", "", uri)).removesuffix("/track1")
        return "200 OK" if path.startswith(self.path) else "404 Not Found"

    def answer(self, request):
        first, *lines = request.split("\r\n")
        method, uri = first.split(" ")[:2]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        status = self.status(method, uri, headers)
        more, body = ["Session: 1;timeout=60"] if method in ("SETUP", "PLAY") else [], ""
        if status.startswith("401"):
            more = ['WWW-Authenticate: Basic realm="lab"']
        elif method == "OPTIONS":
            more = ["Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"]
        elif method == "DESCRIBE" and status == "200 OK":
            body = self.sdp()
            more = [f"Content-Base: {uri}/", "Content-Type: application/sdp", f"Content-Length: {len(body)}"]
        elif method == "SETUP":
            more.append("Transport: RTP/AVP/TCP;unicast;interleaved=0-1")
        head = "\r\n".join([f"RTSP/1.0 {status}", f"CSeq: {headers.get('cseq', '0')}", *more])
        return method if status == "200 OK" else "", (head + "\r\n\r\n" + body).encode()

    def handle(self, connection):
        if "tls" in self.config:
            connection = tls_context(self.config["tls"]).wrap_socket(connection, server_side=True)
        if self.config.get("hangs_up"):
            return
        if self.config.get("hung"):
            while connection.recv(4096):
                pass
            return
        text = b""
        while data := connection.recv(4096):
            text += data
            while b"\r\n\r\n" in text:
                request, text = text.split(b"\r\n\r\n", 1)
                method, answer = self.answer(request.decode(errors="replace").lstrip("$\0"))
                connection.sendall(answer)
                if method == "PLAY" and not self.config.get("silent_after_play"):
                    start(self.play, connection)

    def play(self, connection):
        sequence, loss = 1, self.config.get("loses_each", 0)
        gap = 1 / self.config.get("rate", 15)
        begin = time.monotonic()
        for number in range(10**6):
            frame = self.frames[number % len(self.frames)]
            stamp = int(number * gap * 90000) & 0xFFFFFFFF
            packets = [p for unit in frame for p in payloads(unit, self.codec)]
            for i, payload in enumerate(packets):
                marker = 0x80 if i == len(packets) - 1 else 0
                rtp = struct.pack(">BBHII", 0x80, marker | 96, sequence & 0xFFFF, stamp, 1) + payload
                sequence += 1
                if loss and number % 15 and number % loss == 0:
                    continue  # lost between sensor and network: the numbers show it
                try:
                    connection.sendall(b"$\0" + struct.pack(">H", len(rtp)) + rtp)
                except OSError:
                    return
            time.sleep(max(0, begin + (number + 1) * gap - time.monotonic()))


def rtsp(config):
    camera = Camera(config)
    start(serve, listen("0.0.0.0", config.get("port", 554)), camera.handle)


def onvif(config):
    """Time by HTTP, and the search. `deaf`: multicast does not reach it."""
    ahead = datetime.timedelta(seconds=config.get("ahead_s", 0))

    def handle(connection):
        connection.recv(8192)
        now = datetime.datetime.now(datetime.timezone.utc) + ahead
        body = (
            '<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="urn:t"><s:Body>'
            f"<tt:UTCDateTime><tt:Time><tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute>"
            f"<tt:Second>{now.second}</tt:Second></tt:Time><tt:Date><tt:Year>{now.year}</tt:Year><tt:Month>{now.month}"
            f"</tt:Month><tt:Day>{now.day}</tt:Day></tt:Date></tt:UTCDateTime></s:Body></s:Envelope>"
        )
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())

    start(serve, listen("0.0.0.0", 80), handle)
    search = listen("0.0.0.0", 3702, socket.SOCK_DGRAM)
    if not config.get("deaf"):
        group = socket.inet_aton("239.255.255.250") + socket.inet_aton(config["address"])
        search.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)

    def run():
        while True:
            _, sender = search.recvfrom(8192)
            search.sendto(b"<e:Envelope><d:ProbeMatches><d:ProbeMatch/></d:ProbeMatches></e:Envelope>", sender)

    start(run)


KINDS = {"dns": dns, "ntp": ntp, "tls": tls, "page": page, "rtsp": rtsp, "onvif": onvif}


def main():
    for kind, configs in json.loads(sys.argv[1]).items():
        for config in configs if isinstance(configs, list) else [configs]:
            KINDS[kind](config)
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
