#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes docs/ref/origin-coverage.md: each row of the origin articles' facts, and where it lives.

It comes from spec/origin/*.toml and the covers: lines of tests/scenarios. --check writes nothing and complains about a
row without a home, a home that is not there, and a document that says something else."""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

import origin_rows
import source_tree
from source_tree import Complaint

DOCUMENT = "docs/ref/origin-coverage.md"
SECTIONS = (1, 2, 3, 4, 5, 6)
_HEAD = """# Where the origin articles live

Written by `tools/origin_coverage.py` from [`spec/origin/`](../../spec/origin/README.md) and the `covers:` lines of
[`tests/scenarios/`](../../tests/scenarios); do not edit it. `./test checks` fails when a row has no home, when a home or
the words that prove it are gone, and when this page is out of date.

Porchlight began with four articles on cameras that blink red and how to reset them. Each device, light, reset, set-up,
setting and fault that they name is a row here. **Works** means that Porchlight tells it to its owner or does it, as the
row asks; **planned** says what is missing yet.
"""


def _cell(text):
    return text.replace("|", "\\|")


def _link(path):
    return f"[{path}](../../{path})"


def _homes(section, row, played):
    told = [_link(home.path) + (f": “{_cell(home.words)}”" if home.words else "") for home in row.homes]
    return "<br>".join(told + [_link(path) for path in origin_rows.scenarios_of(played, section, row)])


def _state(row):
    return row.state + (f": {_cell(row.missing)}" if row.missing else "")


def _summary(sections):
    counts = Counter(row.state for section in sections for row in section.rows)
    lines = [f"| {state} | {count} |" for state, count in sorted(counts.items(), key=lambda item: (item[0] != "works", item[0]))]
    return "\n".join(["| state | rows |", "|---|---|", *lines])


def document(sections, played):
    """The page, whole."""
    parts = [_HEAD, _summary(sections) + "\n"]
    for section in sections:
        rows = [f"| {row.number} | {_cell(row.name)} | {_homes(section, row, played)} | {_state(row)} |" for row in section.rows]
        parts.append("\n".join([
            f"## {section.number}. {section.title}", "", section.about, "", "| # | row | where it lives | state |", "|---|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def complaints_about(root, facts, sections, played):
    complaints = [*origin_rows.complaints_of(root, sections), *origin_rows.scenario_complaints(root, sections, played)]
    numbers = [section.number for section in sections]
    complaints += [
        Complaint(origin_rows.FOLDER, 1, f"there are {numbers.count(number)} files for section {number} of the facts.", "Each has one.")
        for number in SECTIONS if numbers.count(number) != 1]
    if facts.is_file():
        complaints += origin_rows.facts_complaints(sections, origin_rows.read_facts(facts))
    else:
        print(f"{facts} is not there: the rows were not compared with the facts themselves.")
    return complaints


def document_complaint(root, text):
    if (root / DOCUMENT).is_file() and source_tree.read(root, DOCUMENT) == text:
        return []
    return [Complaint(DOCUMENT, 1, "the page does not say what the data says.", "Run tools/origin_coverage.py and commit the page.")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, only complain")
    parser.add_argument("--root", type=Path, default=source_tree.ROOT, help="the tree to look at")
    parser.add_argument("--facts", type=Path, help="the facts (default: spec/origin-facts.md in $PORCHLIGHT_SHARED or ../shared)")
    options = parser.parse_args()
    root = options.root.resolve()
    shared = Path(os.environ.get("PORCHLIGHT_SHARED", root.parent / "shared"))
    sections, complaints = origin_rows.read_sections(root)
    if not complaints:
        played = origin_rows.read_scenarios(root)
        complaints += complaints_about(root, options.facts or shared / "spec/origin-facts.md", sections, played)
        text = document(sections, played)
        if options.check:
            complaints += document_complaint(root, text)
        elif not complaints:
            (root / DOCUMENT).parent.mkdir(parents=True, exist_ok=True)
            (root / DOCUMENT).write_text(text, encoding="utf-8")
    for complaint in sorted(complaints):
        print(complaint)
    print(f"origin_coverage.py: {sum(len(section.rows) for section in sections)} rows, {len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
