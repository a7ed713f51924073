#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of docs/guide/blinking-red.md from spec/models and spec/doctor, between its markers.

--check writes nothing and complains when the page says something else. What stands outside the markers is written by
hand."""

import argparse
import re
import sys
import tomllib

import source_tree
from source_tree import Complaint

DOCUMENT = "docs/guide/blinking-red.md"
# As the page calls them, and the files that say what holds for them; a model's own come first.
_KINDS = {
    "blink": ["shared/blink-battery-camera", "shared/blink-plug-in", "shared/blink-camera"],
    "blink-doorbell": ["blink-video-doorbell"],
    "blink-hub": ["shared/blink-hub"],
    "kasa": ["shared/kasa"],
    "tapo": ["shared/tapo"],
    "porchlight": ["shared/porchlight-camera"],
}
_SURE = {
    "official": "the maker says so", "ours": "we made it", "measured": "measured", "article": "guides say so",
    "community": "owners say so", "memory": "not checked",
}
_BUTTONS = {
    "Blink camera on cells, outdoors": "shared/blink-outdoors",
    "Blink Indoor 4": "blink-indoor-4",
    "Blink Mini, Mini 2": "shared/blink-plug-in",
    "Blink Video Doorbell": "blink-video-doorbell",
    "Blink Sync Module": "shared/blink-hub",
    "Kasa camera": "shared/kasa",
    "Tapo camera": "shared/tapo",
    "Porchlight camera": "shared/porchlight-camera",
}
_COMMON = ["very common", "common", "uncommon", "rare", "very rare"]
_HOW = ["always", "nearly always", "usually", "often", "sometimes", "rarely", "never"]
_MARKED = re.compile(r"(<!-- table: ([a-z-]+) ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]) + "\n"


def _look(pattern):
    """A pattern's rhythm in a few words."""
    if groups := re.match(r"red (\d)x", pattern):
        return f"red, {groups[1]} blinks, a pause, again"
    if turn := re.match(r"red/(\w+)", pattern):
        return f"red and {turn[1]} in turn"
    if pattern == "infrared":
        return "a faint red glow"
    if pattern == "":
        return ""
    return "blinking red" if "blink" in pattern else "steady red"


def lights(root, kind):
    """What red means on one kind of device."""
    rows = []
    for name in _KINDS[kind]:
        every = _read(root / f"spec/models/{name}.toml").get("light", [])
        ours = [light for light in every if "code" in light]
        for light in ours or every:
            pattern = light.get("pattern", "")
            if not re.search(r"\bred\b|infrared", pattern if pattern else light["says"].lower()):
                continue
            sure = _SURE[light["certainty"]]
            rows.append([_look(pattern), light.get("when", ""), light["says"], sure])
    kept = [column for column in range(4) if any(row[column] for row in rows)]
    head = ["it shows", "when", "what it means", "how sure"]
    return _table([head[column] for column in kept], [[row[column] for column in kept] for row in rows])


def _red(cause):
    """How often a cause shows red, as the place of the word; none if it does not."""
    return min((_HOW.index(shows["how"]) for shows in cause.get("shows", []) if shows["see"].startswith("light=red_")), default=None)


def _first_step(steps, cause):
    """What is done first: what risks nothing, cures most and takes least, and fits most cameras. Two, where the maker
    decides."""
    def worth(step):
        how = next(_HOW.index(cures["how"]) for cures in step["cures"] if cures["cause"] == cause)
        only_for = sum("!=" not in condition for condition in step.get("when", []))
        return (step.get("risk", "none") != "none", max(how, 2), step["minutes"], only_for, how, -len(step.get("when", [])))

    def depends(step):
        return any(condition.startswith("maker") for condition in step.get("when", []))

    ranked = sorted((step for step in steps if any(cures["cause"] == cause for cures in step.get("cures", []))), key=worth)
    others = [step["says"] for step in ranked[1:] if depends(ranked[0]) and depends(step)]
    return " Or, where it is made so: ".join([ranked[0]["says"], *others[:1]])


def _service_down(observations, cause):
    """A question whose answer shows that a service is down which this cause breaks."""
    for observation in observations.values():
        if observation["asked"] == "owner" and observation.get("sees") in cause.get("breaks", []):
            value = min(observation["value"], key=lambda value: _HOW.index(value["down"]) - _HOW.index(value["up"]))
            return observation, value
    return None


def _sign(observations, cause):
    """What its owner can see of it beside the light: a question and the answer that speaks for it most."""
    def told(shows):
        name, answer = shows["see"].split("=")
        value = next(value for value in observations[name]["value"] if value["id"] == answer)
        return _HOW.index(shows["how"]) - _HOW.index(value.get("else", "always")), observations[name], value

    seen = [
        told(shows) for shows in cause.get("shows", [])
        if not shows["see"].startswith(("light=", "suspicion=", "other_cameras=", "recent_change=")) and "when" not in shows
    ]
    best = min((one for one in seen if one[1]["asked"] == "owner"), key=lambda one: one[0], default=None)
    sign = best[1:] if best and best[0] <= -3 else _service_down(observations, cause) or (best[1:] if best else None)
    return f"{sign[0]['ask']} *{sign[1]['says']}*" if sign else ""


def causes(root, _kind):
    """What may be behind a red light, the commonest first."""
    steps = [_read(path) for path in sorted((root / "spec/doctor/steps").glob("*.toml"))]
    observations = {path.stem: _read(path) for path in sorted((root / "spec/doctor/observations").glob("*.toml"))}
    found = []
    for path in sorted((root / "spec/doctor/causes").glob("*.toml")):
        cause = _read(path)
        how = _red(cause)
        if how is not None and how <= _HOW.index("sometimes") and "known" not in cause:
            found.append((_COMMON.index(cause["how_common"]), how, path.stem, cause))
    rows = [
        [cause["title"], _sign(observations, cause), _first_step(steps, name)]
        for _, _, name, cause in sorted(found, key=lambda one: one[:3])
    ]
    return _table(["what it may be", "how you can tell", "do this first"], rows)


def told_lights(root, maker):
    """Lights of a maker whose models Porchlight has no files of, from what causes show."""
    says = {value["id"]: value["says"] for value in _read(root / "spec/doctor/observations/light.toml")["value"]}
    rows = []
    for path in sorted((root / "spec/doctor/causes").glob("*.toml")):
        cause = _read(path)
        for shows in cause.get("shows", []):
            if shows["see"].startswith("light=") and f"maker={maker}" in shows.get("when", []):
                rows.append([says[shows["see"].split("=")[1]], cause["title"] + "."])
    return _table(["it shows", "what it means"], sorted(rows))


def buttons(root, _kind):
    """How long to hold which button, and what that erases."""
    rows = []
    for device, name in _BUTTONS.items():
        for press in _read(root / f"spec/models/{name}.toml").get("press", []):
            if press["does"] in ("factory_reset", "soft_reset"):
                until = f" to {press['to_s']}" if "to_s" in press else ""
                rows.append([device, f"{press['from_s']}{until} seconds", press["says"],
                             "all settings" if press["does"] == "factory_reset" else "nothing"])
    return _table(["device", "hold for", "how", "it erases"], rows)


def steps_of_kind(root, kind):
    """The doctor's own steps of one kind: to wait, or nothing to be done."""
    rows = []
    for path in sorted((root / "spec/doctor/steps").glob("*.toml")):
        step = _read(path)
        if step["kind"] == kind and "cures" in step:
            cause = _read(root / f"spec/doctor/causes/{step['cures'][0]['cause']}.toml")
            rows.append([cause["title"], step["says"]])
    return _table(["what it is", "what to do"], rows)


_WRITERS = {"lights": lights, "told-lights": told_lights, "causes": causes, "buttons": buttons, "steps": steps_of_kind}


def written(root, page):
    """The page with its tables as they should be."""
    return _MARKED.sub(lambda found: found[1] + _WRITERS[found[2]](root, found[3]) + found[4], page)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    root = source_tree.ROOT
    path = root / DOCUMENT
    page = path.read_text(encoding="utf-8")
    new = written(root, page)
    if arguments.check and new != page:
        print(Complaint(DOCUMENT, 1, "its tables are out of date:", "run tools/red_light_guide.py"))
        return 1
    if not arguments.check:
        path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
