# SPDX-License-Identifier: Apache-2.0
"""How many tests passed, from the reports of each runner that Porchlight uses."""

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field


@dataclass
class Counts:
    passed: int = 0
    skipped: int = 0
    failures: list = field(default_factory=list)  # one sentence for each failed test

    @property
    def failed(self):
        return len(self.failures)

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.skipped + other.skipped, self.failures + other.failures)

    def line(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def one(name, ok):
    """A check that is a single test."""
    return Counts(passed=1) if ok else Counts(failures=[name])


def from_gtest(report):
    """Counts of one GoogleTest XML file."""
    counts = Counts()
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        if case.get("result") == "skipped" or case.get("status") == "notrun":
            counts.skipped += 1
        elif case.find("failure") is not None:
            counts.failures.append(f"{case.get('classname')}.{case.get('name')}")
        else:
            counts.passed += 1
    return counts


def from_ctest(junit, results):
    """Counts of a ctest run: of the GoogleTest file that each binary left in `results`, else of the binary.

    A binary that dies, leaks or trips a sanitizer fails even when each of its tests had passed.
    """
    counts = Counts()
    for case in ElementTree.parse(junit).getroot().iter("testcase"):
        name, ok = case.get("name"), case.get("status") == "run"
        if case.get("status") == "notrun":
            counts += Counts(failures=[f"{name}: could not be run"])
            continue
        report = results / f"{name}.xml"
        inner = from_gtest(report) if report.exists() and report.stat().st_size else Counts(passed=1 if ok else 0)
        counts += inner
        if not ok and not inner.failed:
            counts += Counts(failures=[f"{name}: the binary itself failed (sanitizer, leak, crash or time-out)"])
    return counts


def from_unittest(name, text):
    """Counts of Python's unittest, from what it prints."""
    ran = re.search(r"^Ran (\d+) tests? in", text, re.MULTILINE)
    if not ran:
        return Counts(failures=[f"{name}: did not finish"])
    bad = re.findall(r"^(?:FAIL|ERROR): (.+)$", text, re.MULTILINE)
    skipped = sum(int(n) for n in re.findall(r"\bskipped=(\d+)", text))
    return Counts(max(0, int(ran.group(1)) - len(bad) - skipped), skipped, [f"{name}: {test}" for test in bad])


def from_vitest(report):
    data = json.loads(report.read_text())
    failures = [
        test["fullName"] for suite in data["testResults"] for test in suite["assertionResults"] if test["status"] == "failed"
    ]
    failures += [suite["name"] for suite in data["testResults"] if suite["status"] == "failed" and not suite["assertionResults"]]
    return Counts(data["numPassedTests"], data["numPendingTests"], failures)


def _playwright_specs(suite):
    yield from suite.get("specs", [])
    for inner in suite.get("suites", []):
        yield from _playwright_specs(inner)


def from_playwright(report):
    """A test that passed only when it was tried again has failed: nothing here may depend on luck."""
    data = json.loads(report.read_text())
    counts = Counts()
    for suite in data["suites"]:
        for spec in _playwright_specs(suite):
            for test in spec["tests"]:
                if test["status"] == "expected":
                    counts.passed += 1
                elif test["status"] == "skipped":
                    counts.skipped += 1
                else:
                    counts.failures.append(f"{spec['file']}: {spec['title']} ({test['status']})")
    counts.failures += [error.get("message", "error").splitlines()[0] for error in data.get("errors", [])]
    return counts
