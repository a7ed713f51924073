#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws 30 films with known truth, for bench/motion.py: porch and yard, by day, at dusk and at night, in five weathers.

  bench/drawn_films.py FOLDER [SECONDS]       90 s each unless told otherwise; some minutes of work
  bench/motion.py FOLDER --no-peer --each

Needs build/bench (cmake --preset bench && cmake --build --preset bench).
"""
import concurrent.futures
import itertools
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "build/bench/bin/scene_film"
LIFE = "people=often&cats=sometimes&cars=sometimes&headlights=sometimes&insects=often"


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    folder, seconds = pathlib.Path(arguments[0]), arguments[1] if len(arguments) > 1 else "90"
    folder.mkdir(parents=True, exist_ok=True)
    scenes = itertools.product(("porch", "yard"), ("day", "dusk", "night"), ("fair", "clouds", "rain", "wind", "rain,wind"))

    def draw(seed, place, light, weather):
        url = f"scene://{place}?light={light}&weather={weather}&seed={seed}&{LIFE}"
        name = f"{seed:02}-{place}-{light}-{weather.replace(',', '-')}.mp4"
        subprocess.run([PROGRAM, url, seconds, folder / name], check=True)
        return name

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name in pool.map(lambda numbered: draw(numbered[0], *numbered[1]), enumerate(scenes, 1)):
            print(name, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
