// SPDX-License-Identifier: Apache-2.0
import { useRef, useState } from "preact/hooks";
import { householdWords as words } from "../strings/household";
import { order } from "./link";
import type { Device, House, Place } from "./types";

const margin = 6;
const step = 0.5;
const arrows: Record<string, Place> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: -step },
  ArrowDown: { x: 0, y: step },
};
const rounded = (value: number): number => Math.round(value / step) * step;

function frameOf(house: House): { x: number; y: number; width: number; height: number } {
  const places = [...house.walls.flatMap((wall) => [wall.from, wall.to]), house.router.at, ...house.devices.map((device) => device.at)];
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  const left = Math.min(...xs) - margin;
  const top = Math.min(...ys) - margin / 2;
  return { x: left, y: top, width: Math.max(...xs) + margin - left, height: Math.max(...ys) + margin / 2 - top };
}

interface DotProps {
  device: Device;
  at: Place;
  isChosen: boolean;
  /** Its name stands under it. */
  isBelow: boolean;
  size: number;
  onDown: (event: PointerEvent) => void;
  onKey: (event: KeyboardEvent) => void;
  onFocus: () => void;
}

function Dot({ device, at, isChosen, isBelow, size, onDown, onKey, onFocus }: DotProps) {
  return (
    <g
      class="plan-device"
      data-online={device.is_online}
      data-chosen={isChosen}
      role="button"
      tabIndex={0}
      aria-label={words.placeOf(device.name, at.x, at.y)}
      onPointerDown={onDown}
      onKeyDown={onKey}
      onFocus={onFocus}
    >
      <circle class="plan-reach" cx={at.x} cy={at.y} r={size * 1.6} />
      {device.is_online ? (
        <circle class="plan-dot" cx={at.x} cy={at.y} r={size * 0.7} />
      ) : (
        <path class="plan-cross" d={`M${at.x - size * 0.5} ${at.y - size * 0.5}l${size} ${size}m0 ${-size}l${-size} ${size}`} />
      )}
      <text x={at.x} y={isBelow ? at.y + size * 2.1 : at.y - size * 1.15} font-size={size * 1.35}>
        {device.name}
      </text>
    </g>
  );
}

/** The house from above: walls, router, devices; devices can be dragged, or moved by arrow keys. */
export function Plan({ house, chosen, onChoose }: { house: House; chosen: string; onChoose: (name: string) => void }) {
  const svg = useRef<SVGSVGElement>(null);
  const [dragged, setDragged] = useState<{ name: string; at: Place } | null>(null);
  const [frame, setFrame] = useState(() => frameOf(house));
  const size = frame.width / 34;

  const move = (name: string, at: Place): void => void order("place", { device: name, x: rounded(at.x), y: rounded(at.y) }).then(() => setFrame(frameOf(house)));
  const placeOf = (event: PointerEvent): Place | null => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return null;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return { x: rounded(point.x), y: rounded(point.y) };
  };
  const nudge = (device: Device) => (event: KeyboardEvent): void => {
    const by = arrows[event.key];
    if (!by) return;
    event.preventDefault();
    move(device.name, { x: device.at.x + by.x, y: device.at.y + by.y });
  };
  const drag = (event: PointerEvent): void => {
    const at = placeOf(event);
    if (dragged && at) setDragged({ name: dragged.name, at });
  };
  const drop = (): void => {
    const device = house.devices.find((one) => one.name === dragged?.name);
    if (dragged && device && (dragged.at.x !== device.at.x || dragged.at.y !== device.at.y)) move(dragged.name, dragged.at);
    setDragged(null);
  };

  return (
    <figure class="plan">
      <svg ref={svg} viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`} role="group" aria-label={words.plan} onPointerMove={drag} onPointerUp={drop} onPointerCancel={() => setDragged(null)}>
        {house.walls.map((wall) => (
          <line key={`${wall.from.x} ${wall.from.y} ${wall.to.x} ${wall.to.y}`} class="plan-wall" x1={wall.from.x} y1={wall.from.y} x2={wall.to.x} y2={wall.to.y} />
        ))}
        <g class="plan-router" data-on={house.router.is_up}>
          <rect x={house.router.at.x - size} y={house.router.at.y - size * 0.5} width={size * 2} height={size} rx={size * 0.3} />
          <text x={house.router.at.x} y={house.router.at.y + size * 1.9} font-size={size * 1.2}>
            {words.router}
          </text>
        </g>
        {house.devices.map((device) => (
          <Dot
            key={device.name}
            device={device}
            at={dragged?.name === device.name ? dragged.at : device.at}
            isChosen={device.name === chosen}
            isBelow={device.at.y > house.router.at.y}
            size={size}
            onDown={(event) => {
              event.preventDefault();
              (event.currentTarget as Element).setPointerCapture(event.pointerId);
              onChoose(device.name);
              setDragged({ name: device.name, at: device.at });
            }}
            onKey={nudge(device)}
            onFocus={() => onChoose(device.name)}
          />
        ))}
      </svg>
      <figcaption class="quiet">{words.planHint}</figcaption>
    </figure>
  );
}
