# SPDX-License-Identifier: Apache-2.0
import sys
import unittest

from planted_tree import ROOT, PlantedTree

sys.path.insert(0, str(ROOT / "tools"))
from style_rules import RULES  # noqa: E402

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"

# One planted wrong for each rule: (file, text). The text stands on line 2.
PLANTED = {
    "wall clock": ("src/hub/a.cpp", "auto now = std::chrono::system_clock::now();"),
    "steady clock": ("src/hub/a.cpp", "auto now = std::chrono::steady_clock::now();"),
    "sleep": ("src/hub/a_test.cpp", "std::this_thread::sleep_for(1s);"),
    "random": ("src/hub/a.cpp", "std::random_device seed;"),
    "reference into a coroutine": ("src/hub/a.cpp", "rt::Task<int> ask(const Clip& clip) {\n    co_return 1;\n}"),
    "capturing coroutine lambda": ("src/hub/a.cpp", "auto f = [this](int n) -> rt::Task<int> { co_return n; };"),
    "lambda inside co_await": ("src/hub/a.cpp", "co_await offload(pool, [clip] { return clip; });"),
    "name": ("src/hub/a.hpp", "#pragma once\nclass CameraManager {"),
    "output": ("src/hub/a.cpp", 'std::cout << "hello";'),
    "throw": ("src/hub/a.cpp", "throw std::runtime_error(text);"),
    "using namespace in a header": ("src/hub/a.hpp", "#pragma once\nusing namespace std;"),
    "detached thread": ("src/hub/a.cpp", "std::thread worker([] {});"),
    "disabled test": ("src/hub/a_test.cpp", "GTEST_SKIP();"),
    "silenced lint": ("src/hub/a.cpp", "int* x = (int*)y;  // NOLINT"),
    "open end": ("src/hub/a.cpp", "// TODO: make it nice"),
    "path of one machine": ("docs/a.md", "see /work/" + "shared/design.md"),
}

# What the rules must leave alone.
GOOD = {
    "src/base/clock.cpp": "auto now = std::chrono::system_clock::now();",
    "src/hub/comment.cpp": "// We do not throw, nor call std::cout or system_clock::now().",
    "src/hub/text.cpp": 'log("throw std::cout sleep(3)");',
    "src/hub/task.cpp": "rt::Task<int> ask(Clip clip) {\n    co_return 1;\n}",
    "src/hub/forward.cpp": "rt::Task<int> ask(const Clip& clip) {\n    return ask_owned(clip);\n}\nrt::Task<int> f() {\n    co_return 1;\n}",
    "src/hub/named.cpp": "auto work = [clip] { return clip; };\nco_await offload(pool, std::move(work));",
    "src/hub/rt_sleep.cpp": "PL_CO_TRY_VOID(co_await rt::sleep_for(wait));",
    "src/hub/reason.cpp": "f(x);  // NOLINT(bugprone-use-after-move): the point of the test",
    "src/hub/open.cpp": "// TODO: drop this until the camera names its codec",
}


class CheckStyle(PlantedTree):
    tool = "check_style.py"

    def test_each_rule_finds_its_planted_wrong(self):
        self.assertEqual({rule.name for rule in RULES}, set(PLANTED), "each rule has one planted wrong")
        for rule in RULES:
            with self.subTest(rule.name):
                name, text = PLANTED[rule.name]
                self.plant(name, LICENCE + text + "\n")
                line = 3 if text.startswith("#pragma") else 2
                self.assert_found(self.tool, f"{name}:{line}: {rule.reason}", rule.instead, "1 complaints")
                (self.root / name).unlink()

    def test_good_code_is_left_alone(self):
        for name, text in GOOD.items():
            with self.subTest(name):
                self.plant(name, LICENCE + text + "\n")
                self.assert_clean(self.tool)

    def test_the_licence_line_is_first(self):
        self.plant("src/hub/a.cpp", "int x;\n" + LICENCE)
        self.assert_found(self.tool, "src/hub/a.cpp:1: the licence line is missing")

    def test_a_script_has_it_after_its_first_line(self):
        self.plant("tools/thing", "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\n")
        self.assert_clean(self.tool)
        self.plant("tools/thing", "#!/usr/bin/env bash\necho\n")
        self.assert_found(self.tool, "tools/thing:1: the licence line is missing")

    def test_a_header_can_be_included_once_only(self):
        self.plant("src/hub/a.hpp", LICENCE + "int x();\n")
        self.assert_found(self.tool, "src/hub/a.hpp:1: the header can be included twice")

    def test_a_file_has_at_most_600_lines(self):
        self.plant("src/hub/a.cpp", LICENCE + "int x;\n" * 599)
        self.assert_clean(self.tool)
        self.plant("src/hub/a.cpp", LICENCE + "int x;\n" * 600)
        self.assert_found(self.tool, "src/hub/a.cpp:601: the file has 601 lines")


if __name__ == "__main__":
    unittest.main()
