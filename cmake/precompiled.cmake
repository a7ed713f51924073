# SPDX-License-Identifier: Apache-2.0
# Precompiled headers: what nearly every file includes of the standard library, Boost, fmt and GoogleTest is read once, not
# for each file, which would be a third of the time of a build.
#
# - Only headers of the system. What ./test builds (PL_FUZZ) and what clang-tidy reads does without them in the rooms: there
#   a file that leans on others' includes does not compile.
# - No path of this checkout in the file, nor in the flags of those who use it: so checkouts of one commit go on sharing
#   what ccache holds. CMake's own target_precompile_headers() puts one into both.
# - With clang and Ninja only. Others just read the headers.

option(PL_PRECOMPILE "Precompile headers of the system (clang and Ninja only)" ON)

set(PL_PRECOMPILED_HEADERS
    algorithm array charconv chrono cmath compare deque filesystem fstream functional list map memory mutex optional random
    ranges set span string string_view unordered_map variant vector
    fmt/format.h
    boost/asio/as_tuple.hpp boost/asio/awaitable.hpp boost/asio/co_spawn.hpp boost/asio/post.hpp
    boost/asio/steady_timer.hpp boost/asio/this_coro.hpp boost/asio/use_awaitable.hpp
    boost/json/object.hpp boost/json/value.hpp)

# pl_precompile(<name> <headers>): precompiled/<name>.pch in the build folder, with the flags that every target shares.
function(pl_precompile name)
    string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
    separate_arguments(flags NATIVE_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${config}}")
    string(REPLACE ";" ";-include;" includes "${ARGN}")
    set(definitions $<TARGET_PROPERTY:pl_precompiled_${name},INTERFACE_COMPILE_DEFINITIONS>)
    set(file ${CMAKE_BINARY_DIR}/precompiled/${name}.pch)
    # The compiler wants a main file and notes its path, so that is one of the system too.
    add_custom_command(OUTPUT ${file}
        COMMAND ${CMAKE_CXX_COMPILER} -std=c++${CMAKE_CXX_STANDARD} ${flags}
            $<TARGET_PROPERTY:pl_precompiled_${name},INTERFACE_COMPILE_OPTIONS>
            "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
            -fpch-instantiate-templates -Wno-pragma-once-outside-header -include ${includes}
            -x c++-header ${Boost_INCLUDE_DIRS}/boost/asio/any_io_executor.hpp -MD -MF ${file}.d -o ${file}
        DEPFILE ${file}.d
        COMMENT "Precompiling headers of the system: ${name}"
        COMMAND_EXPAND_LISTS VERBATIM)
    add_custom_target(precompiled_${name} DEPENDS ${file})
endfunction()

# pl_use_precompiled(<target> rooms|tests): call it when the target has its sources.
function(pl_use_precompiled target name)
    if(NOT TARGET precompiled_${name})
        return()
    endif()
    # Relative to the folder that Ninja compiles in, for ccache's sake.
    target_compile_options(${target} PRIVATE "SHELL:-include-pch precompiled/${name}.pch")
    get_target_property(sources ${target} SOURCES)
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS ${CMAKE_BINARY_DIR}/precompiled/${name}.pch)
endfunction()

if(PL_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_GENERATOR STREQUAL "Ninja")
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/precompiled)
    if(NOT PL_FUZZ)
        add_library(pl_precompiled_rooms INTERFACE)
        target_link_libraries(pl_precompiled_rooms INTERFACE pl_flags pl_asio fmt::fmt Boost::json)
        pl_precompile(rooms ${PL_PRECOMPILED_HEADERS})
    endif()
    if(PL_TESTS)
        add_library(pl_precompiled_tests INTERFACE)
        target_link_libraries(pl_precompiled_tests INTERFACE pl_flags pl_asio fmt::fmt Boost::json GTest::gmock)
        pl_precompile(tests ${PL_PRECOMPILED_HEADERS} gtest/gtest.h gmock/gmock.h)
    endif()
endif()
