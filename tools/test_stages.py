# SPDX-License-Identifier: Apache-2.0
"""The stages of ./test. Each takes the root of the tree and gives back Counts."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import test_counts
from test_counts import Counts, one

ASAN = Path("build/asan-ubsan")
TSAN = Path("build/tsan")
SANITIZERS = {
    "ASAN_OPTIONS": "detect_stack_use_after_return=1:check_initialization_order=1:strict_string_checks=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "ASAN_SYMBOLIZER_PATH": "/usr/bin/llvm-symbolizer-19",
    "TSAN_SYMBOLIZER_PATH": "/usr/bin/llvm-symbolizer-19",
}
FUZZ_SECONDS = 8  # for each target; a hunt takes hours and has the preset `fuzz`
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 2 << 30  # bytes; in containers there are often only 64 MiB
TIDY_SECONDS = 300  # what was changed last comes first; all of it takes longer than a test run should


@dataclass
class Stage:
    run: Callable
    needs: tuple = ()
    others_need_it: bool = False


def call(command, **more):
    """Runs a command whose output goes to the terminal; True when it ended well."""
    environment = {**os.environ, **SANITIZERS, **more.pop("environment", {})}
    try:
        return subprocess.run([str(part) for part in command], env=environment, check=False, **more).returncode == 0
    except FileNotFoundError as error:
        print(error, flush=True)
        return False


def build(_root, preset, targets=()):
    """Configures and builds; a success is no test, a failure is one."""
    wanted = [argument for target in targets for argument in ("--target", target)]
    ok = call(["cmake", "--preset", preset], stdout=subprocess.DEVNULL) and call(
        ["cmake", "--build", "--preset", preset, *wanted])
    return Counts() if ok else Counts(failures=[f"the build of {preset}"])


def checks(_root):
    """What reads the tree without running the program, and the tests of the tools that do so."""
    counts = one("tools/format --check", call(["tools/format", "--check"]))
    for name in ("check_layers.py", "check_style.py", "check_headers.py"):
        counts += one(f"tools/{name}", call([sys.executable, f"tools/{name}"]))
    counts += one("tools/origin_coverage.py --check", call([sys.executable, "tools/origin_coverage.py", "--check"]))
    counts += one("tools/red_light_guide.py --check", call([sys.executable, "tools/red_light_guide.py", "--check"]))
    return counts + python_tests("tests/tools")


def python_tests(folder):
    """The unittest files of a folder, each in a process of its own, so that one cannot spoil another, and as many at a
    time as there are cores: most of them wait. The longest begin first."""
    def run(file):
        done = subprocess.run([sys.executable, "-m", "unittest", "-v", file.stem], env={**os.environ, **SANITIZERS}, text=True,
                              check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder)
        print(done.stdout, end="", flush=True)
        return test_counts.from_unittest(file.name, done.stdout)

    files = sorted(Path(folder).glob("*_test.py"), key=lambda file: -file.stat().st_size)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return sum(pool.map(run, files), Counts())


@contextmanager
def files_in_memory():
    """Where tests put their files, as a part of their environment: in memory when there is room. Some wait for the disk a
    thousand times, and none takes the power from it: a cut that a test plays falls between two steps of our own."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ENOUGH_MEMORY:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="pl-test-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # VLC, which a test starts as nobody, reads its film there
        yield {"TMPDIR": folder}


def ctest(build_dir, label, environment=None):
    results, junit = Path(build_dir / "results"), Path(build_dir / f"ctest-{label}.xml").absolute()
    shutil.rmtree(results, ignore_errors=True)
    results.mkdir(parents=True)
    with files_in_memory() as folder:
        call(["ctest", "--test-dir", build_dir, "-L", f"^{label}$", "--output-on-failure", "-j", os.cpu_count() or 2,
              "--output-junit", junit, "--no-tests=ignore"], environment={**(environment or {}), **folder})
    return test_counts.from_ctest(junit, results) if junit.exists() else Counts(failures=[f"ctest -L {label}"])


def unit(_root):
    return ctest(ASAN, "unit")


def scenario(_root):
    return ctest(ASAN, "scenario")


def threads(root):
    counts = build(root, "tsan", ["threaded_tests"])
    if counts.failed:
        return counts
    suppressions = Path("tests/tsan.supp").absolute()
    return counts + ctest(TSAN, "threaded", {"TSAN_OPTIONS": f"suppressions={suppressions}:halt_on_error=0"})


def fuzz(_root):
    """Each parser of outside bytes for some seconds, from its corpus, as many at a time as there are cores; what it finds
    stays in build/."""
    def hunt(source):
        parser = source.stem.removesuffix("_fuzz")
        seeds, found = Path(f"tests/fuzz/corpus/{parser}"), ASAN / "fuzz" / parser
        found.mkdir(parents=True, exist_ok=True)
        folders = [found] + ([seeds] if seeds.is_dir() else [])
        ok = call([ASAN / "bin" / source.stem, f"-max_total_time={FUZZ_SECONDS}", "-timeout=5", "-rss_limit_mb=1024",
                   "-print_final_stats=0", "-verbosity=0", f"-artifact_prefix={found}/", *folders])
        print(f"{parser}: {'no fault' if ok else 'FAULT FOUND, see ' + str(found)}", flush=True)
        return one(f"fuzz {parser}", ok)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return sum(pool.map(hunt, sorted(Path("tests/fuzz").glob("*_fuzz.cpp"))), Counts())


def web(root):
    """The app: its build, its types and rules, its unit tests, and the browser against a real hub."""
    if not Path("web/package.json").exists():
        print("There is no web app yet.")
        return Counts()
    if not call(["tools/build_web", "asan-ubsan"]):
        return Counts(failures=["the build of web"])
    reports = (root / "build/web-results").absolute()
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True)
    counts = one("web: npm run check", call(["npm", "run", "--silent", "check"], cwd="web"))
    call(["npm", "test", "--silent", "--", "--reporter=default", "--reporter=json", f"--outputFile.json={reports}/unit.json"],
         cwd="web")
    counts += read_report(reports / "unit.json", test_counts.from_vitest, "web: npm test")
    return counts + browser_tests(root, reports)


def browser_tests(root, reports):
    if not list(Path("web").glob("playwright.config.*")):
        print("There are no browser tests yet.")
        return Counts()
    call(["npm", "run", "--silent", "e2e", "--", "--reporter=list,json"], cwd="web", environment={
        "PLAYWRIGHT_JSON_OUTPUT_NAME": str(reports / "browser.json"),
        "PORCHLIGHT_BIN": str(root / ASAN / "bin/porchlight"),
    })
    return read_report(reports / "browser.json", test_counts.from_playwright, "web: npm run e2e")


def read_report(file, reader, name):
    return reader(file) if file.exists() else Counts(failures=[f"{name}: left no report"])


def system(root):
    """Real processes, real clients: tests/system/*_test.py drive the program, label `system` is for C++."""
    os.environ["PORCHLIGHT_BIN"] = str(root / ASAN / "bin/porchlight")
    return ctest(ASAN, "system") + python_tests("tests/system")


def tidy(_root):
    return one("tools/tidy", call([sys.executable, "tools/tidy", "--within", TIDY_SECONDS]))


STAGES = {
    "build": Stage(lambda root: build(root, "asan-ubsan"), others_need_it=True),
    "checks": Stage(checks),
    "unit": Stage(unit, needs=("build",)),
    "scenario": Stage(scenario, needs=("build",)),
    "fuzz": Stage(fuzz, needs=("build",)),
    "web": Stage(web, needs=("build",)),
    "system": Stage(system, needs=("build",)),
    "threads": Stage(threads),
    "tidy": Stage(tidy),
}
