#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Refuses an #include that goes the wrong way.

The floors come from PL_LAYERS in cmake/porchlight.cmake; what they mean is in docs/design/house.md.
"""

import re

import source_tree
from source_tree import Complaint

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?P<form>["<])(?P<path>[^">]+)[">]', re.MULTILINE)

# Where the headers of each library may be included; anywhere else their types would leak into the house.
BORDERS = [
    (r"libav\w*/|libsw\w+/", ("src/media/",), "FFmpeg", "use the types of src/media/"),
    (r"boost/beast", ("src/net/",), "Boost.Beast", "use net/http/"),
    (r"boost/url", ("src/net/",), "Boost.URL", "use net/url.hpp"),
    (r"openssl/", ("src/net/",), "OpenSSL", "use net/"),
    (r"sodium", ("src/net/",), "libsodium", "use net/"),
    (r"srtp2/", ("src/net/",), "libsrtp2", "use net/webrtc/srtp.hpp"),
    (r"netlink/", ("src/hal/drivers/nl80211", "src/hub/probes/kernel_tables.cpp"), "libnl",
     "use hal/drivers/nl80211.hpp or hub/probes/kernel_tables.hpp"),
    (r"pugixml", ("src/hub/probes/onvif.cpp",), "pugixml", "use hub/probes/onvif.hpp"),
    (r"systemd/", ("src/hal/drivers/rauc_bus.cpp",), "libsystemd", "use hal/drivers/rauc_bus.hpp"),
    (r"zlib\.h", ("src/recorder/zip_export.cpp",), "zlib", "use recorder/zip_export.hpp"),
    (r"sqlite3", ("src/store/sqlite/",), "SQLite", "use the interface in store/store.hpp"),
    (r"(?:ZXing|qrcodegen)/", ("src/media/qr_code.cpp",), "ZXing and qrcodegen", "use media/qr_code.hpp"),
    (r"spdlog/", ("src/base/log.cpp",), "spdlog", "use base/log.hpp"),
    (r"toml\+\+/", ("src/base/toml_file.cpp", "src/hub/config.cpp", "src/camera/board_file.cpp"), "toml++",
     "read the file with base/toml_table.hpp"),
    (r"date/tz", ("src/hub/house/time_zone.cpp",), "the date library", "use hub/house/time_zone.hpp"),
    (r"CLI/", ("apps/porchlight/main.cpp", "apps/porchlight-camera/main.cpp"), "CLI11", "parse in the program's main.cpp"),
]

TEST_HEADER = re.compile(r"/fakes/|_(?:fixture|contract|for_test|client)\.hpp$")

# These may be used anywhere, but seen in the headers of their own rooms only: they are slow to compile.
LIGHT_HEADERS = [
    (r"boost/asio", ("src/rt/", "src/net/"), "Asio", "show Task<T> of rt/task.hpp, and include Asio in the .cpp"),
]

# Pairs that must stay strangers whatever their floors. The doctor is judged on households that sim breaks
# by mechanism; were sim to know the doctor's tables, that judgement would mean nothing.
STRANGERS = {("sim", "doctor"), ("doctor", "sim"), ("household", "doctor")}

# Includes that go against the rule for a reason. (file, included): why
EXCEPTIONS = {}


def read_floors(root):
    text = source_tree.read(root, "cmake/porchlight.cmake")
    table = re.search(r"set\(PL_LAYERS\s+([^)]*)\)", text).group(1)
    return {room: int(floor) for room, floor in re.findall(r"(\w+):(\d+)", table)}


def room_complaint(name, line, path, floors):
    """What is wrong with `#include "path"` in a file of src/, or None."""
    room, target = name.split("/")[1], path.split("/")[0]
    if target == "support" and name.endswith("_test.cpp"):
        return None  # tests/support/
    if "/" not in path or target not in floors:
        return Complaint(name, line, f'"{path}" does not start with a room.', f'Write the path from src/: "{room}/{path}".')
    if (room, target) in STRANGERS:
        return Complaint(name, line, f"{room} must know nothing of {target}.", "Break or judge by mechanism, not by the other's table.")
    if target != room and floors[target] >= floors[room]:
        return Complaint(
            name, line, f"{room} (floor {floors[room]}) may not include {target} (floor {floors[target]}).",
            "Move the shared part to a lower floor, or join the two in a room above both.")
    return None


def border_complaint(name, line, path):
    is_light = name.endswith(".hpp") and not TEST_HEADER.search(name)
    borders = BORDERS + (LIGHT_HEADERS if is_light else [])
    for pattern, allowed, library, instead in borders:
        if re.match(pattern, path) and not name.startswith(allowed):
            return Complaint(name, line, f"{library} stops at {' and '.join(allowed)}.", f"Here: {instead}.")
    return None


def complaints_of(root, name, floors):
    text = source_tree.read(root, name)
    for match in INCLUDE.finditer(text):
        line, path = source_tree.line_of(text, match.start("path")), match.group("path")
        if (name, path) in EXCEPTIONS:
            continue
        complaint = None
        if name.startswith("src/") and match.group("form") == '"':
            complaint = room_complaint(name, line, path, floors)
        complaint = complaint or border_complaint(name, line, path)
        if complaint:
            yield complaint


def check(root):
    floors = read_floors(root)
    names = [name for name in source_tree.files(root, ".hpp", ".cpp", ".in") if name.startswith(("src/", "apps/"))]
    complaints = []
    for name in names:
        if name.startswith("src/") and name.split("/")[1] not in floors:
            complaints.append(Complaint(name, 1, "this folder is not a room.", "Rooms are listed in cmake/porchlight.cmake."))
            continue
        complaints += complaints_of(root, name, floors)
    return complaints, len(names)


if __name__ == "__main__":
    source_tree.run(__doc__, check)
