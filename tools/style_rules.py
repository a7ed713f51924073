# SPDX-License-Identifier: Apache-2.0
"""The rules of check_style.py that are patterns. A new rule is a new entry, and a planted wrong in
tests/tools/check_style_test.py."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    name: str
    pattern: str
    reason: str
    instead: str
    where: tuple = ("src/", "apps/")  # path starts
    suffixes: tuple = (".cpp", ".hpp")
    not_in: tuple = ()  # path starts that the rule leaves alone
    tests: bool = True  # does it hold for *_test.cpp, too?
    reads_comments: bool = False
    exceptions: dict = field(default_factory=dict)  # path: why the rule does not hold there

    def holds_for(self, path):
        is_test = path.endswith(("_test.cpp", "_contract.hpp", "_fixture.hpp", "_for_test.hpp"))
        return (
            path.startswith(self.where) and path.endswith(self.suffixes) and not path.startswith(self.not_in or ("\0",))
            and path not in self.exceptions and (self.tests or not is_test)
        )

    def matches(self, text):
        return re.finditer(self.pattern, text, re.MULTILINE)


_TASK = r"(?:rt::)?(?:Task|asio::awaitable)<[^;{}()]*>\s+(?:\w+::)*\w+\("

RULES = (
    Rule(
        "wall clock", r"system_clock::now\s*\(|\bgettimeofday\s*\(|\bstd::time\s*\(|\bclock_gettime\s*\(",
        "the time of day is passed in, so that tests can set it.", "Take a Clock& (base/clock.hpp).",
        not_in=("src/base/",),
        exceptions={
            "src/net/webrtc/dtls_test.cpp": "is the clock that OpenSSL asks",
        }),
    Rule(
        "steady clock", r"steady_clock::now\s*\(|high_resolution_clock",
        "time is passed in, so that tests can set it.", "Take a Clock& (base/clock.hpp), or a deadline of rt/.",
        not_in=("src/base/", "src/rt/"), tests=False,
        exceptions={
            "src/sources/pacer.cpp": "paces real threads of real devices; its tests use a real file",
        }),
    Rule(
        "sleep", r"this_thread::sleep_(?:for|until)|\busleep\s*\(|\bnanosleep\s*\(|(?<![\w:.>])sleep\s*\(\s*\d",
        "nothing sleeps: it delays a stop and makes tests slow and unsure.",
        "Wait for the thing itself, or use rt::sleep_for, which can be cancelled.",
        exceptions={
            "src/media/capture_input.cpp": "libavdevice has no wait for a device that can be interrupted; it polls on its own thread",
            "src/recorder/kill_test.cpp": "its child plays a camera in real time, to be killed at any moment",
        }),
    Rule(
        "random", r"\bstd::random_device\b|\bs?rand\s*\(\s*\)|\bmt19937(?:_64)?\s+\w+;",
        "randomness is passed in, so that tests can repeat it.", "Take a Random& (base/random.hpp).",
        not_in=("src/base/",)),
    Rule(
        "reference into a coroutine", _TASK + r"[^;{)]*(?:&|string_view|\bspan<)[^;{]*\)\s*\{(?=(?:(?!\n\})[\s\S])*\bco_(?:await|return)\b)",
        "this coroutine may outlive what its parameter refers to.", "Pass it by value, or a shared_ptr."),
    Rule(
        "capturing coroutine lambda", r"\[[^\]\[]+\]\s*\([^()]*\)\s*(?:mutable\s*)?->\s*(?:rt::)?(?:Task|asio::awaitable)<",
        "the captures of a lambda die before its coroutine does.", "Make it a function, and pass the values as parameters."),
    Rule(
        "lambda inside co_await", r"co_await\s[^;]*?[(,]\s*\[[^\]\[]+\]\s*(?:\([^()]*\)\s*)?(?:mutable\s*)?\{",
        "temporaries inside co_await are destroyed twice by some compilers.", "Give the lambda a name, then std::move it into the call.",
        tests=False),
    Rule(
        "name", r"\b(?:class|struct|enum class)\s+\w*(?:Manager|Helpers?|Util(?:s|ity)?|Impl)\b",
        "the name says nothing about what the thing is.", "Name it after what it does or holds."),
    Rule(
        "output", r"\bstd::(?:cout|cerr|clog)\b|(?<![\w:])(?:f|v)?printf\s*\(|\bfmt::print\s*\(|\bputs\s*\(",
        "rooms do not print; the program does.", "Log through base/log.hpp, or return the text.",
        where=("src/",)),
    Rule(
        "throw", r"\bthrow\b(?!\(\))", "our code does not throw.", "Return an Error (base/result.hpp)."),
    Rule(
        "using namespace in a header", r"^\s*using\s+namespace\b", "it changes the names of everyone who includes this.",
        "Write the names out, or use it inside one function of a .cpp.", suffixes=(".hpp",), tests=False,
        exceptions={"src/rt/deadline.hpp": "Asio's || for awaitables lives in a namespace of its own; used in one function"}),
    Rule(
        "detached thread", r"\bpthread_create\b|\.detach\(\)|\bstd::thread\s+\w|\bstd::thread\s*[({]",
        "a thread that nobody joins outlives what it uses.", "Use rt::WorkerPool or rt::IoThread, or a std::jthread member."),
    Rule(
        "disabled test", r"\bTEST\w*\(\s*\w+,\s*DISABLED_|\bGTEST_SKIP\(\)\s*;",
        "a test that does not run must say why.", "Write GTEST_SKIP() << \"why\", or remove it.",
        where=("src/", "apps/", "tests/"),
        exceptions={"src/recorder/kill_test.cpp": "the disabled test is the child process that the other test kills"}),
    Rule(
        "silenced lint", r"NOLINT(?!END)(?!(?:NEXTLINE|BEGIN)?\([^)]*\): \S)",
        "a silenced finding says which and why.", "Write NOLINT(check): reason.", reads_comments=True,
        where=("src/", "apps/", "tests/", "bench/")),
    Rule(
        "open end", r"\b(?:TODO|FIXME|XXX|HACK)\b(?!.*\b(?:because|until|when|once)\b)",
        "an open end says what it waits for.", "Do it, or write TODO: … until/because ….", reads_comments=True,
        where=("src/", "apps/", "tests/", "bench/", "web/src/", "cmake/"),
        suffixes=(".cpp", ".hpp", ".ts", ".tsx", ".css", ".py", ".cmake", "CMakeLists.txt"),
        not_in=("tests/tools/",)),
    Rule(
        "path of one machine", r"(?<![\w.])/(?:work|root|tmp/pl)/",
        "this path exists on one machine only.", "Make it relative, a parameter, or $PORCHLIGHT_SHARED.", reads_comments=True,
        where=("",), suffixes=(
            ".cpp", ".hpp", ".in", ".py", ".sh", ".ts", ".tsx", ".mjs", ".json", ".md", ".cmake", ".txt", ".toml", ".yaml", ".service"),
        not_in=("tools/style_rules.py", "tests/tools/")),
)
