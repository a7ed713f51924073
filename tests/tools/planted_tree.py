# SPDX-License-Identifier: Apache-2.0
"""A small tree with one thing wrong in it, to see that a check finds it."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class PlantedTree(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="porchlight-planted-"))
        self.addCleanup(shutil.rmtree, self.root)
        self.plant("cmake/porchlight.cmake", (ROOT / "cmake/porchlight.cmake").read_text())

    def plant(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run_check(self, tool):
        done = subprocess.run(
            [sys.executable, str(ROOT / "tools" / tool), "--root", str(self.root)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def assert_clean(self, tool):
        code, output = self.run_check(tool)
        self.assertEqual(code, 0, output)

    def assert_found(self, tool, *words):
        code, output = self.run_check(tool)
        self.assertEqual(code, 1, output)
        for word in words:
            self.assertIn(word, output)
