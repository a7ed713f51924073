// SPDX-License-Identifier: Apache-2.0
// The picture with the zones on it. Every point is a button: drag it, or focus it and use the keys.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Zone } from "../api/types";
import { words } from "../strings";
import type { ZoneDraft } from "./draft";
import { addPointAfter, between, movePoint, moveShape, mostPoints, onPicture, type Point, removePoint } from "./geometry";

interface Props {
  draft: ZoneDraft;
  picture: string | undefined;
  aspect: string;
  /** In place of the picture: a live one. */
  backdrop?: ComponentChildren;
  /** False: the zones are shown, and a finger on them scrolls the page. */
  editing?: boolean;
  /** Drawn over the zones. */
  children?: ComponentChildren;
}

const keySteps: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
const svgPoints = (points: readonly Point[]): string => points.map(([x, y]) => `${x * 1000},${y * 1000}`).join(" ");

/** A key on a point: arrows move it (Shift: finer), Enter adds one after it, Delete removes it. */
function pointAfterKey(points: readonly Point[], index: number, event: KeyboardEvent): { points: Point[]; focus: number } | null {
  const step = keySteps[event.key];
  const here = points[index];
  if (step && here) {
    const size = event.shiftKey ? 0.002 : 0.01;
    return { points: movePoint(points, index, [here[0] + step[0] * size, here[1] + step[1] * size]), focus: index };
  }
  if (event.key === "Enter") return { points: addPointAfter(points, index), focus: points.length < mostPoints ? index + 1 : index };
  if (event.key === "Delete" || event.key === "Backspace") return { points: removePoint(points, index), focus: Math.max(0, index - 1) };
  return null;
}

interface HandlesProps {
  zone: Zone;
  draft: ZoneDraft;
  at: (event: PointerEvent) => Point;
}

function Handles({ zone, draft, at }: HandlesProps) {
  const box = useRef<HTMLDivElement>(null);
  const drags = useRef(0);
  const focusPoint = (index: number): void => {
    requestAnimationFrame(() => box.current?.querySelectorAll<HTMLElement>(".zone-point")[index]?.focus());
  };
  const key = (event: KeyboardEvent, index: number): void => {
    const next = pointAfterKey(zone.points, index, event);
    if (!next) return;
    event.preventDefault();
    draft.change(zone.id, { points: next.points }, `key ${zone.id} ${index} ${next.points.length}`);
    if (next.points.length !== zone.points.length) focusPoint(next.focus);
  };
  const press = (event: PointerEvent): void => {
    drags.current += 1;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent, index: number): void => {
    if (!(event.currentTarget as Element).hasPointerCapture(event.pointerId)) return;
    draft.change(zone.id, { points: movePoint(zone.points, index, at(event)) }, `drag ${zone.id} ${drags.current}`);
  };
  const add = (index: number): void => {
    draft.change(zone.id, { points: addPointAfter(zone.points, index) }, `add ${zone.id} ${zone.points.length}`);
    focusPoint(index + 1);
  };
  return (
    <div ref={box}>
      {zone.points.length < mostPoints &&
        zone.points.map((point, index) => {
          const [x, y] = between(point, zone.points[(index + 1) % zone.points.length] ?? point);
          return (
            <button key={`mid${index}`} type="button" class="zone-middle" tabIndex={-1} style={{ left: percent(x), top: percent(y) }} aria-label={words.zones.addBetween(index + 1)} onClick={() => add(index)} />
          );
        })}
      {zone.points.map(([x, y], index) => (
        <button
          key={`point${index}`}
          type="button"
          class="zone-point"
          style={{ left: percent(x), top: percent(y) }}
          aria-label={words.zones.point(index + 1, zone.points.length, Math.round(x * 100), Math.round(y * 100))}
          aria-describedby="zone-keys"
          onKeyDown={(event) => key(event, index)}
          onPointerDown={press}
          onPointerMove={(event) => drag(event, index)}
        />
      ))}
    </div>
  );
}

function Shape({ zone, chosen, draft, at }: { zone: Zone; chosen: boolean; draft: ZoneDraft; at: (event: PointerEvent) => Point }) {
  const held = useRef<{ from: Point; points: Point[]; step: string } | null>(null);
  const press = (event: PointerEvent): void => {
    draft.selectedId.value = zone.id;
    held.current = { from: at(event), points: zone.points, step: `shape ${zone.id} ${event.timeStamp}` };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent): void => {
    if (!held.current) return;
    const [x, y] = at(event);
    const by: Point = [x - held.current.from[0], y - held.current.from[1]];
    draft.change(zone.id, { points: moveShape(held.current.points, by) }, held.current.step);
  };
  const lift = (): void => {
    held.current = null;
  };
  return (
    <polygon
      class={`zone-shape zone-${zone.kind}`}
      data-chosen={chosen}
      points={svgPoints(zone.points)}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={lift}
      onPointerCancel={lift}
    />
  );
}

/** Where a zone's name stands: at its highest point, kept on the picture. */
function labelPlace(zone: Zone): Record<string, string> {
  const top = zone.points.reduce<Point>((best, point) => (point[1] < best[1] ? point : best), zone.points[0] ?? [0, 0]);
  return { left: percent(Math.min(top[0], 0.78)), top: percent(Math.min(top[1], 0.9)) };
}

export function ZoneStage({ draft, picture, aspect, backdrop, editing = true, children }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const at = (event: PointerEvent): Point => {
    const box = stage.current?.getBoundingClientRect();
    if (!box) return [0, 0];
    return onPicture([(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
  };
  const { value: chosen } = draft.selected;
  return (
    <div class="zone-stage" ref={stage} data-editing={editing} style={{ aspectRatio: aspect }}>
      {backdrop ?? (picture ? <img src={picture} alt={words.zones.pictureAlt} draggable={false} /> : <p class="zone-no-picture">{words.zones.noPicture}</p>)}
      <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <pattern id="privacy-hatch" width="22" height="22" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="privacy-ground" width="22" height="22" />
            <rect class="privacy-stroke" width="7" height="22" />
          </pattern>
        </defs>
        {draft.zones.value.map((zone) => (
          <Shape key={zone.id} zone={zone} chosen={zone === chosen} draft={draft} at={at} />
        ))}
      </svg>
      {draft.zones.value.map((zone) => (
        <span key={zone.id} class="zone-label" style={labelPlace(zone)} aria-hidden="true">
          {zone.name}
        </span>
      ))}
      {children}
      {chosen && editing && <Handles key={chosen.id} zone={chosen} draft={draft} at={at} />}
    </div>
  );
}
