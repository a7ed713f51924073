// SPDX-License-Identifier: Apache-2.0
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Camera, TriedSettings, Walk } from "../api/types";
import { cameraById, changeCamera } from "../state/cameras";
import { ZoneDraft } from "../zones/draft";
import { crossesItself } from "../zones/geometry";
import { type Says, saysOf, type Seen, withTrigger } from "./sight";
import { Tone } from "./tone";
import { WalkLine } from "./walk_line";

/** A slider that is dragged is not told at each step. */
const settleMs = 120;

export interface Sights {
  walk: Walk | null;
  says: Says;
  seen: readonly Seen[];
}

/** What the hub sees, as long as the page is shown. */
export function useSights(camera: string, settings: TriedSettings, sound: boolean): Sights {
  const sights = useSignal<Sights>({ walk: null, says: "off", seen: [] });
  const line = useRef<WalkLine | null>(null);
  const tone = useMemo(() => new Tone(), []);
  const loud = useRef(sound);
  loud.current = sound;
  useEffect(() => {
    const opened = new WalkLine(camera, (walk) => {
      const { says, seen } = sights.value;
      sights.value = { walk, says: saysOf(walk, says), seen: walk ? withTrigger(seen, walk) : seen };
      if (walk?.trigger && loud.current) tone.play();
    });
    line.current = opened;
    opened.start();
    return () => opened.stop();
  }, [camera, sights, tone]);
  useEffect(() => {
    if (sound) tone.wake();
  }, [sound, tone]);
  useEffect(() => () => tone.close(), [tone]);
  const text = JSON.stringify(settings);
  useEffect(() => {
    const timer = setTimeout(() => line.current?.try(JSON.parse(text) as TriedSettings), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return sights.value;
}

export interface Tried {
  settings: TriedSettings;
  zones: ZoneDraft;
  sensitivity: Signal<number>;
  minMotion: Signal<number>;
  dirty: boolean;
  /** An outline that crosses itself can be drawn, and not saved. */
  broken: boolean;
  save: () => Promise<void>;
  leave: () => void;
}

/** The settings as they are tried, made once: what the hub says later must not undo them. */
export function useTried(camera: Camera): Tried {
  const { sensitivity, min_motion_s } = camera.settings;
  const [zones] = useState(() => new ZoneDraft(camera.settings.zones));
  const level = useSignal(sensitivity);
  const shortest = useSignal(min_motion_s);
  const settings = { sensitivity: level.value, min_motion_s: shortest.value, zones: zones.zones.value };
  return {
    settings,
    zones,
    sensitivity: level,
    minMotion: shortest,
    dirty: zones.dirty || level.value !== sensitivity || shortest.value !== min_motion_s,
    broken: settings.zones.some((zone) => crossesItself(zone.points)),
    save: async () => {
      await changeCamera(camera.id, settings);
      zones.accept(cameraById(camera.id)?.settings.zones ?? settings.zones);
    },
    leave: () => {
      zones.discard();
      level.value = sensitivity;
      shortest.value = min_motion_s;
    },
  };
}
