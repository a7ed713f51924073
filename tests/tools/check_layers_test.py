# SPDX-License-Identifier: Apache-2.0
import subprocess
import unittest

from planted_tree import PlantedTree


class CheckLayers(PlantedTree):
    tool = "check_layers.py"

    def test_a_lower_floor_may_be_included(self):
        self.plant("src/recorder/clips.cpp", '#include "media/packet.hpp"\n#include "recorder/clips.hpp"\n#include <vector>\n')
        self.assert_clean(self.tool)

    def test_a_higher_floor_may_not(self):
        self.plant("src/media/packet.cpp", '// first line\n#include "hub/config.hpp"\n')
        self.assert_found(self.tool, "src/media/packet.cpp:2:", "media (floor 1) may not include hub (floor 5)")

    def test_rooms_of_one_floor_do_not_see_each_other(self):
        self.plant("src/motion/detector.cpp", '#include "store/store.hpp"\n')
        self.assert_found(self.tool, "motion (floor 2) may not include store (floor 2)")

    def test_an_include_must_start_with_its_room(self):
        self.plant("src/motion/detector.cpp", '#include "detector.hpp"\n')
        self.assert_found(self.tool, 'Write the path from src/: "motion/detector.hpp"')

    def test_only_tests_include_the_support_of_tests(self):
        self.plant("src/motion/detector_test.cpp", '#include "support/frames.hpp"\n')
        self.assert_clean(self.tool)
        self.plant("src/motion/detector.cpp", '#include "support/frames.hpp"\n')
        self.assert_found(self.tool, "src/motion/detector.cpp:1:", "does not start with a room")

    def test_a_folder_that_is_no_room_is_refused(self):
        self.plant("src/misc/things.cpp", "int x;\n")
        self.assert_found(self.tool, "this folder is not a room")

    def test_the_simulator_must_not_know_the_doctor(self):
        self.plant("src/sim/house.cpp", '#include "doctor/causes.hpp"\n')
        self.assert_found(self.tool, "sim must know nothing of doctor")

    def test_each_library_stops_at_its_border(self):
        for include in ("libavcodec/avcodec.h", "boost/beast/http.hpp", "openssl/evp.h", "sqlite3.h", "spdlog/spdlog.h",
                        "toml++/toml.h", "CLI/CLI.hpp", "sodium.h", "srtp2/srtp.h"):
            with self.subTest(include):
                self.plant("src/recorder/clips.cpp", f"#include <{include}>\n")
                self.assert_found(self.tool, "stops at")

    def test_ffmpeg_may_be_used_in_media(self):
        self.plant("src/media/decoder.cpp", "#include <libavcodec/avcodec.h>\n")
        self.assert_clean(self.tool)

    def test_asio_stays_out_of_the_headers_of_other_rooms(self):
        self.plant("src/recorder/clips.cpp", "#include <boost/asio/post.hpp>\n")
        self.assert_clean(self.tool)
        self.plant("src/recorder/clips.hpp", "#include <boost/asio/post.hpp>\n")
        self.assert_found(self.tool, "src/recorder/clips.hpp:1:", "Asio stops at")


class LayersInCMake(PlantedTree):
    """pl_module() refuses the same edges when the build is configured."""

    def configure(self, rooms):
        self.plant("CMakeLists.txt", f"""
            cmake_minimum_required(VERSION 3.25)
            project(planted LANGUAGES NONE)
            include(cmake/porchlight.cmake)
            function(add_library)
            endfunction()
            function(target_link_libraries)
            endfunction()
            function(pl_use_precompiled)
            endfunction()
            pl_module(media SOURCES packet.cpp ROOMS {rooms})
            """)
        done = subprocess.run(["cmake", "-S", self.root, "-B", self.root / "build"], capture_output=True, text=True, check=False)
        return done.returncode, " ".join(done.stderr.split())

    def test_a_good_edge_configures(self):
        code, output = self.configure("base")
        self.assertEqual(code, 0, output)

    def test_a_wrong_edge_is_a_configure_error(self):
        code, output = self.configure("base recorder")
        self.assertNotEqual(code, 0)
        self.assertIn("media (floor 1) may not use recorder (floor 4)", output)


if __name__ == "__main__":
    unittest.main()
