// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from "preact";
import type { Part } from "../light/pattern";
import { type Box, buttonOf, type DrawnModel, type Shape, shapeOf, type View } from "./shapes";

interface Cell {
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

interface Props {
  model: DrawnModel;
  state: DrawnState;
  view: View;
  label: string;
  /** A pin goes into the hole. The button below the drawing does the same, for those without a pointer. */
  onPress?: (() => void) | undefined;
}

function Case({ box }: { box: Box }) {
  return <rect class="body-case" x={box.x} y={box.y} width={box.width} height={box.height} rx={box.round} />;
}

function Foot() {
  return (
    <g>
      <path class="body-foot" d="M74 118h12v30H74z" />
      <rect class="body-foot" x="46" y="146" width="68" height="14" rx="7" />
    </g>
  );
}

/** What lights up: parts side by side, the colours of one part in one place. */
function Led({ state, shape }: { state: DrawnState; shape: Shape }) {
  const { parts, lamps } = state;
  const at = (index: number): number => shape.led.x + (index - (parts.length - 1) / 2) * 13;
  return (
    <g ref={lamps}>
      {parts.length === 0 && <circle class="led-hole" cx={shape.led.x} cy={shape.led.y} r="4" />}
      {parts.map((part, index) => (
        <g key={part.colours.join()}>
          <circle class="led-hole" cx={at(index)} cy={shape.led.y} r="4" />
          {part.colours.map((colour) => (
            <g key={colour} class="led" data-part={index} data-colour={colour} data-lit="false">
              <circle class="led-glow" cx={at(index)} cy={shape.led.y} r="13" />
              <circle class="led-core" cx={at(index)} cy={shape.led.y} r="4.6" />
            </g>
          ))}
        </g>
      ))}
    </g>
  );
}

function Lens({ shape, lamp, web }: { shape: Shape; lamp: boolean; web: boolean }) {
  const { x, y, radius } = shape.lens;
  if (radius === 0) return null;
  const lamps = [0, 60, 120, 180, 240, 300].map((angle) => (angle * Math.PI) / 180);
  return (
    <g>
      <circle class="lens-ring" cx={x} cy={y} r={radius} />
      {lamps.map((angle) => (
        <circle key={angle} class="lens-lamp" data-lit={lamp} cx={x + Math.cos(angle) * radius * 0.8} cy={y + Math.sin(angle) * radius * 0.8} r="2" />
      ))}
      <circle class="lens-glass" cx={x} cy={y} r={radius * 0.56} />
      <circle class="lens-eye" cx={x} cy={y} r={radius * 0.26} />
      <circle class="lens-shine" cx={x - radius * 0.2} cy={y - radius * 0.22} r={radius * 0.1} />
      {web && (
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

function Front({ state, model, shape }: { state: DrawnState; model: DrawnModel; shape: Shape }) {
  const { box } = shape;
  return (
    <g>
      {shape.foot && <Foot />}
      <Case box={box} />
      {model.kind === "hub" ? <path class="body-seam" d={`M${box.x + 10} ${box.y + 24}h${box.width - 20}`} /> : <rect class="body-face" x={box.x + 9} y={box.y + 9} width={box.width - 18} height={box.height - 18} rx={Math.max(8, box.round - 8)} />}
      <Lens shape={shape} lamp={state.nightLamp ?? false} web={state.web ?? false} />
      {model.kind === "doorbell" && <circle class="bell" cx="80" cy="128" r="19" />}
      {model.kind === "camera" && <rect class="body-sensor" x="72" y={shape.lens.y + shape.lens.radius + 5} width="16" height="6" rx="3" />}
      <Led state={state} shape={shape} />
    </g>
  );
}

/** The plug of a cable: in, or beside its socket. */
function Cable({ state, shape }: { state: DrawnState; shape: Shape }) {
  if (!state.cable) return null;
  const gap = state.cable === "in" ? 0 : 10;
  const { x, y } = shape.foot ? { x: 108, y: 112 } : shape.cable;
  return (
    <g class="cable" data-in={state.cable === "in"}>
      <rect class="cable-socket" x={x - 7} y={y - 7} width="14" height="7" rx="2" />
      <rect class="cable-plug" x={x - 5} y={y + gap - 2} width="10" height="13" rx="2" />
      <path class="cable-cord" d={`M${x} ${y + gap + 11}c0 16 18 8 18 26`} />
    </g>
  );
}

function Back({ model, state, shape }: { model: DrawnModel; state: DrawnState; shape: Shape }) {
  const { box } = shape;
  const middle = box.x + box.width / 2;
  return (
    <g>
      {shape.foot && <Foot />}
      <Cable state={state} shape={shape} />
      <Case box={box} />
      {model.power !== "wired" && <rect class="body-seam" x={box.x + 12} y={box.y + 12} width={box.width - 24} height={box.height - 24} rx={Math.max(6, box.round - 10)} />}
      {model.power === "battery" && model.kind !== "hub" && (
        <g>
          <circle class="screw" cx={middle} cy={box.y + box.height - 28} r="7" />
          <path class="screw-slot" d={`M${middle - 4} ${box.y + box.height - 28}h8`} />
        </g>
      )}
      {model.qr_code && <path class="label" d={`M${middle - 12} ${box.y + box.height * 0.52}h24v14h-24z`} />}
    </g>
  );
}

function AaCell({ cell, x, y, height }: { cell: Cell | undefined; x: number; y: number; height: number }) {
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

function Inside({ state, shape }: { state: DrawnState; shape: Shape }) {
  const { box } = shape;
  const middle = box.x + box.width / 2;
  const height = Math.min(66, box.height - 44);
  const top = box.y + (box.height - height) / 2 - 4;
  const { cells } = state;
  return (
    <g>
      {shape.foot && <Foot />}
      <Case box={box} />
      <rect class="body-bay" x={box.x + 8} y={box.y + 8} width={box.width - 16} height={box.height - 16} rx={Math.max(6, box.round - 8)} />
      {cells ? (
        [0, 1].map((slot) => <AaCell key={slot} cell={cells[slot]} x={middle - 25 + slot * 28} y={top} height={height} />)
      ) : (
        <g>
          <rect class="board" x={middle - 26} y={top} width="52" height={height} rx="4" />
          <rect class="chip" x={middle - 12} y={top + height / 2 - 12} width="24" height="24" rx="2" />
          <path class="track" d={`M${middle - 20} ${top + 8}h12V${top + height / 2 - 12}M${middle + 20} ${top + height - 8}h-12V${top + height / 2 + 12}`} />
        </g>
      )}
    </g>
  );
}

/** The hole with the button in it, and the pin that presses it. */
function ButtonHole({ model, view, state, onPress }: Pick<Props, "model" | "view" | "state" | "onPress">) {
  const button = buttonOf(model);
  if (button.view !== view) return null;
  const { x, y } = button.at;
  return (
    <g
      class="pin-hole"
      data-down={state.pressed ?? false}
      onPointerDown={(event) => {
        if (event.button !== 0 || !onPress) return;
        event.preventDefault();
        onPress();
      }}
    >
      <circle class="pin-room" cx={x} cy={y} r="15" />
      <circle class="pin-ring" cx={x} cy={y} r="8.5" />
      <circle class="pin-dot" cx={x} cy={y} r="3.2" />
      {state.pressed && <path class="pin" d={`M${x} ${y}L${x + 30} ${y - 34}`} />}
    </g>
  );
}

/** One side of a device. What it shows is said in words elsewhere; this is the drawing. */
export function BodyDrawing({ model, state, view, label, onPress }: Props) {
  const shape = shapeOf(model);
  return (
    <svg class="body" viewBox="0 0 160 180" role="img" aria-label={label}>
      {view === "front" && <Front state={state} model={model} shape={shape} />}
      {view === "back" && <Back state={state} model={model} shape={shape} />}
      {view === "inside" && <Inside state={state} shape={shape} />}
      <ButtonHole model={model} view={view} state={state} onPress={onPress} />
    </svg>
  );
}
