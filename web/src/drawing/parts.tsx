// SPDX-License-Identifier: Apache-2.0
// Parts that bodies have in common.
import type { RefObject } from "preact";
import type { Part } from "../light/pattern";
import type { Point, Shape } from "./shapes";

export interface Cell {
  /** 0 to 1. */
  left: number;
}

/** What is to be seen of a device now. */
export interface DrawnState {
  /** Its light; the lamps are played by useLamps() on `lamps`. */
  parts: readonly Part[];
  lamps: RefObject<SVGGElement | null>;
  nightLamp?: boolean;
  web?: boolean;
  /** None: it has no cable. */
  cable?: "in" | "out";
  /** Both cells; nothing: they are out. None at all: it runs on no cells. */
  cells?: ReadonlyArray<Cell | undefined>;
  pressed?: boolean;
}

/** What lights up: parts side by side, the colours of one part in one place. */
export function Led({ state, at: { x, y } }: { state: DrawnState; at: Point }) {
  const { parts, lamps } = state;
  const at = (index: number): number => x + (index - (parts.length - 1) / 2) * 13;
  return (
    <g ref={lamps}>
      {parts.length === 0 && <circle class="led-hole" cx={x} cy={y} r="4" />}
      {parts.map((part, index) => (
        <g key={part.colours.join()}>
          <circle class="led-hole" cx={at(index)} cy={y} r="4" />
          {part.colours.map((colour) => (
            <g key={colour} class="led" data-part={index} data-colour={colour} data-lit="false">
              <circle class="led-glow" cx={at(index)} cy={y} r="13" />
              <circle class="led-core" cx={at(index)} cy={y} r="4.6" />
            </g>
          ))}
        </g>
      ))}
    </g>
  );
}

const sixth = [0, 60, 120, 180, 240, 300].map((angle) => (angle * Math.PI) / 180);

/** The lens, six infrared lamps around it, and perhaps a cobweb over it. */
export function Lens({ lens: { x, y, radius }, state }: { lens: Shape["lens"]; state: DrawnState }) {
  if (radius === 0) return null;
  return (
    <g>
      <circle class="lens-ring" cx={x} cy={y} r={radius} />
      {sixth.map((angle) => (
        <circle key={angle} class="lens-lamp" data-lit={state.nightLamp ?? false} cx={x + Math.cos(angle) * radius * 0.8} cy={y + Math.sin(angle) * radius * 0.8} r="2" />
      ))}
      <circle class="lens-glass" cx={x} cy={y} r={radius * 0.56} />
      <circle class="lens-eye" cx={x} cy={y} r={radius * 0.26} />
      <circle class="lens-shine" cx={x - radius * 0.2} cy={y - radius * 0.22} r={radius * 0.1} />
      {state.web && (
        <g class="lens-web">
          {[0.4, 0.7, 1].map((size) => (
            <circle key={size} cx={x} cy={y} r={radius * size} />
          ))}
          <path d={`M${x - radius} ${y}h${radius * 2}M${x} ${y - radius}v${radius * 2}`} />
        </g>
      )}
    </g>
  );
}

/** The plug of a cable: in, or beside its socket. */
export function Cable({ cable, at: { x, y } }: { cable: DrawnState["cable"]; at: Point }) {
  if (!cable) return null;
  const gap = cable === "in" ? 0 : 9;
  return (
    <g class="cable" data-in={cable === "in"}>
      <rect class="cable-socket" x={x - 7} y={y - 7} width="14" height="7" rx="2" />
      <rect class="cable-plug" x={x - 5} y={y + gap - 2} width="10" height="13" rx="2" />
      <path class="cable-cord" d={`M${x} ${y + gap + 11}c0 10 12 6 14 18`} />
    </g>
  );
}

/** The label with the code for set-up. */
export function CodeLabel({ at: { x, y }, size = 1 }: { at: Point; size?: number }) {
  return (
    <g transform={`translate(${x * (1 - size)} ${y * (1 - size)}) scale(${size})`}>
      <rect class="label" x={x - 14} y={y - 10} width="28" height="20" rx="2" />
      <path class="label-squares" d={`M${x - 10} ${y - 6}h5v5h-5zM${x - 2} ${y - 6}h3v3h-3zM${x + 4} ${y - 6}h5v5h-5zM${x - 10} ${y + 1}h5v5h-5zM${x - 2} ${y}h4v2h-4zM${x + 3} ${y + 2}h6v4h-6z`} />
    </g>
  );
}

export function AaCell({ cell, x, y, height }: { cell: Cell | undefined; x: number; y: number; height: number }) {
  if (!cell) return <rect class="cell-empty" x={x} y={y} width="22" height={height} rx="6" />;
  const full = Math.max(0, Math.min(1, cell.left)) * (height - 10);
  return (
    <g>
      <rect class="cell-nub" x={x + 7} y={y - 4} width="8" height="6" rx="2" />
      <rect class="cell" x={x} y={y} width="22" height={height} rx="5" />
      <rect class="cell-charge" x={x + 5} y={y + height - 5 - full} width="12" height={full} rx="3" />
      <text class="cell-sign" x={x + 11} y={y + 13}>
        +
      </text>
    </g>
  );
}

/** A battery that is one piece. */
export function Pack({ cell, x, y, width, height }: { cell: Cell | undefined; x: number; y: number; width: number; height: number }) {
  if (!cell) return <rect class="cell-empty" x={x} y={y} width={width} height={height} rx="6" />;
  const full = Math.max(0, Math.min(1, cell.left)) * (height - 12);
  return (
    <g>
      <rect class="cell" x={x} y={y} width={width} height={height} rx="6" />
      <rect class="cell-charge" x={x + 6} y={y + height - 6 - full} width={width - 12} height={full} rx="3" />
      <path class="cell-nub" d={`M${x + 10} ${y - 4}h8v5h-8zM${x + width - 18} ${y - 4}h8v5h-8z`} />
    </g>
  );
}
