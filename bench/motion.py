#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well and how cheaply `porchlight motion` finds motion, beside Debian's `motion` in the same run.

  bench/motion.py [DATA] [--no-peer] [--each]

DATA is a folder of videos with their truth beside them (default: ../shared/data/videos). Prints one JSON object;
--each adds a line for each video on the error channel. The peer plays in real time, three videos at once.
Needs build/bench (cmake --preset bench && cmake --build --preset bench).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PROGRAM = os.environ.get("PORCHLIGHT_BIN", str(ROOT / "build/bench/bin/porchlight"))
sys.dont_write_bytecode = True


def ours(videos, folder):
    for video in videos:
        subprocess.run([PROGRAM, "motion", video, "--json", folder / f"{video.stem}.json"], check=True)


def peer(videos, folder):
    """Real-time, so its CPU seconds and not its clock are what counts."""
    waiting = [[sys.executable, SHARED / "bench/run_motion.py", video, folder / f"{video.stem}.json", "movie_output=off", "event_gap=5"]
               for video in videos]
    running = []
    while waiting or running:
        while waiting and len(running) < 3:
            running.append(subprocess.Popen(waiting.pop(0), stdout=subprocess.DEVNULL))
        running[0].wait()
        running = [process for process in running if process.poll() is None]


def judge(score, data, folder, each):
    scores, cpu, seconds = [], 0.0, 0.0
    for truth in sorted(data.glob("*.json")):
        found = json.loads((folder / truth.name).read_text())
        scores.append(score.score(json.loads(truth.read_text()), found))
        cpu += found["cpu_s"]
        seconds += found.get("video_s") or found["duration_s"]
        if each:
            print(score.row(scores[-1]), file=sys.stderr)
    total = score.total(scores)
    return {"events": f"{total['hit']} of {total['events']}", "false": total["false"],
            "quiet_flagged_percent": round(100 * (total["quiet_cov"] or 0), 2), "median_delay_s": total["median_delay"],
            "max_delay_s": total["max_delay"], "cpu_s_per_video_s": round(cpu / seconds, 4)}


def main(arguments):
    places = [argument for argument in arguments if not argument.startswith("--")]
    data = pathlib.Path(places[0]) if places else SHARED / "data/videos"
    if not (SHARED / "bench/score.py").exists() or not data.is_dir():
        sys.exit(f"motion: skipped, because {data} or {SHARED}/bench is not here")
    sys.path.insert(0, str(SHARED / "bench"))
    import score  # noqa: PLC0415  only there when ../shared is

    videos = sorted(data.glob("*.mp4"))
    result = {"bench": "motion", "videos": len(videos)}
    for name, run in (("porchlight", ours), ("motion", peer)):
        if name == "motion" and "--no-peer" in arguments:
            continue
        with tempfile.TemporaryDirectory() as folder:
            run(videos, pathlib.Path(folder))
            result[name] = judge(score, data, pathlib.Path(folder), "--each" in arguments)
    if "motion" in result:
        result["cpu_ratio"] = round(result["motion"]["cpu_s_per_video_s"] / result["porchlight"]["cpu_s_per_video_s"], 2)
    print(json.dumps(result))


main(sys.argv[1:])
