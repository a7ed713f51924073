# SPDX-License-Identifier: Apache-2.0
import json
import unittest

from planted_tree import PlantedTree


class CheckHeaders(PlantedTree):
    tool = "check_headers.py"

    def setUp(self):
        super().setUp()
        self.plant_flags("")

    def plant_flags(self, flags):
        command = f"clang++-19 -I{self.root}/src {flags} -std=c++20 -o x.o -c x.cpp"
        entry = {"directory": str(self.root), "command": command, "file": f"{self.root}/src/media/x.cpp"}
        self.plant("build/asan-ubsan/compile_commands.json", json.dumps([entry]))

    def test_a_header_that_includes_what_it_uses_passes(self):
        self.plant("src/media/a.hpp", "#pragma once\n#include <string>\nstd::string name();\n")
        self.assert_clean(self.tool)

    def test_a_header_that_leans_on_others_is_found(self):
        self.plant("src/media/a.hpp", "#pragma once\nstd::string name();\n")
        self.assert_found(self.tool, "src/media/a.hpp:1: it does not compile alone")

    def test_a_precompiled_header_hides_nothing(self):
        self.plant_flags("-include-pch precompiled/tests.pch")
        self.plant("src/media/a.hpp", "#pragma once\nstd::string name();\n")
        self.assert_found(self.tool, "src/media/a.hpp:1: it does not compile alone: src/media/a.hpp:2")
        self.plant("src/media/a.hpp", "#pragma once\n#include <string>\nstd::string name();\n")
        self.assert_clean(self.tool)

    def test_its_source_includes_it_first(self):
        self.plant("src/media/a.hpp", "#pragma once\n")
        self.plant("src/media/a.cpp", '// text\n#include <string>\n#include "media/a.hpp"\n')
        self.assert_found(self.tool, "src/media/a.cpp:2:", '"media/a.hpp" is not the first include')
        self.plant("src/media/a.cpp", '// text\n#include "media/a.hpp"\n#include <string>\n')
        self.assert_clean(self.tool)


if __name__ == "__main__":
    unittest.main()
