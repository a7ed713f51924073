#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of the house that clang-tidy does not know. Each complaint says where, why, and what instead."""

import source_tree
from source_tree import Complaint
from style_rules import RULES

LICENCE = "SPDX-License-Identifier: Apache-2.0"
LICENSED = (".cpp", ".hpp", ".in", ".py", ".sh", ".ts", ".tsx", ".mjs", ".css", ".cmake", "CMakeLists.txt", ".sql", ".supp")
MEASURED = (".cpp", ".hpp", ".py", ".ts", ".tsx", ".mjs", ".css")
LONGEST, LONG, LONG_HEADER = 600, 400, 250


def licence_complaint(name, lines):
    is_script = bool(lines) and lines[0].startswith("#!")
    if not name.endswith(LICENSED) and not is_script:
        return None
    if LICENCE in (lines[1] if is_script and len(lines) > 1 else lines[0] if lines else ""):
        return None
    return Complaint(name, 1, "the licence line is missing.", f"Begin with a comment of: {LICENCE}")


def length_complaint(name, lines):
    if not name.endswith(MEASURED) or len(lines) <= LONGEST:
        return None
    return Complaint(name, LONGEST + 1, f"the file has {len(lines)} lines, {LONGEST} is the limit.", "It holds more than one thing: split it.")


def length_warning(name, lines):
    limit = LONG_HEADER if name.endswith(".hpp") else LONG
    if name.endswith(MEASURED) and limit < len(lines) <= LONGEST:
        print(f"{name}: warning: {len(lines)} lines; aim at {limit} or less.")


def pragma_complaint(name, text):
    if name.endswith(".hpp") and "#pragma once" not in text:
        return Complaint(name, 1, "the header can be included twice.", "Add #pragma once after the licence line.")
    return None


def rule_complaints(name, text, code):
    for rule in RULES:
        if not rule.holds_for(name):
            continue
        looked_at = text if rule.reads_comments else code
        for match in rule.matches(looked_at):
            yield Complaint(name, source_tree.line_of(looked_at, match.start()), rule.reason, rule.instead)


def check(root):
    complaints = []
    names = [name for name in source_tree.files(root) if not name.endswith((".png", ".jpg", ".ico", ".mp4", ".woff2", ".bin"))]
    for name in names:
        if "/corpus/" in name:
            continue
        text = source_tree.read(root, name)
        lines = text.splitlines()
        code = source_tree.without_comments(text) if name.endswith((".cpp", ".hpp")) else text
        length_warning(name, lines)
        found = [licence_complaint(name, lines), length_complaint(name, lines), pragma_complaint(name, text)]
        complaints += [complaint for complaint in found if complaint]
        complaints += rule_complaints(name, text, code)
    return complaints, len(names)


if __name__ == "__main__":
    source_tree.run(__doc__, check)
