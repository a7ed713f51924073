# SPDX-License-Identifier: Apache-2.0
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import red_light_guide  # noqa: E402


class RedLightGuide(unittest.TestCase):
    def test_only_what_stands_between_the_markers_is_written(self):
        page = "before\n<!-- table: steps wait -->\nwhat was there\n<!-- end -->\nafter\n"
        new = red_light_guide.written(ROOT, page)
        self.assertTrue(new.startswith("before\n<!-- table: steps wait -->\n| what it is | what to do |\n|---|---|\n"))
        self.assertTrue(new.endswith("|\n<!-- end -->\nafter\n"))
        self.assertNotIn("what was there", new)
        self.assertEqual(red_light_guide.written(ROOT, new), new)

    def test_lights_are_those_that_are_red(self):
        table = red_light_guide.lights(ROOT, "blink")
        self.assertIn("| red, 5 blinks, a pause, again |", table)
        self.assertIn("| a faint red glow | at night |", table)
        self.assertNotIn("Ready to be set up", table)

    def test_a_cause_comes_with_a_sign_and_the_gentlest_step(self):
        rows = {row.split(" | ")[0]: row for row in red_light_guide.causes(ROOT, "all").splitlines()}
        battery = rows["| The battery is nearly empty"]
        self.assertIn("What does the app say about its battery? *It is low, or gives a warning.*", battery)
        self.assertIn("Put in two new AA lithium cells", battery)
        self.assertIn("Or, where it is made so: Take it indoors and charge it", battery)
        self.assertNotIn("Reset it to how it came", "".join(rows.values()))

    def test_each_button_tells_how_long_and_what_it_erases(self):
        table = red_light_guide.buttons(ROOT, "all")
        self.assertIn("| Kasa camera | 10 to 15 seconds |", table)
        self.assertIn("| Porchlight camera | 2 to 8 seconds |", table)
        self.assertEqual(table.count("| all settings |"), 8)


if __name__ == "__main__":
    unittest.main()
