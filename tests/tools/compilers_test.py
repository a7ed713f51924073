# SPDX-License-Identifier: Apache-2.0
"""The compilers that must be refused are refused, with the reason."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Compilers(unittest.TestCase):
    def configure(self, compiler):
        if not shutil.which(compiler):
            self.skipTest(f"{compiler} is not installed")
        with tempfile.TemporaryDirectory(prefix="porchlight-compiler-") as folder:
            done = subprocess.run(
                ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={compiler}"],
                capture_output=True, text=True, check=False)
        return done.returncode, " ".join(done.stderr.split())

    def test_gcc_12_is_refused_with_the_reason(self):
        code, output = self.configure("g++-12")
        self.assertNotEqual(code, 0)
        self.assertIn("cannot build Porchlight: it destroys some temporaries inside co_await expressions twice", output)
        self.assertIn("Use clang 19", output)

    def test_an_old_clang_is_refused(self):
        code, output = self.configure("clang++-14")
        self.assertNotEqual(code, 0)
        self.assertIn("older than the clang 19", output)


if __name__ == "__main__":
    unittest.main()
