# SPDX-License-Identifier: Apache-2.0
# pl_module, pl_test, pl_fuzz: one line for each room, and the floors they stand on.
#
# A room may use only rooms on lower floors (docs/design/house.md); pl_module refuses any other edge at
# configure time, and tools/check_layers.py checks the #includes likewise.

set(PL_LAYERS
    base:0 rt:1 media:1 light:1 net:2 motion:2 device:2 doctor:2 hal:2 store:2
    sources:3 live:3 bus:3 intake:3 recorder:4 camera:5 hub:5 sim:5 household:6)

function(pl_layer_of name out)
    foreach(entry IN LISTS PL_LAYERS)
        if(entry MATCHES "^${name}:([0-9]+)$")
            set(${out} ${CMAKE_MATCH_1} PARENT_SCOPE)
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "'${name}' is not a room. Rooms and their floors are listed in cmake/porchlight.cmake.")
endfunction()

# pl_module(<room> SOURCES <files> [ROOMS <lower rooms>] [LIBRARIES <third-party targets>] [FUZZED]). FUZZED: it parses
# outside bytes, so in a build with fuzzers its code tells them which branches they reached (and runs three times as slow).
function(pl_module name)
    cmake_parse_arguments(ARG "FUZZED" "" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
    pl_layer_of(${name} layer)
    add_library(pl_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(pl_${name} PUBLIC pl_flags)
    if(PL_FUZZ AND ARG_FUZZED)
        target_compile_options(pl_${name} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
    pl_use_precompiled(pl_${name} rooms)
    foreach(room IN LISTS ARG_ROOMS)
        pl_layer_of(${room} room_layer)
        if(NOT room_layer LESS layer)
            message(FATAL_ERROR
                "${name} (floor ${layer}) may not use ${room} (floor ${room_layer}): a room uses only lower "
                "floors. Move the shared part down, or join the two in a room above both.")
        endif()
        target_link_libraries(pl_${name} PUBLIC pl_${room})
    endforeach()
    target_link_libraries(pl_${name} PUBLIC ${ARG_LIBRARIES})
endfunction()

# What ./test builds with ThreadSanitizer, and what it fuzzes.
add_custom_target(threaded_tests)
add_custom_target(fuzz_targets)

# pl_test(<room> SOURCES <*_test.cpp> [ROOMS <other rooms the tests use>] [LIBRARIES <targets>] [THREADED]):
# one binary per room. THREADED: its tests run more than one thread, so ThreadSanitizer looks at them too.
function(pl_test name)
    if(NOT PL_TESTS)
        return()
    endif()
    cmake_parse_arguments(ARG "THREADED" "" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
    add_executable(${name}_test ${ARG_SOURCES})
    target_link_libraries(${name}_test PRIVATE pl_${name} GTest::gmock GTest::gtest_main ${ARG_LIBRARIES})
    foreach(room IN LISTS ARG_ROOMS)
        target_link_libraries(${name}_test PRIVATE pl_${room})
    endforeach()
    target_compile_definitions(${name}_test PRIVATE PL_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    pl_use_precompiled(${name}_test tests)
    add_test(NAME ${name} COMMAND ${name}_test)
    set_tests_properties(${name} PROPERTIES
        TIMEOUT 900
        LABELS "unit"
        ENVIRONMENT "GTEST_OUTPUT=xml:${CMAKE_BINARY_DIR}/results/${name}.xml")
    if(ARG_THREADED)
        set_tests_properties(${name} PROPERTIES LABELS "unit;threaded")
        add_dependencies(threaded_tests ${name}_test)
    endif()
endfunction()

# pl_fuzz(<parser> ROOMS <rooms>): tests/fuzz/<parser>_fuzz.cpp with its corpus in tests/fuzz/corpus/<parser>.
function(pl_fuzz parser)
    if(NOT PL_FUZZ)
        return()
    endif()
    cmake_parse_arguments(ARG "" "" "ROOMS;LIBRARIES" ${ARGN})
    add_executable(${parser}_fuzz ${parser}_fuzz.cpp)
    target_compile_options(${parser}_fuzz PRIVATE -fsanitize=fuzzer)
    target_link_options(${parser}_fuzz PRIVATE -fsanitize=fuzzer)
    foreach(room IN LISTS ARG_ROOMS)
        target_link_libraries(${parser}_fuzz PRIVATE pl_${room})
    endforeach()
    target_link_libraries(${parser}_fuzz PRIVATE pl_flags ${ARG_LIBRARIES})
    add_dependencies(fuzz_targets ${parser}_fuzz)
endfunction()

# pl_embed_texts(<out> <files>): files of the tree as string literals, {"path", "text"} each, for a .cpp.in.
function(pl_embed_texts out)
    set(texts "")
    foreach(file IN LISTS ARGN)
        file(READ ${file} text)
        cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${CMAKE_SOURCE_DIR})
        string(APPEND texts "\n    {\"${file}\", R\"toml(${text})toml\"},")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${file})
    endforeach()
    set(${out} "${texts}" PARENT_SCOPE)
endfunction()
