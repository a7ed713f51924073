# SPDX-License-Identifier: Apache-2.0
"""What the checks share: the files of the tree, C++ text without comments, and how a complaint reads."""

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_CPP_NOISE = re.compile(
    r'R"(?P<tag>[^()\s\\]{0,16})\(.*?\)(?P=tag)"'  # raw strings
    r'|"(?:\\.|[^"\\\n])*"' r"|(?<![0-9a-zA-Z])'(?:\\.|[^'\\\n])*'"  # strings and characters
    r"|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)


@dataclass(frozen=True, order=True)
class Complaint:
    path: str
    line: int
    reason: str
    instead: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.reason} {self.instead}"


def files(root, *suffixes):
    """Paths relative to root of all files that git knows or would know, sorted."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = [name for name in listing.stdout.split("\0") if name]
    else:  # not a checkout: a planted tree of a test
        names = [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
    return sorted(name for name in names if name.endswith(suffixes or "") and (root / name).is_file())


def read(root, name):
    return (root / name).read_text(encoding="utf-8", errors="replace")


def without_comments(text):
    """C++ text of the same lines, with comments and the insides of strings taken out."""

    def blank(match):
        found = match.group(0)
        lines = "\n" * found.count("\n")
        return lines if found.startswith("/") else '""' + lines

    return _CPP_NOISE.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def run(description, check):
    """The main() of a check: prints its complaints and what it looked at; exit code 1 when there are any."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to look at")
    root = parser.parse_args().root.resolve()
    complaints, seen = check(root)
    for complaint in sorted(complaints):
        print(complaint)
    name = Path(sys.argv[0]).name
    print(f"{name}: {seen} files, {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)
