# SPDX-License-Identifier: Apache-2.0
# The compilers that build Porchlight, and the flags that every target shares.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    message(FATAL_ERROR
        "GCC ${CMAKE_CXX_COMPILER_VERSION} cannot build Porchlight: it destroys some temporaries inside "
        "co_await expressions twice, which corrupts memory. Use clang 19 (Debian package clang-19, then "
        "-DCMAKE_CXX_COMPILER=clang++-19, or a preset) or GCC 13 or newer.")
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
    message(FATAL_ERROR
        "clang ${CMAKE_CXX_COMPILER_VERSION} is older than the clang 19 that Porchlight is tested with. "
        "Install the Debian package clang-19 and use -DCMAKE_CXX_COMPILER=clang++-19, or a preset.")
elseif(NOT CMAKE_CXX_COMPILER_ID MATCHES "^(Clang|GNU)$")
    message(FATAL_ERROR "Porchlight builds with clang 19 or GCC 13 and newer, not with ${CMAKE_CXX_COMPILER_ID}.")
endif()

option(PL_TESTS "Build the tests" ON)
option(PL_BENCH "Build the benchmarks" OFF)
option(PL_FUZZ "Build the libFuzzer targets (clang only)" OFF)
set(PL_SANITIZE "" CACHE STRING "Sanitizers, as clang names them: address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(PL_CCACHE ccache)
if(PL_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # Two checkouts of one commit share what they compiled, wherever they lie. ccache asks for the
    # sloppiness where headers are precompiled: no file of ours uses __TIME__, or sets what a precompiled header reads.
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true
        CCACHE_SLOPPINESS=pch_defines,time_macros ${PL_CCACHE})
endif()

add_library(pl_flags INTERFACE)
target_include_directories(pl_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
# Nobody asks errno after a square root; only without it do loops over pixels vectorise.
target_compile_options(pl_flags INTERFACE
    -fno-math-errno -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Werror
    -fPIE -Wformat=2 -fstack-protector-strong -fstack-clash-protection -ftrivial-auto-var-init=zero)
target_compile_definitions(pl_flags INTERFACE _GLIBCXX_ASSERTIONS)
target_link_options(pl_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # libstdc++ 12 keeps std::views behind a feature test that clang 19 passes; no other special case.
    target_compile_options(pl_flags INTERFACE -Wthread-safety)
    target_link_options(pl_flags INTERFACE -fuse-ld=lld)
endif()
if(NOT PL_SANITIZE)
    target_compile_definitions(pl_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
else()
    target_compile_options(pl_flags INTERFACE -fsanitize=${PL_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(pl_flags INTERFACE -fsanitize=${PL_SANITIZE})
    if(PL_SANITIZE MATCHES "undefined")
        target_compile_options(pl_flags INTERFACE -fno-sanitize-recover=undefined)
    endif()
endif()
if(PL_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "libFuzzer comes with clang: set PL_FUZZ=OFF or build with clang++-19.")
    endif()
endif()
