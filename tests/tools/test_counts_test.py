# SPDX-License-Identifier: Apache-2.0
"""./test counts what the runners report, and a failure is never lost on the way."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import test_counts  # noqa: E402

GTEST = """<testsuites><testsuite name="Zones">
  <testcase name="Covers" classname="Zones" status="run" result="completed"/>
  <testcase name="Skips" classname="Zones" status="run" result="skipped"><skipped message="no video"/></testcase>
  {more}</testsuite></testsuites>"""
BROKEN = '<testcase name="Breaks" classname="Zones" status="run" result="completed"><failure message="no"/></testcase>'


class TestCounts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="porchlight-counts-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return self.folder / name

    def ctest(self, status):
        junit = self.write("ctest.xml", f'<testsuite><testcase name="motion" status="{status}"/></testsuite>')
        return test_counts.from_ctest(junit, self.folder)

    def test_each_test_of_a_binary_counts(self):
        self.write("motion.xml", GTEST.format(more=BROKEN))
        counts = self.ctest("fail")
        self.assertEqual((counts.passed, counts.skipped, counts.failures), (1, 1, ["Zones.Breaks"]))

    def test_a_leak_after_good_tests_is_a_failure(self):
        self.write("motion.xml", GTEST.format(more=""))
        self.assertEqual((self.ctest("run").failed, self.ctest("fail").failed), (0, 1))

    def test_a_binary_that_died_without_a_report_is_a_failure(self):
        self.assertEqual((self.ctest("fail").passed, self.ctest("fail").failed), (0, 1))

    def test_a_binary_that_was_not_built_is_a_failure(self):
        self.assertEqual(self.ctest("notrun").failed, 1)

    def test_unittest(self):
        text = "FAIL: test_a (x.X)\nERROR: test_b (x.X)\n\nRan 5 tests in 0.1s\n\nFAILED (failures=1, errors=1, skipped=1)\n"
        counts = test_counts.from_unittest("x_test.py", text)
        self.assertEqual((counts.passed, counts.skipped, counts.failed), (2, 1, 2))
        self.assertEqual(test_counts.from_unittest("x_test.py", "Traceback").failed, 1)

    def test_vitest(self):
        bad = {"status": "failed", "fullName": "router goes home"}
        report = {"numPassedTests": 3, "numPendingTests": 0, "testResults": [{"status": "failed", "name": "a", "assertionResults": [bad]}]}
        counts = test_counts.from_vitest(self.write("v.json", json.dumps(report)))
        self.assertEqual((counts.passed, counts.failures), (3, ["router goes home"]))

    def test_a_browser_test_that_needed_a_second_try_has_failed(self):
        specs = [{"title": str(i), "file": "f", "tests": [{"status": s}]} for i, s in enumerate(["expected", "flaky", "skipped"])]
        report = {"suites": [{"specs": [], "suites": [{"specs": specs}]}], "errors": []}
        counts = test_counts.from_playwright(self.write("p.json", json.dumps(report)))
        self.assertEqual((counts.passed, counts.failed, counts.skipped), (1, 1, 1))


if __name__ == "__main__":
    unittest.main()
