#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the stages of ./test, times them, counts their tests and ends with "N passed, M failed".

A stage that fails does not hide the ones after it. What a stage needs (a build) is run before it
once, and only when a wanted stage needs it.
"""

import os
import sys
import time
from pathlib import Path

import test_stages
from test_counts import Counts

ROOT = Path(__file__).resolve().parent.parent


def run_stage(name, stage):
    """Runs one stage; prints its heading, its counts and its time."""
    print(f"\n=== {name} ===", flush=True)
    start = time.monotonic()
    counts = stage(ROOT)
    seconds = time.monotonic() - start
    print(f"=== {name}: {counts.line()}, {seconds:.0f} s", flush=True)
    return name, counts, seconds


def plan(wanted):
    """The stages to run, in order, with the builds that they need."""
    chosen = [name for name in test_stages.STAGES if not wanted or name in wanted]
    needed = [need for name in chosen for need in test_stages.STAGES[name].needs]
    return [name for name in test_stages.STAGES if name in chosen or name in needed]


def summary(results):
    print("\n=== all stages ===")
    for name, counts, seconds in results:
        print(f"{name:<10} {counts.line():<40} {seconds:6.0f} s")
        for failure in counts.failures:
            print(f"           failed: {failure}")


def main(wanted):
    unknown = [name for name in wanted if name not in test_stages.STAGES]
    if unknown:
        print(f"test: there is no stage '{unknown[0]}'; there are: {' '.join(test_stages.STAGES)}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    results, broken = [], set()
    for name in plan(wanted):
        missing = broken.intersection(test_stages.STAGES[name].needs)
        if missing:
            why = f"{name}: not run, because {' and '.join(sorted(missing))} failed"
            results.append((name, Counts(failures=[why]), 0.0))
            continue
        results.append(run_stage(name, test_stages.STAGES[name].run))
        if results[-1][1].failed and test_stages.STAGES[name].others_need_it:
            broken.add(name)
    summary(results)
    passed = sum(counts.passed for _, counts, _ in results)
    failed = sum(counts.failed for _, counts, _ in results)
    print(f"\n{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
