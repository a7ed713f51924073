# SPDX-License-Identifier: Apache-2.0
"""The rows of spec/origin/*.toml, the scenarios that play them, and the rows of the origin articles' facts."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import source_tree
from source_tree import Complaint

FOLDER = "spec/origin"
SCENARIOS = "tests/scenarios"
PLAYED_ROWS = f"{SCENARIOS}/rows.txt"
_STATE = re.compile(r"works|planned in (?:issue \d+|a later issue)")


@dataclass(frozen=True)
class Home:
    """A place of a row: a file, and words that stand in it."""

    path: str
    words: str = ""


@dataclass(frozen=True)
class Row:
    number: int  # its place in the section, from 1
    line: int
    name: str
    homes: tuple
    state: str
    missing: str  # of a planned row: what is not there yet


@dataclass(frozen=True)
class Section:
    path: str
    number: int
    title: str
    about: str
    rows: tuple
    count: int  # how many rows the section has, so that a lost one is missed
    played: bool  # has every row a scenario?


def _home(text):
    path, _, words = text.partition(": ")
    return Home(path.strip(), words.strip())


def _row(number, line, table):
    known = {"name": str, "home": list, "state": str, "missing": str}
    strange = sorted(set(table) - set(known))
    if strange:
        raise ValueError(f"a row has no \"{strange[0]}\"; it has {', '.join(known)}")
    for key, kind in known.items():
        if not isinstance(table.get(key, kind()), kind):
            raise ValueError(f"\"{key}\" of a row is a {'list of texts' if kind is list else 'text'}")
    homes = tuple(_home(str(text)) for text in table.get("home", []))
    return Row(number, line, table.get("name", ""), homes, table.get("state", ""), table.get("missing", ""))


def _section(root, path):
    text = source_tree.read(root, path)
    data = tomllib.loads(text)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[row]]"]
    tables = data.pop("row", [])
    try:
        rows = tuple(_row(number, line, table) for number, (line, table) in enumerate(zip(lines, tables, strict=True), 1))
        section = Section(path, data.pop("section"), data.pop("title"), data.pop("about"), rows, data.pop("rows"), data.pop("played"))
    except KeyError as error:
        raise ValueError(f"the head lacks {error}; it has section, title, about, rows, played") from error
    if data:
        raise ValueError(f"the head has no \"{min(data)}\"; it has section, title, about, rows, played")
    return section


def read_sections(root):
    """@return The sections in their order, and complaints about files that cannot be read."""
    sections, complaints = [], []
    for file in sorted((root / FOLDER).glob("*.toml")):
        path = f"{FOLDER}/{file.name}"
        try:
            sections.append(_section(root, path))
        except ValueError as error:  # tomllib's errors are such, too, and name the line
            complaints.append(Complaint(path, 1, f"the file cannot be read: {error}.", "spec/origin/README.md says what it holds."))
    return sorted(sections, key=lambda section: section.number), complaints


def read_scenarios(root):
    """@return For each row, as "§3 its name", the scenarios that play it."""
    played = {}
    for file in sorted((root / SCENARIOS).glob("*.scenario")):
        for line in source_tree.read(root, f"{SCENARIOS}/{file.name}").splitlines():
            if line.startswith("covers:"):
                played.setdefault(line.removeprefix("covers:").strip(), []).append(f"{SCENARIOS}/{file.name}")
    return played


def scenarios_of(played, section, row):
    return played.get(f"§{section.number} {row.name}", []) if section.played else []


def _flat(text):
    return " ".join(text.split())


def _home_complaint(root, section, row, home):
    here, path = (section.path, row.line), PurePosixPath(home.path)
    if path.is_absolute() or ".." in path.parts or not (root / path).is_file():
        return Complaint(*here, f"\"{row.name}\" is to live in {home.path}, and there is no such file.",
                         "Write the place where it lives now.")
    if home.words and _flat(home.words) not in _flat(source_tree.read(root, home.path)):
        return Complaint(*here, f"\"{row.name}\" is to live in {home.path} by the words \"{home.words}\", which do not stand there.",
                         "Write words that do, or another place.")
    return None


def _row_complaints(root, section, row):
    here = (section.path, row.line)
    if not row.name:
        yield Complaint(*here, "the row has no name.", "Give it a few words of the row that it stands for.")
    if not row.homes:
        yield Complaint(*here, f"\"{row.name}\" has no home.", "Say in `home` where it lives; if nowhere, give it a place first.")
    if not _STATE.fullmatch(row.state):
        yield Complaint(*here, f"\"{row.name}\" has the state \"{row.state}\".",
                        'A state is "works", "planned in issue N" or "planned in a later issue".')
    elif (row.state == "works") == bool(row.missing):
        yield Complaint(*here, f"\"{row.name}\" {'works, yet something is missing' if row.missing else 'is planned, and nothing is missing'}.",
                        "What is planned says in `missing` what is not there yet; what works has no `missing`.")
    yield from filter(None, (_home_complaint(root, section, row, home) for home in row.homes))


def complaints_of(root, sections):
    """What is wrong with the data by itself."""
    for section in sections:
        if len(section.rows) != section.count:
            yield Complaint(section.path, 1, f"it says that section {section.number} has {section.count} rows, and has {len(section.rows)}.",
                            "Give back the row that was lost, or count anew.")
        names = [row.name for row in section.rows]
        for row in section.rows:
            yield from _row_complaints(root, section, row)
            if row.name in names[:row.number - 1]:
                yield Complaint(section.path, row.line, f"\"{row.name}\" is there twice.", "Each row has a name of its own.")


def scenario_complaints(root, sections, played):
    """Where the data, the scenarios and their list of rows do not fit each other."""
    listed = {line.strip() for line in source_tree.read(root, PLAYED_ROWS).splitlines() if line.startswith("§")}
    for section in (section for section in sections if section.played):
        for row in section.rows:
            name = f"§{section.number} {row.name}"
            if name not in listed:
                yield Complaint(section.path, row.line, f"\"{name}\" is not in {PLAYED_ROWS}.", "Both have the same names: change one of them.")
            elif name not in played:
                yield Complaint(section.path, row.line, f"no scenario plays \"{name}\".", "Write one, with this name behind covers:.")
            listed.discard(name)
    for name in sorted(listed):
        yield Complaint(PLAYED_ROWS, 1, f"\"{name}\" has no entry in {FOLDER}.", "Add a [[row]] of this name, with its homes.")


def read_facts(file: Path):
    """@return For each section its rows, each as a list of cells without the head."""
    facts, section = {}, None
    for line in file.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\d+)\.", line):
            section = int(heading.group(1))
        elif line.startswith("## "):
            section = None
        elif line.startswith("|") and section is not None:
            facts.setdefault(section, []).append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return {section: rows[2:] for section, rows in facts.items()}


def _words(text):
    return set(re.findall(r"[a-z0-9]+(?:\.[0-9]+)*", text.lower().replace("×", "x").replace("–", "").replace("-", "")))


def facts_complaints(sections, facts):
    """Where the data and the facts do not fit: row by row in their order, each known by its words."""
    for section in sections:
        rows = facts.get(section.number, [])
        for row, cells in zip(section.rows, rows, strict=False):
            if strange := sorted(_words(row.name) - _words(" ".join(cells))):
                yield Complaint(section.path, row.line,
                                f"\"{row.name}\" stands where the facts have \"{' '.join(cells[:2])}\", which does not say \"{strange[0]}\".",
                                "Keep the order of the facts, and name a row by words that it has.")
        for cells in rows[len(section.rows):]:
            yield Complaint(section.path, 1, f"the facts' row \"{' '.join(cells[:2])}\" of section {section.number} has no entry.", "Add a [[row]] for it.")
        for row in section.rows[len(rows):]:
            yield Complaint(section.path, row.line, f"\"{row.name}\" has no row in section {section.number} of the facts.", "Take it out.")
