#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""World B: does the doctor name the fault, when the home is real and the fault is too?

Each fault is made in network namespaces with real servers (tests/lab/), and `porchlight doctor --probe` looks at it.
Prints one JSON object. Needs root, iproute2, nftables, dnsmasq and ffmpeg.

    bench/doctor_lab.py --porchlight build/bench/bin/porchlight [--only TEXT] [--healthy 200] [--repeats 1] [--jobs 2]
"""

import argparse
import concurrent.futures
import json
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "lab"))

import faults  # noqa: E402
import world  # noqa: E402

# A cause that is less likely than not is no alarm.
ALARM = 0.5


def first(told):
    """The likeliest cause, and how likely it is."""
    cause = told["causes"][0]
    return cause["id"], cause["p"]


def look_at(fault, material, program):
    with world.World(material, **fault.differences) as home:
        if fault.deed:
            fault.deed(home)
        told = home.diagnose(program, fault.words)
    cause, p = first(told)
    return {
        "fault": fault.name,
        "expected": fault.is_it,
        "cause": cause,
        "p": round(p, 3),
        "cause_right": cause in fault.is_it,
        "layer_right": cause.split(".")[0] in fault.layers,
        "seconds": round(told["probe_seconds"], 2),
        "then": [f"{one['id']} {one['p']:.2f}" for one in told["causes"][1:3]],
        "probes": {probe["id"]: [probe["value"], probe["figures"]] for probe in told["probes"]},
    }


def healthy_weather(number):
    """Homes that work: near and far lines, Wi-Fi that jitters, a little chance."""
    chance = random.Random(number)
    return {
        "weather": {
            "line": {"delay_ms": chance.uniform(1, 60), "jitter_ms": chance.uniform(0, 20), "seed": number},
            "camera": {"delay_ms": chance.uniform(0, 25), "jitter_ms": chance.uniform(0, 20), "seed": number},
        },
        "rtsp": {"rate": chance.choice([10, 12, 15, 25])},
        "onvif": {"ahead_s": chance.uniform(-8, 8)},
        "asks_maker": chance.random() < 0.5,
    }


def look_at_healthy(number, material, program):
    with world.World(material, **healthy_weather(number)) as home:
        told = home.diagnose(program)
    cause, p = first(told)
    return {
        "number": number,
        "cause": cause,
        "p": round(p, 3),
        "healthy": round(told["healthy"], 3),
        "false_alarm": p >= ALARM,
        "seconds": round(told["probe_seconds"], 2),
        "probes": {probe["id"]: [probe["value"], probe["figures"]] for probe in told["probes"]},
    }


def share(rows, key):
    return round(sum(row[key] for row in rows) / len(rows), 4) if rows else None


def right(rows):
    """How many of them were seen right, and those that were not."""
    return {
        "faults": len(rows),
        "cause_right": share(rows, "cause_right"),
        "layer_right": share(rows, "layer_right"),
        "wrong": [{k: row[k] for k in ("fault", "expected", "cause", "p", "then")} for row in rows if not row["cause_right"]],
    }


def summary(rows, healthy):
    well = [row | {"false_alarm": row["p"] >= ALARM} for row in rows["odd"]] + healthy
    seconds = sorted(row["seconds"] for row in [*rows["faults"], *rows["held_out"], *well])
    return {
        **right(rows["faults"]),
        "held_out": right(rows["held_out"]),
        "healthy_runs": len(healthy),
        "odd_homes": len(rows["odd"]),
        "false_alarms": sum(row["false_alarm"] for row in well),
        "alarmed": [row.get("fault", row.get("number")) for row in well if row["false_alarm"]],
        "seconds_median": seconds[len(seconds) // 2],
        "seconds_most": seconds[-1],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--porchlight", required=True)
    parser.add_argument("--only", default="", help="faults whose names hold this")
    parser.add_argument("--healthy", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--each", action="store_true", help="every run, with what the probes saw")
    options = parser.parse_args()
    if not world.is_permitted():
        sys.exit("This machine does not let us make network namespaces; run it as root, with nftables and dnsmasq.")
    program = pathlib.Path(options.porchlight).resolve()
    chosen = {
        kind: [fault for fault in list_ if options.only in fault.name] * options.repeats
        for kind, list_ in (("faults", faults.FAULTS), ("held_out", faults.HELD_OUT), ("odd", faults.ODD_HOMES))
    }
    with tempfile.TemporaryDirectory(prefix="porchlight-lab-") as material:
        world.make_material(material)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            rows = {
                kind: list(pool.map(lambda fault: attempt(look_at, fault, material, program), some))
                for kind, some in chosen.items()
            }
            healthy = list(pool.map(lambda n: attempt(look_at_healthy, n, material, program), range(options.healthy)))
    result = summary(rows, healthy)
    if options.each:
        result |= {"each": rows["faults"] + rows["held_out"] + rows["odd"], "each_healthy": healthy}
    json.dump(result, sys.stdout, indent=1)
    print()


def attempt(look, what, material, program):
    """Says on the other channel what happens; a world that could not be made ends the run with its reason."""
    try:
        row = look(what, material, program)
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{what}: {error.cmd}: {error.stderr}") from error
    print(row.get("fault", row.get("number")), row["cause"], row["p"], row["seconds"], file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    main()
