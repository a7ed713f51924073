# SPDX-License-Identifier: Apache-2.0
"""The doctor in a real home of network namespaces: some faults, and one home without any. bench/doctor_lab.py has all."""
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

import hub as testhub

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lab"))

import faults  # noqa: E402
import world  # noqa: E402

SOME = ["router hung", "line cut", "name server lies", "wrong password", "camera's door shut", "address moved",
        "certificate run out", "drive read-only"]


@unittest.skipUnless(os.geteuid() == 0 and shutil.which("nft") and world.is_permitted(),
                     "this machine does not let us make network namespaces (needs root, nftables and dnsmasq)")
class DoctorLab(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.material = tempfile.TemporaryDirectory(prefix="porchlight-lab-")
        world.make_material(cls.material.name)

    @classmethod
    def tearDownClass(cls):
        cls.material.cleanup()

    def look(self, differences, deed=None, words=None):
        with world.World(self.material.name, **differences) as home:
            if deed:
                deed(home)
            return home.diagnose(testhub.binary(), words)

    def test_names_what_is_broken_within_eight_seconds(self):
        for fault in faults.FAULTS:
            if fault.name not in SOME:
                continue
            with self.subTest(fault.name):
                told = self.look(fault.differences, fault.deed, fault.words)
                self.assertIn(told["causes"][0]["id"], fault.is_it, told)
                self.assertLess(told["probe_seconds"], 8.5)

    def test_finds_nothing_in_a_home_without_a_fault(self):
        told = self.look({})
        self.assertLess(told["causes"][0]["p"], 0.5, told)
        probes = {probe["id"]: probe["value"] for probe in told["probes"]}
        self.assertEqual(probes["stream_answer"], "video", probes)
        self.assertEqual(probes["internet_by_address"], "yes", probes)


if __name__ == "__main__":
    unittest.main()
