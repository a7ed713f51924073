#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every header compiles alone, and every bench still compiles.

A header whose .cpp includes it first is compiled alone by the build of ./test, so only that order is checked.
The headers without a .cpp are compiled here, with the flags of their room. No test builds bench/: its sources are
compiled here too, but for what needs Google's benchmark library, which tests do not install.
"""

import json
import os
import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

import source_tree
from source_tree import Complaint

BUILD = "build/asan-ubsan"
FIRST_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]', re.MULTILINE)


def order_complaint(root, header):
    """The .cpp beside the header has to include it before anything else."""
    source = header.removesuffix(".hpp") + ".cpp"
    first = FIRST_INCLUDE.search(source_tree.read(root, source))
    wanted = header.removeprefix("src/").removeprefix("apps/")
    if first and first.group(1) == wanted:
        return None
    line = source_tree.line_of(source_tree.read(root, source), first.start(1)) if first else 1
    return Complaint(source, line, f'"{wanted}" is not the first include, so nothing shows that it compiles alone.', "Move it to the top.")


def flags_by_room(root):
    """Compiler and flags of one source of each room, from the compile database; '' has the first of all."""
    database = root / BUILD / "compile_commands.json"
    if not database.exists():
        subprocess.run(["cmake", "--preset", "asan-ubsan"], cwd=root, stdout=subprocess.DEVNULL, check=True)
    flags = {}
    for entry in json.loads(database.read_text()):
        words = shlex.split(entry["command"])
        words = words[: words.index("-o")]
        if "-include-pch" in words:  # would hide what is missing, and lies in the build's folder
            at = words.index("-include-pch")
            del words[at : at + 2]
        room = os.path.relpath(os.path.dirname(entry["file"]), root)
        flags.setdefault("", words)
        flags.setdefault(room, words)
    return flags


def flags_for(header, flags):
    folder = os.path.dirname(header)
    while folder not in flags:
        folder = os.path.dirname(folder)
    return flags[folder]


def compile_alone(root, header, flags):
    command = [*flags_for(header, flags), "-fsyntax-only", "-Wno-pragma-once-outside-header", "-x", "c++", header]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    error = next((line for line in done.stderr.splitlines() if "error:" in line), done.stderr[:200])
    return Complaint(header, 1, f"it does not compile alone: {error}", "Include or declare what it uses.")


def compile_bench(root, source, flags):
    command = [*flags[""], "-Itests", "-Ibench", "-fsyntax-only", "-x", "c++", source]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    error = next((line for line in done.stderr.splitlines() if "error:" in line), done.stderr[:200])
    return Complaint(source, 1, f"it does not compile any more: {error}", "Follow what it uses.")


def check(root):
    headers = [name for name in source_tree.files(root, ".hpp") if name.startswith(("src/", "apps/"))]
    with_source = [name for name in headers if (root / (name.removesuffix(".hpp") + ".cpp")).exists()]
    alone = sorted(set(headers) - set(with_source))
    complaints = [order_complaint(root, header) for header in with_source]
    benches = [name for name in source_tree.files(root, ".cpp") if name.startswith("bench/")]
    benches = [name for name in benches if "<benchmark/" not in source_tree.read(root, name)]
    if alone or benches:
        flags = flags_by_room(root)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            complaints += pool.map(lambda header: compile_alone(root, header, flags), alone)
            complaints += pool.map(lambda source: compile_bench(root, source, flags), benches)
    return [complaint for complaint in complaints if complaint], len(headers) + len(benches)


if __name__ == "__main__":
    source_tree.run(__doc__, check)
